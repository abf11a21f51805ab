"""What word processors put on the clipboard, said in the few words that a story needs.

They write meaning as style: italics are ``font-style``, a new scene is a paragraph with nothing in
it, a footnote is a link with a name of the program's own. Here it becomes ``em``, ``hr`` and the
archive's own footnotes, before the cleaner takes every style away. Linear in the size of the text.
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from fascicle.core.html.footnotes import translate_footnotes
from fascicle.core.html.sheets import apply_sheets, shorthand, take_sheets
from fascicle.core.html.spacing import translate_spacing
from fascicle.core.html.tongues import drop_common_language
from fascicle.core.html.word_lists import translate_word_lists

#: Mark-up that only programs write, or that the cleaner would drop with its meaning.
_SPOKEN = re.compile(
    r"(?i)\sstyle\s*=|\salign\s*=|<(?:font|center|tt|strike|o:p|h1|h5|h6)\b"
    r"|class\s*=\s*[\"']?(?:Mso|sdfootnote|sdendnote|Apple-|s[0-9]|p[0-9])"
)
#: Word's conditions, which are no comments: ``<![if !supportLists]>``.
_CONDITION = re.compile(r"<!\[[^\]<>]*\]>")
_FRAGMENT = ("<!--StartFragment-->", "<!--EndFragment-->")

_SHEET = re.compile(r"(?is)<style\b[^>]*+>[^<]*+(?:<!--[^<]*+)?</style>")
#: Beyond it styles are not translated; the words stay.
MAX_DEPTH = 200

_BLOCKS = {
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote"),
    *("table", "tbody", "thead", "tr", "td", "th", "hr", "pre", "dl", "dt", "dd"),
    *("section", "article", "center", "body", "html"),
}
_NO_WORDS = {*_BLOCKS, "img", "picture", "svg", "figure"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_GONE = {"head", "style", "script", "title", "meta", "link", "xml", "template"}
#: What the cleaner lets pass: of a story, not of a program.
OUR_CLASSES = {"centre", "verse", "letter", "footnote", "underline"}
_HEAVY = re.compile(r"bold|bolder|[6-9]00")
_LIGHT = re.compile(r"normal|lighter|[1-5]00")


def is_spoken(html: str) -> bool:
    """Whether there is anything to translate."""
    return _SPOKEN.search(html) is not None


def translate(html: str) -> str:
    """The same text without styles, where they meant something with elements instead."""
    root = _parsed(html)
    if root is None:
        return ""
    if _is_too_deep(root):
        return html
    apply_sheets(root, take_sheets(root))
    _drop_what_does_not_show(root)
    _drop_frames(root)
    drop_common_language(root)
    translate_word_lists(root)
    translate_footnotes(root)
    _translate(root, {})
    _level_headings(root)
    translate_spacing(root)
    _drop_bare_divisions(root)
    _drop_margins(root)
    return _inside(root)


def _parsed(html: str) -> HtmlElement | None:
    start, end = (html.find(mark) for mark in _FRAGMENT)
    if 0 <= start < end:
        sheets = "".join(_SHEET.findall(html[:start]))
        html = sheets + html[start + len(_FRAGMENT[0]) : end]
    html = _CONDITION.sub("", html)
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        document = lxml_html.document_fromstring(f"<body>{html}</body>", parser=parser)
    except etree.ParserError:
        return None
    return document.find("body")


def _is_too_deep(root: HtmlElement) -> bool:
    """Whether nobody's program wrote this. ``translate`` goes down one call for each level."""
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            return True
    return False


def _inside(root: HtmlElement) -> str:
    pieces = [lxml_html.tostring(child, encoding="unicode") for child in root]
    lead = lxml_html.Element("p")
    lead.text = root.text
    before = str(lxml_html.tostring(lead, encoding="unicode"))[3:-4]
    return before + "".join(pieces)


# ---------------------------------------------------------------- what does not show


def _drop_what_does_not_show(root: HtmlElement) -> None:
    for element in list(root.iter()):
        if element is root or element.getparent() is None:
            continue
        if not isinstance(element.tag, str) or element.tag in _GONE:
            element.drop_tree()
            continue
        styles = _styles(element)
        if styles.get("display") == "none" or styles.get("mso-hide") == "all":
            element.drop_tree()
        elif ":" in element.tag:  # o:p, w:sdt: a program's own
            element.drop_tag()


def _styles(element: HtmlElement) -> dict[str, str]:
    declarations = element.get("style", "").lower().split(";")
    pairs = (one.partition(":") for one in declarations)
    said = {name.strip(): value.strip() for name, _colon, value in pairs if value}
    return {**shorthand(said["font"]), **said} if "font" in said else said


def _drop_frames(root: HtmlElement) -> None:
    """The line above a program's footnotes, and line breaks between blocks."""
    for line in list(root.iter("hr")):
        if line.get("width") == "33%":
            line.drop_tree()
    for stop in list(root.iter("br")):
        before, after = stop.getprevious(), stop.getnext()
        around = [one.tag for one in (before, after) if one is not None]
        if around and not (stop.tail or "").strip() and _BLOCKS.issuperset(around):
            stop.drop_tree()


def _drop_bare_divisions(root: HtmlElement) -> None:
    for division in list(root.iter("div", "section", "article")):
        if division.get("class") is None and len(division) and not _own_words(division):
            division.drop_tag()


def _drop_margins(root: HtmlElement) -> None:
    """Line ends of the mark-up, before the first word of a block."""
    for block in root.iter("p", "li", *_HEADINGS):
        block.text = (block.text or "").lstrip(" \t\n")


def _own_words(element: HtmlElement) -> bool:
    """Whether words or inline elements stand in it outside of any block."""
    tails = (child.tail for child in element)
    has_text = any((text or "").strip() for text in (element.text, *tails))
    return has_text or any(child.tag not in _NO_WORDS for child in element)


# ---------------------------------------------------------------- styles


def _translate(element: HtmlElement, inherited: dict[str, str]) -> None:
    """An element's styles as elements around its words, then those of all within it."""
    styles = {**inherited, **_styles(element)}
    _translate_old_names(element, styles)
    is_container = element.tag in _BLOCKS and any(
        child.tag in _BLOCKS for child in element
    )
    children = list(element)
    if not is_container:
        _translate_own(element, styles)
    for child in children:
        goes_on = is_container and child.tag in _BLOCKS
        _translate(child, _for_blocks(styles) if goes_on else {})
    _strip(element)
    if element.tag in {"span", "font"} and not _says_anything(element):
        element.drop_tag()


def _strip(element: HtmlElement) -> None:
    """Leave no attribute that says how and not what."""
    for name in ("style", "align"):
        element.attrib.pop(name, None)
    if element.get("class") not in OUR_CLASSES:
        element.attrib.pop("class", None)
    if element.get("dir", "").lower() == "ltr":  # a program says so of everything
        element.attrib.pop("dir")


_INHERITED = ("font-style", "font-weight", "text-align", "font-variant")


def _for_blocks(styles: dict[str, str]) -> dict[str, str]:
    return {name: styles[name] for name in _INHERITED if name in styles}


def _translate_old_names(element: HtmlElement, styles: dict[str, str]) -> None:
    if align := element.get("align"):
        styles.setdefault("text-align", align.lower())
    if element.tag == "center":
        element.tag = "div"
        styles["text-align"] = "center"
    if element.get("class") == "MsoTitle":
        element.tag = "h1"
    element.tag = {"strike": "s", "tt": "code"}.get(element.tag, element.tag)


def _translate_own(element: HtmlElement, styles: dict[str, str]) -> None:
    tag = element.tag
    if styles.get("text-align") == "center" and tag in {"p", "div"}:
        element.set("class", "centre")
    if not _has_words(element):
        return
    if tag in {"b", "strong"} and _LIGHT.match(styles.get("font-weight", "")):
        element.tag = "span"
    if tag in {"i", "em"} and styles.get("font-style") == "normal":
        element.tag = "span"
    for name in _meanings(tag, styles):
        if not _stands_in(element, name):
            _wrap(element, name)


def _meanings(tag: str, styles: dict[str, str]) -> Iterator[str]:
    is_heading = tag in _HEADINGS
    if styles.get("font-style", "").startswith(("italic", "oblique")):
        yield "em"
    if _HEAVY.match(styles.get("font-weight", "")) and not is_heading and tag != "th":
        yield "strong"
    line = styles.get("text-decoration-line", styles.get("text-decoration", ""))
    if "underline" in line and tag != "a":
        yield "u"
    if "line-through" in line:
        yield "s"
    raised = styles.get("vertical-align", "")
    if raised in {"super", "sub"}:
        yield "sup" if raised == "super" else "sub"


_SAME = {"em": {"em", "i"}, "strong": {"strong", "b"}, "u": {"u", "ins"}}


def _stands_in(element: HtmlElement, name: str) -> bool:
    """Whether the words are emphasised so already."""
    same = _SAME.get(name, {name})
    around = element
    while around is not None and around.tag not in _BLOCKS:
        if around.tag in same:
            return True
        around = around.getparent()
    if len(element) == 1 and element[0].tag in same:
        return not (element.text or "").strip() and not (element[0].tail or "").strip()
    return name == "u" and element.find(".//a") is not None


def _wrap(element: HtmlElement, name: str) -> None:
    inner = lxml_html.Element(name)
    inner.text, element.text = element.text, None
    for child in list(element):
        inner.append(child)
    element.append(inner)


def _has_words(element: HtmlElement) -> bool:
    return any(text.strip() for text in element.itertext())


def _says_anything(element: HtmlElement) -> bool:
    return any(element.get(name) for name in ("lang", "dir")) or (
        element.get("class") == "underline"
    )


# ---------------------------------------------------------------- headings


def _level_headings(root: HtmlElement) -> None:
    """The page has the first level: a text's own headings begin at the second."""
    headings = list(root.iter(*_HEADINGS))
    levels = sorted({_HEADINGS[element.tag] for element in headings})
    to = {level: min(2 + place, 4) for place, level in enumerate(levels)}
    for element in headings:
        for bold in list(element.iter("b", "strong")):
            bold.drop_tag()
        element.tag = f"h{to[_HEADINGS[element.tag]]}"
        if not _has_words(element):
            element.drop_tree()
