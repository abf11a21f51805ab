"""Stand-in until the real reader lands: one file is one story of one chapter."""

from hashlib import sha256
from html import escape

from fascicle.importing.sources.bare.problems import problem_of_bytes
from fascicle.importing.story import (
    ChapterText,
    Problem,
    Reading,
    Role,
    SourceText,
    Story,
)


def read_file(name: str, data: bytes, emphasis: str = "") -> Reading:
    """The whole file as one chapter."""
    problem = problem_of_bytes(data)
    text = "" if problem else data.decode("utf-8", "replace")
    lines = tuple(text.splitlines())
    source = SourceText(name, sha256(data).hexdigest(), len(data), "utf-8", 0.9, lines)
    if problem or not text.strip():
        return Reading(source, problem=problem or Problem.EMPTY)
    html = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)
    chapter = ChapterText((1, len(lines)), html=html, word_count=len(text.split()))
    return Reading(source, (Story((chapter,)),), (Role.STORY,) * len(lines))
