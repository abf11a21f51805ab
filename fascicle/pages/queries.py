"""What the host's desk shows of the archive at a glance."""

import shutil
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from fascicle.accounts.models import Claim, SignUpRequest
from fascicle.importing.models import Batch, BatchState, StoryState
from fascicle.pages.checkup import Finding, examine_surroundings
from fascicle.tags.models import Lookalike, Tag
from fascicle.works.models import Work

SHOWN_BATCHES = 10


@dataclass(frozen=True, slots=True)
class Glance:
    """The archive in numbers, and what waits for its host."""

    works: int
    words: int
    unrated: int
    unsorted_tags: int
    likely_synonyms: int
    claims: int
    requests: int
    batches: list[Batch]
    bytes_free: int
    troubles: list[Finding]


def glance() -> Glance:
    """Look at the archive; a fixed number of queries."""
    totals = Work.objects.listed().aggregate(
        works=Count("pk"), words=Coalesce(Sum("word_count"), 0)
    )
    return Glance(
        works=totals["works"],
        words=totals["words"],
        unrated=Work.objects.unrated().count(),
        unsorted_tags=Tag.objects.unsorted().count(),
        likely_synonyms=Lookalike.objects.standing().count(),
        claims=Claim.objects.open().count(),
        requests=SignUpRequest.objects.waiting().count(),
        batches=list(waiting_batches()[:SHOWN_BATCHES]),
        bytes_free=shutil.disk_usage(settings.DATA).free,
        troubles=[finding for finding in examine_surroundings() if not finding.is_well],
    )


def waiting_batches() -> "QuerySet[Batch]":
    """Imports at work, failed, or with stories to review (``proposed_count``); newest first."""
    proposed = Count("stories", Q(stories__state=StoryState.PROPOSED))
    to_review = Q(state=BatchState.REVIEW, proposed_count__gt=0)
    failed = Q(state=BatchState.FAILED)
    batches = Batch.objects.annotate(proposed_count=proposed)
    busy = Q(pk__in=Batch.objects.unfinished().values("pk"))
    return batches.filter(to_review | failed | busy).newest_first()
