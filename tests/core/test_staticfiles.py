"""Static files as they are served."""

import json
import os
import re
from pathlib import Path

import brotli
import pytest
from django.core.files.storage import storages

from fascicle.core import staticfiles


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def root(served, settings):
    settings.STATIC_ROOT = served
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "fascicle.core.staticfiles.StaticStorage"},
    }
    staticfiles.collect()
    return served


def hashed(root, name):
    return root / json.loads((root / "staticfiles.json").read_text())["paths"][name]


def test_the_sheets_of_every_page_are_one_in_their_order(root):
    source = Path(staticfiles.__file__).parent / "static/css"
    imported = re.findall(r'@import url\("(.+?)"\)', (source / "site.css").read_text())

    joined = hashed(root, "css/site.css").read_text()

    assert "@import" not in joined
    assert joined.index("@layer reset, tokens") < joined.index("@font-face")
    first_rules = [
        (source / name).read_text().split("*/")[1].strip().splitlines()[0]
        for name in imported
    ]
    assert len(first_rules) > 20
    assert all(rule in joined for rule in first_rules)


def test_what_a_joined_sheet_points_to_has_its_hashed_name(root):
    sheet = hashed(root, "css/site.css")

    fonts = re.findall(r"url\(\"(.+?)\"\)", sheet.read_text())

    assert fonts
    assert all((sheet.parent / font).exists() for font in fonts)
    assert all(re.search(r"\.[0-9a-f]{12}\.[a-z0-9]+$", font) for font in fonts)


def test_files_with_hashed_names_lie_compressed_beside_themselves(root):
    script = hashed(root, "django_prose_editor/editor.js")

    compressed = script.with_name(f"{script.name}.br").read_bytes()

    assert brotli.decompress(compressed) == script.read_bytes()
    assert script.with_name(f"{script.name}.gz").exists()


def test_nothing_is_collected_again_until_something_changes(root, monkeypatch):
    sheet = hashed(root, "css/site.css")
    os.utime(sheet, (1, 1))

    staticfiles.collect()
    assert sheet.stat().st_mtime == 1

    monkeypatch.setattr(staticfiles, "fingerprint", lambda: "another version")
    staticfiles.collect()
    assert hashed(root, "css/site.css").stat().st_mtime > 1
    assert storages["staticfiles"].exists("css/site.css")
