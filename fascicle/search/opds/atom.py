"""Feeds as OPDS 1.2 has them, in Atom."""

import re
from datetime import UTC, datetime

from lxml import etree

from fascicle.search.opds.feed import (
    NEW,
    POPULAR,
    FacetGroup,
    Feed,
    Named,
    Publication,
    Way,
)
from fascicle.search.opds.ways import feed_urn

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/terms/"
OPDS = "http://opds-spec.org/2010/catalog"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
THREADS = "http://purl.org/syndication/thread/1.0"
SCHEMA = "http://schema.org"  # as Readium's programs have it, Thorium among them
_NAMESPACES = {
    None: ATOM,
    "dc": DC,
    "opds": OPDS,
    "opensearch": OPENSEARCH,
    "thr": THREADS,
    "schema": SCHEMA,
}
NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
SEARCH_TYPE = "application/opensearchdescription+xml"
EPUB = "application/epub+zip"
ROOT = "/opds"
OTHER_ROOT = "/opds/v2"
OTHER_TYPE = "application/opds+json"
#: Relations of lines that every program opens; KOReader leaves a line of any other shut.
_OPENED = {NEW, POPULAR}
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def media_type(of: Feed | Way) -> str:
    """Of a feed, or of the one that a way leads to."""
    return ACQUISITION if of.has_works else NAVIGATION


def write(feed: Feed, archive: str) -> bytes:
    """The feed as a file. ``archive`` is the name of whoever publishes it."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_NAMESPACES)  # type: ignore[arg-type]
    _add(root, "id", feed_urn(feed.address))
    _add(root, "title", feed.title or archive)
    _add(root, "updated", _time(feed.updated_at))
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    _add(author, "name", archive)
    _links(root, feed)
    if feed.paging:
        paging = feed.paging
        start = (paging.page - 1) * paging.size + 1
        _add(root, "totalResults", str(paging.total), OPENSEARCH)
        _add(root, "itemsPerPage", str(paging.size), OPENSEARCH)
        _add(root, "startIndex", str(start), OPENSEARCH)
    for group in feed.facets:
        _facets(root, group)
    for way in feed.ways:
        _way(root, way, feed.updated_at)
    for publication in feed.publications:
        _publication(root, publication, archive)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def search_description(name: str, template: str) -> bytes:
    """The OpenSearch description of the catalogue."""
    root = etree.Element(
        f"{{{OPENSEARCH}}}OpenSearchDescription",
        nsmap={None: OPENSEARCH},  # type: ignore[dict-item]
    )
    _add(root, "ShortName", name[:16], OPENSEARCH)
    _add(root, "Description", name, OPENSEARCH)
    _add(root, "InputEncoding", "UTF-8", OPENSEARCH)
    _add(root, "OutputEncoding", "UTF-8", OPENSEARCH)
    attributes = {"type": ACQUISITION, "template": template}
    etree.SubElement(root, f"{{{OPENSEARCH}}}Url", attributes)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def _links(root: etree._Element, feed: Feed) -> None:
    kind = media_type(feed)
    _link(root, "self", _at(feed.address), kind)
    _link(root, "start", ROOT, NAVIGATION)
    if feed.up is not None:
        _link(root, "up", _at(feed.up), NAVIGATION)
    _link(root, "search", f"{ROOT}/search.xml", SEARCH_TYPE)
    _link(root, "alternate", _at(feed.address, OTHER_ROOT), OTHER_TYPE)
    for way in feed.ways:
        if way.rel and way.rel not in _OPENED:
            _link(root, way.rel, _at(way.address), media_type(way))
    if feed.paging:
        paging = feed.paging
        _link(root, "first", _at(paging.first), kind)
        _link(root, "last", _at(paging.last), kind)
        if paging.previous:
            _link(root, "previous", _at(paging.previous), kind)
        if paging.following:
            _link(root, "next", _at(paging.following), kind)


def _facets(root: etree._Element, group: FacetGroup) -> None:
    has_active = False
    for option in group.options:
        link = _link(
            root, "http://opds-spec.org/facet", _at(option.address), ACQUISITION
        )
        link.set("title", _clean(option.title))
        link.set(f"{{{OPDS}}}facetGroup", _clean(group.title))
        if option.is_active and not has_active:
            link.set(f"{{{OPDS}}}activeFacet", "true")
            has_active = True
        if option.count is not None:
            link.set(f"{{{THREADS}}}count", str(option.count))


def _way(root: etree._Element, way: Way, updated_at: datetime) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, "title", way.title)
    _add(entry, "id", feed_urn(way.address))
    _add(entry, "updated", _time(updated_at))
    if way.summary:
        _add(entry, "content", way.summary).set("type", "text")
    rel = way.rel if way.rel in _OPENED else "subsection"
    link = _link(entry, rel, _at(way.address), media_type(way))
    if way.count is not None:
        link.set(f"{{{THREADS}}}count", str(way.count))


def _publication(root: etree._Element, one: Publication, archive: str) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, "title", one.title)
    _add(entry, "id", one.urn)
    _add(entry, "updated", _time(one.updated_at))
    for writer in one.writers:
        author = etree.SubElement(entry, f"{{{ATOM}}}author")
        _add(author, "name", writer.name)
        _add(author, "uri", _at(writer.address))
    for name in one.contributors:
        contributor = etree.SubElement(entry, f"{{{ATOM}}}contributor")
        _add(contributor, "name", name)
    if one.published_at:
        _add(entry, "published", _time(one.published_at))
        _add(entry, "issued", one.published_at.date().isoformat(), DC)
    if one.language:
        _add(entry, "language", one.language, DC)
    _add(entry, "publisher", archive, DC)
    for subject in one.subjects:
        name = _clean(subject.name)
        etree.SubElement(entry, f"{{{ATOM}}}category", {"term": name, "label": name})
    if one.summary:
        _add(entry, "summary", one.summary).set("type", "text")
    series = [_in_series(named.name, named.position) for named in one.series]
    said = "\n\n".join(filter(None, [one.facts, *series, one.summary]))
    _add(entry, "content", said).set("type", "text")
    _link(entry, "http://opds-spec.org/acquisition/open-access", one.file, EPUB)
    _link(entry, "http://opds-spec.org/image", one.cover, "image/png")
    _link(entry, "http://opds-spec.org/image/thumbnail", one.thumbnail, "image/png")
    _link(entry, "alternate", one.page, "text/html")
    for named in one.series:
        link = _link(entry, "related", _at(named.address), ACQUISITION)
        link.set("title", _clean(named.name))
        _series(entry, named)


def _series(entry: etree._Element, named: Named) -> None:
    """The same for programs, which show it by the book."""
    element = etree.SubElement(entry, f"{{{SCHEMA}}}Series")
    element.set(f"{{{SCHEMA}}}name", _clean(named.name))
    if named.position is not None:
        element.set(f"{{{SCHEMA}}}position", f"{named.position:g}")


def _in_series(name: str, position: float | None) -> str:
    return f"{name} {position:g}" if position is not None else name


def _at(address: str, root: str = ROOT) -> str:
    """Within the catalogue, without the scheme: whatever the reader used is right."""
    return f"{root}/{address}" if address else root


def _link(parent: etree._Element, rel: str, href: str, kind: str) -> etree._Element:
    attributes = {"rel": rel, "href": href, "type": kind}
    return etree.SubElement(parent, f"{{{ATOM}}}link", attributes)


def _add(
    parent: etree._Element, name: str, text: str, namespace: str = ATOM
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
