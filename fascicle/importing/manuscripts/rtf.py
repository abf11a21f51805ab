"""Rich Text Format, as word processors have written it for forty years.

Microsoft's specification 1.9.1: what a story needs of it, all else is passed over.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape

from fascicle.importing.manuscripts.drawings import Drawings
from fascicle.importing.manuscripts.packages import Damaged

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": " ",
    "emspace": " ",
    "enspace": " ",
}
_SKIPPED = {
    *("fonttbl", "colortbl", "info", "header", "footer", "headerl", "headerr"),
    *("footerl", "footerr", "listtable", "listoverridetable", "themedata", "object"),
    *("datastore", "latentstyles", "rsidtbl", "generator", "fldinst", "xmlnstbl"),
    *("listtext", "pntext", "bkmkstart", "bkmkend", "shp", "nonshppict"),
}
_SWITCHES = {"b": "strong", "i": "em", "strike": "s", "ul": "u"}
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_MOST_DEPTH = 500
#: How the number of a note stands in the text.
_NUMBER = frozenset({"number"})
#: How a picture does, as HTML.
_PICTURE = frozenset({"picture"})


@dataclass(frozen=True, slots=True)
class _State:
    """How text is set inside a group."""

    marks: frozenset[str] = frozenset()
    is_skipped: bool = False
    is_style: bool = False
    is_picture: bool = False
    unicode_skip: int = 1


class _Reader:
    """Walks the tokens; paragraphs gather in ``blocks``, those of notes in ``notes``."""

    def __init__(self, drawings: Drawings) -> None:
        self.drawings = drawings
        self.hexadecimal: list[bytes] = []
        self.state = _State()
        self.stack: list[_State] = []
        self.codec = "cp1252"
        self.blocks: list[str] = []
        self.notes: list[str] = []
        self.runs: list[tuple[frozenset[str], str]] = []
        self.centred = False
        self.level = 0
        self.skip = 0
        self.styles: dict[int, int] = {}
        self.style_number = 0
        self.style_name = ""
        self.held: list[tuple[int, list[tuple[frozenset[str], str]]]] = []

    # ------------------------------------------------------------ text

    def add(self, text: str) -> None:
        if self.state.is_picture:
            return
        if self.state.is_style:
            self.style_name += text
        elif not self.state.is_skipped and text:
            self.runs.append((self.state.marks, text))

    def end_paragraph(self) -> None:
        if self.held:  # inside of a note a new paragraph is a new line
            self.add("\n")
            return
        words = _marked(self.runs)
        self.runs = []
        if self.level and words.strip():
            self.blocks.append(f"<h{self.level}>{words}</h{self.level}>")
        else:
            opening = '<p class="centre">' if self.centred else "<p>"
            self.blocks.append(f"{opening}{words}</p>")

    # ------------------------------------------------------------ groups

    def open(self) -> None:
        self.stack.append(self.state)
        if len(self.stack) > _MOST_DEPTH:
            raise Damaged

    def close(self) -> None:
        if self.state.is_style:
            self._end_style()
        if not self.stack:
            return
        ended, self.state = self.state, self.stack.pop()
        if ended.is_picture and not self.state.is_picture:
            self._end_picture()
        if self.held and len(self.stack) < self.held[-1][0]:
            self._end_note()

    def _end_style(self) -> None:
        if found := _HEADING.search(self.style_name):
            self.styles[self.style_number] = min(int(found[1]), 6) or 1
        self.style_name = ""

    def _begin_picture(self, _: int | None) -> None:
        if not self.state.is_skipped:
            self.state = replace(self.state, is_picture=True)
            self.hexadecimal, self.skip = [], 0

    def _may_show(self, _: int | None) -> None:
        """Readers may pass over this one; we do only where we pass over what is around it."""
        around = self.stack[-1].is_skipped if self.stack else False
        self.state = replace(self.state, is_skipped=around)

    def _end_picture(self) -> None:
        try:
            data = bytes.fromhex(b"".join(self.hexadecimal).decode("ascii"))
        except ValueError:
            data = None
        element = self.drawings.element(data, "")
        if element:
            self.runs.append((_PICTURE, element))

    def _begin_note(self) -> None:
        self.held.append((len(self.stack), self.runs))
        self.runs = []

    def _end_note(self) -> None:
        _depth, before = self.held.pop()
        words = _marked(self.runs).strip().removeprefix("<br>")
        number = len(self.notes) + 1
        link = f'<sup><a href="#fnref-{number}">{number}</a></sup>'
        self.notes.append(f'<p class="footnote">{link} {words}</p>')
        self.runs = [*before, (_NUMBER, str(number))]

    # ------------------------------------------------------------ control words

    def word(self, name: str, number: int | None) -> None:
        if name in _SIGNS:
            self.add(_SIGNS[name])
        elif name in _SWITCHES:
            self._switch(_SWITCHES[name], is_on=number != 0)
        elif name in _WORDS:
            _WORDS[name](self, number)
        elif name in _SKIPPED:
            self.state = replace(self.state, is_skipped=True)

    def _switch(self, mark: str, *, is_on: bool) -> None:
        marks = self.state.marks | {mark} if is_on else self.state.marks - {mark}
        self.state = replace(self.state, marks=marks)

    def _plain(self, _: int | None) -> None:
        self.state = replace(self.state, marks=frozenset())

    def _raise(self, mark: str | None) -> None:
        marks = self.state.marks - {"sup", "sub"}
        self.state = replace(self.state, marks=marks | {mark} if mark else marks)

    def _reset_paragraph(self, _: int | None) -> None:
        self.centred, self.level = False, 0

    def _centre(self, _: int | None) -> None:
        self.centred = True

    def _style(self, number: int | None) -> None:
        if self.state.is_style:
            self.style_number = number or 0
        else:
            self.level = self.styles.get(number or 0, 0)

    def _outline(self, number: int | None) -> None:
        if not self.state.is_style:
            self.level = min((number or 0) + 1, 6)

    def _codepage(self, number: int | None) -> None:
        self.codec = f"cp{number}"

    def _character(self, number: int | None) -> None:
        code = (number or 0) % 65_536
        self.add(chr(code))
        self.skip = self.state.unicode_skip

    def _unicode_skip(self, number: int | None) -> None:
        self.state = replace(self.state, unicode_skip=min(number or 0, 8))

    def _styles(self, _: int | None) -> None:
        self.state = replace(self.state, is_style=True)

    def byte(self, value: int) -> None:
        if self.skip:
            self.skip -= 1
            return
        try:
            self.add(bytes([value]).decode(self.codec))
        except (LookupError, UnicodeDecodeError):
            self.add(bytes([value]).decode("cp1252", "replace"))

    def text(self, raw: bytes) -> None:
        if self.state.is_picture:
            if not self.state.is_skipped:
                self.hexadecimal.append(raw)
            return
        taken = min(self.skip, len(raw))
        self.skip -= taken
        self.add(raw[taken:].decode("cp1252", "replace"))


_WORDS: dict[str, Callable[[_Reader, int | None], None]] = {
    "par": lambda reader, _: reader.end_paragraph(),
    "sect": lambda reader, _: reader.end_paragraph(),
    "line": lambda reader, _: reader.add("\n"),
    "ulnone": lambda reader, _: reader._switch("u", is_on=False),
    "plain": _Reader._plain,
    "super": lambda reader, _: reader._raise("sup"),
    "sub": lambda reader, _: reader._raise("sub"),
    "nosupersub": lambda reader, _: reader._raise(None),
    "pard": _Reader._reset_paragraph,
    "qc": _Reader._centre,
    "s": _Reader._style,
    "outlinelevel": _Reader._outline,
    "ansicpg": _Reader._codepage,
    "u": _Reader._character,
    "uc": _Reader._unicode_skip,
    "stylesheet": _Reader._styles,
    "pict": _Reader._begin_picture,
    "shppict": _Reader._may_show,
    "footnote": lambda reader, _: reader._begin_note(),
}


def html_of(data: bytes, drawings: Drawings) -> str:
    """:raises Damaged: if it is no such document."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Damaged
    reader = _Reader(drawings)
    at = 0
    while found := _TOKEN.search(data, at):
        at = found.end()
        if found[1] == b"bin":
            at += _take_bytes(reader, data, at, int(found[2] or 0))
        else:
            _take(reader, found)
    if reader.runs:
        reader.end_paragraph()
    return "".join([*reader.blocks, *reader.notes])


def _take_bytes(reader: _Reader, data: bytes, at: int, number: int) -> int:
    """Bytes as they are, which may look like anything; how many they were."""
    if not 0 <= number <= len(data) - at:  # a damaged file: it all is text
        return 0
    if reader.state.is_picture:
        reader.text(data[at : at + number].hex().encode())
    return number


def _take(reader: _Reader, found: "re.Match[bytes]") -> None:
    word, number, byte, sign, brace, text = found.groups()
    if word is not None:
        reader.word(word.decode(), int(number) if number else None)
    elif byte is not None:
        reader.byte(int(byte, 16))
    elif sign is not None:
        _take_sign(reader, sign)
    elif brace is not None:
        reader.open() if brace == b"{" else reader.close()
    elif text is not None:
        reader.text(text)


def _take_sign(reader: _Reader, sign: bytes) -> None:
    if sign == b"*":  # a destination that readers may pass over
        reader.state = replace(reader.state, is_skipped=True)
    elif sign == b"~":
        reader.add("\u00a0")
    elif sign in b"\r\n":
        reader.end_paragraph()
    elif sign in b"\\{}":
        reader.add(sign.decode())
    elif sign == b"_":
        reader.add("\u2011")


def _marked(runs: list[tuple[frozenset[str], str]]) -> str:
    return "".join(_marked_run(*run) for run in _joined(runs))


def _joined(
    runs: list[tuple[frozenset[str], str]],
) -> Iterator[tuple[frozenset[str], str]]:
    """Neighbours that are set alike, as one; halves of a character come together."""
    marks: frozenset[str] = frozenset()
    text = ""
    for new, more in runs:
        if new != marks:
            if text:
                yield marks, text
            marks, text = new, ""
        text += more
    if text:
        yield marks, text


def _marked_run(marks: frozenset[str], text: str) -> str:
    if marks == _NUMBER:
        return f'<sup><a href="#fn-{text}">{text}</a></sup>'
    if marks == _PICTURE:
        return text
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    words = escape(text, quote=False).replace("\n", "<br>")
    if not words.strip():
        return words
    for mark in sorted(marks):
        words = f"<{mark}>{words}</{mark}>"
    return words
