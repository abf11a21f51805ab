"""Feeds as OPDS 2.0 has them, in JSON. What is empty is left out."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from fascicle.accounts.knocking import DOCUMENT_TYPE
from fascicle.search.opds.feed import FacetGroup, Feed, Named, Publication, Way
from fascicle.search.opds.ways import feed_urn

ROOT = "/opds/v2"
OTHER_ROOT = "/opds"
TYPE = "application/opds+json"
ATOM_TYPE = "application/atom+xml;profile=opds-catalog"
EPUB = "application/epub+zip"
#: Longest side of a cover and of its small copy, in dots.
COVER, THUMBNAIL = (1000, 1600), (300, 480)

Json = dict[str, Any]


def write(feed: Feed, archive: str, *, authentication: str) -> bytes:
    """The feed as a file. ``authentication`` is where to read how to log in."""
    metadata: Json = {
        "title": feed.title or archive,
        "identifier": feed_urn(feed.address),
        "modified": _time(feed.updated_at),
    }
    if feed.paging:
        metadata |= {
            "numberOfItems": feed.paging.total,
            "itemsPerPage": feed.paging.size,
            "currentPage": feed.paging.page,
        }
    said: Json = {
        "metadata": metadata,
        "links": _links(feed),
        "facets": [_facets(group) for group in feed.facets],
        "navigation": [_way(way, authentication) for way in feed.ways],
        "publications": [_publication(one, archive) for one in feed.publications],
    }
    if not said["navigation"] and not said["publications"]:
        # A feed holds something. What holds no work leads back.
        back = Way(_("Nothing here. Back to the beginning"), "", has_works=False)
        said["navigation"] = [_way(back, authentication)]
        said["facets"] = []
    return json.dumps(_filled(said), ensure_ascii=False).encode(errors="replace")


def _links(feed: Feed) -> list[Json]:
    links = [
        _link("self", _at(feed.address), TYPE),
        _link("start", ROOT, TYPE),
        {
            "rel": "search",
            "href": f"{ROOT}/search{{?query}}",
            "type": TYPE,
            "templated": True,
        },
        _link("alternate", _at(feed.address, OTHER_ROOT), ATOM_TYPE),
    ]
    if feed.up is not None:
        links.append(_link("up", _at(feed.up), TYPE))
    if feed.paging:
        paging = feed.paging
        neighbours = {
            "first": paging.first,
            "previous": paging.previous,
            "next": paging.following,
            "last": paging.last,
        }
        links += [
            _link(rel, _at(address), TYPE)
            for rel, address in neighbours.items()
            if address
        ]
    return links


def _facets(group: FacetGroup) -> Json:
    links = []
    for option in group.options:
        link = _link("self" if option.is_active else "", _at(option.address), TYPE)
        link["title"] = option.title
        if option.count is not None:
            link["properties"] = {"numberOfItems": option.count}
        links.append(link)
    return {"metadata": {"title": group.title}, "links": links}


def _way(way: Way, authentication: str) -> Json:
    properties: Json = {}
    if way.count is not None:
        properties["numberOfItems"] = way.count
    if way.address == "yours":
        # The programs that ask for a password before they are told to.
        properties["authenticate"] = {"href": authentication, "type": DOCUMENT_TYPE}
    return {
        "href": _at(way.address),
        "title": way.title,
        "type": TYPE,
        "rel": way.rel or "subsection",
        "properties": properties,
    }


def _publication(one: Publication, archive: str) -> Json:
    facts = "\n\n".join(filter(None, [one.summary, one.facts]))
    return {
        "metadata": {
            "@type": "http://schema.org/Book",
            "identifier": one.urn,
            "title": one.title,
            "author": [_named(writer) for writer in one.writers],
            "contributor": list(one.contributors),
            "publisher": archive,
            "language": one.language,
            "modified": _time(one.updated_at),
            "published": _time(one.published_at) if one.published_at else "",
            "description": facts,
            "subject": [_named(subject) for subject in one.subjects],
            "belongsTo": {"series": [_named(series) for series in one.series]},
        },
        "links": [
            _link("http://opds-spec.org/acquisition/open-access", one.file, EPUB),
            _link("alternate", one.page, "text/html"),
        ],
        "images": [
            _image(one.cover, COVER),
            _image(one.thumbnail, THUMBNAIL),
        ],
    }


def _named(named: Named) -> Json:
    links = [_link("", _at(named.address), TYPE)]
    said: Json = {"name": named.name, "links": links}
    if named.position is not None:
        said["position"] = named.position
    return said


def _image(href: str, size: Sequence[int]) -> Json:
    width, height = size
    return {"href": href, "type": "image/png", "width": width, "height": height}


def _link(rel: str, href: str, kind: str) -> Json:
    return {"rel": rel, "href": href, "type": kind}


def _at(address: str, root: str = ROOT) -> str:
    return f"{root}/{address}" if address else root


def _filled(value: Any) -> Any:
    """The same without anything empty; 0 and False are not."""
    if isinstance(value, dict):
        within = {name: _filled(one) for name, one in value.items()}
        return {name: one for name, one in within.items() if not _is_empty(one)}
    if isinstance(value, list):
        return [one for one in map(_filled, value) if not _is_empty(one)]
    return value


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
