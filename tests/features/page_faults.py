"""What is wrong with a page, whatever it is about: each line names one fault."""

from collections import Counter
from collections.abc import Iterator, Sequence

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder
from html5lib.constants import E as PARSE_ERRORS

UNLABELLED_TYPES = {"hidden", "submit", "button", "reset"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
LOADING = {"script": "src", "img": "src", "link": "href", "source": "srcset", "iframe": "src"}


class StrictBuilder(HTML5TreeBuilder):
    """Builds the tree as browsers do, and keeps what the parser had to put up with."""

    errors: Sequence[tuple[tuple[int, int], str, dict[str, object]]] = ()

    def feed(self, markup: str) -> None:
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        self.underlying_builder.parser = parser
        parser.parse(markup)
        self.underlying_builder.parser = None
        self.errors = parser.errors


def parse(text: str) -> BeautifulSoup:
    """Parse a page once, for what it says and for its faults: parsing is most of a test's time."""
    return BeautifulSoup(text, builder=StrictBuilder())


def page_faults(soup: BeautifulSoup) -> list[str]:
    """List the faults of a page that was parsed here."""
    rules = (syntax_faults, outline_faults, id_faults, label_faults, script_faults, address_faults)
    return [fault for rule in rules for fault in rule(soup)]


def syntax_faults(soup: BeautifulSoup) -> Iterator[str]:
    for (line, _), code, values in soup.builder.errors:
        yield f"line {line}: {PARSE_ERRORS[code] % values}"


def outline_faults(soup: BeautifulSoup) -> Iterator[str]:
    if not (soup.html and soup.html.get("lang")):
        yield "no language"
    if not (soup.title and soup.title.get_text(strip=True)):
        yield "no title"
    if len(soup.find_all("h1")) != 1:
        yield f"{len(soup.find_all('h1'))} h1"
    if len(soup.find_all("main")) != 1:
        yield f"{len(soup.find_all('main'))} main"


def id_faults(soup: BeautifulSoup) -> Iterator[str]:
    tags = soup.find_all(True)
    ids = Counter(str(each["id"]) for each in tags if each.has_attr("id"))
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for name in REFERENCES:
        for tag in (each for each in tags if each.has_attr(name)):
            missing = [each for each in str(tag[name]).split() if each not in ids]
            yield from (f"{name}={each!r} leads nowhere" for each in missing)
    for link in soup.select("a[href^='#']"):
        target = str(link["href"])[1:]
        if target and target not in ids:
            yield f"#{target} leads nowhere"


def label_faults(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {str(each["for"]) for each in soup.find_all("label", attrs={"for": True})}
    for field in soup.find_all(["input", "select", "textarea"]):
        if field.get("type") in UNLABELLED_TYPES or field.find_parent("label"):
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not named and field.get("id") not in labelled:
            yield f"field {field.get('name')!r} has no label"
    for tag in soup.find_all(["a", "button"]):
        if not (tag.get_text(strip=True) or tag.get("aria-label")):
            yield f"empty {tag.name}: {tag}"
    yield from (f"no alt: {each}" for each in soup.find_all("img") if each.get("alt") is None)


def script_faults(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(True):
        bad = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        yield from (f"{name} attribute on {tag.name}" for name in bad)
    for tag in soup.find_all(["script", "style"]):
        if not tag.get("nonce") and tag.get("type") != "application/json":
            yield f"{tag.name} without a nonce"


def address_faults(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(list(LOADING)):
        address = str(tag.get(LOADING[tag.name]) or "")
        if address.startswith(("http:", "https:", "//", "data:")):
            yield f"{tag.name} loads {address}"
    for tag in soup.find_all("form"):
        if tag.get("method") == "post" and not _carries_token(tag):
            yield f"form {tag.get('action')!r} has no token"


def _carries_token(form: Tag) -> bool:
    return form.find("input", attrs={"name": "csrf_token"}) is not None
