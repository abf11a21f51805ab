"""Make an archive at ``FASCICLE_DATA`` with a writer and chapters of so many words each.

``python -m bench.long_chapters WORDS…`` prints the key of the writer's session, and addresses.
"""

import sys
from random import Random

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib import auth  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from bench.serials import paragraph  # noqa: E402
from fascicle.accounts import actions as accounts  # noqa: E402
from fascicle.accounts.models import User  # noqa: E402
from fascicle.pages import actions as pages  # noqa: E402
from fascicle.pages.presets import preset  # noqa: E402
from fascicle.works import actions as works  # noqa: E402
from fascicle.works.actions import NewChapter, NewWork  # noqa: E402

PASSWORD = "correct horse battery staple"
CAST = ("Agnes", "Basil", "Corin")


def text_of(words: int) -> str:
    """About so many words: paragraphs as in a serial, each with some words in italics."""
    random, html = Random(1), ""
    while words > 0:
        text = paragraph(random, CAST)
        words -= len(text.split())
        html += f"<p>{text.replace(CAST[0], f'<em>{CAST[0]}</em>')}</p>"
    return html


def session_of(user: User) -> str:
    session = SessionStore()
    session[auth.SESSION_KEY] = str(user.pk)
    session[auth.BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def main() -> None:
    call_command("migrate", verbosity=0)
    general = preset("general")
    pages.set_up(name="Bench", preset=general, username="host", password=PASSWORD)
    writer = accounts.create_user("writer", password=PASSWORD)
    texts = [NewChapter(html=text_of(int(words))) for words in sys.argv[1:]]
    new = NewWork("Long", texts, pen_names=[writer.pen_names.get()])
    work = works.create_work(new, at=now())
    works.post_work(work, at=now())
    chapters = work.chapters.order_by("position")
    where = [reverse("works:chapter", args=[work.pk, one.pk]) for one in chapters]
    print(session_of(writer), *where)


main()
