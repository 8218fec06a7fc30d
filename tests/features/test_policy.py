"""Eight kinds of people against every route, with ids of what really is there: the policy holds.

Whoever is not let in changes nothing by asking, and is told neither more nor less than of a thing
that is not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.routing import Rule

from learning.model.names import HEALTH
from learning.operations import accounts, cohort_courses, cohort_people, cohorts, people, sessions
from learning.operations.accounts import Registration, Viewer
from learning.operations.cohort_joining import join
from learning.operations.people import Operator
from learning.operations.session_opening import open_session
from learning.operations.site import Site
from learning.operations.studio_begin import begin_work
from learning.operations.studio_people import add_editor
from learning.team.session import Options
from tests.features import policy
from tests.features.playing import play_to_the_end, publish_small
from tests.features.routes import address_of, own_rules
from tests.features.sums import database_sum
from tests.features.visitor import Person, Visitor

Cast = Mapping[str, Person]
COURSE = "courses/listening/course.md"
CASE = "cases/the-cold-kitchen.md"
PASSWORD = "two chairs one table"
STANDING = {policy.OTHER: "finn", policy.SUSPENDED: "gus"}
PLAYED = {
    policy.LEARNER: "amina",
    policy.OTHER_COHORT: "ben",
    policy.OTHER_COURSE: "eve",
    policy.OWN: "cole",
    policy.ADMIN: "dee",
}
# Addresses of things that this test has none of: nobody gets anything there.
ABSENT = frozenset(
    {
        "/attempts/<attempt_id>/written.pdf",
        "/certificates/<code>",
        "/certificates/<code>/pdf",
        "/cohorts/<cohort_id>/answers/<attempt_id>/<question>",
        "/cohorts/<cohort_id>/marking/<question>/<path:path>",
        "/courses/<course>/calendar.ics",
        "/cohorts/join/<code>",
        "/join/<code>",
        "/marking/<text_id>",
        "/media/<digest>/<path:path>",
        "/people/<person_id>",
        "/publishing/marks/<path:path>",
        "/recall/answers/<recall_id>",
        "/sessions/<session_id>/portfolio.pdf",
        "/sessions/<session_id>/console/back",
        "/sessions/<session_id>/console/map",
        "/sessions/<session_id>/<path:path>",
        "/sessions/<session_id>/events.csv",
        "/studio/copy/<path:prefix>",
        "/studio/preview/<path:path>/plays/<play_id>/findings",
        "/studio/preview/<path:path>/plays/<play_id>/news",
        "/studio/review/<review_id>",
        "/studio/versions/<path:path>",
    }
)


@dataclass(frozen=True)
class World:
    """The site with one of everything, and a browser for each kind of people."""

    site: Site
    app: Flask
    visitors: Mapping[str, Visitor]
    parts: Mapping[str, str]

    def address(self, rule: Rule) -> str:
        """Give a route's address with the ids of what is there."""
        parts = dict(self.parts)
        if rule.rule.startswith("/studio"):
            parts["path"] = f"{self.parts['prefix']}.md"
        elif rule.rule.startswith("/cohorts"):
            parts["path"] = CASE
        return address_of(rule, **parts)


def look_as(site: Site, visitor: Visitor) -> Viewer:
    """Give who a browser is signed in as."""
    cookie = visitor.client.get_cookie("learning-session")
    viewer = accounts.find_viewer(site, cookie.value) if cookie else None
    assert viewer
    return viewer


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    return publish_small(site)


@pytest.fixture(scope="module")
def world(site: Site, app: Flask, cast: Cast) -> World:
    visitors = {policy.NOBODY: Visitor(app)}
    for kind, name in PLAYED.items():
        visitors[kind] = Visitor(app)
        visitors[kind].sign_in(cast[name])
    for kind, name in STANDING.items():
        wanted = Registration(name.title(), f"{name}@example.org", PASSWORD, "nursing")
        people.add_person(site, wanted, standing="educator", by="tests")
        visitors[kind] = Visitor(app)
        visitors[kind].sign_in(Person(wanted.name, wanted.email, PASSWORD))
    cole = look_as(site, visitors[policy.OWN])
    gus = look_as(site, visitors[policy.SUSPENDED])
    work = begin_work(site, cole, kind="case", title="The wet wall", blank=False)
    add_editor(site, cole, work, email="gus@example.org")
    cohort = make_cohort(site, cole, look_as(site, visitors[policy.LEARNER]), "Year 4")
    cohort_people.add_teacher(site, cole, cohort, email="gus@example.org")
    finn = look_as(site, visitors[policy.OTHER])
    make_cohort(site, finn, look_as(site, visitors[policy.OTHER_COHORT]), "Year 5")
    visitors[policy.OTHER_COURSE].get("/courses/listening")
    visitors[policy.OTHER_COURSE].submit("/courses/listening/enrol")
    parts = {
        "attempt_id": play_to_the_end(visitors[policy.LEARNER]).rpartition("/")[2],
        "session_id": open_room(site, cole, look_as(site, visitors[policy.LEARNER])),
        "cohort_id": cohort,
        "prefix": work,
        "person_id": look_as(site, visitors[policy.LEARNER]).person_id,
    }
    people.suspend(site, Operator(), gus.person_id)
    return World(site, app, visitors, parts)


def make_cohort(site: Site, teacher: Viewer, learner: Viewer, name: str) -> str:
    """Make a cohort of one learner, who joins by its code."""
    cohort_id = cohorts.make_cohort(site, teacher, cohorts.Wanted(name))
    cohort_courses.give_course(site, teacher, cohort_id, path=COURSE, due=None)
    cohorts.renew_code(site, teacher, cohort_id)
    code = cohorts.load_cohort(site, teacher, cohort_id).row.join_code
    assert code
    join(site, learner, code)
    return cohort_id


def open_room(site: Site, host: Viewer, learner: Viewer) -> str:
    """Open a session with a facilitator and one learner in it."""
    session_id = open_session(site, host, CASE, options=Options(), request_id=site.new_id())
    request = site.new_id()
    sessions.take_seat(site, learner, session_id, side=HEALTH, request_id=request)
    return session_id


def ask(visitor: Visitor, url: str, method: str) -> tuple[int, str]:
    """Give the status and where it leads."""
    if method == "GET":
        answer = visitor.client.get(url)
    else:
        answer = visitor.send(url, {"csrf_token": visitor.token()})
    answer.close()
    return answer.status_code, answer.headers.get("Location", "")


def is_refused(status: int, location: str) -> bool:
    return status in {401, 403, 404} or location.startswith("/sign-in?next=")


def list_asked(app: Flask, kind: str, *, allowed: bool) -> list[tuple[Rule, str]]:
    """List the routes that people of a kind may call, or may not, with each way to ask."""
    return [
        (rule, method)
        for rule in own_rules(app)
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
        if policy.may_call(kind, rule.rule) == allowed
    ]


@pytest.mark.parametrize("kind", policy.KINDS)
def test_who_may_not_gets_nothing_and_changes_nothing(world: World, kind: str) -> None:
    visitor, before = world.visitors[kind], database_sum(world.site)
    for rule, method in list_asked(world.app, kind, allowed=False):
        url = world.address(rule)
        status, location = ask(visitor, url, method)
        # A form that cannot be read is told so before it is asked whose thing it is about.
        unread = status == 422 and ask(visitor, address_of(rule), method)[0] == 422
        assert unread or is_refused(status, location), (kind, method, url, status, location)
    assert database_sum(world.site) == before


@pytest.mark.parametrize("kind", policy.KINDS)
def test_who_may_is_let_in(world: World, kind: str) -> None:
    visitor = world.visitors[kind]
    for rule, method in list_asked(world.app, kind, allowed=True):
        if method == "GET" and rule.rule not in ABSENT:
            url = world.address(rule)
            status, location = ask(visitor, url, method)
            assert not is_refused(status, location), (kind, method, url, status, location)


def test_each_line_of_the_policy_is_about_an_address(app: Flask) -> None:
    found = {policy.find_rule(rule.rule) for rule in own_rules(app)}
    assert found == set(policy.POLICY)
