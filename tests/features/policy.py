"""Who gets past the door of every address, by kinds of people; the rules as a table to be read.

The longest beginning that fits an address holds. An address that no line fits fails the test.
"""

from collections.abc import Mapping

NOBODY, SUSPENDED = "nobody", "suspended"
LEARNER, OTHER_COHORT, OTHER_COURSE = "learner", "other cohort", "other course"
OWN, OTHER, ADMIN = "educator", "other educator", "administrator"
KINDS = (NOBODY, SUSPENDED, LEARNER, OTHER_COHORT, OTHER_COURSE, OWN, OTHER, ADMIN)

ALL = frozenset(KINDS)
SIGNED_IN = ALL - {NOBODY, SUSPENDED}
EDUCATORS = frozenset({OWN, OTHER, ADMIN})
RUNS = frozenset({ADMIN})
# What is the educator's own: a work, a cohort; and what is the learner's: an attempt.
THEIRS = frozenset({OWN, ADMIN})
HERS = frozenset({LEARNER})
FACILITATES = frozenset({OWN})
MEMBERS = frozenset({OWN, LEARNER})
PROGRAMS: frozenset[str] = frozenset()

POLICY: Mapping[str, frozenset[str]] = {
    "/": ALL,
    "/about": ALL,
    "/accessibility": ALL,
    "/privacy": ALL,
    "/healthz": ALL,
    "/readyz": ALL,
    "/sign-in": ALL,
    "/sign-out": ALL,
    "/register": ALL,
    "/account": SIGNED_IN,
    "/account/tokens": EDUCATORS,
    "/attempts/<": HERS,
    "/cases": ALL,
    "/cases/<slug>/start": SIGNED_IN,
    "/certificates": ALL,
    "/certificates/<code>/": SIGNED_IN,
    "/cohorts": SIGNED_IN,
    "/cohorts/new": EDUCATORS,
    "/cohorts/<": THEIRS,
    "/cohorts/join": SIGNED_IN,
    "/cohorts/<cohort_id>/leave": SIGNED_IN,
    "/courses": ALL,
    "/courses/<course>/<module>/start": SIGNED_IN,
    "/courses/<course>/calendar": SIGNED_IN,
    "/courses/<course>/certificate": SIGNED_IN,
    "/courses/<course>/enrol": SIGNED_IN,
    "/figures": EDUCATORS,
    "/join": SIGNED_IN,
    "/marking": SIGNED_IN,
    "/media/": SIGNED_IN,
    "/messages/": SIGNED_IN,
    "/people": RUNS,
    "/progress": SIGNED_IN,
    "/publishing": EDUCATORS,
    "/recall": SIGNED_IN,
    "/record": RUNS,
    "/sessions": SIGNED_IN,
    "/sessions/<": MEMBERS,
    "/sessions/<session_id>/console": FACILITATES,
    "/sessions/<session_id>/console/take-over": EDUCATORS,
    "/sessions/<session_id>/projector": FACILITATES,
    "/sessions/<session_id>/events.csv": FACILITATES,
    "/studio": EDUCATORS,
    "/studio/new": EDUCATORS,
    "/studio/import": EDUCATORS,
    "/studio/import/confirm": EDUCATORS,
    # It only leads on to the work.
    "/studio/people/<": EDUCATORS,
    "/studio/copy/<": EDUCATORS,
    "/studio/take/<": RUNS,
    "/studio/export/<": THEIRS,
    "/studio/sync/<": PROGRAMS,
    **dict.fromkeys(
        (
            f"/studio/{each}"
            for each in (
                "add bring-back check check-all delete edit files hand-over history map media"
                " preview publish remove rename restore review review-needed settle share unshare"
                " versions works ask-review withdraw"
            ).split()
        ),
        THEIRS,
    ),
}


def find_rule(rule: str) -> str:
    """Give the line of the table that holds for an address; raises KeyError where none does."""
    fitting = [each for each in POLICY if rule == each or (len(each) > 1 and rule.startswith(each))]
    if not fitting:
        raise KeyError(f"say in tests/features/policy.py who may call {rule}")
    return max(fitting, key=len)


def may_call(kind: str, rule: str) -> bool:
    """Whether people of a kind get past the door of an address."""
    return kind in POLICY[find_rule(rule)]
