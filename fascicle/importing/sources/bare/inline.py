"""Inline mark-up of old pages and posts, kept balanced within every line."""

import re
from collections import Counter
from collections.abc import Iterable

#: Elements that stress or shift text, by what they become.
ELEMENTS = {
    "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "b": "strong", "strong": "strong", "u": "u", "ins": "u",
    "s": "s", "strike": "s", "del": "s", "sup": "sup", "sub": "sub",
}  # fmt: skip
_EMPTY = re.compile(r"<(em|strong|u|s|sup|sub)>( ?)</\1>")


class Inline:
    """The inline elements that are open at a place in a text.

    ``closers`` are the names of all closing tags the text has: an element that nothing closes
    any more is not opened.
    """

    def __init__(self, closers: Iterable[str]) -> None:
        self._open: list[str] = []
        self._closers = Counter(ELEMENTS[name] for name in closers if name in ELEMENTS)

    def tag(self, name: str, *, closing: bool) -> str:
        """The mark-up for a tag of the source, with what must be closed and reopened."""
        element = ELEMENTS[name]
        if closing:
            self._closers[element] -= 1
            return self._close(element)
        if element in self._open or self._closers[element] <= 0:
            return ""
        self._open.append(element)
        return f"<{element}>"

    def _close(self, element: str) -> str:
        if element not in self._open:
            return ""
        at = self._open.index(element)
        inner = self._open[at + 1 :]
        self._open[at:] = inner
        closed = [f"</{name}>" for name in (*reversed(inner), element)]
        return "".join(closed + [f"<{name}>" for name in inner])

    def reopened(self) -> str:
        """What begins a line: every element that is still open."""
        return "".join(f"<{name}>" for name in self._open)

    def closed(self) -> str:
        """What ends a line."""
        return "".join(f"</{name}>" for name in reversed(self._open))

    def parted(self, mark: str) -> str:
        """A mark between paragraphs, outside every element."""
        return self.closed() + mark + self.reopened()

    @staticmethod
    def tidy(markup: str) -> str:
        """The mark-up without elements that hold nothing."""
        before = ""
        while before != markup:
            before, markup = markup, _EMPTY.sub(r"\2", markup)
        return markup
