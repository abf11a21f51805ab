"""What all tests share: a data folder each, and a set-up archive where they ask for one."""

from pathlib import Path

import hypothesis
import pytest
from django.db import connection

# How quick a test is says nothing of whether it holds.
hypothesis.settings.register_profile(
    "steady",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("steady")

#: Fixtures by which a test asks for the database.
DATABASE = {"db", "transactional_db", "live_server", "archive", "index"}


@pytest.hookimpl(tryfirst=True)  # before tests are put in order by their transactions
def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, what is the same there is left to the run on SQLite.

    That is what asks for no database, and how pages look.

    From inside a transaction ``core.public.changes`` finds everything new each time: a page's
    queries are counted, and shared pages looked at, outside of one.
    """
    if connection.vendor != "postgresql":
        return
    for one in items:
        if one.get_closest_marker("counts_queries"):
            one.add_marker(pytest.mark.django_db(transaction=True), append=False)
    without = [one for one in items if not depends_on_database(one)]
    if len(without) < len(items):  # somebody who names such a test wants to see it
        items[:] = [one for one in items if depends_on_database(one)]
        config.hook.pytest_deselected(items=without)


def depends_on_database(item) -> bool:
    if item.get_closest_marker("appearance"):
        return False
    return bool(item.get_closest_marker("django_db") or DATABASE & {*item.fixturenames})


@pytest.fixture(autouse=True, scope="session")
def quick_emptying():
    from tests.emptying import empty_quickly

    empty_quickly()


@pytest.fixture(autouse=True)
def swept(request, django_db_blocker):
    if depends_on_database(request.node):
        from tests.emptying import sweep

        with django_db_blocker.unblock():
            sweep()


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
