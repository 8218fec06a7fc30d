"""The declaration of what is held about people in cohorts, and of marks by tutors."""

from sqlalchemy import or_, select

from learning.storage.cohort_schema import Cohort, CohortInvite, CohortPerson, TutorMark
from learning.storage.held import ME, RECORD, TEACHING, WITH_ACCOUNT, YOURS, Holding
from learning.storage.schema import Attempt, Person

_MY_ATTEMPTS = select(Attempt.id).where(Attempt.person_id == ME)
_MY_EMAIL = select(Person.email).where(Person.id == ME).scalar_subquery()

COHORT_HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "cohorts",
        Cohort,
        title="Cohorts that you made",
        purpose="So that you can teach them",
        basis=TEACHING,
        kept="As long as the site runs",
        whose=Cohort.made_by == ME,
        order=("made_at", "id"),
        given={
            "id": "cohort",
            "name": "name",
            "made_at": "made_at",
            "opens": "opens",
            "closes": "closes",
            "archived_at": "archived_at",
        },
        withheld={
            "made_by": YOURS,
            "join_code": "It lets others into the cohort; the cohort's own page shows it",
        },
    ),
    Holding(
        "places-in-cohorts",
        CohortPerson,
        title="Cohorts that you are in",
        purpose="So that your teachers can see how you get on, and give you the time you need",
        basis=TEACHING,
        kept=WITH_ACCOUNT,
        whose=CohortPerson.person_id == ME,
        order=("joined_at", "cohort_id"),
        given={
            "cohort_id": "cohort",
            "role": "role",
            "extra_time": "extra_time_percent",
            "untimed": "without_time_limit",
            "opens": "opens_for_you",
            "closes": "closes_for_you",
            "joined_at": "joined_at",
            "left_at": "left_at",
        },
        withheld={"person_id": YOURS},
    ),
    Holding(
        "expected-in-cohorts",
        CohortInvite,
        title="Cohorts that expect you, or that you expect others in",
        purpose="So that whoever is on a roster is in the cohort as soon as they have an account",
        basis=TEACHING,
        kept="Until the account is opened, or the line is taken back",
        whose=or_(CohortInvite.email == _MY_EMAIL, CohortInvite.invited_by == ME),
        order=("invited_at", "cohort_id", "email"),
        given={
            "cohort_id": "cohort",
            "email": "email_address",
            "name": "name",
            "profession": "profession",
            "role": "role",
            "extra_time": "extra_time_percent",
            "untimed": "without_time_limit",
            "opens": "opens",
            "closes": "closes",
            "invited_at": "since",
            "invited_by": "put_there_by",
        },
    ),
    Holding(
        "marks-by-tutors",
        TutorMark,
        title="Marks that tutors gave your texts, or that you gave as a tutor",
        purpose="So that whoever wrote the text learns from them",
        basis=RECORD,
        kept=WITH_ACCOUNT,
        whose=or_(TutorMark.marker_id == ME, TutorMark.attempt_id.in_(_MY_ATTEMPTS)),
        order=("given_at", "attempt_id", "question", "no"),
        given={
            "attempt_id": "attempt",
            "question": "question",
            "no": "number_of_mark",
            "marker_id": "given_by",
            "points": "points_given_and_of_how_many",
            "words": "words",
            "given_at": "given_at",
        },
        texts=frozenset({"points"}),
    ),
)
