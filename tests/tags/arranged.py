"""Makers of small thesauri, and what they look like."""

from fascicle.tags import actions
from fascicle.tags.models import Broader, Closure, Distinct, Kind, Tag
from tests.factories import NOW

LOGGED = {"by": None, "at": NOW}


def make_kind(slug, **rest):
    return Kind.objects.create(slug=slug, name=slug, plural=f"{slug}s", **rest)


def coin(kind, *names):
    return actions.tags_named(kind, names)


def put_under(narrower, broader):
    return actions.make_broader(narrower, broader=broader, **LOGGED)


def above(tag):
    return {row.ancestor.name for row in tag.above.select_related("ancestor")}


def state():
    """All that a change may write, but for the log."""
    return (
        sorted(Tag.objects.values_list("pk", "name", "key", "kind", "canonical", "note",
                                       "description", "sorted_at"), key=str),
        sorted(Broader.objects.values_list("narrower", "broader")),
        sorted(Closure.objects.values_list("tag", "ancestor")),
        sorted(Distinct.objects.values_list("tag_a", "tag_b")),
    )  # fmt: skip
