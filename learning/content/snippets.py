"""Every construct of Case Markdown as a text to copy, in the order of `docs/case-markdown.md`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snippet:
    """A construct: what it is called, and a text that shows it."""

    name: str
    text: str


SNIPPETS: tuple[Snippet, ...] = (
    Snippet("Scene", "## The waiting room\n\nA parent sits down with a coughing child."),
    Snippet("Ending", "> Ending (good): The council inspects within the week."),
    Snippet(
        "Choices",
        "### What do you do?\n\n"
        "- [Ask what it is like at home](#the-letter)\n"
        "  - trust +1, time +5\n"
        "  > She takes a letter out of her bag.\n"
        "- [Write a prescription and close](#ten-days-later)",
    ),
    Snippet(
        "Choice with a condition",
        "- [Offer to call the adviser in now](#next-door)\n"
        "  - only if trust >= 3, otherwise shown greyed\n"
        "  - once",
    ),
    Snippet("Counter", "counters:\n  trust: {start: 2, min: 0, max: 5, label: Trust}"),
    Snippet("For one side", "::: for health\nOnly a learner on the health side reads this.\n:::"),
    Snippet(
        "For the facilitator", "::: for facilitator\nOnly who leads a session reads this.\n:::"
    ),
    Snippet(
        "If and otherwise",
        "::: if trust >= 3 and not visited the-letter\nShe lowers her voice.\n"
        "::: otherwise\nShe looks at the clock.\n:::",
    ),
    Snippet(
        "Condition on a choice or an answer",
        '::: if chose "Ask what it is like at home" or answered which-helps right\nShe nods.\n:::',
    ),
    Snippet(
        "Question with one right option",
        "### Question: Which question opens most doors?\n\n"
        "- [ ] Do you smoke?\n  > It may matter, but asked first it sounds like blame.\n"
        "- [x] What is it like at home?\n- [ ] Have you thought of moving?\n\n"
        "> Hint (-25%): It is not about smoking.\n\n"
        "> Why: An open question lets people tell you what you would not have thought to ask.",
    ),
    Snippet(
        "Question with several right options",
        "### Question: What belongs in a letter of facts? (choose all, 2 points)\n\n"
        "- [x] What you saw\n- [x] When you saw it\n"
        "- [ ] What the landlord ought to pay (-50%)",
    ),
    Snippet(
        "Matching",
        "### Question: Who helps with what?\n\n| Trouble | Who |\n| --- | --- |\n"
        "| Mould behind the cot | Housing adviser |\n| A benefit stopped | Benefits adviser |\n"
        "|  | Estate agent |",
    ),
    Snippet("Ordering", "### Question: In which order?\n\n1. Listen\n2. Ask\n3. Refer"),
    Snippet(
        "Gaps",
        "### Question: What does the form say?\n\n"
        "She has to answer within [[one month | 1 month]], in [[*writing* | person]].",
    ),
    Snippet("Number", "### Question: For how many days is he away?\n\n= 14 ± 1 days"),
    Snippet(
        "Free text",
        "### Question: What would you write? (free text, 3 points)\n\n"
        "> Model answer: That the wall is black, and since when.\n\n"
        "| Points | Criterion |\n| --- | --- |\n| 2 | Names the damp |\n| 1 | Says since when |",
    ),
    Snippet(
        "Free text that the other side marks",
        "### Question: What would you write? (free text, marked by the other side, 2 points)\n\n"
        "> Model answer: That the wall is black.\n\n"
        "| Points | Criterion |\n| --- | --- |\n| 2 | Names the damp |",
    ),
    Snippet(
        "Judgement",
        "### Question: What does each finding do to the thought?\n\n"
        "| If you were thinking | and then you find | -2 | -1 | 0 | +1 | +2 |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| The flat makes him ill | He is well when away | 0 | 0 | 1 | 4 | 7 |",
    ),
    Snippet(
        "Scale, in a survey",
        "### Question: How sure are you?\n\n1. Not at all sure\n2. Neither\n3. Very sure",
    ),
    Snippet(
        "Plan",
        "### Plan: What happens now?\n\n| Need | Action | Who | By when | Why |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| housing | Write to the landlord | The adviser | Friday | It dates the notice |",
    ),
    Snippet(
        "What is told after an answer",
        "> Hint: Two of them.\n\n> Why: Said to everybody.\n\n> Correct: Said to who was right.\n\n"
        "> Incorrect: Said to who was not.\n\n> Tutor: Said to the facilitator alone.\n\n"
        "> Outcome: spot-legal-need",
    ),
    Snippet(
        "Words to notice",
        '[worse in the bedroom](#cue-housing "Damp or mould may be behind it")',
    ),
    Snippet(
        "Words that tempt and are no need",
        '[loves the nursery](#not-a-cue "A strength, and not a legal need")',
    ),
    Snippet(
        "Source in the law",
        "The landlord must keep the home fit.[^fitness]\n\n"
        "[^fitness]: Landlord and Tenant Act 1985, section 9A (checked 2026-11).",
    ),
    Snippet("Picture", "![What it shows](img/damp.jpg)"),
    Snippet("Sound or video", "![What is heard](img/call.mp3)\n\n> Transcript: All that is said."),
    Snippet("Shared passage", "[Include: the I-HELP box](shared/ihelp.md)"),
    Snippet("Link", "[the lesson](../courses/a/b.md) or [the page](https://www.gov.uk/)"),
    Snippet(
        "Modules of a course",
        "## Modules\n\n1. [Where do you start?](start.md)\n   - pre-test\n"
        "2. [Damp in the nursery](../../cases/damp-in-the-nursery.md)\n   - opens after 1\n"
        "   - pass mark 60%\n3. [What changed?](finish.md)\n   - post-test of 1",
    ),
    Snippet("New names for old ones", "moved: {old-id: new-id}"),
)
