"""The demo library: bare files through the real importer, then a host's decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.timezone import now

from fascicle.accounts.models import User
from fascicle.importing.actions.advance import advance
from fascicle.importing.actions.begin import take_paths
from fascicle.importing.actions.review import decisions as review
from fascicle.importing.actions.review.acceptance import accept
from fascicle.importing.models import Batch, BatchState, Story
from fascicle.tags.models import Kind
from fascicle.works.models import Rating

NAME = "The demo library"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the host says of one work; it is found by its title, or by its first words."""

    title: str = ""
    opening: str = ""
    rating: str = ""
    summary: str = ""
    status: str = ""
    tags: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def is_about(self, story: Story) -> bool:
        if self.title:
            return story.title.casefold() == self.title.casefold()
        return not story.title and story.opening.startswith(self.opening)


def read_decisions(tables: Sequence[Mapping[str, Any]]) -> list[Decision]:
    """Decisions as ``accepting.toml`` has them: what is no field is a kind of tag."""
    fields = {"title", "opening", "rating", "summary", "status"}
    return [
        Decision(
            **{key: value for key, value in table.items() if key in fields},
            tags={key: value for key, value in table.items() if key not in fields},
        )
        for table in tables
    ]


def fill(folder: Path, decisions: Sequence[Decision], *, by: User) -> Batch:
    """Bring the files of a folder in, decide and accept.

    Can be killed anywhere and called again; once its works are accepted, it does nothing.
    """
    batch = _batch(folder, by=by)
    if batch.is_busy:
        batch = advance(batch.pk)
    stories = list(batch.stories.proposed())
    if batch.state == BatchState.REVIEW and not batch.stories.accepted().exists():
        for decision in decisions:
            for story in filter(decision.is_about, stories):
                _decide(batch, story, decision, by=by)
        accept(batch, [story.pk for story in stories], by=by, at=now())
        batch.refresh_from_db()
    return batch


def _batch(folder: Path, *, by: User) -> Batch:
    begun = Batch.objects.filter(name=NAME, by=by).newest_first().first()
    return begun or take_paths([folder], name=NAME, by=by)


def _decide(batch: Batch, story: Story, decision: Decision, *, by: User) -> None:
    pks = [story.pk]
    if decision.rating:
        rating = Rating.objects.get(name=decision.rating)
        review.rate(batch, pks, rating=rating, by=by)
    if decision.summary:
        Story.objects.with_pks(pks).update(summary=decision.summary)
    if decision.status:
        review.set_status(batch, pks, status=decision.status, by=by)
    for slug, names in decision.tags.items():
        kind = Kind.objects.get(slug=slug)
        review.add_tags(batch, pks, kind=kind, names=names, by=by)
