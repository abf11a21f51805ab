"""Which names anybody may go by, and what is said of the others."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.core.lookalikes import has_unseen, mixes_alphabets, skeleton
from fascicle.core.names import name_key, one_line

MOST_LETTERS = 80

#: Names that speak for the archive, or for nobody.
_RESERVED = (
    "admin administrator anonymous archivist curator deleted everybody everyone fascicle guest "
    "host me member moderator nobody official orphan orphaned owner root security staff support "
    "system unknown webmaster"
).split()


class Refusal(StrEnum):
    """Why a name cannot be had; ``sentence`` says it, and what to do."""

    EMPTY = "empty"
    LONG = "long"
    UNSEEN = "unseen"
    MIXED = "mixed"
    RESERVED = "reserved"
    TAKEN = "taken"
    UNCLAIMED = "unclaimed"
    ALIKE = "alike"
    GIVEN_UP = "given_up"

    @property
    def sentence(self) -> StrOrPromise:
        return _SENTENCES[self]


_SENTENCES: dict[Refusal, StrOrPromise] = {
    Refusal.EMPTY: _("Write a name with at least one letter or digit."),
    Refusal.LONG: _("Choose a shorter name: 80 letters at most."),
    Refusal.UNSEEN: _(
        "There is something in this name that cannot be seen. Type it anew rather than paste it."
    ),
    Refusal.MIXED: _(
        "Letters of different alphabets stand in one word of this name. Write each word in one."
    ),
    Refusal.RESERVED: _(
        "This name would seem to speak for the archive. Choose another."
    ),
    Refusal.TAKEN: _("Somebody goes by this name already. Choose another."),
    Refusal.UNCLAIMED: _(
        "A writer of this name is here already whose stories nobody has claimed. If that is "
        "you, open the writer’s page and choose “Is this you?”; otherwise choose another name."
    ),
    Refusal.ALIKE: _(
        "This name looks just like that of somebody here. Choose one that nobody takes for theirs."
    ),
    Refusal.GIVEN_UP: _(
        "Somebody went by this name until lately, and readers still look for them. Choose another."
    ),
}


def refusal_of(name: str, *, archive: str = "") -> Refusal | None:
    """Why a name is no good by itself, whoever else has it; None if it is good."""
    shown = one_line(name)
    if not any(letter.isalnum() for letter in name_key(shown)):
        return Refusal.EMPTY
    if len(shown) > MOST_LETTERS:
        return Refusal.LONG
    if has_unseen(shown):
        return Refusal.UNSEEN
    if mixes_alphabets(shown):
        return Refusal.MIXED
    return Refusal.RESERVED if _is_reserved(shown, archive) else None


def _is_reserved(name: str, archive: str) -> bool:
    taken = {skeleton(word) for word in _RESERVED}
    if archive:
        taken.add(skeleton(archive))
    bare = skeleton("".join(letter for letter in name if letter.isalnum()))
    return skeleton(name) in taken or bare in taken
