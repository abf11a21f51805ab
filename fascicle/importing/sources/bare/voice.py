"""Who tells the story: where nobody says "I" in it, who says "I" beside it is the writer."""

import re

from .appearance import is_wide
from .notes import is_letter_end, noteness, storyness
from .sheet import Sheet

_SPOKEN = re.compile(r"[\"“„«「『‘][^\"”“»」』’]{0,2000}[\"”“»」』’]?")
_TALK = re.compile(r"^\W{0,3}(?:[—–―]|--? |[\"“„«»「『‘'])")
_FIRST = re.compile(
    r"(?i)(?<!\w)(?:i|i'(?:m|ve|ll|d)|my|me|myself|ich|mir|mich|mein\w*|je|j'\w+|moi|mon|mes|yo|mí"
    r"|mi|mis|io|mio|mia|miei|eu|meu|minha|ja|mnie|mój|ik|mij|mijn|jag|mig|min|ben|benim|я|мне|меня"
    r"|мой|моя|мою|мы|мені|мене|мій|εγώ|μου|אני|שלי|أنا)(?!\w)|我(?![慢々儘が])|私|僕|俺|나는|내가|제가"
)
_TO_READERS = re.compile(
    r"(?i)(?<!\w)(?:you|you'\w+|your|yours|y'all|guys|folks|everyone|we|our|us|ihr|euch|eu(?:e|er)\w*"
    r"|wir|vous|vos|votre|nous|ustedes|les|os|nos|dejen|voi|vi|vocês?|wam|was|jullie|er|ni|er"
    r"|siz\w*|вы|вам|вас|ваш\w*|вами|ви|σας|אתם|לכם|لكم)(?!\w)|你們|你们|大家|各位|皆さん|여러분"
)
_SPAN = 80  # passages of the story's middle that are looked at
_LEAST = 8
_RARE = 0.06
_LONGEST = 35  # words; a writer's longer remark tells itself
_BONUS = 2.0


def strength(sheet: Sheet, text: str) -> float:
    """How much a passage beside the story reads as a note, by its words and by who speaks."""
    found = noteness(text)
    if found >= _BONUS or len(text) > 1000 or size(text) > _LONGEST:
        return found
    if _TALK.match(text) or storyness(text) >= 1.5 or is_letter_end(text):
        return found
    if not _speaks(text) or not told_from_outside(sheet):
        return found
    return max(found, 0.0) + _BONUS


def size(text: str) -> int:
    """Words, or about as many where words are not parted."""
    return max(len(text.split()), len(text) // (2 if is_wide(text) else 8))


def _speaks(text: str) -> bool:
    told = _SPOKEN.sub(" ", text.replace("’", "'"))
    return bool(_FIRST.search(told))


def told_from_outside(sheet: Sheet) -> bool:
    """Whether the story is told by nobody: hardly a passage says "I" outside of speech."""
    if sheet.outside is None:
        sheet.outside = _measured(sheet)
    return sheet.outside


def _measured(sheet: Sheet) -> bool:
    size = len(sheet.passages)
    first = size // 5
    told = spoken = 0
    for passage in sheet.passages[first : min(size - size // 5, first + _SPAN)]:
        text = passage.text[:3000]
        if _TALK.match(text) or len(text) < 60:
            continue
        told += 1
        spoken += _speaks(text)
    return told >= _LEAST and spoken <= _RARE * told
