"""A host at the review desk."""

import pytest

from tests.importing.desk.factories import make_batch, make_host


@pytest.fixture
def host(archive):
    return make_host()


@pytest.fixture
def desk(client, host):
    """A browser of somebody who may review."""
    client.force_login(host)
    return client


@pytest.fixture
def batch(archive):
    return make_batch()
