"""Messages wait until they are read, and are their owner's alone."""

import pytest

from learning.errors import NotFound
from learning.operations.accounts import Viewer
from learning.operations.messages import (
    MOST_SHOWN,
    Points,
    Remarked,
    list_messages,
    read_message,
    tell_remarked,
)
from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.storage.conftest import Clock
from tests.storage.written import CASE

CHANGED = Remarked("Damp", "an-attempt", Points(1, 2), Points(2, 2), others=1)
SECRET = Remarked("Damp", "an-attempt", None, None)


def tell(site: Site, viewer: Viewer, told: Remarked = CHANGED) -> None:
    with site.database.write() as connection:
        tell_remarked(site, connection, told, person_id=viewer.person_id, path=CASE)


def test_a_message_waits_until_it_is_read(site: Site, amina: Viewer) -> None:
    tell(site, amina)
    (message,) = list_messages(site, amina)
    assert (message.path, message.told) == (CASE, CHANGED)
    for _ in range(2):
        read_message(site, amina, message.id)
        assert list_messages(site, amina) == ()


def test_another_persons_is_not_found(site: Site, amina: Viewer, ben: Viewer) -> None:
    tell(site, amina)
    (message,) = list_messages(site, amina)
    assert list_messages(site, ben) == ()
    for identity in (message.id, "nothing"):
        with pytest.raises(NotFound):
            read_message(site, ben, identity)
    assert list_messages(site, amina) == (message,)


def test_the_last_comes_first_and_no_more_than_can_be_read(
    site: Site, amina: Viewer, clock: Clock
) -> None:
    for _ in range(MOST_SHOWN):
        tell(site, amina)
    clock.wait(minutes=1)
    tell(site, amina, SECRET)
    with count_statements(site.database.engine) as statements:
        found = list_messages(site, amina)
    assert len(statements) == 1
    assert (len(found), found[0].told) == (MOST_SHOWN, SECRET)
