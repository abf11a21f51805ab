"""The address at which a file says its writer could be reached.

Nobody but the host sees it. It is kept so that the writer may claim their stories one day.
"""

import re
from collections.abc import Iterator, Sequence

from fascicle.importing.story import Conclusion, Evidence, Story

_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w+-][\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w@])"
)
#: Fields that name the writer's address, or the writer with their address.
_FIELDS = re.compile(
    r"(?i)^(?:author'?s? )?e-?mail(?: address)?$|^(?:author|autor|auteur|by)$"
)


def contact_of(
    stories: Sequence[Story], author: Conclusion[str] | None
) -> tuple[Evidence, ...]:
    """The one address that these files give for their author; nothing if they give several."""
    if author is None:
        return ()
    found = dict.fromkeys(address.casefold() for address in _stated(stories, author))
    return (Evidence("contact", next(iter(found))),) if len(found) == 1 else ()


def _stated(stories: Sequence[Story], author: Conclusion[str]) -> Iterator[str]:
    for evidence in author.evidence:
        yield from _ADDRESS.findall(evidence.quote)
    for story in stories:
        for name, value in story.fields:
            if _FIELDS.match(name.strip()):
                yield from _ADDRESS.findall(value)
