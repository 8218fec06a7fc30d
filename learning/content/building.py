"""The second stage: a parsed file -> an immutable Module in two halves.

Whatever depends on role, state or time goes into the key; the rest is the public half. Findings
are only those of names that cannot be resolved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from markdown_it.token import Token

from learning.content.asking.building import build_answer
from learning.content.footnotes import make_sources
from learning.content.markdown import render, render_inline
from learning.content.names import Resolver
from learning.content.parsed import (
    Choice,
    Choices,
    Document,
    Ending,
    Fenced,
    Part,
    Question,
    Run,
    Scene,
)
from learning.content.prose import make_prose
from learning.content.wording import Wording
from learning.model import case as public
from learning.model.condition import And, Condition, Guard
from learning.model.key import (
    ChoiceKey,
    CueKey,
    EndingKey,
    Hint,
    Key,
    Module,
    Passage,
    QuestionKey,
    SceneKey,
)
from learning.model.names import (
    ChoiceId,
    Grade,
    OutcomeId,
    PassageId,
    QuestionId,
    SceneId,
)
from learning.model.sources import find_mentions

Guards = tuple[Guard, ...]


def _join(conditions: Sequence[Condition]) -> Condition | None:
    if len(conditions) > 1:
        return And(tuple(conditions))
    return conditions[0] if conditions else None


def _build_question(question: Question) -> tuple[public.Question, QuestionKey]:
    built = build_answer(question.answer, question.terms)
    shown = public.Question(
        id=QuestionId(question.id),
        title=question.title,
        title_html=render_inline(question.label),
        body_html=render(question.body),
        form=built.form,
        points=question.points,
        optional=question.terms.optional,
        team=question.terms.team,
        line=question.place.line,
    )
    quotes = {label: tuple(map(render, each)) for label, each in question.quotes.items()}
    key = QuestionKey(
        id=shown.id,
        solution=built.solution,
        feedback=built.feedback,
        why_html=quotes.get("Why", ()),
        correct_html=quotes.get("Correct", ()),
        incorrect_html=quotes.get("Incorrect", ()),
        hints=tuple(Hint(render(hint.tokens), hint.cost) for hint in question.hints),
        tutor_html=quotes.get("Tutor", ()),
        outcomes=tuple(map(OutcomeId, question.outcomes)),
        sources_html=quotes.get("Source", ()),
    )
    return shown, key


@dataclass(slots=True)
class _SceneBuilder:
    """Collects the key of one scene while its parts become blocks."""

    resolver: Resolver
    wording: Wording
    prompt_html: str = ""
    runs: int = 0
    passages: dict[PassageId, Passage] = field(default_factory=dict)
    choices: list[ChoiceKey] = field(default_factory=list)
    endings: list[EndingKey] = field(default_factory=list)
    cues: list[CueKey] = field(default_factory=list)
    questions: dict[QuestionId, QuestionKey] = field(default_factory=dict)

    def build_blocks(self, parts: Sequence[Part], guards: Guards) -> tuple[public.Block, ...]:
        blocks = (self.build_part(part, guards) for part in parts)
        return tuple(block for block in blocks if block)

    def build_part(self, part: Part, guards: Guards) -> public.Block | None:
        match part:
            case Run(tokens):
                return self.build_run(tokens)
            case Question():
                shown, key = _build_question(part)
                self.questions[key.id] = key
                return public.Asked(shown)
            case Fenced():
                return self.build_fenced(part, guards)
            case Choices():
                return self.build_choices(part, guards)
            case Ending():
                ending = EndingKey(
                    part.grade or Grade.MIXED, render(part.tokens), guards, part.place.line
                )
                self.endings.append(ending)
                return None

    def build_run(self, tokens: Sequence[Token]) -> public.Prose:
        self.runs += 1
        prose, cues = make_prose(tokens, f"text-{self.runs}", len(self.cues))
        self.cues.extend(cues)
        return prose

    def build_fenced(self, part: Fenced, guards: Guards) -> public.Block | None:
        guard = self.resolver.resolve_guard(part.guard)
        identity = PassageId(f"passage-{len(self.passages) + 1}")
        line = part.guard.place.line
        # Nested fences are numbered after the one around them.
        self.passages[identity] = Passage(identity, guard, (), line)
        blocks = self.build_blocks(part.parts, (*guards, guard))
        self.passages[identity] = Passage(identity, guard, blocks, line)
        return public.Sealed(identity)

    def build_choices(self, part: Choices, guards: Guards) -> public.Block | None:
        self.choices.extend(self.build_choice(choice, guards) for choice in part.choices)
        if part.prompt and guards:
            # A prompt that only some may see stays sealed with the passage it stands in.
            return self.build_run(part.prompt)
        if part.prompt and not self.prompt_html:
            self.prompt_html = render_inline(part.prompt[1].children or ())
        return None

    def build_choice(self, choice: Choice, guards: Guards) -> ChoiceKey:
        hidden = _join([self.resolver.resolve(each) for each in choice.hidden])
        greyed = _join([self.resolver.resolve(each) for each in choice.greyed])
        # With both sorts of `only if`, the hiding one works like a fence around the choice.
        own = (Guard(condition=hidden),) if hidden and greyed else ()
        broken = self.resolver.faults.broken
        return ChoiceKey(
            id=ChoiceId(choice.id),
            text=choice.text,
            html=render_inline(choice.label),
            target=SceneId(choice.target),
            effects=tuple(map(self.resolver.resolve_effect, choice.effects)),
            condition=greyed or hidden,
            greyed_reason=self.wording.describe(greyed) if greyed and not broken else None,
            once=choice.once,
            feedback_html=render(choice.feedback),
            guards=(*guards, *own),
            line=choice.place.line,
        )


def _build_scene(
    scene: Scene, following: Scene | None, builder: _SceneBuilder
) -> tuple[public.Scene, SceneKey]:
    body = builder.build_blocks(scene.parts, ())
    runs_on = following and not builder.choices and not builder.endings
    key = SceneKey(
        passages=MappingProxyType(builder.passages),
        prompt_html=builder.prompt_html,
        choices=tuple(builder.choices),
        endings=tuple(builder.endings),
        cues=tuple(builder.cues),
        questions=MappingProxyType(builder.questions),
        next=SceneId(following.id) if following and runs_on else None,
    )
    return public.Scene(SceneId(scene.id), scene.title, body, scene.place.line), key


def _build_scenes(
    document: Document, resolver: Resolver
) -> tuple[dict[SceneId, public.Scene], dict[SceneId, SceneKey]]:
    wording = Wording({each.name: each.label for each in document.front.counters})
    scenes, keys = {}, {}
    for number, scene in enumerate(document.scenes, start=1):
        rest = () if document.is_case else document.scenes[number : number + 1]
        builder = _SceneBuilder(resolver, wording)
        shown, key = _build_scene(scene, next(iter(rest), None), builder)
        scenes[shown.id], keys[shown.id] = shown, key
    return scenes, keys


def _split_sources(
    sources: tuple[public.Source, ...], cover_html: str
) -> tuple[tuple[public.Source, ...], tuple[public.Source, ...]]:
    """Part the sources that the cover mentions, itself or by another source, from the rest."""
    mentioned: set[int] = set()
    texts = {source.number: source.html for source in sources}
    open_numbers = set(find_mentions(cover_html))
    while open_numbers:
        mentioned |= open_numbers
        found = find_mentions("".join(texts.get(number, "") for number in open_numbers))
        open_numbers = set(found) - mentioned
    shown = tuple(source for source in sources if source.number in mentioned)
    return shown, tuple(source for source in sources if source.number not in mentioned)


def build_module(document: Document, resolver: Resolver, sha256: str) -> Module:
    """Build both halves of a module; the resolver's faults say whether it may be used."""
    front = document.front
    scenes, keys = _build_scenes(document, resolver)
    cover_html = render(document.cover)
    sources = make_sources(document.notes, document.numbers)
    shown, sealed = _split_sources(sources, cover_html)
    case = public.Case(
        path=document.source.path,
        kind=front.kind,
        title=front.title,
        summary=front.summary,
        jurisdiction=front.jurisdiction,
        law_checked=front.law_checked,
        needs=front.needs,
        setting=front.setting,
        roles=front.roles,
        counters=front.counters,
        start=SceneId(front.start or next(iter(scenes), "")),
        outcomes=front.outcomes,
        minutes=front.minutes,
        content_note=front.content_note,
        moved=MappingProxyType(dict(front.moved)),
        authors=front.authors,
        reviewers=front.reviewers,
        licence=front.licence,
        shuffle=front.shuffle,
        cover_html=cover_html,
        scenes=MappingProxyType(scenes),
        sources=shown,
        feedback=front.quiz.feedback,
        draw=front.quiz.draw,
        ask_confidence=front.ask_confidence,
        time_limit=front.quiz.time_limit,
        attempts=front.quiz.attempts,
        pass_mark=front.quiz.pass_mark,
        tries=front.quiz.tries,
        try_cost=front.quiz.try_cost,
        keeps=front.quiz.keeps,
        review=front.quiz.review,
        opens=front.quiz.opens,
        closes=front.quiz.closes,
    )
    return Module(case, Key(MappingProxyType(keys), sealed), sha256)
