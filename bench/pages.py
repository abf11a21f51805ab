"""How long whole pages of lists take: HTML, for a member with a shield, with counts."""

from functools import partial

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import readers, shapes
from bench.parts import Part
from bench.shapes import Question
from bench.timing import Spread, Took, timed
from fascicle.accounts.viewer import ADULT_CHOICE, Viewer
from fascicle.search.lists import addresses
from fascicle.search.lists.vocabulary import names_of, scale

#: Shapes that people open as pages.
SHAPES = (
    "popular tag, newest",
    "popular tag, 2 more, less 2",
    "rating, language, length",
    "whole archive by kudos",
    "popular tag, page 500",
    "words and a tag",
    "a tag on a third of all",
)


def measure(part: Part) -> dict[str, object]:
    """Time pages of several shapes; the first of each is for warming up."""
    call_command("collectstatic", interactive=False, verbosity=0)
    lot = shapes.lot()
    viewer = readers.reader()
    readers.keep_shield(viewer, readers.shield(lot))
    client = _client(viewer)
    asked = dict(shapes.questions(lot, part.instances + 1))
    measured = {
        name: _measure(client, [address(one) for one in asked[name]]) for name in SHAPES
    }
    times = [one for took, _queries in measured.values() for one in took]
    return {
        "all": Spread.of(times).as_json(),
        "shapes": {
            name: Spread.of(seconds).as_json()
            for name, (seconds, _) in measured.items()
        },
        "queries": {name: queries for name, (_, queries) in measured.items()},
    }


def address(question: Question) -> str:
    """Where a reader finds this list."""
    tag = question.scope.tag
    path = reverse("search:tag", args=[tag]) if tag else reverse("search:works")
    known = names_of(
        pk for one in question.wanted.tags for pk in (*one.include, *one.exclude)
    )
    vocabulary = addresses.Vocabulary(known.tags, scale().ratings)
    said = addresses.write(question.wanted, vocabulary, page=question.page)
    return f"{path}?{said}" if said else path


def _client(viewer: Viewer) -> Client:
    """A browser in which the reader is logged in, and past the adult gate."""
    client = Client(SERVER_NAME="localhost")
    assert viewer.user
    client.force_login(viewer.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session[ADULT_CHOICE] = True
    session.save()
    return client


def _measure(client: Client, paths: list[str]) -> tuple[list[Took], int]:
    """Seconds of each but the first, and queries of the last.

    :raises ValueError: if a page is none.
    """

    def get(path: str) -> None:
        response = client.get(path)
        if response.status_code != 200:
            raise ValueError(f"{path}: {response.status_code}")

    seconds = [timed(partial(get, path)) for path in paths][1:]
    with CaptureQueriesContext(connection) as queries:
        get(paths[-1])
    return seconds, len(queries)
