"""Rows of lists and panels: some hundred on a page, made here since templates are slow."""

from collections.abc import Iterable

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString

from fascicle.core.pieces import NOTHING, piece, pieces
from fascicle.search.lists.panel import Group, Row
from fascicle.search.lists.tagpage import Way

register = template.Library()

_CHECKED = SafeString(" checked")


@register.simple_tag
def facet_rows(group: Group) -> SafeString:
    """What can be wanted, each with its count, and what can be not wanted."""
    rows = pieces("{}", ((_row(group, row),) for row in group.rows))
    frame = '<ul class="facet-rows" data-rows="{}">{}</ul>'
    return piece(frame, group.slug, rows)


@register.simple_tag
def tag_ways(ways: Iterable[Way]) -> SafeString:
    """Tags nearby, with how many works each leads to where that was counted."""
    rows = ((way.url, way.name, _count(way.works)) for way in ways)
    link = '<li><a class="tag" href="{}"><bdi>{}</bdi>{}</a></li>'
    return piece('<ul class="tags">{}</ul>', pieces(link, rows))


def _count(works: int | None) -> SafeString:
    return (
        piece(' <span class="count">{}</span>', intcomma(works)) if works else NOTHING
    )


def _row(group: Group, row: Row) -> SafeString:
    key = f"{group.include}-{row.value}"
    language = piece(' lang="{}"', row.language) if row.language else NOTHING
    return piece(
        '<li class="facet-row"><label class="only">'
        '<input type="checkbox" name="{}" value="{}" id="{}" aria-label="{}"'
        ' aria-describedby="{}-works"{}><bdi{}>{}</bdi></label> '
        '<span class="count" id="{}-works">{}</span>{}</li>',
        *(group.include, row.value, key, row.only),
        *(key, _CHECKED if row.included else NOTHING, language, row.label),
        *(key, intcomma(row.works), _exclusion(group, row)),
    )


def _exclusion(group: Group, row: Row) -> SafeString:
    if not group.exclude:
        return NOTHING
    return piece(
        ' <label class="without" title="{}"><input type="checkbox" name="{}" value="{}"'
        ' id="{}-{}" aria-label="{}"{}></label>',
        *(row.without, group.exclude, row.value, group.exclude, row.value),
        *(row.without, _CHECKED if row.excluded else NOTHING),
    )
