"""What a change of many works does to one, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from fascicle.core.languages import name_of
from fascicle.works.actions.bulk import Plan
from fascicle.works.models import CommentsPolicy, Rating, Status

register = template.Library()


@dataclass(frozen=True, slots=True)
class Effect:
    """A line of the preview; ``tone`` is the class it has."""

    words: str
    tone: str = ""


@register.filter
def effects(plan: Plan, rating: Rating | None) -> list[Effect]:
    return [
        *(_field(name, pair, plan, rating) for name, pair in plan.fields.items()),
        *_tags(plan),
        *_rest(plan),
    ]


def _field(
    name: str, pair: tuple[object, object], plan: Plan, rating: Rating | None
) -> Effect:
    sentences = {
        "rating_id": _("rating: %(old)s → %(new)s"),
        "status": _("status: %(old)s → %(new)s"),
        "language": _("language: %(old)s → %(new)s"),
        "comments": _("who may comment: %(old)s → %(new)s"),
        "members_only": _("who sees it: %(old)s → %(new)s"),
        "unlisted": _("lists: %(old)s → %(new)s"),
    }
    old, new = (_value(name, value) for value in pair)
    if name == "rating_id":
        old = plan.work.rating.name if plan.work.rating else _("not rated")
        new = rating.name if rating else _("not rated")
    return Effect(sentences[name] % {"old": old, "new": new})


def _value(name: str, value: object) -> str:
    if name == "members_only":
        return _("members only") if value else _("everybody")
    if name == "unlisted":
        return _("unlisted") if value else _("listed")
    if not value:
        return _("not said")
    if name == "status":
        return str(Status(str(value)).label)
    if name == "comments":
        return str(CommentsPolicy(str(value)).label)
    return name_of(str(value)) if name == "language" else str(value)


def _tags(plan: Plan) -> Iterator[Effect]:
    for _kind, name in plan.added:
        yield Effect(_("+ %(tag)s") % {"tag": name}, "sure")
    for tag in plan.taken:
        yield Effect(_("− %(tag)s") % {"tag": tag.name}, "unsure")
    for kind in plan.too_many:
        said = _("no more %(kind)s: it would have more than %(n)d")
        values = {"kind": kind.plural, "n": kind.limit_per_work}
        yield Effect(said % values, "refused")


def _rest(plan: Plan) -> Iterator[Effect]:
    if plan.joins:
        yield Effect(_("joins the series “%(title)s”") % {"title": plan.joins.title})
    if plan.would_tell:
        said = _("not into the series: it would tell who wrote what is anonymous")
        yield Effect(said, "refused")
    if plan.is_deleted:
        yield Effect(_("goes into the bin"), "unsure")
    if plan.others_write:
        yield Effect(_("not into the bin: others write it too"), "refused")
