"""Works as a catalogue shows them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.accounts.models import PenName
from fascicle.core.identity import urn_at
from fascicle.search.opds.feed import Named, Publication
from fascicle.search.words.plaintext import plain_text
from fascicle.works.company import contributors_to
from fascicle.works.models import Chapter, Work

LONGEST_NAME = 60


def publications(works: Iterable[Work]) -> list[Publication]:
    """Works from ``for_blurbs``, but for those before the gate, which cannot be had.

    Two queries.
    """
    shown = [work for work in works if not getattr(work, "is_gated", True)]
    contributors = contributors_to(shown)
    changes = dict(Chapter.objects.filter(work__in=shown).last_changes())
    return [
        _publication(
            work, contributors.get(work.pk, ()), changes.get(work.pk, work.updated_at)
        )
        for work in shown
    ]


def _file_address(work: Work, changed_at: datetime) -> str:
    """Where the book is: elsewhere whenever its text changes, so that programs notice."""
    name = slugify(work.title)[:LONGEST_NAME].strip("-") or f"work-{work.pk}"
    # One that is dated back, or taken away, leaves no time behind.
    revision = int(changed_at.timestamp()) + work.chapter_count
    return reverse("exporting:issue", args=[work.pk, revision, name])


def _publication(
    work: Work, contributors: Sequence[PenName], changed_at: datetime
) -> Publication:
    tags = list(work.tags.all())
    notes = [tag.name for tag in tags if tag.kind.is_content_note]
    summary = plain_text(str(getattr(work, "shown_summary", "")))
    return Publication(
        urn=urn_at(work.get_absolute_url()),
        title=_title(work),
        updated_at=changed_at,
        published_at=work.posted_at,
        file=_file_address(work, changed_at),
        page=work.get_absolute_url(),
        cover=reverse("exporting:cover", args=[work.pk]),
        thumbnail=reverse("exporting:thumbnail", args=[work.pk]),
        writers=[
            Named(one.pen_name.name, f"writers/{one.pen_name_id}")
            for one in work.bylines.all()
        ],
        contributors=[one.name for one in contributors],
        subjects=[
            Named(tag.name, f"tags/{tag.pk}")
            for tag in tags
            if not tag.kind.is_content_note
        ],
        series=[
            Named(entry.series.title, f"series/{entry.series_id}", entry.position)
            for entry in work.series_entries.all()
        ],
        language=work.language,
        summary=summary,
        facts=_facts(work, notes),
    )


def _title(work: Work) -> str:
    """The title; of a work without one its first words, as its book has it."""
    opening = str(getattr(work, "shown_opening", ""))
    if work.title or not opening:
        return str(work)
    return _("Untitled: “%(opening)s…”") % {"opening": opening.strip(" \"“”'‘’….")[:60]}


def _facts(work: Work, notes: list[str]) -> str:
    """What a reader wants to know beside the summary, a line each."""
    chapters, words = work.chapter_count, work.word_count
    lines = [
        ngettext("%(n)s chapter", "%(n)s chapters", chapters)
        % {"n": number_format(chapters)},
        ngettext("%(n)s word", "%(n)s words", words) % {"n": number_format(words)},
        capfirst(work.get_status_display()) if work.status else "",
        work.rating.name if work.rating else _("Not rated"),
        _("Content notes: %s") % ", ".join(notes) if notes else "",
    ]
    return " · ".join(filter(None, lines[:4])) + (f"\n{lines[4]}" if notes else "")
