"""What tests of the catalogue share: a library, devices, and a look into feeds."""

import base64

import pytest
from lxml import etree

from fascicle.accounts import actions as accounts
from fascicle.tags.actions import tags_named
from fascicle.tags.models import Kind
from fascicle.works import actions as works
from tests.factories import NOW, make_pen_name, make_rating, make_work

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = "{http://schema.org}"
OPDS = "{http://opds-spec.org/2010/catalog}"
ACQUISITION = "http://opds-spec.org/acquisition/open-access"
FACET = "http://opds-spec.org/facet"


@pytest.fixture
def library(index):
    """Works of two writers, one in a series, one for adults."""
    ines = make_pen_name("Ines Okafor")
    salt = make_work(
        "Salt & <Roads>",
        by=ines,
        language="en",
        summary="<p>A <em>boat</em> &amp; a lamp.</p>",
        tags=[tag("Adventure"), tag("Keeper", "character")],
    )
    tide = make_work("Tide", language="de", tags=[tag("Adventure")])
    make_work("Night Tide", rating=make_rating("Explicit", is_adult=True))
    make_work("Unrated Tide", rated=False)
    works.place_in_series(works.new_series("Harbour Songs"), salt)
    index.catch_up()
    return salt, tide


def tag(name, kind="genre"):
    (found,) = tags_named(Kind.objects.get(slug=kind), [name])
    return found


def credentials(user, *, sees_adult=False):
    _, password = accounts.let_device_in(user, "Small", sees_adult=sees_adult, at=NOW)
    token = base64.b64encode(f"{user.username}:{password}".encode()).decode()
    return {"authorization": f"Basic {token}"}


def atom(client, path="", **kwargs):
    return etree.fromstring(client.get(f"/opds{path}", **kwargs).content)


def feed2(client, path="", **kwargs):
    return client.get(f"/opds/v2{path}", **kwargs).json()


def links(element, rel):
    return [one for one in element.iter(f"{ATOM}link") if one.get("rel") == rel]


def titles(feed):
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
