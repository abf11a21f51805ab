"""Feeds that lead on: the root, kinds of tag, writers, series, languages."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from fascicle.accounts.viewer import Viewer
from fascicle.core import archive
from fascicle.core.identity import urn_at
from fascicle.core.languages import english_name_of, name_of
from fascicle.reading.figures import Uses
from fascicle.reading.index import Name, heading_of
from fascicle.reading.queries.browsing import PEN_NAMES, SERIES, UNKNOWN_LANGUAGE
from fascicle.reading.queries.names import NAMES_ON_A_PAGE, Named
from fascicle.search import queries
from fascicle.search.lists.filters import NO_FILTER, Order, Scope
from fascicle.search.lists.opening import scale
from fascicle.search.lists.vocabulary import names_of
from fascicle.search.opds import own
from fascicle.search.opds.feed import NEW, POPULAR, Feed, Way
from fascicle.search.opds.lists import to_be_had
from fascicle.search.queries import IndexUnavailable
from fascicle.tags.models import Kind
from fascicle.works.models import Work
from fascicle.works.models.works import WorkQuerySet

MOST_TAGS = 200


def root(viewer: Viewer, *, at: datetime) -> Feed:
    """Where the catalogue begins. A fixed number of queries."""
    known = archive.current()
    return Feed(
        title=known.name if known else "",
        address="",
        updated_at=at,
        ways=[*_own(viewer), *_lists(), *_kinds(), *_indexes()],
        is_own=viewer.is_member,
    )


def _own(viewer: Viewer) -> list[Way]:
    if not viewer.is_member:
        hint = _(
            "With the password of your device: where you stopped, shelves, follows."
        )
        return [Way(_("Log in"), "yours", hint, has_works=False)]
    return own.ways()


def _lists() -> list[Way]:
    """Lists of the whole archive; by kudos where there are any."""
    found = [
        Way(_("New chapters"), "works", _("What grew last, first."), rel=NEW),
        Way(_("New stories"), "works?order=posted", _("The newest stories first.")),
    ]
    if Order.KUDOS in scale().tallied:
        hint = _("Those that most readers liked, first.")
        found.append(Way(_("Most kudos"), "works?order=kudos", hint, rel=POPULAR))
    return found


def _kinds() -> list[Way]:
    return [
        Way(capfirst(kind.plural), f"kinds/{kind.slug}", has_works=False)
        for kind in Kind.objects.in_order()
        if not kind.is_content_note
    ]


def _indexes() -> list[Way]:
    return [
        Way(_("Writers"), "writers", has_works=False),
        Way(_("Series"), "series", has_works=False),
        Way(_("Languages"), "languages", has_works=False),
    ]


def kind(kind: Kind, viewer: Viewer, *, at: datetime) -> Feed:
    """The tags of a kind that most works mean, most first. A fixed number of queries."""
    try:
        found = _by_use(kind, viewer)
    except IndexUnavailable:
        works = _readable(viewer).filter(tags__kind=kind)
        fields = ("tags__pk", "tags__key", "tags__name")
        found = sorted(_names(works, fields), key=lambda one: -one.count)[:MOST_TAGS]
    ways = [Way(one.name, f"tags/{one.pk}", count=one.count) for one in found]
    return Feed(capfirst(kind.plural), f"kinds/{kind.slug}", at, up="", ways=ways)


def _by_use(kind: Kind, viewer: Viewer) -> list[Name]:
    wanted = to_be_had(NO_FILTER, viewer)
    counts = queries.more_counts(wanted, Scope(), viewer, kind.pk, most=MOST_TAGS)
    names = names_of(int(one.key) for one in counts)
    return [
        Name(named.pk, "", named.name, one.works)
        for one in counts
        if (named := names.tags.get(int(one.key)))
    ]


def writers(viewer: Viewer, letter: str, *, at: datetime) -> Feed:
    """The writers of what the viewer may read. A fixed number of queries."""
    try:
        uses = queries.uses("pen_names", viewer, to_be_had(NO_FILTER, viewer))
        address, ways = _by_uses("writers", PEN_NAMES, uses, letter)
    except IndexUnavailable:
        fields = ("pen_names__pk", "pen_names__key", "pen_names__name")
        works = _readable(viewer).filter(pen_names__isnull=False)
        address, ways = _from_a_to_z("writers", works, fields, letter)
    return Feed(_("Writers"), address, at, up="", ways=ways)


def series(viewer: Viewer, letter: str, *, at: datetime) -> Feed:
    """The series of what the viewer may read. A fixed number of queries."""
    try:
        uses = queries.uses("series", viewer, to_be_had(NO_FILTER, viewer))
        address, ways = _by_uses("series", SERIES, uses, letter)
    except IndexUnavailable:
        fields = ("series__pk", "series__title_key", "series__title")
        works = _readable(viewer).filter(series__isnull=False)
        address, ways = _from_a_to_z("series", works, fields, letter)
    return Feed(_("Series"), address, at, up="", ways=ways)


def languages(viewer: Viewer, *, at: datetime) -> Feed:
    """The languages of what the viewer may read, most used first. Two queries at most."""
    try:
        found = queries.languages(viewer, to_be_had(NO_FILTER, viewer))
    except IndexUnavailable:
        rows = _readable(viewer).order_by().values_list("language")
        found = dict(rows.annotate(count=Count("pk")))
    known = {code or UNKNOWN_LANGUAGE: works for code, works in found.items()}
    ways = [
        Way(
            name_of(code),
            f"languages/{code}",
            english_name_of(code) if code != UNKNOWN_LANGUAGE else "",
            known[code],
        )
        for code in sorted(known, key=lambda code: (-known[code], code))
    ]
    return Feed(_("Languages"), "languages", at, up="", ways=ways)


def _readable(viewer: Viewer) -> WorkQuerySet:
    """Works that a list may show, and that can be had."""
    return Work.objects.readable_by(viewer).listed_for(viewer)


def _by_uses(path: str, named: Named, uses: Uses, letter: str) -> tuple[str, list[Way]]:
    """Names in order; where they are many those of one letter, or the letters.

    Three queries at most.
    """
    here, keys = path, uses.keys
    if len(uses) > NAMES_ON_A_PAGE:
        headings = named.headings()
        if letter not in headings:
            return path, [_letter(path, heading) for heading in sorted(headings)]
        here, keys = _of_letter(path, letter), named.leading(uses, headings[letter])
    names = sorted(named.loaded(uses, keys), key=lambda one: (one.key, one.pk))
    return here, [_way(path, one) for one in names]


def _letter(path: str, heading: str, names: int | None = None) -> Way:
    return Way(heading, _of_letter(path, heading), count=names, has_works=False)


def _of_letter(path: str, letter: str) -> str:
    return f"{path}?{urlencode({'letter': letter})}"


def _way(path: str, name: Name) -> Way:
    return Way(name.name, f"{path}/{name.pk}", count=name.count)


def _from_a_to_z(
    path: str, works: WorkQuerySet, fields: Sequence[str], letter: str
) -> tuple[str, list[Way]]:
    """Names in order; where they are many those of one letter, or the letters. One query."""
    names = sorted(_names(works, fields), key=lambda one: (one.key, one.pk))
    if len(names) > NAMES_ON_A_PAGE:
        letters = Counter(heading_of(one.key) for one in names)
        if letter not in letters:
            return path, [_letter(path, one, letters[one]) for one in sorted(letters)]
        names = [one for one in names if heading_of(one.key) == letter]
        return _of_letter(path, letter), [_way(path, one) for one in names]
    return path, [_way(path, one) for one in names]


def _names(works: WorkQuerySet, fields: Sequence[str]) -> list[Name]:
    rows = works.order_by().values_list(*fields).annotate(count=Count("pk"))
    return [Name(*row) for row in rows]


def feed_urn(address: str) -> str:
    """The identifier of a feed, the same in every catalogue and for good."""
    return urn_at(f"/opds/{address}")
