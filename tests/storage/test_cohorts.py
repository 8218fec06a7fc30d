"""Cohorts on both databases: who is in them, and that two changes at once leave them whole."""

import pytest

from learning.errors import InvalidInput, NotFound
from learning.operations.accounts import Viewer
from learning.operations.cohorts import (
    Wanted,
    archive,
    list_cohorts,
    load_cohort,
    make_cohort,
    renew_code,
)
from learning.operations.site import Site
from learning.storage import audit, cohort_people, cohorts
from learning.storage.cohort_people import Place
from learning.storage.count import count_statements
from tests.storage.cohort_making import make_educator, put
from tests.storage.conftest import join, together, viewer_of


@pytest.fixture
def cole(site: Site) -> Viewer:
    return make_educator(site)


@pytest.fixture
def cohort_id(site: Site, cole: Viewer) -> str:
    return make_cohort(site, cole, Wanted("Spring term"))


def test_who_makes_a_cohort_teaches_it(site: Site, cole: Viewer, cohort_id: str) -> None:
    assert load_cohort(site, cole, cohort_id).teachers == {cole.person_id}
    assert [each.cohort.name for each in list_cohorts(site, cole)] == ["Spring term"]


def test_a_cohort_is_not_there_for_others(site: Site, amina: Viewer, cohort_id: str) -> None:
    put(site, cohort_id, amina)
    for viewer in (amina, viewer_of(site, join(site, "Eve"))):
        with pytest.raises(NotFound):
            load_cohort(site, viewer, cohort_id)


def test_who_comes_again_is_there_since_then(
    site: Site, cole: Viewer, amina: Viewer, cohort_id: str
) -> None:
    put(site, cohort_id, amina)
    with site.database.write() as connection:
        assert cohort_people.take_out(connection, cohort_id, amina.person_id, at=site.clock())
        assert not cohort_people.take_out(connection, cohort_id, amina.person_id, at=site.clock())
        assert cohorts.list_learners(connection, cohort_id) == []
    put(site, cohort_id, amina, Place(cohorts.LEARNER, extra_time=25))
    with site.database.read() as connection:
        (found,) = cohorts.list_learners(connection, cohort_id)
    assert (found.name, found.side, found.extra_time) == ("Amina", "health", 25)


def test_opening_a_cohort_takes_two_statements(site: Site, cole: Viewer, cohort_id: str) -> None:
    with count_statements(site.database.engine) as statements:
        load_cohort(site, cole, cohort_id)
    assert len(statements) == 2


def test_codes_renewed_at_once_leave_one(site: Site, cole: Viewer, cohort_id: str) -> None:
    together(4, lambda: renew_code(site, cole, cohort_id))
    code = load_cohort(site, cole, cohort_id).row.join_code
    with site.database.read() as connection:
        assert code
        assert cohorts.find_by_code(connection, code)
        actions = [each.action for each in audit.list_entries(connection)]
    assert actions.count("join code switched on") == 1
    assert actions.count("join code renewed") == 3


def test_nothing_changes_in_the_archive(site: Site, cole: Viewer, cohort_id: str) -> None:
    archive(site, cole, cohort_id, on=True)
    with pytest.raises(InvalidInput, match="archived"):
        renew_code(site, cole, cohort_id)
    archive(site, cole, cohort_id, on=False)
    renew_code(site, cole, cohort_id)
