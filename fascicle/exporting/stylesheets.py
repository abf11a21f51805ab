"""The style sheets that go into files."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "templates" / "exporting"


@cache
def stylesheet(name: str) -> str:
    """``epub.css``, inside every EPUB, or ``page.css``, inside every HTML file."""
    return (_FOLDER / name).read_text(encoding="utf-8")
