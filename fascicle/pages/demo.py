"""The demo library: bare files through the real importer, then a host's decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_noop

from fascicle.accounts.models import User
from fascicle.importing.actions.advance import advance
from fascicle.importing.actions.begin import take_paths
from fascicle.importing.actions.review import decisions as review
from fascicle.importing.actions.review.acceptance import accept
from fascicle.importing.models import Batch, BatchState, Story
from fascicle.tags.models import Kind
from fascicle.works.models import Rating

NAME = gettext_noop("The demo library")


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
    if batch.state == BatchState.REVIEW and not batch.stories.accepted().exists():
        _accept(batch, decisions, by=by)
        batch.refresh_from_db()
    return batch


@transaction.atomic
def _accept(batch: Batch, decisions: Sequence[Decision], *, by: User) -> None:
    """Decide and accept, the last first, so that the first is the newest."""
    stories = list(batch.stories.proposed())
    started = now() - timedelta(minutes=len(decisions))
    for minute, decision in enumerate(reversed(decisions)):
        at = started + timedelta(minutes=minute)
        for story in filter(decision.is_about, stories):
            _decide(batch, story, decision, by=by)
            accept(batch, [story.pk], by=by, at=at)
    if rest := list(batch.stories.proposed().values_list("pk", flat=True)):
        accept(batch, rest, by=by, at=started)


def _batch(folder: Path, *, by: User) -> Batch:
    begun = Batch.objects.filter(name=gettext(NAME), by=by).newest_first().first()
    return begun or take_paths([folder], name=gettext(NAME), by=by)


def _decide(batch: Batch, story: Story, decision: Decision, *, by: User) -> None:
    pks = [story.pk]
    if decision.rating:
        # The vocabulary was laid in in the archive's language.
        rating = Rating.objects.get(name=gettext(decision.rating))
        review.rate(batch, pks, rating=rating, by=by)
    if decision.summary:
        Story.objects.with_pks(pks).update(summary=decision.summary)
    if decision.status:
        review.set_status(batch, pks, status=decision.status, by=by)
    for slug, names in decision.tags.items():
        kind = Kind.objects.get(slug=slug)
        known = [gettext(name) for name in names]
        review.add_tags(batch, pks, kind=kind, names=known, by=by)
