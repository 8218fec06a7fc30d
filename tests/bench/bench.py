"""What a page and a move cost, as ratios to a bare Flask page on the same server in the same run.

Prints a table and fails on nothing but errors: times on shared machines are no tests.
Run it with `make bench`.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from learning.app import create_app
from learning.operations.site import Site
from learning.storage.count import count_statements
from tests.bench.compiling import list_compile_times
from tests.bench.history import add_evidence, add_history
from tests.bench.measure import Ask, Client, Server, median_cost, running_server, sizes
from tests.bench.publishing import list_publish_times
from tests.bench.site import Learner, add_learner, bring_to_choice, count_moves, make_site
from tests.bench.streams import list_stream_times
from tests.bench.teaching import list_teaching_times
from tests.servers import find_postgres, run_postgres

PEOPLE = 20
ROUNDS = 5
GETS, POSTS = 400, 160
MANY = 1_000_000
# These show what has ever been done, and take the same time however much that is.
SUMMED_UP = ("/", "/progress")
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
PAGES = (
    "/",
    "/cases",
    "/courses/hearing-the-legal-need",
    "/cases/damp-in-the-nursery",
    "/progress",
)


@dataclass(frozen=True)
class Browser:
    """A learner's cookies and form token."""

    cookie: str
    token: str


def main() -> None:
    """Measure everything, on both databases, and print it."""
    with tempfile.TemporaryDirectory() as name:
        say("SQLite", "")
        measure(Path(name), f"sqlite:///{name}/bench.sqlite3")
    programs = find_postgres()
    if programs is None:
        say("PostgreSQL", "", "not found, not measured")
    else:
        with run_postgres(programs) as postgres, tempfile.TemporaryDirectory() as name:
            say("PostgreSQL", "")
            measure(Path(name), postgres())
    for line in (*list_compile_times(), *list_publish_times(), *list_teaching_times()):
        say(*line)
    for line in list_stream_times():
        say(*line)


def measure(folder: Path, url: str) -> None:
    """Measure pages and moves on one database: with next to nothing in it, and with a million."""
    site = make_site(folder, url)
    people = [add_learner(site, number) for number in range(PEOPLE)]
    for viewer, _ in people:
        add_evidence(site, viewer)
    first = [bring_to_choice(site, *person) for person in people]
    print_statements(site, first[0])
    environment = {**os.environ, "BENCH_FOLDER": str(folder), "BENCH_DATABASE": url}
    with running_server(folder, environment | {"PYTHONPATH": os.getcwd()}) as server:
        browsers = {each.token: open_browser(site, each) for each in first}
        print_sizes(server, first[0], browsers)
        few = print_costs(server, site, people=people, browsers=browsers)
        add_history(site, people=PEOPLE, moves=MANY, mark="-many-")
        many = print_costs(server, site, people=people, browsers=browsers)
    for what in few:
        say(f"{what}, many moves against few", f"{many[what] / few[what]:.2f}x", "the bar is 1.20x")
    site.close()


def say(what: str, value: str, remark: str = "") -> None:
    sys.stdout.write(f"{what:<58}{value:>14}  {remark}\n")
    sys.stdout.flush()


def open_browser(site: Site, learner: Learner) -> Browser:
    """Open a page in this process: the secret is the server's, so its form token holds there."""
    client = create_app(site).test_client()
    client.set_cookie("learning-session", learner.token)
    answer = client.get("/account")
    found = TOKEN.search(answer.data)
    form = client.get_cookie("learning-form")
    assert found
    assert form
    cookie = f"learning-session={learner.token}; learning-form={form.value}"
    return Browser(cookie, found[1].decode())


def print_statements(site: Site, learner: Learner) -> None:
    """Count SQL statements in this process: they are the same in any."""
    browser = open_browser(site, learner)
    client = create_app(site).test_client(use_cookies=False)
    headers = {"Cookie": browser.cookie, "Sec-Fetch-Site": "same-origin"}
    asks = [scene(learner, browser), choice(learner, browser)]
    asks += [Ask(path, browser.cookie) for path in PAGES]
    for ask in asks:
        with count_statements(site.database.engine) as statements:
            kind = "application/x-www-form-urlencoded"
            if ask.body:
                answer = client.post(ask.path, data=ask.body, headers=headers, content_type=kind)
            else:
                answer = client.get(ask.path, headers=headers)
        assert answer.status_code == ask.expect, answer.status_code
        say(f"statements: {name_of(ask)}", str(len(statements)))


def name_of(ask: Ask) -> str:
    if ask.body:
        return "choice POST"
    return "scene page" if ask.path.startswith("/attempts/") else ask.path


def scene(learner: Learner, browser: Browser) -> Ask:
    return Ask(f"/attempts/{learner.attempt_id}", browser.cookie)


def choice(learner: Learner, browser: Browser) -> Ask:
    fields = {"no": learner.no, "choice": learner.choice, "csrf_token": browser.token}
    path = f"/attempts/{learner.attempt_id}/choose"
    return Ask(path, browser.cookie, body=urlencode(fields), expect=303)


def print_sizes(server: Server, learner: Learner, browsers: Mapping[str, Browser]) -> None:
    client = Client(server.port)
    asks = [scene(learner, browsers[learner.token])]
    asks += [Ask(path, asks[0].cookie) for path in PAGES]
    for ask in asks:
        plain, packed = sizes(client.send(ask))
        say(f"size: {name_of(ask)}", f"{plain / 1024:.1f} KiB", f"{packed / 1024:.1f} KiB packed")


def print_costs(
    server: Server, site: Site, *, people: Sequence[tuple], browsers: Mapping[str, Browser]
) -> dict[str, float]:
    """Measure the bare page, those that sum up, the scene page and the choice, round by round."""
    costs = dict(print_sums(server, site, browsers))
    stored = f"{count_moves(site):,} moves stored"
    learners = [each for _ in range(ROUNDS) for each in open_choices(site, people)]
    rounds = [learners[start::ROUNDS] for start in range(ROUNDS)]
    gets = [scene(each, browsers[each.token]) for each in learners[:GETS]]
    bare = median_cost(server, [[Ask("/bare/")] * GETS] * ROUNDS)
    page = median_cost(server, [gets] * ROUNDS)
    posts = [[choice(each, browsers[each.token]) for each in part] for part in rounds]
    post = median_cost(server, posts)
    say("bare Flask page", f"{bare:.0f} us", stored)
    say("scene page", f"{page:.0f} us", f"{page / bare:.1f}x the bare page; the bar is 3x")
    say("choice POST, stored durably", f"{post:.0f} us", f"{post / bare:.1f}x; the bar is 5x")
    return {**costs, "scene page": page, "choice POST": post}


def print_sums(
    server: Server, site: Site, browsers: Mapping[str, Browser]
) -> Iterator[tuple[str, float]]:
    """Measure the pages that sum up a history."""
    stored = f"{count_moves(site):,} moves stored"
    cookies = [each.cookie for each in browsers.values()]
    for path in SUMMED_UP:
        asks = [Ask(path, cookie) for cookie in cookies] * (GETS // len(cookies))
        taken = median_cost(server, [asks] * ROUNDS)
        say(path, f"{taken:.0f} us", stored)
        yield path, taken


def open_choices(site: Site, people: Sequence[tuple]) -> Iterator[Learner]:
    for _ in range(POSTS // PEOPLE):
        for person in people:
            yield bring_to_choice(site, *person)


if __name__ == "__main__":
    main()
