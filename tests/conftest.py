"""What all tests share: their own data folder, and a set-up archive where they ask for one."""

import os
import tempfile
from pathlib import Path

# Settings read the environment once, when Django loads.
os.environ["FASCICLE_DATA"] = tempfile.mkdtemp(prefix="fascicle-tests-")
os.environ.setdefault("FASCICLE_LANGUAGE", "en")

import pytest


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path) -> Path:
    """Each test keeps its files apart, and hashes passwords the quick way."""
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
    return settings.DATA


@pytest.fixture
def archive(db):
    """An archive with the general vocabulary."""
    from tests.factories import make_archive

    return make_archive()
