"""Signing in: tokens that end when they should, passwords that cannot be guessed at leisure."""

import pytest

from learning.access.rules import Asker
from learning.errors import InvalidInput, TooMany
from learning.operations import accounts, people
from learning.operations.accounts import Registration, Viewer, find_viewer, sign_in
from learning.operations.passwords import NOBODY, find_fault
from learning.operations.site import Site
from learning.storage import audit
from learning.storage.count import count_statements
from learning.storage.people import lock_standing
from tests.storage.conftest import PASSWORD, Clock, join, together, viewer_of

EMAIL = "amina@example.org"
HERE = "192.0.2.1"
NEW = "a letter from the landlord"
COMMANDS = people.Operator()


def fail(site: Site, email: str = EMAIL, address: str = HERE) -> None:
    with pytest.raises(InvalidInput, match="not right"):
        sign_in(site, email, "wrong horse battery", address=address)


def test_an_account_is_its_owners_with_the_side_of_the_profession(site: Site) -> None:
    viewer = viewer_of(site, join(site, "Ben Okafor", "law"))
    assert (viewer.name, viewer.email) == ("Ben Okafor", "ben.okafor@example.org")
    assert (viewer.profession, viewer.side) == ("law", "law")
    assert not viewer.is_educator
    assert not viewer.is_admin


def test_the_viewer_is_found_by_one_statement(site: Site) -> None:
    token = join(site, "Amina").token
    with count_statements(site.database.engine) as statements:
        find_viewer(site, token)
    assert len(statements) == 1


def test_neither_token_nor_password_is_stored(site: Site) -> None:
    token = join(site, "Amina").token
    with site.database.read() as connection:
        for table in ("person", "sign_in_session", "audit_entry"):
            rows = str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            assert token not in rows
            assert PASSWORD not in rows


def test_signing_in_does_not_mind_capitals_or_blanks_in_the_address(site: Site) -> None:
    person = join(site, "Amina").person_id
    assert sign_in(site, " Amina@Example.org ", PASSWORD, address=HERE).person_id == person


def test_an_email_address_is_taken_once(site: Site) -> None:
    join(site, "Amina")
    with pytest.raises(InvalidInput) as refused:
        join(site, "Amina")
    assert list(refused.value.fields) == ["email"]


@pytest.mark.parametrize("typed", ["zo\u00eb@example.org", "zoe\u0308@example.org"])
def test_an_accent_is_the_same_however_it_was_typed(site: Site, typed: str) -> None:
    wanted = Registration("Zo\u00eb", "Zo\u00cb@example.org", PASSWORD, "law")
    person = people.add_person(site, wanted, standing="learner", by="test")
    assert sign_in(site, typed, PASSWORD, address=HERE).person_id == person


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\x1b", "\x9b", "\ufeff", "\u2066", "\x07"])
def test_what_cannot_be_seen_is_no_part_of_a_name_or_address(site: Site, sign: str) -> None:
    wanted = Registration(f"Amina{sign}", f"amina{sign}@example.org", PASSWORD, "law")
    with pytest.raises(InvalidInput) as refused:
        accounts.register(site, wanted, HERE)
    assert set(refused.value.fields) == {"name", "email"}


@pytest.mark.parametrize("name", ["\u200d", "\u0301", "..."])
def test_a_name_has_letters(site: Site, name: str) -> None:
    with pytest.raises(InvalidInput, match="can be seen"):
        accounts.register(site, Registration(name, EMAIL, PASSWORD, "law"), HERE)


def test_a_name_may_need_a_joiner(site: Site) -> None:
    wanted = Registration("\u0645\u06cc\u200c\u0646\u0627", EMAIL, PASSWORD, "law")
    assert viewer_of(site, accounts.register(site, wanted, HERE)).name == wanted.name


def test_everything_wrong_with_a_registration_is_said_at_once(site: Site) -> None:
    with pytest.raises(InvalidInput) as refused:
        accounts.register(site, Registration(" ", "nobody", "short", "wizardry"), HERE)
    assert set(refused.value.fields) == {"name", "email", "password", "profession"}


def test_wrong_password_and_unknown_person_get_the_same_answer(site: Site) -> None:
    join(site, "Amina")
    fail(site)
    fail(site, "nobody@example.org")
    assert NOBODY.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_ten_failures_close_an_account_for_five_minutes(site: Site, clock: Clock) -> None:
    join(site, "Amina")
    for each in range(10):
        fail(site, address=f"198.51.100.{each}")
    with pytest.raises(TooMany) as refused:
        sign_in(site, EMAIL, PASSWORD, address=HERE)
    assert 299 <= refused.value.wait <= 301
    clock.wait(seconds=refused.value.wait)
    assert sign_in(site, EMAIL, PASSWORD, address=HERE)


def test_a_hundred_failures_close_an_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learning.operations.throttle.PER_ADDRESS", 4)
    for each in range(4):
        fail(site, f"{each}@example.org", "2001:db8::1")
    with pytest.raises(TooMany):
        fail(site, EMAIL, "2001:db8::2")
    fail(site, EMAIL, "2001:db8:0:1::1")


def test_a_lecture_hall_may_sign_in_from_one_address(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learning.operations.throttle.PER_ADDRESS", 3)
    join(site, "Amina")
    together(12, lambda: sign_in(site, EMAIL, PASSWORD, address=HERE))
    with site.database.read() as connection:
        counted = connection.exec_driver_sql("SELECT count(*) FROM sign_in_session").scalar()
    assert counted == 13


def test_guesses_at_the_same_moment_are_counted_like_any(lite_site: Site) -> None:
    join(lite_site, "Amina")
    answers: list[str] = []

    def guess() -> None:
        try:
            sign_in(lite_site, EMAIL, "wrong horse battery", address=HERE)
        except (InvalidInput, TooMany) as error:
            answers.append(type(error).__name__)

    together(16, guess)
    assert sorted(answers) == ["InvalidInput"] * 10 + ["TooMany"] * 6


@pytest.mark.parametrize(
    ("standing", "idle"), [("learner", 60), ("educator", 30), ("administrator", 30)]
)
def test_a_session_ends_when_nobody_uses_it(
    site: Site, clock: Clock, standing: str, idle: int
) -> None:
    registration = Registration("Dr Cole", "cole@example.org", PASSWORD, "medicine")
    people.add_person(site, registration, standing=standing, by="test")
    token = sign_in(site, "cole@example.org", PASSWORD, address=HERE).token
    clock.wait(minutes=idle - 1)
    assert find_viewer(site, token)
    clock.wait(minutes=idle - 1)
    assert find_viewer(site, token)
    clock.wait(minutes=idle)
    assert find_viewer(site, token) is None


def test_a_session_ends_after_twelve_hours_of_use(site: Site, clock: Clock) -> None:
    token = join(site, "Amina").token
    for _ in range(24):
        assert find_viewer(site, token)
        clock.wait(minutes=30)
    assert find_viewer(site, token) is None


def test_use_is_noted_every_five_minutes_at_most(site: Site, clock: Clock) -> None:
    token = join(site, "Amina").token
    clock.wait(minutes=5)
    with count_statements(site.database.engine) as statements:
        find_viewer(site, token)
        clock.wait(minutes=4)
        find_viewer(site, token)
    assert [each.split()[0] for each in statements] == ["SELECT", "UPDATE", "SELECT"]


def test_signing_out_ends_this_session_only(site: Site) -> None:
    first = join(site, "Amina").token
    second = sign_in(site, EMAIL, PASSWORD, address=HERE).token
    accounts.sign_out(site, first)
    accounts.sign_out(site, "never a token")
    assert find_viewer(site, first) is None
    assert find_viewer(site, second)


def test_a_new_password_ends_every_other_session(site: Site, amina: Viewer) -> None:
    other = sign_in(site, EMAIL, PASSWORD, address=HERE).token
    kept = accounts.change_password(site, amina, old=PASSWORD, new=NEW).token
    assert find_viewer(site, other) is None
    assert find_viewer(site, kept)
    with pytest.raises(InvalidInput):
        sign_in(site, EMAIL, PASSWORD, address=HERE)
    assert sign_in(site, EMAIL, NEW, address=HERE)


def test_the_old_password_must_be_known_to_change_it(site: Site, amina: Viewer) -> None:
    for _ in range(10):
        with pytest.raises(InvalidInput) as refused:
            accounts.change_password(site, amina, old="not the old one", new=NEW)
        assert list(refused.value.fields) == ["old"]
    with pytest.raises(TooMany):
        accounts.change_password(site, amina, old=PASSWORD, new=NEW)


def test_a_weak_new_password_is_refused(site: Site, amina: Viewer) -> None:
    with pytest.raises(InvalidInput) as refused:
        accounts.change_password(site, amina, old=PASSWORD, new="password2026")
    assert list(refused.value.fields) == ["new"]


def test_a_profession_changes_with_its_side(site: Site) -> None:
    known = join(site, "Amina")
    accounts.change_profession(site, viewer_of(site, known), "other-law")
    assert viewer_of(site, known).side == "law"
    with pytest.raises(InvalidInput):
        accounts.change_profession(site, viewer_of(site, known), "wizardry")


def test_people_are_added_with_a_standing_and_listed(site: Site) -> None:
    registration = Registration("Dee", "dee@example.org", PASSWORD, "other-health")
    people.add_person(site, registration, standing="administrator", by="test")
    with pytest.raises(InvalidInput, match="already"):
        people.add_person(site, registration, standing="administrator", by="test")
    with pytest.raises(InvalidInput, match="learner, educator"):
        people.add_person(site, registration, standing="wizard", by="test")
    assert [(each.name, each.standing) for each in people.list_people(site)] == [
        ("Dee", "administrator")
    ]


def add_administrator(site: Site, name: str) -> Asker:
    wanted = Registration(name, f"{name}@example.org", PASSWORD, "other-health")
    added = people.add_person(site, wanted, standing="administrator", by="test")
    return people.Operator(added)


def test_the_last_administrator_stays(site: Site) -> None:
    dee = add_administrator(site, "dee")
    for act in (
        lambda: people.suspend(site, COMMANDS, dee.person_id),
        lambda: people.change_standing(site, COMMANDS, dee.person_id, standing="educator"),
    ):
        with pytest.raises(InvalidInput, match="has to be an administrator"):
            act()
    people.change_standing(site, COMMANDS, dee.person_id, standing="administrator")


def test_two_administrators_never_take_each_other_out(site: Site) -> None:
    one, other = (add_administrator(site, name) for name in ("dee", "jo"))
    pairs, came = iter([(one, other), (other, one)]), []

    def suspend() -> None:
        asker, asked = next(pairs)
        try:
            people.suspend(site, asker, asked.person_id)
            came.append("suspended")
        except InvalidInput:
            came.append("refused")

    together(2, suspend)
    assert sorted(came) == ["refused", "suspended"]
    with site.database.write() as connection:
        assert len(lock_standing(connection, "administrator")) == 1


def test_what_was_done_to_an_account_is_on_record(site: Site, amina: Viewer) -> None:
    accounts.change_password(site, amina, old=PASSWORD, new=NEW)
    with site.database.read() as connection:
        actions = [each.action for each in audit.list_entries(connection)]
    assert actions == ["account opened", "password changed"]


@pytest.mark.parametrize(
    "password",
    [
        "\udcff\udcfe lantern gravel",
        "eleven char",
        "x" * 1025,
        "password1234",
        "!!Unbelievable!!",
        "qwertyuiop[]",
        "passwordpassword",
        "abcdefghijklm",
        "zyxwvutsrqpon",
        "Rahman.Amina",
        "amina rahman 2026",
        "sidebyside-sbs",
        "ａｄｍｉｎｉｓｔｒａｔｏｒ",
    ],
)
def test_a_password_that_is_guessed_first_is_refused(password: str) -> None:
    assert find_fault(password, context=("Amina Rahman", "amina.rahman"))


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", PASSWORD, "Zoë's tea at four", "9fK-2mQ7xW4p", "x1" * 500 + "y"],
)
def test_a_good_password_is_taken(password: str) -> None:
    assert find_fault(password, context=("Amina Rahman", "amina.rahman")) is None
