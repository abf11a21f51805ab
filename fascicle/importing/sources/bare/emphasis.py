"""Emphasis in plain text: which convention a file keeps, and its use on its paragraphs.

The same mark means different things in different houses, so a file's convention is
guessed once, from all of it, and only that one is read as emphasis.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from html import unescape
from itertools import chain

from fascicle.importing.story import Document

_INSIDE = r"(?![\s{m}])([^{m}<>\n]+?)(?<![\s{m}])"
_STAR = re.compile(r"(?<![\w*\\])\*" + _INSIDE.format(m="*") + r"\*(?![\w*])")
_STARS = re.compile(r"(?<![\w*\\])\*\*" + _INSIDE.format(m="*") + r"\*\*(?![\w*])")
_LOW = re.compile(r"(?<![\w\\])_" + _INSIDE.format(m="_") + r"_(?!\w)")
_LOWS = re.compile(r"(?<![\w\\])__" + _INSIDE.format(m="_") + r"__(?!\w)")
_SLASH = re.compile(r"(?<![\w/<:.~])/" + _INSIDE.format(m="/") + r"/(?![\w/])")
_WAVE = re.compile(r"(?<![\w~])~" + _INSIDE.format(m="~") + r"~(?![\w~])")
_STRONG = (_STARS, "strong")
#: What each convention turns into what.
_MARKED = {
    "*": (_STRONG, (_STAR, "em")),
    "**": (_STRONG, (_STAR, "em")),
    "_": ((_LOWS, "strong"), (_LOW, "em")),
    "/": ((_SLASH, "em"),),
    "~": ((_WAVE, "em"),),
}
_SIGNS = {"*": _STAR, "**": _STARS, "_": _LOW, "/": _SLASH, "~": _WAVE}
#: Marks that have other uses: one alone proves nothing.
_DOUBTFUL = frozenset("/~")
_TAGGED = re.compile(r"<(em|strong|u)>(.*?)</\1>")
_ANY_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: At most this many paragraphs stand between one mark and the one that closes it.
_REACH = 12
#: What people write between asterisks when they act instead of stress.
ACTIONS = frozenset(
    "grin grins sigh sighs smile smiles laugh laughs hug hugs wink winks giggle giggles snort"
    " snorts blush blushes shrug shrugs eg cough coughs nod nods wave waves bounce bounces sniff"
    " sniffs gasp gasps smirk smirks eyeroll g bg vbg seufz grins lach".split()
)


def guess_emphasis(document: Document) -> str:
    """The file's mark of emphasis: "*", "_", "/", "~", "**", "caps", "html", or "" for none."""
    if document.paragraphs == "html":
        return "html"
    found = _counted(document)
    if found.total():
        return found.most_common(1)[0][0]
    texts = [line.text for line in document.lines]
    words = spoken_words(texts)
    return "caps" if any(_capitals(text, words) for text in texts) else ""


def _counted(document: Document) -> Counter[str]:
    """How often each mark stresses something."""
    found: Counter[str] = Counter()
    for line in document.lines:
        for mark, pattern in _SIGNS.items():
            if mark in line.text:
                found[mark] += sum(_stresses(m) for m in pattern.finditer(line.text))
        if "<" in line.html:
            found["html"] += len(_TAGGED.findall(line.html))
    for mark in _DOUBTFUL:
        if found[mark] == 1:
            del found[mark]
    return found


def spoken_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of a text that do not stand in capitals, in lower case."""
    found = chain.from_iterable(map(_WORD.findall, texts))
    return frozenset(word.lower() for word in found if not word.isupper())


def _stresses(match: re.Match[str]) -> bool:
    inner = match.group(1)
    return inner.lower().strip() not in ACTIONS and any(map(str.isalpha, inner))


def emphasise(
    paragraphs: Sequence[str], style: str, words: frozenset[str] = frozenset()
) -> tuple[list[str], tuple[str, ...]]:
    """The HTML of paragraphs with the file's marks turned into ``em`` and ``strong``, and
    the stressed strings in order.

    Capitals stay as they stand; one of ``words`` in capitals is stressed, any other is a
    name or an abbreviation.
    """
    stressed: list[str] = []
    done: list[str] = []
    for markup in _closed(paragraphs, style):
        for pattern, tag in _MARKED.get(style, ()):
            markup = pattern.sub(partial(_tag, tag=tag), markup)
        done.append(markup)
        stressed.extend(
            unescape(_ANY_TAG.sub("", match.group(2)))
            for match in _TAGGED.finditer(markup)
        )
        if style == "caps":
            stressed.extend(_capitals(_ANY_TAG.sub(" ", markup), words))
    return done, tuple(stressed)


def _tag(match: re.Match[str], tag: str) -> str:
    return f"<{tag}>{match.group(1)}</{tag}>" if _stresses(match) else match.group()


def _closed(paragraphs: Sequence[str], style: str) -> list[str]:
    """Paragraphs in which a mark that only a later paragraph closes is closed in each."""
    result = list(paragraphs)
    if style not in _SIGNS or len(style) > 1:
        return result
    at = 0
    while at < len(result):
        end = _closing(result, at, style)
        for inside in range(at, end + 1 if end > at else at):
            result[inside] = style + result[inside].strip(style) + style
        at = max(at, end) + 1
    return result


def _closing(paragraphs: Sequence[str], at: int, mark: str) -> int:
    """The paragraph that closes what the one at ``at`` opens, or ``at`` if it opens nothing."""
    if not _opens(paragraphs[at], mark):
        return at
    for later in range(at + 1, min(len(paragraphs), at + _REACH)):
        text = paragraphs[later]
        marks = text.count(mark)
        if text.endswith(mark) and marks - text.startswith(mark) == 1 and len(text) > 2:
            return later
        if marks > text.startswith(mark):
            return at
    return at


def _opens(text: str, mark: str) -> bool:
    return text.startswith(mark) and text.count(mark) == 1 and text[1:2].isalnum()


def _capitals(text: str, words: frozenset[str]) -> list[str]:
    """Runs of stressed words in capitals in a text that is not all in capitals."""
    letters = [char for char in text if char.isalpha()]
    if 2 * sum(map(str.isupper, letters)) > len(letters):
        return []
    runs: list[list[re.Match[str]]] = [[]]
    for match in _WORD.finditer(text):
        if not match.group().isupper():
            runs.append([])
            continue
        if runs[-1] and not _is_gap(text[runs[-1][-1].end() : match.start()]):
            runs.append([])
        runs[-1].append(match)
    return [
        text[run[0].start() : run[-1].end()]
        for run in map(_core, runs)
        if _is_shout(run, words)
    ]


def _is_gap(between: str) -> bool:
    return set(between) <= set(" ,-") and len(between) < 4


def _core(run: list[re.Match[str]]) -> list[re.Match[str]]:
    """The run without the single letters at its ends ("I", "A"), which are capitals anyway."""
    while run and len(run[0].group()) == 1:
        run = run[1:]
    while run and len(run[-1].group()) == 1:
        run = run[:-1]
    return run


def _is_shout(run: Sequence[re.Match[str]], words: frozenset[str]) -> bool:
    return any(match.group().lower() in words for match in run)
