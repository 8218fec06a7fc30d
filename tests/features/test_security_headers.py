"""What every answer carries, and what the cookies are allowed."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from learning.app import create_app
from learning.operations.site import Site
from tests.features.visitor import Person, Visitor

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'nonce-N'; style-src 'self' 'nonce-N'; img-src 'self'; "
        "media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
}
FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
HSTS = "max-age=31536000; includeSubDomains"
PAGES = ["/", "/sign-in", "/account", "/nowhere", "/sign-out", "/static/x"]
ADDRESSES = [*PAGES, "/healthz", "/readyz"]


@pytest.fixture(scope="module")
def secure_app(site: Site) -> Flask:
    """Make the application as it runs behind one proxy in production."""
    settings = replace(site.settings, production=True, trusted_proxies=1)
    return create_app(replace(site, settings=settings))


@pytest.fixture
def client(app: Flask) -> Client:
    return app.test_client()


def stylesheet(client: Client) -> str:
    found = re.search(r'href="(/static/[^"]+/css/base.css)"', client.get("/about").text)
    assert found
    return found[1]


def named(answer: TestResponse) -> dict[str, str]:
    policy = re.sub(r"'nonce-[\w-]+'", "'nonce-N'", answer.headers["Content-Security-Policy"])
    return {**{name: answer.headers[name] for name in EXPECTED}, "Content-Security-Policy": policy}


@pytest.mark.parametrize("url", ADDRESSES)
def test_every_answer_has_the_same_headers(client: Client, url: str) -> None:
    answer = client.get(url)
    assert named(answer) == EXPECTED
    assert "Strict-Transport-Security" not in answer.headers


def test_a_static_file_runs_nothing(client: Client) -> None:
    headers = named(client.get(stylesheet(client)))
    assert headers == {**EXPECTED, "Content-Security-Policy": FILE_POLICY}


def test_nonces_are_not_used_twice(client: Client) -> None:
    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(5)}
    assert len(policies) == 5


@pytest.mark.parametrize("url", [*ADDRESSES, "static"])
def test_in_production_browsers_are_told_to_stay_with_https(secure_app: Flask, url: str) -> None:
    client = secure_app.test_client()
    answer = client.get(stylesheet(client) if url == "static" else url)
    assert answer.headers["Strict-Transport-Security"] == HSTS


def test_signed_in_pages_are_not_kept(visitor: Visitor, cast: Mapping[str, Person]) -> None:
    assert visitor.get("/about").headers["Cache-Control"] == "private, no-cache"
    visitor.sign_in(cast["amina"])
    for url in ("/about", "/account"):
        assert visitor.get(url).headers["Cache-Control"] == "no-store"


def test_in_production_the_cookies_are_bound_to_the_host(
    secure_app: Flask, cast: Mapping[str, Person]
) -> None:
    visitor = Visitor(secure_app, "https://localhost")
    visitor.sign_in(cast["amina"])
    cookies = {each.key: each for each in visitor.client._cookies.values()}
    assert set(cookies) == {"__Host-session", "__Host-form"}
    for each in cookies.values():
        assert (each.secure, each.http_only, each.same_site) == (True, True, "Lax")
        assert (each.path, each.domain) == ("/", "localhost")


def test_a_proxy_is_believed_only_where_one_was_named(app: Flask, secure_app: Flask) -> None:
    headers = {"X-Forwarded-Host": "learn.example", "Origin": "https://learn.example"}
    answers = [each.test_client().post("/sign-in", headers=headers) for each in (app, secure_app)]
    # 403: another origin than this host's. 400: the right one, and no token.
    assert [each.status_code for each in answers] == [403, 400]


def test_pages_are_packed_for_browsers_that_take_it(client: Client) -> None:
    plain = client.get("/privacy")
    packed = client.get("/privacy", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.data) / 2
    assert "</html>" in gzip.decompress(packed.data).decode()
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in plain.headers


def test_a_static_file_is_packed_and_kept_for_a_year(client: Client) -> None:
    url = stylesheet(client)
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})
    plain = client.get(url)
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed.headers["Content-Type"] == "text/css; charset=utf-8"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    again = client.get(url, headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_font_is_sent_as_it_is(client: Client) -> None:
    url = stylesheet(client).replace("css/base.css", "vendor/atkinson/atkinson-next.woff2")
    answer = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Type"] == "font/woff2"
    assert "Content-Encoding" not in answer.headers


def test_an_address_of_an_older_release_still_works_but_is_not_kept(client: Client) -> None:
    answer = client.get("/static/000000000000/css/base.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("path", ["../pyproject.toml", "%2e%2e/pyproject.toml", "css", ""])
def test_only_files_of_the_folder_are_served(client: Client, path: str) -> None:
    assert client.get(f"/static/x/{path}").status_code == 404
