"""May a passage of short lines be a title? What is above and below it decides."""

from .appearance import (
    is_name_like,
    is_plain_phrase,
    is_title_cased,
    is_wide,
    undecorated,
)
from .endings import parse_ending
from .head_items import Head, is_explicit
from .passages import Passage
from .sheet import Sheet, is_styled


def may_stand(
    sheet: Sheet, head: Head, passage: Passage, end: int, first: bool
) -> bool:
    """Whether a passage of short lines is a title or a chapter's name.

    ``first``: a work begins here, so that its title may stand here.
    """
    index = head.next
    if index + 1 >= end or len(passage.lines) > 4 or not _is_parted(sheet, index):
        return False
    if any(item.kind == "argument" for item in head.items):
        return False
    if head.items and head.items[-1].kind == "heading":
        return _may_name_chapter(sheet, index, passage)
    if head.shorts or _has_title(head):
        return _may_follow_title(sheet, index, passage)
    return (first or bool(head.items)) and _may_be_first(sheet, index, passage)


def _is_parted(sheet: Sheet, index: int) -> bool:
    """Whether what follows does not go on in the same paragraph."""
    parted = sheet.gap_after(index) > 0 or sheet.document.source.is_html
    return parted or is_explicit(sheet.passages[index + 1])


def _has_title(head: Head) -> bool:
    return any(
        item.kind == "both"
        or (item.kind == "field" and item.label == "title")
        or (item.kind == "series" and item.value != "")
        for item in head.items
    )


def _may_name_chapter(sheet: Sheet, index: int, passage: Passage) -> bool:
    line = passage.lines[0]
    if len(passage.lines) > 2:
        return False
    if is_styled(passage, line) or is_title_cased(undecorated(line.text)):
        return True
    wide = sheet.gap_after(index) > max(1, sheet.usual_gap)
    return not is_plain_phrase(line.text) and (wide or not line.text.isascii())


def _may_follow_title(sheet: Sheet, index: int, passage: Passage) -> bool:
    """A subtitle or a name under the title."""
    line = passage.lines[0]
    if len(passage.lines) > 2:
        return False
    wide = sheet.gap_after(index) > max(1, sheet.usual_gap)
    if is_styled(passage, line) or is_name_like(line.text):
        return True
    return is_title_cased(undecorated(line.text)) and (
        wide or is_explicit(sheet.passages[index + 1])
    )


def _may_be_first(sheet: Sheet, index: int, passage: Passage) -> bool:
    line = passage.lines[0]
    text = undecorated(line.text)
    if parse_ending(text):
        return False
    named = len(passage.lines) == 2 and is_name_like(passage.lines[1].text)
    if named or is_styled(passage, line) or is_explicit(sheet.passages[index + 1]):
        return True
    if is_wide(text):
        return passage.lines[0].indent == 0 or sheet.gap_after(index) > 1
    wide = sheet.gap_after(index) > max(1, sheet.usual_gap)
    return is_title_cased(text) or wide or not is_plain_phrase(text)
