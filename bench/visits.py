"""What is visited when pages are served: addresses, a member's cookie, and queries of each page."""

import numpy as np
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.lexicon import lexicon
from bench.parts import Part
from fascicle.accounts.models import KeptLook, Preferences, User
from fascicle.reading.models import Progress
from fascicle.tags.models import Tag
from fascicle.works.models import Chapter, ChapterText, Work

#: The text that is read: about 25 kB of HTML, as the page.
WORDS, PARAGRAPH = 3_500, 70
WHO = ("guest", "member")


def measure(part: Part) -> dict[str, object]:
    """Prepare one work and one member, and count."""
    call_command("collectstatic", interactive=False, verbosity=0)
    work = _work()
    chapter = Chapter.objects.filter(work=work, position=1).get()
    ChapterText.objects.filter(chapter=chapter).update(html=_text())
    Chapter.objects.filter(pk=chapter.pk).update(word_count=WORDS)
    pages = {
        "chapter": chapter.get_absolute_url(),
        "work": work.get_absolute_url(),
        "list": reverse("search:tag", args=[_tag().pk]),
    }
    member = _member(work, chapter)
    return {
        "pages": pages,
        "cookie": f"{settings.SESSION_COOKIE_NAME}={_session_of(member)}",
        "queries": {
            name: {
                who: _queries(client(member if who == "member" else None), address)
                for who in WHO
            }
            for name, address in pages.items()
        },
    }


def _work() -> Work:
    """A work that every guest may read."""
    works = Work.objects.filter(
        members_only=False, posted_at__isnull=False, rating__is_adult=False
    )
    work = works.filter(language="en").order_by("pk").first()
    assert work
    return work


def _tag() -> Tag:
    """One that many works bear."""
    tag = Tag.objects.filter(kind__slug="genre", canonical=None).order_by("pk").first()
    assert tag
    return tag


def _text() -> str:
    dice = np.random.default_rng(5)
    lengths = np.full(WORDS // PARAGRAPH, PARAGRAPH)
    return "".join(f"<p>{one}.</p>" for one in lexicon("en").phrases(dice, lengths))


def _member(work: Work, chapter: Chapter) -> User:
    """A reader who reads dark and is in the middle of the work."""
    user = User.objects.get(username="reader")
    KeptLook.objects.update_or_create(
        user=user, defaults={"choices": {"theme": "dark"}}
    )
    Preferences.objects.update_or_create(user=user, defaults={"keeps_history": True})
    place = {"chapter": chapter, "position": 1, "paragraph": 5, "within": 0.5}
    Progress.objects.update_or_create(user=user, work=work, defaults=place)
    return user


def client(user: User | None) -> Client:
    client = Client(SERVER_NAME="localhost")
    if user:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _session_of(user: User) -> str:
    return client(user).cookies[settings.SESSION_COOKIE_NAME].value


def _queries(client: Client, address: str) -> int:
    """Of the second visit.

    :raises ValueError: if there is no such page.
    """
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise ValueError(f"{address}: {response.status_code}")
    return len(queries)
