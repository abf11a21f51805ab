"""What curators read: what was done to a tag, and why something was not, in whole sentences."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_stubs_ext import StrOrPromise

from fascicle.tags.models import Deed, TagChange
from fascicle.tags.refusals import (
    NameTaken,
    NotASynonym,
    OtherKind,
    Refused,
    SameTag,
    TooDeep,
    WouldCircle,
)

_DONE: dict[str, StrOrPromise] = {
    Deed.MERGED: _("“%(name)s” merged into “%(other)s”."),
    Deed.SPLIT: _("“%(name)s” split back from “%(other)s”."),
    Deed.BROADENED: _("“%(name)s” put under “%(other)s”."),
    Deed.UNBROADENED: _("“%(name)s” taken from under “%(other)s”."),
    Deed.MOVED: _("“%(name)s” moved to the kind “%(other)s”."),
    Deed.PROMOTED: _("“%(name)s” made the main name instead of “%(other)s”."),
    Deed.RENAMED: _("“%(name)s” renamed to “%(other)s”."),
    Deed.DESCRIBED: _("Description of “%(name)s” changed."),
    Deed.NOTED: _("Note about “%(name)s” changed."),
    Deed.SORTED: _("“%(name)s” marked as sorted."),
    Deed.TOLD_APART: _("“%(name)s” and “%(other)s” told apart."),
}
_REFUSED: dict[type[Refused], StrOrPromise] = {
    SameTag: _("“%(name)s” and “%(other)s” mean the same already."),
    OtherKind: _("“%(name)s” and “%(other)s” are of different kinds. Move one first."),
    WouldCircle: _(
        "“%(other)s” can't be broader than “%(name)s”: it is narrower already."
    ),
    TooDeep: _("“%(name)s” would have more broader tags than a tag can have."),
    NameTaken: _(
        "There is a tag “%(other)s” of that kind already: merge them instead."
    ),
    NotASynonym: _("“%(name)s” is a synonym no longer."),
}
_CHANGED_MEANWHILE = _("“%(name)s” has been changed by somebody else just now.")


def done(change: TagChange) -> str:
    """What was done, for a log."""
    names = {"name": "", "other": "", **change.details}
    return str(_DONE[change.action]) % names


def done_at_once(changes: Sequence[TagChange]) -> str:
    """What was done in one go."""
    if len(changes) == 1:
        return done(changes[0])
    text = ngettext("%(n)d tag changed.", "%(n)d tags changed.", len(changes))
    return text % {"n": len(changes)}


def refused(refusal: Refused, *, name: str, other: str) -> str:
    """Why a tag stays as it is. ``other`` is what it was to be joined with."""
    if isinstance(refusal, NameTaken) and refusal.args:
        other = str(refusal.args[0])
    said = _REFUSED.get(type(refusal), _CHANGED_MEANWHILE)
    return str(said) % {"name": name, "other": other}
