"""A certificate: asked for once, printed, checked by anyone, revoked, and never changed."""

import re
from pathlib import Path

import pytest
from flask import Flask

from learning.cli.certificates import BY
from learning.operations import certificates
from learning.operations.codes import ALPHABET, BITS, draw_code, read_code
from learning.operations.site import Site
from learning.storage import audit
from tests.features.certified import COURSE, certify, complete, publish_course
from tests.features.conftest import Clock
from tests.features.playing import newcomer
from tests.features.visitor import Visitor


@pytest.fixture(scope="module")
def site(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return publish_course(site, tmp_path_factory.mktemp("content"))


@pytest.fixture
def amina(app: Flask, site: Site) -> Visitor:
    return newcomer(app, site)


def revoke(site: Site, code: str, why: str = "It was issued by mistake.") -> None:
    certificates.revoke(site, code, why=why, by=BY)


def test_a_course_not_completed_gives_none(amina: Visitor) -> None:
    assert "once every module is done" in amina.get(COURSE).text
    page = amina.post(f"{COURSE}/certificate")
    assert page.url == COURSE
    assert "waits until every module" in page.text


def test_who_completed_it_asks_for_it_and_gets_its_page(amina: Visitor) -> None:
    complete(amina)
    page = amina.submit(f"{COURSE}/certificate")
    assert page.h1 == "This certificate is valid"
    facts = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert facts["Name"] == "Farah"
    assert facts["Course"] == "Asking well"
    assert facts["Time it takes"] == "1 hour 30 minutes"
    assert page.texts("main li") == ["Ask a kind question"]


def test_its_own_page_leads_its_owner_to_the_file_and_back(
    amina: Visitor, visitor: Visitor, site: Site
) -> None:
    code = certify(amina)
    page = amina.get(f"/certificates/{code}")
    assert page.link("Download my certificate") == f"/certificates/{code}/pdf"
    assert page.link("Back to the course") == COURSE
    assert "Download" not in visitor.get(f"/certificates/{code}").text
    revoke(site, code)
    assert "Download" not in amina.get(f"/certificates/{code}").text


def test_asking_twice_gives_one(amina: Visitor) -> None:
    code = certify(amina)
    assert amina.post(f"{COURSE}/certificate").url.endswith(code)
    assert code in amina.get(COURSE).text


def test_anyone_may_check_it_and_sees_nothing_else(amina: Visitor, visitor: Visitor) -> None:
    code = certify(amina)
    page = visitor.get(f"/certificates/{code}")
    assert page.h1 == "This certificate is valid"
    assert page.texts("dt") == ["Name", "Course", "Completed on", "Time it takes"]
    assert "@" not in page.html
    assert "listened" not in page.text


def test_no_cache_or_search_engine_keeps_it(amina: Visitor, visitor: Visitor) -> None:
    for url in (f"/certificates/{certify(amina)}", "/certificates"):
        page = visitor.get(url)
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_code_is_read_however_it_was_copied(amina: Visitor, visitor: Visitor) -> None:
    code = certify(amina)
    visitor.get("/certificates")
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l").replace("8", "b")
    page = visitor.get(f"/certificates?code={typed}")
    assert page.url == f"/certificates/{code}"
    assert visitor.get(f"/certificates/{code.lower()}").url == f"/certificates/{code}"


@pytest.mark.parametrize(("typed", "said"), [("", "Enter the code"), ("abc", "cannot be the code")])
def test_what_is_no_code_is_said_beside_the_field(visitor: Visitor, typed: str, said: str) -> None:
    page = visitor.get(f"/certificates?code={typed}", status=422)
    assert said in page.texts("#code-error")[0]


def test_an_unknown_code_is_said_to_be_unknown(visitor: Visitor) -> None:
    page = visitor.get(f"/certificates/{draw_code()}", status=404)
    assert page.h1 == "There is no certificate with this code"


def test_revoked_is_said_at_once_with_the_day_and_without_the_reason(
    amina: Visitor, visitor: Visitor, site: Site
) -> None:
    code = certify(amina)
    visitor.get(f"/certificates/{code}")
    revoke(site, code)
    page = visitor.get(f"/certificates/{code}")
    assert page.h1 == "This certificate was revoked"
    assert "Revoked on" in page.text
    assert "mistake" not in page.text


def test_the_learner_reads_why_and_cannot_have_another(amina: Visitor, site: Site) -> None:
    code = certify(amina)
    revoke(site, code)
    page = amina.get(COURSE)
    assert "It was issued by mistake." in page.text
    assert f"{COURSE}/certificate" not in page.actions()
    assert "was revoked, so no other" in amina.post(f"{COURSE}/certificate").text
    amina.get(f"/certificates/{code}/pdf", status=403)


def test_a_revocation_is_audited_and_can_be_taken_back(amina: Visitor, site: Site) -> None:
    code = certify(amina)
    revoke(site, code)
    certificates.reinstate(site, code, why="It was no mistake.", by=BY)
    with site.database.read() as connection:
        entries = [each for each in audit.list_entries(connection) if code in each.detail]
    assert [each.action for each in entries] == [
        "certificate issued",
        "certificate revoked",
        "certificate reinstated",
    ]
    assert entries[1].who == BY
    assert "It was issued by mistake." in entries[1].detail
    assert amina.get(f"/certificates/{code}").h1 == "This certificate is valid"


def test_a_changed_course_does_not_change_it(amina: Visitor, site: Site, tmp_path: Path) -> None:
    code = certify(amina)
    before = amina.client.get(f"/certificates/{code}/pdf").data
    publish_course(site, tmp_path, {"Asking well": "Shouting", "a kind": "an unkind"})
    assert "Asking well" in amina.get(f"/certificates/{code}").text
    assert amina.client.get(f"/certificates/{code}/pdf").data == before
    publish_course(site, tmp_path)


def test_the_print_is_the_owners_alone(app: Flask, site: Site, amina: Visitor) -> None:
    code = certify(amina)
    answer = amina.client.get(f"/certificates/{code}/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"certificate-{code}.pdf" in answer.headers["Content-Disposition"]
    assert newcomer(app, site).client.get(f"/certificates/{code}/pdf").status_code == 404


def test_guessing_is_slowed_down_and_only_guessing(
    app: Flask, amina: Visitor, visitor: Visitor, clock: Clock
) -> None:
    code = certify(amina)
    for _ in range(100):
        visitor.client.get(f"/certificates/{code}")
        visitor.client.get(f"/certificates/{draw_code()}")
    page = visitor.get(f"/certificates/{draw_code()}", status=429)
    assert int(page.headers["Retry-After"]) > 0
    visitor.get("/sign-in")
    clock.forward(minutes=6)
    assert visitor.get(f"/certificates/{code}").h1 == "This certificate is valid"


def test_codes_are_random_enough_and_hold_no_look_alikes() -> None:
    assert BITS >= 60
    codes = {draw_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(read_code(each) == each for each in codes)
    assert not set("BILOSUZ") & set(ALPHABET)
    assert all(re.fullmatch(r"\w{5}-\w{5}-\w{5}", each) for each in codes)
