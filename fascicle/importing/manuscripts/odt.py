"""OpenDocument texts (LibreOffice): https://docs.oasis-open.org/office/OpenDocument/v1.3/."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

from fascicle.core.pictures import pixels_of
from fascicle.importing.manuscripts.drawings import Drawings
from fascicle.importing.manuscripts.packages import Damaged, parsed, parts_of

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_IMAGE = f"{_DRAW}image"
#: What is said of a frame, and not in it.
_SAID = {f"{_SVG}title", f"{_SVG}desc"}
_MOST_PARENTS = 8
_HIDDEN = "annotation"
#: Ends of the names of what is no part of the text.
_UNREAD = ("sequence-decls", "forms", "tracked-changes", _HIDDEN)
#: Elements that stand for a sign, or for nothing that is read.
_SIGNS = {
    "s": " ",
    "tab": " ",
    "line-break": "<br>",
    _HIDDEN: "",
    "tracked-changes": "",
}


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style means, its parents' meanings left aside."""

    parent: str = ""
    says: dict[str, bool] = field(default_factory=dict)


def html_of(data: bytes, drawings: Drawings) -> str:
    """:raises Damaged: if it is no such document."""
    parts = parts_of(data)
    content = parsed(parts.get("content.xml"))
    styles = dict(_styles(content))
    if "styles.xml" in parts:
        styles = dict(_styles(parsed(parts["styles.xml"]))) | styles
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Damaged
    writer = _Writer(styles, parts, drawings)
    return "".join(writer.blocks(body)) + "".join(writer.notes)


_BOLD = {"bold", "600", "700", "800", "900"}
#: What a property of a style says, by its value.
_SAYS: dict[str, tuple[tuple[str, Callable[[str], bool]], ...]] = {
    f"{_FO}font-style": (("em", lambda value: value in {"italic", "oblique"}),),
    f"{_FO}font-weight": (("strong", lambda value: value in _BOLD),),
    f"{_STYLE}text-underline-style": (("u", lambda value: value != "none"),),
    f"{_STYLE}text-line-through-style": (("s", lambda value: value != "none"),),
    f"{_STYLE}text-position": (
        ("sup", lambda value: value.startswith("super")),
        ("sub", lambda value: value.startswith("sub")),
    ),
    f"{_FO}text-align": (("centre", lambda value: value == "center"),),
}


def _styles(root: Any) -> Iterator[tuple[str, _Style]]:
    for style in root.iter(f"{_STYLE}style"):
        says = {
            meaning: is_so(value)
            for properties in style
            for name, value in properties.attrib.items()
            for meaning, is_so in _SAYS.get(name, ())
        }
        parent = style.get(f"{_STYLE}parent-style-name", "")
        yield style.get(f"{_STYLE}name", ""), _Style(parent, says)


class _Writer:
    """Writes a document's elements as HTML; notes gather at the end."""

    def __init__(
        self, styles: dict[str, _Style], parts: dict[str, bytes], drawings: Drawings
    ) -> None:
        self._styles = styles
        self._parts = parts
        self._drawings = drawings
        self.notes: list[str] = []

    def blocks(self, parent: Any) -> Iterator[str]:
        for element in parent:
            tag = element.tag
            if tag == f"{_TEXT}h":
                level = min(int(element.get(f"{_TEXT}outline-level") or 1) + 1, 6)
                yield f"<h{level}>{self._inline(element)}</h{level}>"
            elif tag == f"{_TEXT}p":
                yield self._paragraph(element)
            elif tag == f"{_TEXT}list":
                yield f"<ul>{''.join(self.blocks(element))}</ul>"
            elif tag == f"{_TEXT}list-item":
                yield f"<li>{''.join(self.blocks(element))}</li>"
            elif tag == f"{_DRAW}frame" and element.find(_IMAGE) is not None:
                yield f"<p>{self._frame(element)}</p>"
            elif isinstance(tag, str) and not tag.endswith(_UNREAD):
                yield from self.blocks(element)

    def _paragraph(self, element: Any) -> str:
        name = element.get(f"{_TEXT}style-name", "")
        says = self._says(name)
        if "Horizontal" in name:
            return "<hr>"
        words = _wrapped(self._inline(element), says)
        if name in {"Title", "Heading"}:
            return f"<h1>{words}</h1>"
        return (
            f'<p class="centre">{words}</p>'
            if says.get("centre")
            else f"<p>{words}</p>"
        )

    def _inline(self, element: Any) -> str:
        pieces = [escape(element.text or "", quote=False)]
        for child in element:
            pieces += [
                self._inline_element(child),
                escape(child.tail or "", quote=False),
            ]
        return "".join(pieces)

    def _inline_element(self, element: Any) -> str:
        name = element.tag if isinstance(element.tag, str) else _HIDDEN
        name = name.removeprefix(_TEXT).removeprefix(_OFFICE)
        if name in _SIGNS:
            return _SIGNS[name]
        if name == "note":
            return self._note(element)
        if name == f"{_DRAW}frame":
            return self._frame(element)
        words = self._inline(element)
        if name == "a":
            return f'<a href="{escape(element.get(f"{_XLINK}href", ""))}">{words}</a>'
        if name == "span":
            return _wrapped(words, self._says(element.get(f"{_TEXT}style-name", "")))
        return words

    def _frame(self, element: Any) -> str:
        """What a frame shows: a picture, in the first of its forms that we can show, and words."""
        words = "".join(
            self._inline_element(one) for one in element if one.tag not in _SAID
        )
        images = element.findall(_IMAGE)
        return (self._drawing(element, images) if images else "") + words

    def _drawing(self, element: Any, images: list[Any]) -> str:
        said = (element.findtext(f"{_SVG}{name}") for name in ("desc", "title"))
        names = (one.get(f"{_XLINK}href", "").removeprefix("./") for one in images)
        forms = [self._parts[name] for name in names if name in self._parts]
        shown = next((one for one in forms if pixels_of(one) is not None), None)
        return self._drawings.element(shown, next(filter(None, said), ""))

    def _note(self, element: Any) -> str:
        number = len(self.notes) + 1
        body = element.find(f"{_TEXT}note-body")
        words = " ".join(self._inline(one) for one in body) if body is not None else ""
        self.notes.append(
            f'<p class="footnote"><sup><a href="#fnref-{number}">{number}</a></sup> {words}</p>'
        )
        return f'<sup><a href="#fn-{number}">{number}</a></sup>'

    def _says(self, name: str) -> dict[str, bool]:
        says: dict[str, bool] = {}
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name)
            if style is None:
                break
            says = {**style.says, **says}
            name = style.parent
        return says


def _wrapped(words: str, says: dict[str, bool]) -> str:
    if not words.strip():
        return words
    for name in ("sub", "sup", "s", "u", "strong", "em"):
        if says.get(name):
            words = f"<{name}>{words}</{name}>"
    return words
