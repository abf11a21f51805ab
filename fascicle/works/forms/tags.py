"""Tags in the form of a work: some to tick, and a place to type more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.core.names import name_key, one_line
from fascicle.tags.models import Kind, Tag

LONGEST_NAME = 150
MOST_OF_A_KIND = 150
#: As many are offered to be ticked; where there are more, they are typed.
MOST_OFFERED = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """The names that are ticked, each whole, and those that are typed, with commas between."""

    ticked: tuple[str, ...] = ()
    more: str = ""

    def names(self) -> list[str]:
        every = [*self.ticked, *self.more.split(",")]
        return list(dict.fromkeys(name for name in map(one_line, every) if name))


class TagsWidget(forms.Widget):
    """Reads both; how they are shown is the template's."""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: object, name: str
    ) -> Typed:
        getlist = getattr(data, "getlist", None)
        ticked = getlist(name) if getlist else data.get(name, ())
        return Typed(tuple(ticked), data.get(f"{name}_more", ""))

    def value_omitted_from_data(self, data: object, files: object, name: str) -> bool:
        return False


class TagsField(forms.Field):
    """Tags of one kind, within what the kind allows."""

    widget = TagsWidget
    longest = LONGEST_NAME

    def __init__(self, kind: Kind, offered: Sequence[Tag], **kwargs: Any) -> None:
        super().__init__(label=kind.plural, required=False, **kwargs)
        self.kind = kind
        self.offered = offered[:MOST_OFFERED]
        self.is_closed = not kind.coinable and 0 < len(offered) <= MOST_OFFERED

    def clean(self, value: Typed) -> list[str]:
        names = value.names()
        keys = {name_key(name) for name in names}
        self._refuse_too_many(len(keys))
        for name in names:
            self._refuse_bad(name)
        self._refuse_new(names)
        return names

    def _refuse_too_many(self, count: int) -> None:
        limit = self.kind.limit_per_work or MOST_OF_A_KIND
        if count > limit:
            raise ValidationError(
                ngettext(
                    "A work has at most %(n)d of these. Take some away.",
                    "A work has at most %(n)d of these. Take some away.",
                    limit,
                )
                % {"n": limit}
            )

    def _refuse_bad(self, name: str) -> None:
        if len(name) > LONGEST_NAME:
            raise ValidationError(
                _("“%(name)s…” is too long: at most %(n)d letters. Put commas between.")
                % {"name": name[:30], "n": LONGEST_NAME}
            )
        if not name_key(name):
            raise ValidationError(_("“%(name)s” is no name.") % {"name": name})

    def _refuse_new(self, names: Sequence[str]) -> None:
        if self.kind.coinable:
            return
        wanted = {name_key(name): name for name in names}
        known = self.kind.tags.with_keys(wanted).values_list("key", flat=True)
        if unknown := [wanted[key] for key in wanted.keys() - set(known)]:
            raise ValidationError(
                _("This archive has no “%(name)s” here. Choose among what there is.")
                % {"name": unknown[0]}
            )


@dataclass(frozen=True)
class TagsAtForm:
    """A kind of tag as the form shows it."""

    bound: forms.BoundField

    @property
    def field(self) -> TagsField:
        assert isinstance(self.bound.field, TagsField)  # noqa: S101 - for the types
        return self.bound.field

    @cached_property
    def value(self) -> Typed:
        value = self.bound.value()
        return value if isinstance(value, Typed) else Typed()

    def choices(self) -> Iterator[tuple[str, str, bool]]:
        """Each name to tick: an id, the name, whether it is ticked. Ticked ones come first."""
        ticked = {name_key(name): name for name in self.value.ticked}
        others = (tag.name for tag in self.field.offered if tag.key not in ticked)
        names = [*ticked.values(), *others]
        if self.field.is_closed:  # a short list keeps its order
            offered = [tag.name for tag in self.field.offered]
            names = list(dict.fromkeys([*offered, *ticked.values()]))
        for n, name in enumerate(names):
            yield f"{self.bound.auto_id}_{n}", name, name_key(name) in ticked


def offered_tags(kinds: Iterable[Kind]) -> dict[int, list[Tag]]:
    """What may be ticked of each kind: content notes, and what writers cannot add to. One query."""
    short = [kind.pk for kind in kinds if kind.is_content_note or not kind.coinable]
    found: dict[int, list[Tag]] = {}
    for tag in Tag.objects.canonical().filter(kind__in=short).by_use()[:1000]:
        found.setdefault(tag.kind_id, []).append(tag)
    return found
