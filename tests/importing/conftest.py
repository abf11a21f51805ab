"""What tests of import runs share: folders of small stories, and runs brought to review."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from fascicle.importing.actions import begin
from fascicle.importing.actions.advance import advance
from fascicle.importing.models import Batch

_PLACES = "harbour mill orchard quarry lighthouse bakery ferry observatory meadow chapel".split()
_PEOPLE = (
    "Ansel Brunhild Castor Delphine Emeric Fenna Gaspard Hedda Isidor Jorun".split()
)
_THINGS = (
    "lantern kettle ledger violin compass ladder parcel umbrella anchor teapot".split()
)
_DEEDS = (
    "mended carried forgot painted borrowed weighed buried counted lent found".split()
)


def tale(seed: int, sentences: int = 40) -> str:
    """A text that shares next to nothing with that of another seed."""
    dice = random.Random(seed)
    people = [f"{dice.choice(_PEOPLE)}{seed}" for _ in range(3)]
    made = [
        f"{dice.choice(people)} {dice.choice(_DEEDS)} the {dice.choice(_THINGS)} of number"
        f" {dice.randrange(10**6)} near the {dice.choice(_PLACES)}, and nobody asked why."
        for _ in range(sentences)
    ]
    return "\n\n".join(" ".join(made[at : at + 4]) for at in range(0, sentences, 4))


def story(title: str, author: str = "Ines Okafor", *, seed: int = 1) -> str:
    """A file that says its title and author."""
    return f"Title: {title}\nAuthor: {author}\n\n{tale(seed)}\n"


Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path) -> Folder:
    """Write files, by name, into the folder to import; its path."""
    root = tmp_path / "old stories"

    def write(files: dict[str, str | bytes]) -> Path:
        root.mkdir(exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content.encode() if isinstance(content, str) else content
            path.write_bytes(data)
        return root

    return write


def bring_in(*paths: Path, **options: str) -> Batch:
    """A batch of these paths, brought to where a person has to look at it."""
    return advance(begin.take_paths(paths, **options).pk)


def accept_all(batch: Batch) -> Batch:
    begin.queue_accepting(batch)
    return advance(batch.pk)
