"""Every shipped course, taken to its end by a student of medicine and a student of law."""

from collections.abc import Mapping

import pytest
from flask import Flask

from learning.operations.accounts import Viewer, find_viewer
from learning.operations.catalogue import show_course
from learning.operations.courses import Lock
from learning.operations.publishing import publish
from learning.operations.site import Site
from tests.features.conftest import Clock
from tests.features.playing import newcomer
from tests.features.visitor import Person, Visitor
from tests.features.whole_courses import take_course, take_module
from tests.house.own_files import ROOT, under

COURSES = [path for path in under("courses", ".md") if path.endswith("/course.md")]
GOOD = 0.6


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    assert publish(site, ROOT, "tests").broken == {}
    return site


@pytest.fixture
def pair(app: Flask, site: Site) -> tuple[Visitor, Visitor]:
    """Two people who have only just come."""
    return newcomer(app, site), newcomer(app, site, "law")


def viewer_of(site: Site, visitor: Visitor) -> Viewer:
    cookie = visitor.client.get_cookie("learning-session")
    assert cookie is not None
    viewer = find_viewer(site, cookie.value)
    assert viewer is not None
    return viewer


@pytest.mark.parametrize("path", COURSES)
def test_a_pair_takes_the_course_to_its_end(
    path: str,
    site: Site,
    pair: tuple[Visitor, Visitor],
    visitor: Visitor,
    cast: Mapping[str, Person],
) -> None:
    visitor.sign_in(cast["cole"])
    host, both = viewer_of(site, visitor), [viewer_of(site, each) for each in pair]
    url = "/" + path.removesuffix("/course.md")
    for each in pair:
        each.post(f"{url}/enrol")
    shares = take_course(site, host, both, path)
    assert {module: share for module, share in shares.items() if share < GOOD} == {}
    for each in pair:
        assert "You have completed this course" in each.get(url).text
        certificate = each.post(f"{url}/certificate")
        assert certificate.url.startswith("/certificates/")


def test_the_follow_up_comes_six_weeks_later(
    site: Site, clock: Clock, pair: tuple[Visitor, Visitor]
) -> None:
    url, viewer = "/courses/hearing-the-legal-need", viewer_of(site, pair[0])
    path = f"{url[1:]}/course.md"
    pair[0].post(f"{url}/enrol")
    take_course(site, viewer, [viewer], path)
    stops = show_course(site, viewer, path).stops
    later = next(each for each in stops if each.module.follow_up_of)
    assert later.lock is Lock.UNTIL
    assert "Before 100%, now 100%" in pair[0].get(url).text
    clock.forward(days=6 * 7)
    assert take_module(site, viewer, later.module.path) >= GOOD
