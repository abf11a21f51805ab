"""Archives that processes of their own work on."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.browser.conftest import live_server, open_browser  # noqa: F401
from tests.soak.running import environment


@pytest.fixture
def archive(tmp_path) -> Iterator[dict[str, str]]:
    """The environment of an archive of its own; with ``DATABASE_URL``, on PostgreSQL."""
    url = os.environ.get("DATABASE_URL")
    its = environment(tmp_path / "archive")
    if not url:
        yield its
        return
    psycopg = pytest.importorskip("psycopg")
    name = f"soak_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"create database {name}")
        address = urlsplit(url)._replace(path=f"/{name}").geturl()
        yield {**its, "DATABASE_URL": address}
        server.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="module")
def browser():
    """One for a file: others start browsers of their own."""
    with open_browser() as browser:
        yield browser
