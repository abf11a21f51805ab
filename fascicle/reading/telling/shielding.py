"""Whether a shield hides one work: asked of thousands of readers, so in memory.

``Work.objects.unshielded_for`` is the same in the database, for one reader and many works.
"""

from dataclasses import dataclass
from typing import Self

from fascicle.accounts.shield import UNKNOWN_LANGUAGE, UNRATED, Shield
from fascicle.tags.models import Tag
from fascicle.tags.queries import meanings
from fascicle.works.models import Work
from fascicle.works.models.states import UNFINISHED


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a work a shield may name."""

    work: int
    tags: frozenset[int]
    """Every tag that stands for it: its own, what they mean, what is broader, and synonyms."""
    pen_names: frozenset[int]
    rating: int
    language: str
    is_unfinished: bool
    words: int

    @classmethod
    def of(cls, work: Work) -> Self:
        """Five queries."""
        return cls(
            work=work.pk,
            tags=_standing_for(work),
            pen_names=frozenset(work.bylines.values_list("pen_name", flat=True)),
            rating=work.rating_id or UNRATED,
            language=work.language or UNKNOWN_LANGUAGE,
            is_unfinished=work.status in UNFINISHED,
            words=work.word_count,
        )


def _standing_for(work: Work) -> frozenset[int]:
    meant = {
        tag
        for tags in meanings(work.tags.values_list("pk", flat=True)).values()
        for tag in tags
    }
    synonyms = Tag.objects.filter(canonical__in=meant).values_list("pk", flat=True)
    return frozenset(meant.union(synonyms))


def hides(shield: Shield, traits: Traits) -> bool:
    """Whether the bearer of this shield asked never to meet the work."""
    listed = (
        traits.work in shield.works
        or traits.rating in shield.ratings
        or traits.language in shield.languages
        or not shield.pen_names.isdisjoint(traits.pen_names)
        or not shield.tags.isdisjoint(traits.tags)
    )
    return listed or _is_beyond(shield, traits)


def _is_beyond(shield: Shield, traits: Traits) -> bool:
    too_long = shield.longer_than and traits.words > shield.longer_than
    too_short = traits.words < shield.shorter_than
    return bool(too_long or too_short or (shield.unfinished and traits.is_unfinished))
