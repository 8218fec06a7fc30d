"""A work is published from the studio: seen in words, reviewed, confirmed, rolled back."""

from collections.abc import Mapping
from hashlib import sha256

import pytest
from flask import Flask

from learning.content.beside import name_media
from learning.operations import accounts, people, studio, studio_files
from learning.operations.accounts import Registration, Viewer
from learning.operations.site import Site
from learning.storage import audit
from tests.features.drafting import add_educator, visit
from tests.features.pushed import PNG
from tests.features.test_studio import CASE, begin, write
from tests.features.visitor import Page, Person, Visitor

Cast = Mapping[str, Person]
ORIGIN = "http://localhost"
NEW = CASE.replace("It is damp.", "It is very damp.")


@pytest.fixture
def cole(app: Flask, cast: Cast) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(cast["cole"])
    return visitor


@pytest.fixture(scope="module")
def finn(app: Flask, site: Site) -> Visitor:
    wanted = Registration("Finn", "finn@example.org", "two chairs one table", "nursing")
    people.add_person(site, wanted, standing="educator", by="tests")
    visitor = Visitor(app)
    visitor.sign_in(Person(wanted.name, wanted.email, wanted.password))
    return visitor


def make(visitor: Visitor, title: str, text: str = CASE) -> str:
    prefix = begin(visitor, title)
    write(visitor, f"{prefix}.md", text.replace("Damp in the hall", title))
    return prefix


def publish(visitor: Visitor, prefix: str) -> Page:
    visitor.get(f"/studio/publish/{prefix}")
    return visitor.submit(f"/studio/publish/{prefix}")


def ask(visitor: Visitor, prefix: str, email: str = "") -> str:
    visitor.get(f"/studio/publish/{prefix}")
    page = visitor.submit(f"/studio/ask-review/{prefix}", {"email": email})
    return page.url.removeprefix(ORIGIN)


def links(page: Page) -> list[str]:
    return [str(each["href"]) for each in page.soup.select("a[href]")]


def author_of(site: Site, visitor: Visitor) -> Viewer:
    cookie = visitor.client.get_cookie("learning-session")
    author = accounts.find_viewer(site, cookie.value) if cookie else None
    assert author
    return author


def list_actions(site: Site, subject: str) -> list[str]:
    with site.database.read() as connection:
        entries = audit.list_entries(connection)
        return [each.action for each in entries if each.subject == subject]


def test_what_would_change_is_told_and_published_once(site: Site, cole: Visitor) -> None:
    prefix = make(cole, "Damp once")
    page = cole.get(f"/studio/publish/{prefix}")
    assert "The case “Damp once” is new, with 2 scenes" in page.text
    page = cole.submit(f"/studio/publish/{prefix}")
    assert "Published 1 file." in page.text
    assert "Nothing has changed since it was last published." in page.text
    assert cole.get(f"/{prefix}").h1 == "Damp once"
    write(cole, f"{prefix}.md", NEW.replace("Damp in the hall", "Damp once"))
    assert "“The hall” changed" in cole.get(f"/studio/publish/{prefix}").text
    assert list_actions(site, f"{prefix}.md") == ["published"]


def test_what_changed_meanwhile_is_shown_and_not_published(cole: Visitor, app: Flask) -> None:
    prefix = make(cole, "Damp twice")
    cole.get(f"/studio/publish/{prefix}")
    sent = cole.page.form(f"/studio/publish/{prefix}").find("input", {"name": "digest"})["value"]
    write(cole, f"{prefix}.md", NEW)
    page = cole.post(f"/studio/publish/{prefix}", {"digest": sent}, 409)
    assert "Nothing was published" in page.text
    cole.get(f"/{prefix}", 404)


def test_an_error_stands_in_the_way_and_leads_to_its_line(cole: Visitor) -> None:
    prefix = make(cole, "Damp broken", CASE.replace("[Ask](#the-end)", "[Ask](#the-ent)"))
    page = cole.get(f"/studio/publish/{prefix}")
    assert "What stands in the way" in page.text
    assert page.soup.select_one(f'a[href^="/studio/edit/{prefix}.md?line="]')
    assert f"/studio/publish/{prefix}" not in page.actions()
    cole.post(f"/studio/publish/{prefix}", {"digest": "x"}, 409)


def test_a_review_is_of_one_exact_state(site: Site, cole: Visitor, finn: Visitor) -> None:
    prefix = make(cole, "Damp reviewed")
    cole.get(f"/studio/works/{prefix}")
    cole.submit(f"/studio/review-needed/{prefix}")
    page = cole.get(f"/studio/publish/{prefix}")
    assert f"/studio/publish/{prefix}" not in page.actions()
    page = cole.submit(f"/studio/ask-review/{prefix}", {"email": "nobody@example.org"}, 422)
    assert "No other educator here" in page.text
    page = cole.submit(
        f"/studio/ask-review/{prefix}", {"email": "finn@example.org", "words": "Is it right?"}
    )
    url = page.url.removeprefix("http://localhost")
    assert url not in page.actions()
    assert finn.get("/").link("Look at it") == url
    page = finn.get(url)
    assert "Is it right?" in page.text
    assert "It is damp." in page.text
    page = finn.submit(url, {"verdict": "not-yet", "words": ""}, 422)
    assert "Say what is to be mended" in page.text
    finn.submit(url, {"verdict": "agreed", "words": "Good."})
    finn.get(f"/studio/works/{prefix}", 404)
    assert "Finn agrees to this." in cole.get(url).text
    write(cole, f"{prefix}.md", NEW)
    assert f"/studio/publish/{prefix}" not in cole.get(f"/studio/publish/{prefix}").actions()
    write(cole, f"{prefix}.md", CASE.replace("Damp in the hall", "Damp reviewed"))
    assert "Published 1 file." in publish(cole, prefix).text
    assert list_actions(site, prefix).count("review agreed") == 1


@pytest.mark.parametrize("what", ["answered", "overtaken", "published"])
def test_a_review_asks_until_it_waits_no_more(
    cole: Visitor, app: Flask, site: Site, what: str
) -> None:
    reviewer = visit(app, add_educator(site, what))
    title, email = f"Damp {what}", f"{what}@example.org"
    prefix = make(cole, title)
    url = ask(cole, prefix, email)
    assert url in links(reviewer.get("/"))
    assert reviewer.get("/studio").link(title) == url
    if what == "answered":
        reviewer.get(url)
        reviewer.submit(url, {"verdict": "agreed", "words": "Good."})
    elif what == "published":
        publish(cole, prefix)
    else:
        write(cole, f"{prefix}.md", NEW.replace("Damp in the hall", title))
        new = ask(cole, prefix, email)
        assert new in links(reviewer.get("/"))
        # Who has read that they are asked is still waited for.
        (read,) = (each for each in reviewer.get("/").actions() if "messages" in each)
        reviewer.submit(read)
        assert new not in links(reviewer.get("/"))
        assert reviewer.get("/studio").link(title) == new
    assert url not in links(reviewer.get("/")) + links(reviewer.get("/studio"))


def test_who_wrote_all_of_it_is_no_second_educator(
    cole: Visitor, app: Flask, site: Site, finn: Visitor
) -> None:
    helper = visit(app, add_educator(site, "Gil"))
    prefix = make(cole, "Damp between two")
    cole.get(f"/studio/works/{prefix}")
    cole.submit(f"/studio/share/{prefix}", {"email": "gil@example.org"})
    cole.submit(f"/studio/review-needed/{prefix}")
    helper.get(f"/studio/publish/{prefix}")
    sent = {"email": "cole@example.org"}
    page = helper.submit(f"/studio/ask-review/{prefix}", sent, 422)
    assert "They wrote all of this change: ask another educator" in page.text
    url = ask(helper, prefix)
    assert url not in links(cole.get("/"))
    page = cole.get(url)
    assert "You wrote all of this change." in page.text
    assert url not in page.actions()
    cole.post(url, {"verdict": "agreed", "words": ""}, 403)
    # Once the other has a part in it each is a second educator to what the other wrote.
    write(helper, f"{prefix}.md", NEW)
    url = ask(helper, prefix)
    cole.get(url)
    cole.submit(url, {"verdict": "agreed", "words": ""})
    assert "Published 1 file." in publish(helper, prefix).text
    write(cole, f"{prefix}.md", CASE)
    url = ask(helper, prefix)
    assert url not in cole.get(url).actions()
    finn.get(url)
    finn.submit(url, {"verdict": "agreed", "words": ""})
    assert "Published 1 file." in publish(cole, prefix).text


def test_a_reviewer_sees_the_state_that_they_answer_for_and_nothing_after(
    app: Flask, site: Site, cole: Visitor, finn: Visitor, cast: Cast
) -> None:
    title = "Damp looked at"
    prefix = begin(cole, title)
    data, name = PNG + title.encode(), prefix.removeprefix("cases/")
    studio.add_medium(site, author_of(site, cole), prefix, name="wall.png", data=data)
    text = CASE.replace("It is damp.", f"It is damp. ![Wall]({name}/img/wall.png)")
    write(cole, f"{prefix}.md", text.replace("Damp in the hall", title))
    picture = name_media(f"{prefix}/img/wall.png", sha256(data).hexdigest())
    cole.get(f"/studio/publish/{prefix}")
    url = cole.submit(f"/studio/ask-review/{prefix}", {"email": "finn@example.org"}).url
    preview = f"/studio/preview/{prefix}.md"
    finn.get(preview, 404)
    assert finn.client.get(picture).status_code == 404
    page = finn.get(url.removeprefix(ORIGIN))
    assert [each.text for each in page.soup.select("ol.review__lines > li")][:2] == [
        "---",
        f'title: "{title}"',
    ]
    assert page.link("Preview it") == preview
    assert "It is damp." in finn.get(f"{preview}?scene=the-hall").text
    assert "Edit line" not in finn.page.text
    assert finn.client.get(picture).data == data
    finn.get(f"/studio/edit/{prefix}.md", 404)
    amina = Visitor(app)
    amina.sign_in(cast["amina"])
    amina.get(preview, 403)
    write(cole, f"{prefix}.md", NEW.replace("Damp in the hall", title))
    finn.get(preview, 404)
    assert finn.client.get(picture).status_code == 404
    assert "It has changed since" in finn.get(url.removeprefix(ORIGIN)).text


def test_an_older_version_comes_back_and_the_draft_stays(site: Site, cole: Visitor) -> None:
    prefix = make(cole, "Damp again")
    publish(cole, prefix)
    write(cole, f"{prefix}.md", NEW)
    publish(cole, prefix)
    page = cole.get(f"/studio/versions/{prefix}.md")
    links = [each["href"] for each in page.soup.select("li.file a")]
    assert len(links) == 2
    page = cole.get(links[-1])
    assert "going back to it" in page.text
    assert "This is the first version that was published: 2 scenes and 0 questions." in page.text
    assert "What it changed" not in page.text
    assert "What it changed" in cole.get(links[0]).text
    page = cole.get(links[-1])
    cole.submit(f"/studio/versions/{prefix}.md")
    assert cole.get(f"/{prefix}").h1 == "Damp again"
    assert "It is very damp." in cole.get(f"/studio/edit/{prefix}.md").text
    assert list_actions(site, f"{prefix}.md") == ["published"] * 3


def test_a_version_comes_back_into_the_draft_on_top_of_all_saves(
    site: Site, cole: Visitor, finn: Visitor
) -> None:
    prefix = make(cole, "Damp drafted")
    path, back = f"{prefix}.md", f"/studio/bring-back/{prefix}.md"
    publish(cole, prefix)
    write(cole, path, NEW)
    link = cole.get(f"/studio/versions/{path}").soup.select_one("li.file a")["href"]
    cole.get(f"/studio/works/{prefix}")
    cole.submit(f"/studio/review-needed/{prefix}")
    sent = cole.get(link).form(back).find("input", {"name": "version"})["value"]
    finn.post(back, {"version": sent}, 404)
    cole.post(back, {"version": "made up"}, 404)
    assert "It is very damp." in cole.get(f"/studio/edit/{path}").text
    cole.get(link)
    assert "It is damp." in cole.submit(back).text
    saves = len(cole.get(f"/studio/history/{path}").soup.select("ul.cluster li"))
    cole.get(link)
    cole.submit(back)
    assert len(cole.get(f"/studio/history/{path}").soup.select("ul.cluster li")) == saves
    assert list_actions(site, path) == ["published"]


def test_a_work_is_withdrawn_and_brought_back(site: Site, cole: Visitor) -> None:
    prefix = make(cole, "Damp away")
    publish(cole, prefix)
    cole.get(f"/studio/publish/{prefix}")
    cole.submit(f"/studio/withdraw/{prefix}")
    cole.get(f"/{prefix}", 404)
    publish(cole, prefix)
    assert cole.get(f"/{prefix}").h1 == "Damp away"
    actions = list_actions(site, f"{prefix}.md")
    assert sorted(actions) == ["published", "published", "withdrawn"]


def test_a_published_version_keeps_its_picture(site: Site, cole: Visitor) -> None:
    prefix = begin(cole, "Damp seen")
    path, text = f"{prefix}/img/wall.png", CASE.replace("Damp in the hall", "Damp seen")
    cookie = cole.client.get_cookie("learning-session")
    viewer = accounts.find_viewer(site, cookie.value) if cookie else None
    assert viewer
    for data in (PNG, PNG + b"\0"):
        add = studio.add_medium(site, viewer, prefix, name="wall.png", data=data)
        assert add == path
        write(cole, f"{prefix}.md", text.replace("It is damp.", "![Wall](damp-seen/img/wall.png)"))
        publish(cole, prefix)
        studio_files.remove_file(site, viewer, path)
    for data in (PNG, PNG + b"\0"):
        address = name_media(path, sha256(data).hexdigest())
        assert cole.client.get(address).data == data
    assert cole.client.get(name_media(path, "0" * 64)).status_code == 404


@pytest.mark.parametrize("who", ["amina", "eve"])
def test_a_picture_replaced_in_the_draft_changes_nothing_for_learners(
    app: Flask, site: Site, cole: Visitor, cast: Cast, finn: Visitor, who: str
) -> None:
    title = f"Damp for {who}"
    prefix = begin(cole, title)
    path, name = f"{prefix}/img/wall.png", prefix.removeprefix("cases/")
    author = author_of(site, cole)
    shown, hidden = (PNG + title.encode() + each for each in (b"1", b"2"))
    studio.add_medium(site, author, prefix, name="wall.png", data=shown)
    text = CASE.replace("It is damp.", f"![Wall]({name}/img/wall.png)")
    write(cole, f"{prefix}.md", text.replace("Damp in the hall", title))
    publish(cole, prefix)
    studio_files.remove_file(site, author, path)
    studio.add_medium(site, author, prefix, name="wall.png", data=hidden)
    learner = Visitor(app)
    learner.sign_in(cast[who])
    old, new = (name_media(path, sha256(each).hexdigest()) for each in (shown, hidden))
    assert learner.get(f"/{prefix}").h1 == title
    assert learner.client.get(old).data == shown
    assert cole.client.get(new).data == hidden
    assert [each.client.get(new).status_code for each in (learner, finn)] == [404, 404]
