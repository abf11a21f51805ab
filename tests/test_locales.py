"""A translation that is put into the data folder is spoken, by pages and by commands."""

import os
import struct
import subprocess
import sys

import pytest

from fascicle.config import locales
from fascicle.config.env import BadSetting

HEAD = (
    "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n>1;\n"
)


def put_translation(folder, locale, words):
    """A compiled catalogue, as msgfmt writes it."""
    pairs = sorted({"": HEAD, **words}.items())
    rows, texts = [], b""
    start = 28 + 16 * len(pairs)
    for column in zip(*pairs, strict=True):
        for text in column:
            rows.append((len(text.encode()), start + len(texts)))
            texts += text.encode() + b"\0"
    head = (0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, start)
    path = folder / locale / locales.CATALOGUE
    path.parent.mkdir(parents=True)
    path.write_bytes(
        struct.pack("<7I", *head)
        + b"".join(struct.pack("<2I", *r) for r in rows)
        + texts
    )


def fascicle(*arguments, **settings):
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {
        name: value for name, value in os.environ.items() if name not in ours
    }
    return subprocess.run(
        [sys.executable, "-m", "fascicle.cli", *arguments],
        env={**environment, **settings}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_languages_are_english_and_those_with_a_catalogue(tmp_path):
    put_translation(tmp_path, "pt_BR", {})
    put_translation(tmp_path, "ar", {})
    (tmp_path / "fr").mkdir()

    found = locales.spoken([tmp_path, tmp_path / "nowhere"])

    assert [code for code, _name in found] == ["en", "ar", "pt-br"]
    assert dict(found)["pt-br"] == "Português Brasileiro"


def test_a_language_without_a_translation_stops_the_start(monkeypatch):
    monkeypatch.setenv("FASCICLE_LANGUAGE", "pt_BR")

    assert locales.chosen([("en", "English"), ("pt-br", "Português")]) == "pt-br"
    with pytest.raises(BadSetting, match="there is no translation; there is en"):
        locales.chosen([("en", "English")])


def test_commands_speak_the_archives_language(tmp_path):
    words = {
        "usage: fascicle COMMAND …": "uzo: fascicle KOMANDO …",
        "Do background work: imports, the search index, what is due by the clock.": "Labori.",
    }
    put_translation(tmp_path / "locale", "eo", words)
    settings = {"FASCICLE_DATA": str(tmp_path), "FASCICLE_LANGUAGE": "eo"}

    assert "uzo: fascicle KOMANDO …" in fascicle("help", **settings).stdout
    assert "Labori." in fascicle("work", "--help", **settings).stdout


def test_the_list_of_commands_makes_no_data_folder(tmp_path):
    result = fascicle("help", FASCICLE_DATA=str(tmp_path / "library"))

    assert result.returncode == 0
    assert not (tmp_path / "library").exists()
