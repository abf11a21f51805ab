"""The headings of a text, at the levels that the page around it leaves to them."""

import re
from re import Match

#: Of clean HTML, so that nothing else looks like it.
_HEADING = re.compile("<(/?)h([234])(?=>| )")


def with_headings_from(first: int, html: str) -> str:
    """A clean text whose outermost headings are of level ``first``, and no level is left out.

    Whoever listens is told of levels: https://www.w3.org/WAI/tutorials/page-structure/headings/
    """
    above: list[str] = []

    def at_its_level(found: Match[str]) -> str:
        end, level = found.groups()
        if not end:
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
        return f"<{end}h{first - 1 + len(above)}"

    return _HEADING.sub(at_its_level, html)
