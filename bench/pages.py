"""How long whole pages of lists take: HTML, for a member with a shield, with counts.

The site is as a host starts it, and they come one after the other over one connection.
"""

from functools import partial
from itertools import chain

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import readers, servers, shapes
from bench.parts import Part
from bench.servers import Visitor
from bench.shapes import Question
from bench.timing import Spread, Took, timed
from fascicle.accounts.viewer import ADULT_CHOICE, Viewer
from fascicle.search.lists import addresses
from fascicle.search.lists.opening import scale
from fascicle.search.lists.vocabulary import names_of

SESSION = settings.SESSION_COOKIE_NAME
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
    paths = {name: [address(one) for one in asked[name]] for name in SHAPES}
    cookie = f"{SESSION}={client.cookies[SESSION].value}"
    with servers.fascicle(part.archive) as site:
        servers.first_page(site, "/")
        visitor = Visitor(site, cookie)
        took = {name: _times(visitor, paths[name]) for name in SHAPES}
    return {
        "all": Spread.of(chain.from_iterable(took.values())).as_json(),
        "shapes": {name: Spread.of(times).as_json() for name, times in took.items()},
        "queries": {name: _queries(client, paths[name][-1]) for name in SHAPES},
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


def _times(visitor: Visitor, paths: list[str]) -> list[Took]:
    """Of each but the first.

    :raises ValueError: if a page is none.
    """

    def visit(path: str) -> None:
        if (status := visitor.visit(path)) != 200:
            raise ValueError(f"{path}: {status}")

    return [Took(timed(partial(visit, path)).clock) for path in paths][1:]


def _queries(client: Client, path: str) -> int:
    """Of the second visit."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)
