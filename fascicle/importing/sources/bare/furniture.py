"""What sites, journals and boards print above and below a text: members, moods, counters, posts.

Only telling lines count: a member's card, a journal's moods, a reader's counters. The lines
beside them in the same block belong to them.
"""

import re
from collections.abc import Sequence

from fascicle.importing.story import Line

from .sheet import Item

_CARD = re.compile(
    r"(?i)^\W*(?:join(?:ed|\s*date)|registered|member since|posts|post count|messages|location|from"
    r"|age|gender|title|rank|reputation|status|threads|likes|karma|points|thanked|group|joined on)"
    r"\s*:\s*\S.{0,40}$"
    r"|^\W*(?:(?:very |site |board |forum |global |super )?(?:senior|junior|full|active|new"
    r"|registered|elite|veteran|trusted|gold|silver|premium|guest)? ?(?:member|newbie"
    r"|administrator|admin|moderator|poster|user)|offline|online|o\.?p\.?|guest)\W*$"
    r"|^\W*(?:beiträge|registriert seit|ort|anmeldedatum|inscrit le|messages|mensajes|registrado"
    r"|сообщени[яй]|регистрация|откуда|зарегистрирован)\s*:\s*\S.{0,40}$"
)
_CARD_SURE = re.compile(
    r"(?i)^\W*(?:join(?:ed|\s*date)|registered|member since|posts|post count|reputation|karma"
    r"|beiträge|registriert seit|anmeldedatum|inscrit le|registrado|регистрация|сообщени[яй])\s*:"
)
_POST = re.compile(
    r"(?i)^\W*(?:#\d{1,5}\W*|posted(?: on| at)?:? .{6,60}(?:post subject|subject|title):? *"
    r"(?P<subject>.{0,90})|(?:posted|verfasst am|posté le|publicado"
    r"|добавлено)\s*:? .{0,30}\b\d{4}\b"
    r".{0,40}|post subject:? *(?P<subject2>.{1,90})|post #?\d{1,5}(?: of \d+)?|re: .{1,90}"
    r"|quote|report post|edit(?:ed)? by .{1,60}|last edited (?:by|on) .{1,90}|reply with quote"
    r"|permalink|thread starter|view profile|send private message)\s*$"
)
_POST_SURE = re.compile(
    r"(?i)post subject|\breply with quote|last edited|^\W*posted\b.{0,20}\d{4}.*"
    r"\d:\d\d"
)
_JOURNAL = re.compile(
    r"(?i)^\W*(?:current |my )?(?:mood|music|location|feeling|listening to|now playing|tags"
    r"|entry tags|security|настроение|музыка|stimmung|musik|humeur|musique)\s*[:=]\s*\S.{0,80}$"
    r"|^(?P<name>[\w .'-]{2,40}?),?\s*(?:\([^()]{1,60}\),?\s*(?:wrote|posted|posting|is writing)"
    r"|(?:wrote|posted|posting)(?=.{0,60}\d[:/.-]\d))(?:\s+(?:in|to|on|at)\b|\s*@|\s*:|,).{0,90}$"
    r"|^\W*\d+ comments?(?: ?[|/·-]? ?(?:leave|post|add|read) .{0,30})?\W*$"
    r"|^\W*\(?(?:\d+ )?(?:read|leave|post|add) (?:a |\d+ )?comments?\b.{0,40}$"
)
_JOURNAL_SURE = re.compile(
    r"(?i)^\W*(?:current )?(?:mood|music)\s*[:=]|\b(?:wrote|posted|posting|is writing) (?:in"
    r"|to|on|at|@).{0,60}\d[:/.-]\d|\)\s*(?:wrote|posted) (?:in|to|@)|@ ?(?:19|20)?\d\d[-/]"
    r"|^\W*\(?\d+ comments?\b"
)
_COUNTERS = re.compile(
    r"(?i)^\W*(?:[\d,.]+[km]?\s*(?:reads?|views?|votes?|comments?|hits|likes|kudos"
    r"|favou?rites|followers|bookmarks)\W*){1,5}$"
    r"|^\W*(?:[\d,.]+[km]\s+[\d,.]+[km]?\s+[\d,.]+[km]?)\W*$"
    r"|^\W*(?:you (?:are|'re) (?:visitor|guest|reader|number)\b.{0,20}\d"
    r"|visitor(?: number)?\b|visitors since"
    r"|hits since|this page has been (?:visited|viewed|hit)).{0,80}$"
    r"|^\W*this (?:page|site) (?:is )?(?:hosted|owned|maintained|belongs).{0,120}$"
    r"|^\W*this .{2,40}\b(?:web ?ring|ring)\b.{0,80}$"
    r"|^(?=.*\bsites?\b).{0,4}(?:\W*(?:previous|prev|next|skip|random|list|join|first|last)"
    r"(?: \d+)?(?: (?:sites?|previous|next|all|it))*\W*){2,8}$"
)
#: One line of a site's numbers: "Rated: T - English - Words: 2,140 - Reviews: 4 - Updated: …".
_NUMBERS = re.compile(
    r"(?i)\b(?:words?|word count|chapters?|chaps|reviews?|favs|follows|favou?rites|updated"
    r"|published|completed?|status|rated|id|hits|kudos|comments?|bookmarks|read|views)\s*:\s*[^\s:]"
)
_LONGEST = 250
_SHORT = 90
_MOST_LINES = 14


def is_numbers_line(text: str) -> bool:
    """Whether a line gives a story's numbers as a site prints them."""
    return len(text) <= _LONGEST and len(_NUMBERS.findall(text)) >= 3


def read_furniture(lines: Sequence[Line]) -> list[Item] | None:
    """What a block of furniture says of who and what, or None if the block is none."""
    texts = [line.text.strip() for line in lines]
    if len(texts) > _MOST_LINES or any(len(text) > _SHORT for text in texts):
        return None
    card = sum(bool(_CARD.match(text)) for text in texts)
    post = sum(bool(_POST.match(text)) for text in texts)
    journal = sum(bool(_JOURNAL.match(text)) for text in texts)
    counters = sum(bool(_COUNTERS.match(text)) for text in texts)
    known = card + post + journal + counters
    if not _is_sure(texts, card, counters) or known * 2 < len(texts):
        return None
    return list(_said(lines, is_card=card >= 2))


def _is_sure(texts: Sequence[str], card: int, counters: int) -> bool:
    if counters:
        return True
    if card >= 2 and any(_CARD_SURE.match(text) for text in texts):
        return True
    return any(
        (_POST.match(text) and _POST_SURE.search(text))
        or (_JOURNAL.match(text) and _JOURNAL_SURE.search(text))
        for text in texts
    )


def _said(lines: Sequence[Line], *, is_card: bool) -> list[Item]:
    """The member above a card or in a journal's line, and a post's subject."""
    items = []
    for at, line in enumerate(lines):
        text = line.text.strip()
        span = line.number, line.number
        post, journal = _POST.match(text), _JOURNAL.match(text)
        subject = (post["subject"] or post["subject2"]) if post else None
        if subject:
            items.append(Item("subject", span, text, value=subject))
        elif journal and journal["name"]:
            items.append(Item("member", span, text, author=journal["name"].strip()))
        elif at == 0 and is_card and not _CARD.match(text):
            items.append(Item("member", span, text, author=text))
        elif len(lines) > 1 and text.casefold().startswith("by "):
            items.append(Item("member", span, text, author=text[3:].strip()))
    return items
