"""The words of a query, marked in what a blurb says."""

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from html import escape, unescape

from django.utils.safestring import SafeString

from fascicle.core.html import trusted
from fascicle.reading.found import Found
from fascicle.search.words.grammar import Field, parse
from fascicle.search.words.marking import Marker
from fascicle.works.models import Work

#: A tag of clean HTML, whose attributes stand in double quotes.
_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')


def mark_in_blurbs(works: Sequence[Work], query: str) -> None:
    """Give works ``found``, for their blurbs to show where they fit the words of a query."""
    node = parse(query).node
    if node is None:
        return
    # Pen names and tags are of any language.
    by, tag = (_marking(Marker(node, "", one)) for one in (Field.BY, Field.TAG))

    @cache
    def found(language: str) -> Found:
        title = _marking(Marker(node, language, Field.TITLE))
        return Found(title, by, tag, partial(_in_html, Marker(node, language)))

    for work in works:
        work.found = found(work.language)  # type: ignore[attr-defined]


def _marking(marker: Marker) -> Callable[[str], SafeString]:
    return cache(lambda text: _marked(marker, text))


def _marked(marker: Marker, text: str) -> SafeString:
    pieces = marker.whole(text)
    if not pieces:
        return trusted(escape(text))
    rows = (
        f"<mark>{escape(one.text)}</mark>" if one.is_found else escape(one.text)
        for one in pieces
    )
    return trusted("".join(rows))


def _in_html(marker: Marker, html: str) -> SafeString:
    """What stands between the tags of clean HTML, each stretch for itself."""
    stretches = _TAG.split(html)
    stretches[::2] = [_marked(marker, unescape(one)) for one in stretches[::2]]
    return trusted("".join(stretches))
