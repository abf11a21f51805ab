"""A running serial and its readers, for tests of what they are told."""

from datetime import timedelta

from fascicle.accounts.models import PenName
from fascicle.reading.actions import follows
from fascicle.reading.models import Update
from fascicle.reading.queries.follows import Thing
from fascicle.reading.telling import spreading
from fascicle.works import actions as works
from fascicle.works.actions import NewChapter
from tests.factories import NOW, make_user, make_work

LATER = NOW + timedelta(hours=1)


def make_writer(username="ines"):
    """An account and the name it writes under."""
    user = make_user(username)
    return user, PenName.objects.default_of(user)


def make_serial(title="Salt Roads", *, by=None, drafts=1, **kwargs):
    """A work of one public chapter and some drafts."""
    work = make_work(title, by=by, **kwargs)
    for n in range(drafts):
        works.add_chapter(work, NewChapter(html=f"<p>Draft {n}.</p>"), at=NOW)
    return work


def follow(user, thing, *, at=NOW):
    field = {"work": "work", "series": "series", "penname": "pen_name", "tag": "tag"}
    kind = field[type(thing).__name__.lower()]
    return follows.follow(user, Thing(kind, thing.pk), at=at)


def post_next(work, *, at=LATER, quietly=False):
    """Post the first draft of a work."""
    draft = work.chapters.drafts().in_order().first()
    works.post_chapter(draft, at=at, quietly=quietly)
    return draft


def spread(at=LATER):
    while spreading.spread(at=at):
        pass


def told(user):
    """What a reader was told, as (kind, work) in the order it came."""
    rows = Update.objects.filter(user=user).order_by("pk")
    return [(one.news.kind, one.news.work.title) for one in rows]
