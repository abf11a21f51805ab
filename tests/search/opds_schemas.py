"""What OPDS asks of feeds, to hold ours against.

``ATOM`` says in RELAX NG what OPDS 1.2 (https://specs.opds.io/opds-1.2) and RFC 4287 ask of a
catalogue, as far as ours makes use of it: written from their texts, for the published grammar
cannot be used as it is (it takes no address with an "r" or a "t" in it). ``faults`` says the
same of OPDS 2.0 (https://specs.opds.io/schema/) and of the Readium manifest it builds on.
"""

import re
from urllib.parse import urlsplit

from lxml import etree

ATOM = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><choice><ref name="navigation"/><ref name="acquisition"/></choice></start>
<define name="navigation"><element name="feed"><interleave>
  <ref name="head"/><oneOrMore><ref name="link"/></oneOrMore>
  <optional><ref name="page"/></optional>
  <zeroOrMore><ref name="way"/></zeroOrMore>
</interleave></element></define>
<define name="acquisition"><element name="feed"><interleave>
  <ref name="head"/>
  <oneOrMore><choice><ref name="link"/><ref name="facet"/></choice></oneOrMore>
  <ref name="page"/>
  <zeroOrMore><ref name="book"/></zeroOrMore>
</interleave></element></define>
<define name="page"><interleave>
  <element name="totalResults" ns="http://a9.com/-/spec/opensearch/1.1/"><data
    type="nonNegativeInteger"/></element>
  <element name="itemsPerPage" ns="http://a9.com/-/spec/opensearch/1.1/"><data
    type="positiveInteger"/></element>
  <element name="startIndex" ns="http://a9.com/-/spec/opensearch/1.1/"><data
    type="positiveInteger"/></element>
</interleave></define>
<define name="head"><interleave>
  <element name="id"><ref name="uri"/></element>
  <element name="title"><ref name="words"/></element>
  <element name="updated"><data type="dateTime"/></element>
  <oneOrMore><ref name="author"/></oneOrMore>
</interleave></define>
<define name="way"><element name="entry"><interleave>
  <element name="id"><ref name="uri"/></element>
  <element name="title"><ref name="words"/></element>
  <element name="updated"><data type="dateTime"/></element>
  <optional><element name="content"><ref name="plain"/></element></optional>
  <element name="link"><ref name="of_link"/>
    <attribute name="rel"><ref name="uri"/></attribute>
    <attribute name="type"><data type="string"><param name="pattern"
      >application/atom\\+xml;profile=opds-catalog;kind=(navigation|acquisition)</param></data>
    </attribute></element>
</interleave></element></define>
<define name="book"><element name="entry"><interleave>
  <element name="id"><data type="string"><param name="pattern"
    >urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}</param></data></element>
  <element name="title"><ref name="words"/></element>
  <element name="updated"><data type="dateTime"/></element>
  <optional><element name="published"><data type="dateTime"/></element></optional>
  <zeroOrMore><ref name="author"/></zeroOrMore>
  <zeroOrMore><element name="contributor"><element name="name"><ref name="words"/></element>
  </element></zeroOrMore>
  <zeroOrMore><element name="category"><attribute name="term"><ref name="words"/></attribute>
    <optional><attribute name="label"/></optional></element></zeroOrMore>
  <optional><element name="summary"><ref name="plain"/></element></optional>
  <optional><element name="content"><ref name="plain"/></element></optional>
  <optional><element name="language" ns="http://purl.org/dc/terms/"><data type="language"
    /></element></optional>
  <optional><element name="issued" ns="http://purl.org/dc/terms/"><data type="date"
    /></element></optional>
  <optional><element name="publisher" ns="http://purl.org/dc/terms/"><ref name="words"
    /></element></optional>
  <zeroOrMore><element name="Series" ns="http://schema.org"><attribute name="name"
    ns="http://schema.org"><ref name="words"/></attribute><optional><attribute name="position"
    ns="http://schema.org"><data type="decimal"/></attribute></optional></element></zeroOrMore>
  <oneOrMore><element name="link"><ref name="of_link"/><choice>
    <group><attribute name="rel"><data type="string"><param name="pattern"
      >http://opds-spec.org/acquisition(/open-access)?</param></data></attribute>
      <attribute name="type"/></group>
    <group><attribute name="rel"><data type="string"><param name="pattern"
      >http://opds-spec.org/image(/thumbnail)?</param></data></attribute>
      <attribute name="type"><choice><value>image/png</value><value>image/jpeg</value><value
      >image/gif</value></choice></attribute></group>
    <group><attribute name="rel"><choice><value>alternate</value><value>related</value></choice
      ></attribute><attribute name="type"/><optional><attribute name="title"/></optional></group>
  </choice></element></oneOrMore>
</interleave></element></define>
<define name="author"><element name="author"><interleave>
  <element name="name"><ref name="words"/></element>
  <optional><element name="uri"><ref name="uri"/></element></optional>
</interleave></element></define>
<define name="link"><element name="link"><ref name="of_link"/>
  <attribute name="rel"><choice><value>self</value><value>start</value><value>up</value><value
    >search</value><value>alternate</value><value>first</value><value>last</value><value
    >next</value><value>previous</value><value>http://opds-spec.org/shelf</value><value
    >http://opds-spec.org/subscriptions</value></choice></attribute>
  <attribute name="type"/></element></define>
<define name="facet"><element name="link"><ref name="of_link"/>
  <attribute name="rel"><value>http://opds-spec.org/facet</value></attribute>
  <attribute name="type"/><attribute name="title"><ref name="words"/></attribute>
  <attribute name="facetGroup" ns="http://opds-spec.org/2010/catalog"><ref name="words"
    /></attribute>
  <optional><attribute name="activeFacet" ns="http://opds-spec.org/2010/catalog"><value
    >true</value></attribute></optional></element></define>
<define name="of_link"><attribute name="href"><ref name="uri"/></attribute><optional><attribute
  name="count" ns="http://purl.org/syndication/thread/1.0"><data type="nonNegativeInteger"
  /></attribute></optional></define>
<define name="plain"><attribute name="type"><value>text</value></attribute><text/></define>
<define name="uri"><data type="string"><param name="pattern">[^ \\n\\r\\t]+</param></data></define>
<define name="words"><data type="string"><param name="minLength">1</param></data></define>
</grammar>
"""
_NAMES = {
    "a": "http://www.w3.org/2005/Atom",
    "o": "http://opds-spec.org/2010/catalog",
}
_ACQUISITION = re.compile(
    r"acquisition|borrow|buy|preview|subscribe"
    r"|http://opds-spec\.org/acquisition(/(buy|open-access|borrow|sample|subscribe))?"
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def atom_faults(content):
    """What is wrong with a feed of OPDS 1.2."""
    grammar = etree.RelaxNG(etree.fromstring(ATOM.strip()))
    feed = etree.fromstring(content)
    grammar.validate(feed)
    return [*(str(error) for error in grammar.error_log), *_beyond_grammar(feed)]


def _beyond_grammar(feed):
    """What no grammar can say: how many links of a kind there are."""
    if feed.xpath("count(a:link[@rel='self'])", namespaces=_NAMES) != 1:
        yield "not one self"
    for entry in feed.xpath(
        "a:entry[.//a:link[contains(@rel, 'image')]]", namespaces=_NAMES
    ):
        if not entry.xpath("a:link[contains(@rel, '/acquisition')]", namespaces=_NAMES):
            yield "nothing to be had"
    active = feed.xpath("a:link[@o:activeFacet]/@o:facetGroup", namespaces=_NAMES)
    if len(active) != len(set(active)):
        yield "two active facets in a group"


def faults(feed):
    """What is wrong with a feed of OPDS 2.0, as JSON was read."""
    return [*_blanks(feed, "feed"), *_of_feed(feed), *_of_all_links(feed)]


def _of_feed(feed):
    metadata = feed.get("metadata", {})
    if "title" not in metadata:
        yield "no title"
    if "self" not in [link.get("rel") for link in feed.get("links", [])]:
        yield "no self"
    if not {"publications", "navigation", "groups"} & feed.keys():
        yield "nothing in it"
    numbers = ("numberOfItems", "itemsPerPage", "currentPage")
    if not all(isinstance(metadata.get(number, 0), int) for number in numbers):
        yield "what should be a number is none"
    for group in feed.get("facets", ()):
        if not group["metadata"].get("title") or len(group["links"]) < 2:
            yield f"a poor facet: {group}"
    for one in feed.get("publications", ()):
        yield from _of_publication(one)


def _of_publication(one):
    metadata = one["metadata"]
    if not isinstance(metadata.get("title"), str) or not metadata["title"]:
        yield "a publication without a title"
    if not urlsplit(metadata["identifier"]).scheme:
        yield "an identifier that is no URI"
    for date in ("modified", "published"):
        if not _DATE.fullmatch(metadata.get(date, "2026-01-01")):
            yield f"{date} is no date"
    if not _LANGUAGE.fullmatch(metadata.get("language", "en")):
        yield "a language that is none"
    yield from (
        f"nameless: {someone}"
        for someone in _named(metadata)
        if not someone.get("name")
    )
    if not any(_ACQUISITION.fullmatch(link.get("rel", "")) for link in one["links"]):
        yield "nothing to be had"
    if not any(image["type"] == "image/png" for image in one["images"]):
        yield "no picture of dots"


def _named(metadata):
    return [
        *metadata.get("author", ()),
        *metadata.get("subject", ()),
        *metadata.get("belongsTo", {}).get("series", ()),
    ]


def _of_all_links(value):
    """Faults of whatever stands under ``links``, ``images`` or ``navigation``, however deep."""
    if isinstance(value, list):
        for one in value:
            yield from _of_all_links(one)
    if isinstance(value, dict):
        for name, one in value.items():
            if name in {"links", "images", "navigation"}:
                for link in one:
                    yield from _of_link(link)
                    if name == "navigation" and not link.get("title"):
                        yield f"a way without a title: {link}"
            yield from _of_all_links(one)


def _of_link(link):
    href = link.get("href", "")
    if not href or re.search(r"\s", href):
        yield f"no address: {link}"
    if ("{" in href) != bool(link.get("templated")):
        yield f"a template that is none: {link}"
    for name in ("rel", "type", "title"):
        if not isinstance(link.get(name, ""), str):
            yield f"{name} is no text: {link}"
    for side in ("width", "height"):
        if link.get(side, 1) < 1:
            yield f"no {side}: {link}"


def _blanks(value, where):
    """Whatever is there but empty."""
    if value is None or value in ("", [], {}):
        yield f"{where} is blank"
    within = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, one in within:
        yield from _blanks(one, f"{where}.{key}")
