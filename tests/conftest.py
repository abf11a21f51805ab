"""What all tests share: a data folder each, and a set-up archive where they ask for one."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path) -> Path:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    return settings.DATA


@pytest.fixture(autouse=True)
def nothing_tried_yet(settings, tmp_path):
    """What was tried how often is counted for each test by itself."""
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": str(tmp_path)}}


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """What a process remembers of readers and pages is forgotten before each test."""
    from fascicle.core.shared import keeping
    from fascicle.core.throttle import COUNTS
    from fascicle.reading.masthead import MEMORY

    keeping.kept().clear()
    COUNTS.forget()
    MEMORY.forget()


@pytest.fixture
def archive(db):
    """An archive with the general vocabulary."""
    from tests.factories import make_archive

    return make_archive()


@pytest.fixture
def index(db, data_folder):
    """A search index of what the database holds now; ``index.catch_up()`` follows it."""
    from tests.indexing import LocalIndex

    index = LocalIndex()
    index.build()
    yield index
    index.close()
