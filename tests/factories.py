"""Small makers of things for tests. Each takes only what a test would want to say."""

from datetime import UTC, datetime

from fascicle.accounts import actions as accounts
from fascicle.accounts.models import PenName, Role, User
from fascicle.accounts.viewer import Viewer
from fascicle.core.models import Archive
from fascicle.core.names import name_key
from fascicle.pages import actions as pages
from fascicle.pages.presets import preset
from fascicle.tags.models import Kind, Tag
from fascicle.works import actions as works
from fascicle.works.actions import NewChapter, NewWork
from fascicle.works.models import Rating, Work

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
PASSWORD = "correct horse battery staple"


def make_archive(name: str = "The Harbour Archive") -> Archive:
    pages.set_up(
        name=name, preset=preset("general"), username="host", password=PASSWORD
    )
    return Archive.objects.get()


def make_user(username: str = "reader", *, role: str = Role.MEMBER) -> User:
    return accounts.create_user(username, password=PASSWORD, role=role)


def make_pen_name(name: str = "Ines Okafor") -> PenName:
    return accounts.unclaimed_pen_name(name)


def make_rating(name: str = "General", *, is_adult: bool = False) -> Rating:
    return Rating.objects.get_or_create(name=name, defaults={"is_adult": is_adult})[0]


def make_tag(name: str = "harbours", kind: str = "theme") -> Tag:
    """A tag of one of the archive's kinds, the one there is if it has been made."""
    found, _ = Tag.objects.get_or_create(
        kind=Kind.objects.get(slug=kind), key=name_key(name), defaults={"name": name}
    )
    return found


def make_chapter(html: str = "<p>The boat came in.</p>", **kwargs: str) -> NewChapter:
    return NewChapter(html=html, **kwargs)


def make_work(
    title: str = "Salt Roads",
    *,
    by: PenName | None = None,
    rated: bool = True,
    posted: bool = True,
    chapters: int = 1,
    opening: str = "",
    **kwargs: object,
) -> Work:
    """A posted, rated (for everyone) work of one short chapter.

    ``opening`` stands for the first words of its text, whatever that is.
    """
    rating = kwargs.pop("rating", make_rating() if rated else None)
    texts = [
        make_chapter(f"<p>Part {n} of the tale.</p>") for n in range(1, chapters + 1)
    ]
    texts = kwargs.pop("texts", texts)
    new = NewWork(
        title, texts, pen_names=[by or make_pen_name()], rating=rating, **kwargs
    )
    work = works.create_work(new, at=NOW)
    if posted:
        works.post_work(work, at=NOW)
    if opening:
        Work.objects.filter(pk=work.pk).update(opening=opening[:160])
    work.refresh_from_db()
    return work


GUEST = Viewer()
ADULT_GUEST = Viewer(sees_adult=True)
