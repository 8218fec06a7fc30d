"""The checker's rules: each a small function from a parsed file to findings. None changes it."""

from collections.abc import Callable

from learning.content.faults import Faults
from learning.content.parsed import Document
from learning.content.rules.answers import (
    find_empty_panels,
    find_equal_options,
    find_idle_quotes,
    find_thin_answers,
    find_wrong_sums,
)
from learning.content.rules.choices import find_equal_choices, find_lone_choices, find_second_lists
from learning.content.rules.citations import find_uncited_law
from learning.content.rules.counters import find_idle_comparisons, find_idle_counters
from learning.content.rules.cues import find_missing_lures
from learning.content.rules.outcomes import find_unpractised
from learning.content.rules.peers import find_unmarkable
from learning.content.rules.persons import find_real_persons
from learning.content.rules.questions import (
    find_silent_options,
    find_tells,
    find_wrong_counts,
    find_wrong_credits,
)
from learning.content.rules.quizzes import find_long_draws
from learning.content.rules.scenes import (
    find_dead_ends,
    find_empty_fences,
    find_equal_ids,
    find_lost_links,
    find_lost_moves,
    find_lost_start,
    find_useless_endings,
)
from learning.content.rules.stray import find_stray

RULES: tuple[Callable[[Document, Faults], None], ...] = (
    find_stray,
    find_equal_ids,
    find_lost_links,
    find_dead_ends,
    find_useless_endings,
    find_empty_fences,
    find_lost_start,
    find_lost_moves,
    find_long_draws,
    find_unpractised,
    find_uncited_law,
    find_real_persons,
    find_second_lists,
    find_lone_choices,
    find_equal_choices,
    find_idle_counters,
    find_idle_comparisons,
    find_wrong_counts,
    find_equal_options,
    find_silent_options,
    find_tells,
    find_wrong_credits,
    find_thin_answers,
    find_empty_panels,
    find_wrong_sums,
    find_unmarkable,
    find_idle_quotes,
    find_missing_lures,
)
