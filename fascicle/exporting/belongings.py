"""All that is a writer's own, as plain data for JSON."""

from typing import Any

from django.conf import settings
from django.forms import model_to_dict

from fascicle.accounts.models import KeptShield, Preferences, User
from fascicle.accounts.viewer import Viewer
from fascicle.reading.highlight_files import as_data
from fascicle.reading.models import Follow, Followed, Progress, Shelf
from fascicle.reading.queries.follows import follows_of
from fascicle.reading.queries.highlights import listed, placed
from fascicle.reading.queries.shelves import entries_on, works_on
from fascicle.works.models import (
    Announcement,
    Autosave,
    Chapter,
    Gift,
    KeptNote,
    Relation,
    ScheduledPosting,
    Series,
    Tally,
    Work,
)
from fascicle.works.models.revisions import RevisionQuerySet
from fascicle.works.models.tallies import RECEIVED
from fascicle.works.queries import names_of_writers
from fascicle.works.statistics import tally_of

#: The shape of these files; grows when something in them means something else.
SHAPE = 1


def profile_of(user: User) -> dict[str, Any]:
    """The account itself: what it is called, prefers and keeps."""
    names = user.pen_names.order_by("-is_default", "key")
    return {
        "shape": SHAPE,
        "username": user.username,
        "email": user.email,
        "joined_at": user.date_joined,
        "time_zone": user.time_zone,
        "pen_names": [
            {
                "name": one.name,
                "is_default": one.is_default,
                "profile_html": one.profile,
                "picture_alt": one.picture_alt,
                "former_names": list(one.former_names.values_list("name", flat=True)),
            }
            for one in names
        ],
        "kept_notes": list(KeptNote.objects.filter(user=user).values("name", "html")),
        "not_saved": [
            {"work": one.work_id, "chapter": one.chapter_id, "kept_at": one.kept_at}
            | {"fields": one.fields}
            for one in Autosave.objects.of(user)
        ],
        **_as_reader(user),
        "preferences": _preferences(user),
        "series": [
            {
                name: getattr(one, name)
                for name in ("pk", "title", "summary", "complete")
            }
            for one in Series.objects.owned_by(Viewer(user))
        ],
        "pictures": list(
            user.pictures.values("digest", "media_type", "words", "sent_at")
        ),
    }


def _as_reader(user: User) -> dict[str, Any]:
    """What they keep of what they read, and of what they want to read or not."""
    viewer = Viewer(user)
    read = Progress.objects.of(viewer).select_related("work")
    shield = KeptShield.objects.filter(user=user).values_list("rules", flat=True)
    return {
        "highlights": _highlights(user),
        "read": [_read(one) for one in read],
        "shelves": [_shelf(one) for one in Shelf.objects.of(viewer).in_order()],
        "follows": [_follow(one) for one in follows_of(viewer)],
        "filters": list(user.kept_filters.values("name", "path", "query")),
        "shield": shield.first() or {},
    }


def _preferences(user: User) -> dict[str, Any]:
    found = Preferences.objects.filter(user=user).first() or Preferences(user=user)
    return {
        name: value for name, value in model_to_dict(found).items() if name != "user"
    }


def _read(progress: Progress) -> dict[str, Any]:
    """Where they are in a work. Whatever has become of it, they knew its title."""
    plain = ("state", "position", "paragraph", "words", "is_chapter_read", "read_at")
    said = {name: getattr(progress, name) for name in plain}
    return {"key": progress.work_id, "title": progress.work.title} | said


def _shelf(shelf: Shelf) -> dict[str, Any]:
    """A shelf, with what stands on it as far as its reader may know of it."""
    plain = ("name", "about", "is_shared", "created_at")
    works = list(works_on(shelf, Viewer(shelf.user)))
    entries = entries_on(shelf, works)
    return {name: getattr(shelf, name) for name in plain} | {
        "works": [
            {
                "key": work.pk,
                "title": work.title,
                "note": entries[work.pk].note,
                "added_at": entries[work.pk].added_at,
            }
            for work in works
        ]
    }


def _follow(follow: Follow) -> dict[str, Any]:
    thing = follow.work or follow.series or follow.pen_name or follow.tag
    kind = next(name for name in Followed if getattr(follow, f"{name}_id"))
    said = {"kind": kind, "key": thing.pk if thing else None, "name": str(thing)}
    return said | {"since": follow.since, "in_letters": follow.is_mailed}


def _highlights(user: User) -> list[dict[str, Any]]:
    """What they marked in works they may read, whether or not their gate is open just now."""
    reader = Viewer(user, sees_adult=True)
    return as_data(placed(reader, listed(reader, "")))


def work_as_data(work: Work) -> dict[str, Any]:
    """A work with every chapter and every revision of each, the bin's too.

    The work comes from ``for_books``.
    """
    plain = (
        *("title", "opening", "summary", "notes_before", "notes_after", "language"),
        *("status", "planned_chapters", "members_only", "unlisted", "anonymous"),
        *("comments", "dedication", "written_at", "created_at", "posted_at"),
        *("updated_at", "deleted_at", "word_count"),
    )
    chapters = Chapter.objects.of(work).with_text().order_by("position")
    announcements = Announcement.objects.of(work)
    return {
        "shape": SHAPE,
        "key": work.pk,
        **{name: getattr(work, name) for name in plain},
        "rating": work.rating.name if work.rating else None,
        "byline": [one.pen_name.name for one in work.bylines.all()],
        "hidden_byline": [
            one.pen_name.name for one in work.hidden_bylines.select_related("pen_name")
        ],
        "tags": [{"kind": tag.kind.slug, "name": tag.name} for tag in work.tags.all()],
        "series": [
            {"title": one.series.title, "position": one.position, "number": one.number}
            for one in work.series_entries.all()
        ],
        "relations": list(
            Relation.objects.filter(work=work).values(
                "kind", "to_title", "to_author", "url", "to_work"
            )
        ),
        "for": [
            one.pen_name.name if one.pen_name else one.name
            for one in Gift.objects.accepted().of(work)
        ],
        "announcements": list(announcements.values("html", "posted_at")),
        "received": _received(work),
        "chapters": [_chapter(one) for one in chapters],
    }


def _received(work: Work) -> dict[str, int]:
    """What readers did with it. Who they are is nobody's to take along."""
    tally = tally_of(work) or Tally(work=work)
    return {name: getattr(tally, name) for name in (*RECEIVED, "hits")}


def _chapter(chapter: Chapter) -> dict[str, Any]:
    plain = (
        *("position", "number", "title", "language", "summary", "notes_before"),
        *("notes_after", "word_count", "version", "created_at", "changed_at"),
        *("posted_at", "deleted_at", "deleted_from"),
    )
    return {
        "key": chapter.pk,
        **{name: getattr(chapter, name) for name in plain},
        "html": chapter.text.html,
        "along_with": [
            one.pen_name.name for one in chapter.bylines.select_related("pen_name")
        ],
        "due": ScheduledPosting.objects.filter(chapter=chapter)
        .values("due_at", "wall_time", "time_zone")
        .first(),
        "reads": list(chapter.reads.order_by("week").values("week", "count")),
        "revisions": _revisions(chapter, chapter.revisions.all()),
    }


def guest_chapter_as_data(chapter: Chapter, user: User) -> dict[str, Any]:
    """A chapter that somebody writes of another's work: its text, and what they saved of it.

    Nothing else of the work is theirs to take along. The chapter comes with its text and work.
    """
    plain = ("number", "title", "language", "word_count", "posted_at")
    return {
        "shape": SHAPE,
        "key": chapter.pk,
        "work": {
            "title": str(chapter.work),
            "link": settings.SITE_URL + chapter.work.get_absolute_url(),
        },
        **{name: getattr(chapter, name) for name in plain},
        "html": chapter.text.html,
        "revisions": _revisions(chapter, chapter.revisions.made_by(user)),
    }


def _revisions(chapter: Chapter, among: RevisionQuerySet) -> list[dict[str, Any]]:
    plain = (
        *("number", "title", "summary", "notes_before", "notes_after", "html"),
        *("source", "mode", "word_count", "based_on", "restored_from", "is_aside"),
        *("made_at", "erased_at"),
    )
    writers = names_of_writers(chapter)
    return [
        {name: getattr(one, name) for name in plain}
        | {"made_by": writers.get(one.made_by_id or 0)}
        for one in among.order_by("pk")
    ]
