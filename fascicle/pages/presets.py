"""The vocabularies a new archive can start from. All of it can be changed afterwards."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class NewKind:
    """A kind of tag to begin with, and tags of it that are ready."""

    slug: str
    name: str
    plural: str
    tags: tuple[str, ...] = ()
    is_content_note: bool = False
    coinable: bool = True
    makes_crossovers: bool = False


@dataclass(frozen=True, slots=True)
class NewRating:
    """A step of the rating scale to begin with."""

    name: str
    description: str
    is_adult: bool = False


@dataclass(frozen=True, slots=True)
class Preset:
    """A vocabulary: kinds of tag, ratings, content notes."""

    slug: str
    name: str
    description: str
    kinds: tuple[NewKind, ...]
    ratings: tuple[NewRating, ...]


CONTENT_NOTES = NewKind(
    "content-note",
    _("content note"),
    _("content notes"),
    (
        _("Violence"),
        _("Graphic violence"),
        _("Death of a main character"),
        _("Abuse"),
        _("Sexual violence"),
        _("Self-harm"),
        _("Suicide"),
        _("Grief"),
        _("Illness"),
        _("Slurs and hatred"),
    ),
    is_content_note=True,
)
GENRES = NewKind(
    "genre",
    _("genre"),
    _("genres"),
    (
        _("Adventure"),
        _("Comedy"),
        _("Drama"),
        _("Fantasy"),
        _("Historical"),
        _("Horror"),
        _("Mystery"),
        _("Poetry"),
        _("Romance"),
        _("Science fiction"),
        _("Slice of life"),
    ),
)
FANDOMS = NewKind("fandom", _("fandom"), _("fandoms"), makes_crossovers=True)
CHARACTERS = NewKind("character", _("character"), _("characters"))
THEMES = NewKind("theme", _("theme"), _("themes"))

RATINGS = (
    NewRating(_("General"), _("For everyone.")),
    NewRating(_("Teen"), _("May not suit readers under 13.")),
    NewRating(_("Mature"), _("Adult subjects."), is_adult=True),
    NewRating(_("Explicit"), _("For adults only."), is_adult=True),
)

PRESETS = (
    Preset(
        "original",
        _("Original fiction"),
        _("Genres, themes and characters; no fandoms."),
        (GENRES, THEMES, CHARACTERS, CONTENT_NOTES),
        RATINGS,
    ),
    Preset(
        "fan",
        _("Fan fiction"),
        _("Fandoms, relationships and characters come first."),
        (
            FANDOMS,
            NewKind("relationship", _("relationship"), _("relationships")),
            CHARACTERS,
            GENRES,
            THEMES,
            CONTENT_NOTES,
        ),
        RATINGS,
    ),
    Preset(
        "general",
        _("General"),
        _("A bit of both: for archives that take all kinds."),
        (
            GENRES,
            FANDOMS,
            THEMES,
            CHARACTERS,
            CONTENT_NOTES,
        ),
        RATINGS,
    ),
)


def preset(slug: str) -> Preset:
    """The preset of this slug.

    :raises KeyError: if there is none.
    """
    return {preset.slug: preset for preset in PRESETS}[slug]
