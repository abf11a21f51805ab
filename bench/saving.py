"""A browser without a screen that saves a long chapter: ``python -m bench.saving 100``.

With ``DATABASE_URL``, on a database of its own on that PostgreSQL. It prints what it found as JSON.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from random import Random
from urllib.parse import urlencode, urlsplit

import psycopg
from lxml import html as lxml_html

from bench.desks import PORT, Desk, desk
from bench.serials import paragraph
from bench.timing import Spread, Took

WORDS = 10_000
WARMING = 5
PATIENCE = 60
DATABASE = "fascicle_bench_desk"
FORM = "application/x-www-form-urlencoded"
NAMES = ("Ida", "Ivo")
Times = dict[str, list[Took]]


class Writer:
    """Somebody with a chapter's page open: what stands in its form, and where that is sent."""

    def __init__(self, there: Desk, times: Times) -> None:
        self._site = HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)
        self._cookies = SimpleCookie({"sid": there.session})
        self._address, self._times = there.chapters[0], times
        self._dice = Random(2)

    def open(self) -> None:
        page = lxml_html.document_fromstring(self._ask("opening", self._address))
        (form,) = page.find_class("writing")
        self._fields = {
            name: str(value or "") for name, value in form.fields.items() if name
        }
        (self._about,) = (dict(one.attrib) for one in page.xpath("//*[@data-saying]"))

    def write(self, *, half: int) -> None:
        """Other words instead of every twentieth paragraph of this half of the text."""
        parts = self._fields["text"].split("</p>")
        middle = len(parts) // 2
        for at in range(half * middle, half * middle + middle - 1, 20):
            parts[at] = f"<p>{paragraph(self._dice, NAMES)}"
        self._fields["text"] = "</p>".join(parts)

    def keep(self) -> None:
        """Keep what is typed and not saved, as the page's script does by itself."""
        names = ("user", "work", "chapter")
        said = {name: self._about[f"data-{name}"] for name in names}
        said |= {"sequence": "1", "base_version": self._fields["base_version"]}
        body = json.dumps({**said, "fields": self._fields})
        address = f"{self._about['data-autosave']}{self._fields['slot']}/"
        self._ask("keeping", address, body, "application/json")

    def save(self, name: str) -> None:
        self._ask(name, self._address, urlencode(self._fields), FORM)

    def _ask(self, name: str, address: str, body: str = "", kind: str = "") -> bytes:
        """The answer, timed.

        :raises ValueError: if it is none that a browser would be content with.
        """
        headers = {"Cookie": self._cookies.output(attrs=[], header="", sep=";")}
        if body:
            token = self._fields["csrfmiddlewaretoken"]
            headers |= {"Content-Type": kind, "X-CSRFToken": token}
        began = time.perf_counter()
        self._site.request("POST" if body else "GET", address, body, headers)
        answer = self._site.getresponse()
        self._times.setdefault(name, []).append(Took(time.perf_counter() - began))
        said = answer.read()
        if answer.status not in {200, 302}:
            raise ValueError(f"{address}: {answer.status}")
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            self._cookies.load(cookie)
        return said


def rounds(there: Desk, count: int) -> Times:
    """Two open a chapter and write in other parts of it; both save, the second has to be merged."""
    times: Times = {}
    one, other = Writer(there, times), Writer(there, times)
    for _ in range(WARMING + count):
        for half, writer in enumerate((one, other)):
            writer.open()
            writer.write(half=half)
            writer.keep()
        one.save("saving")
        other.save("saving, merged")
    first = {
        name: len(took) * WARMING // (WARMING + count) for name, took in times.items()
    }
    return {name: took[first[name] :] for name, took in times.items()}


@contextmanager
def database(server: str) -> Iterator[str]:
    """An empty database on that PostgreSQL, for as long as it is needed."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        yield urlsplit(server)._replace(path=f"/{DATABASE}").geturl()
        connection.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def main() -> None:
    server = os.environ.pop("DATABASE_URL", "")
    with (
        database(server) if server else nullcontext("") as url,
        desk([WORDS], database=url) as there,
    ):
        times = rounds(there, int(sys.argv[1]))
    print(
        json.dumps(
            {"times": {name: Spread.of(took).as_json() for name, took in times.items()}}
        )
    )


if __name__ == "__main__":
    main()
