"""What a reader's own page of their shield shows, and what is said when it changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from fascicle.accounts.shield import Entry, EntryList
from fascicle.accounts.viewer import Viewer
from fascicle.core.names import name_key
from fascicle.reading.queries import browsing
from fascicle.reading.queries.shield import names

#: As many tags, and as many writers, are offered for one word.
MOST_MATCHES = 12


@dataclass(frozen=True, slots=True)
class Named:
    """An entry and what it is called."""

    entry: Entry
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one list under a heading."""

    heading: str
    entries: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Match:
    """Something that could be put on the shield: its kind in words, and whether it is there."""

    entry: Entry
    name: str
    kind: str
    is_shielded: bool


def groups(viewer: Viewer) -> list[Group]:
    """The tags, writers and stories of a viewer's shield, by name. At most three queries.

    Ratings, languages and content notes are ticked in ``ShieldForm``; those that are gone from
    the archive are left out.
    """
    shown = [EntryList.TAGS, EntryList.PEN_NAMES, EntryList.WORKS]
    entries = [one for one in viewer.shield.entries() if one.list in shown]
    found = names(entries)
    named = [Named(entry, found[entry]) for entry in entries if entry in found]
    return [
        Group(_heading(one), sorted(rows, key=lambda row: name_key(row.name)))
        for one, rows in groupby(named, key=lambda row: row.entry.list)
    ]


def matches(query: str, viewer: Viewer) -> list[Match]:
    """Tags and writers whose name begins with this. Two queries."""
    key = name_key(query)
    if not key:
        return []
    tags = browsing.tags(viewer).filter(key__startswith=key).order_by("key")
    writers = browsing.pen_names(viewer).filter(key__startswith=key).order_by("key")
    found = [
        (Entry(EntryList.TAGS, tag.pk), tag.name, tag.kind.name)
        for tag in tags[:MOST_MATCHES]
    ]
    found += [
        (Entry(EntryList.PEN_NAMES, writer.pk), writer.name, _("writer"))
        for writer in writers[:MOST_MATCHES]
    ]
    return [
        Match(entry, name, kind, entry in viewer.shield) for entry, name, kind in found
    ]


def hidden_from_now_on(entry: Entry, name: str) -> str:
    """What is said when something has been put on a shield."""
    sentences = {
        EntryList.TAGS: _("Stories tagged “%(name)s” are hidden from now on."),
        EntryList.PEN_NAMES: _("Stories by %(name)s are hidden from now on."),
        EntryList.WORKS: _("“%(name)s” is hidden from now on."),
        EntryList.RATINGS: _("Stories rated “%(name)s” are hidden from now on."),
        EntryList.LANGUAGES: _(
            "Stories in this language are hidden from now on: %(name)s"
        ),
    }
    if entry.list == EntryList.RATINGS and not name:
        return _("Stories that nobody has rated are hidden from now on.")
    return sentences[entry.list] % {"name": name}


def _heading(one: EntryList) -> str:
    headings = {
        EntryList.TAGS: _("Tags"),
        EntryList.PEN_NAMES: _("Writers"),
        EntryList.WORKS: _("Stories"),
    }
    return headings[one]
