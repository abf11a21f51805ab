"""The ways of four people through an archive, and the longest question of each page."""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from bench.parts import Part
from bench.visits import client
from fascicle.accounts.models import User

PEOPLE = ("guest", "reader", "writer", "host")
BEGIN = (
    *("/", "/works/?q=sea", "/works/?status=complete&words=1000-50000", "/opds/"),
    *("/shield/", "/updates/", "/history/", "/desk/", "/desk/tags/", "/account/"),
)
#: So many addresses of one kind of page are looked at, and so many with a query.
EACH, NARROWED = 2, 4
#: What makes a file, or ends the walk.
SKIPPED = re.compile(r"download|epub|thesaurus|log_?out|takeout")
LINK = re.compile(r'(?:href|src)="([^"#]+)"')
Found = dict[str, str | float]


def measure(part: Part) -> list[Found]:
    """Each page that they came to, with its longest question."""
    warnings.simplefilter("ignore")  # of static files that nobody gathered
    return [page for who in PEOPLE for page in Walk(who).pages()]


class Walk:
    """One person's way through the archive: whatever a page leads to, a few of each kind."""

    def __init__(self, who: str) -> None:
        self._who = who
        self._client = client(User.objects.filter(username=who).first())
        self._visits: Counter[tuple[str, bool]] = Counter()

    def pages(self) -> Iterator[Found]:
        todo, seen = list(BEGIN), set[str]()
        while todo:
            address = todo.pop(0)
            if address not in seen and (view := self._is_wanted(address)):
                seen.add(address)
                links, milliseconds, sql = self._visit(address)
                todo += links
                page: Found = {"who": self._who, "view": view, "address": address}
                yield page | {"ms": milliseconds, "sql": sql}

    def _is_wanted(self, address: str) -> str:
        """The name of its view, unless enough of those were looked at."""
        try:
            view = resolve(urlsplit(address).path).view_name
        except Resolver404:
            return ""
        kind = (view, "?" in address)
        self._visits[kind] += 1
        most = NARROWED if kind[1] else EACH
        return "" if self._visits[kind] > most or SKIPPED.search(view) else view

    def _visit(self, address: str) -> tuple[list[str], float, str]:
        """Where it leads on this site; its longest question, in milliseconds and SQL."""
        with CaptureQueriesContext(connection) as asked:
            answer = self._client.get(address)
            body = answer.getvalue()
        links = LINK.findall(body.decode("utf-8", "replace"))
        links += [answer["Location"]] if "Location" in answer else []
        led = (urljoin(address, unescape(link)) for link in links)
        own = [link for link in led if not urlsplit(link).netloc]
        longest = max(asked, key=lambda one: float(one["time"]), default=None)
        if longest is None:
            return own, 0.0, ""
        return own, float(longest["time"]) * 1000, longest["sql"]
