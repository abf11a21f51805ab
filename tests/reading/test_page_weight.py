"""A chapter's page is light: all that it loads, compressed, but for the text and its typefaces."""

import gzip
import posixpath
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from fascicle.accounts.models import Preferences
from fascicle.reading.actions import progress
from fascicle.works.models import Chapter
from tests.factories import NOW, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

MOST = 60_000  # bytes
LOADED = re.compile(r'<(?:link|script)[^>]*? (?:href|src)="([^"]+\.(?:css|js))"')
IMPORTED = re.compile(r'(?:\bfrom|\bimport\(?|@import url\()\s*"([^"]+\.(?:css|js))"')


def compressed(text):
    return len(gzip.compress(text.encode(), compresslevel=6))


def loaded_by(page):
    """The weight of each sheet and module that a page loads, by its name."""
    weights = {}
    waiting = [
        one.removeprefix(settings.STATIC_URL)
        for one in LOADED.findall(page)
        if one.startswith(settings.STATIC_URL)
    ]
    while waiting:
        name = waiting.pop()
        if name in weights:
            continue
        text = Path(finders.find(name)).read_text()
        weights[name] = compressed(text)
        folder = posixpath.dirname(name)
        waiting += [
            posixpath.normpath(f"{folder}/{one}") for one in IMPORTED.findall(text)
        ]
    return weights


@pytest.mark.parametrize("who", ["guest", "member"])
def test_a_chapters_page_is_light(client, who):
    work = make_work(chapters=30)
    if who == "member":
        reader = make_user()
        Preferences.objects.create(user=reader, keeps_history=True)
        third = Chapter.objects.get(work=work, position=3)
        progress.keep_place(reader, third, paragraph=0, at=NOW)
        client.force_login(reader)

    page = client.get(f"/works/{work.pk}/chapters/2/").content.decode()

    weights = loaded_by(page)
    assert {"css/base.css", "js/places.js", "js/offline.js"} <= set(weights)
    assert compressed(page) + sum(weights.values()) <= MOST
