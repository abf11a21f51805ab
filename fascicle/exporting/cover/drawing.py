"""Draws the cover. The same book and the same faces give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, ImageDraw

from fascicle.core.languages import direction_of
from fascicle.exporting.book import Book
from fascicle.exporting.cover.faces import runs_of, settable, width_of
from fascicle.exporting.cover.setting import Box, Lines, set_lines
from fascicle.exporting.front import series_line

WIDTH, HEIGHT = 1000, 1600
SIDE = 104  # from the edge to the text
SPINE = 34
#: The ground and its spine, for each tint: oklch(37% 0.078 hue), oklch(30% 0.065 hue).
GROUNDS = (
    ("#632e28", "#491f1b"),
    ("#5f3311", "#462408"),
    ("#523c00", "#3d2a00"),
    ("#3b450e", "#2a3206"),
    ("#1c4b29", "#11371b"),
    ("#004d41", "#00382f"),
    ("#004a56", "#003640"),
    ("#0c4464", "#04314b"),
    ("#2b3e69", "#1e2c4e"),
    ("#433664", "#30264b"),
    ("#562f53", "#40213d"),
    ("#612c3a", "#481e29"),
)
PAPER = "#f7f1e8"
LEVELS = 14  # from the ground to the paper; then the spine's colour
_SPINE_LEVEL = 15
_TITLE = Box(
    width=WIDTH - 2 * SIDE - SPINE,
    height=800,
    sizes=(132, 120, 108, 98, 88, 80, 72, 64, 56, 50),
    weight=440,
)
_WRITERS = Box(width=_TITLE.width, height=180, sizes=(50, 44, 38), weight=400)
_SERIES = Box(width=_TITLE.width, height=110, sizes=(40,), weight=400)


def draw_cover(book: Book) -> bytes:
    """The cover as PNG, 1000 × 1600. A title in a script we have no face for stays off it."""
    page = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(page)
    is_rtl = direction_of(book.language) == "rtl"
    pen = _Pen(draw, book.language, is_rtl=is_rtl)
    top = 190
    if title := settable(book.title, book.language):
        lines = set_lines(title, book.language, _TITLE)
        top = pen.write(lines, top, shade=255) + 44
        pen.rule(top)
    else:
        _draw_sprig(page, (WIDTH + SPINE) // 2, HEIGHT * 2 // 5, unit=6.5)
    foot = HEIGHT - 150
    if writers := settable(", ".join(book.authors), book.language):
        lines = set_lines(writers, book.language, _WRITERS)
        foot -= lines.height
        pen.write(lines, foot, shade=245)
    if book.series and (series := settable(series_line(book.series[0]), book.language)):
        lines = set_lines(series, book.language, _SERIES)
        pen.write(lines, top + 40, shade=190)
    middle = SIDE + SPINE + round(48 * SMALL)
    _draw_sprig(page, WIDTH - middle if is_rtl else middle, HEIGHT - 100, unit=SMALL)
    return _as_png(page, book.tint, is_rtl=is_rtl)


class _Pen:
    """Writes lines from the side where the language begins."""

    def __init__(self, draw: ImageDraw.ImageDraw, language: str, *, is_rtl: bool):
        self._draw = draw
        self._language = language
        self._is_rtl = is_rtl

    def write(self, text: Lines, top: int, *, shade: int) -> int:
        """Write the lines below ``top``; where the next thing may stand."""
        for number, line in enumerate(text.lines):
            base = top + number * text.leading + round(text.size * 0.9)
            self._write_line(line, base, text, shade)
        return top + text.height

    def _write_line(self, line: str, base: int, text: Lines, shade: int) -> None:
        runs = runs_of(line, self._language, text.size, text.weight)
        if self._is_rtl:
            x = (
                WIDTH
                - SIDE
                - SPINE
                - width_of(line, self._language, text.size, text.weight)
            )
            runs = runs[::-1]
        else:
            x = float(SIDE + SPINE)
        for run in runs:
            self._draw.text((x, base), run.text, fill=shade, font=run.face, anchor="ls")
            x += run.face.getlength(run.text)

    def rule(self, top: int) -> None:
        start = WIDTH - SIDE - SPINE - 120 if self._is_rtl else SIDE + SPINE
        self._draw.rectangle((start, top, start + 120, top + 3), fill=165)


# ---------------------------------------------------------------- the ornament

SMALL = 1.7
_FINER = 4  # drawn larger, then made smaller, for smooth edges
_LEAF = (
    ((38.5, 10.0), (31.0, 3.6), (21.5, 4.4), (8.0, 10.2)),
    ((8.0, 10.2), (21.5, 8.0), (29.5, 8.6), (38.5, 10.0)),
)
Point = tuple[float, float]


def _draw_sprig(page: Image.Image, x: int, y: int, *, unit: float) -> None:
    """The sprig that also parts scenes on the site, its middle at ``x``, ``y``."""
    scale = unit * _FINER
    canvas = Image.new("L", (round(96 * scale), round(20 * scale)), 0)
    draw = ImageDraw.Draw(canvas)
    leaf = [point for curve in _LEAF for point in _bezier(*curve)]
    diamond = [(48.0, 4.2), (53.4, 10.0), (48.0, 15.8), (42.6, 10.0)]
    for shape in (diamond, leaf, [(96 - x, 20 - y) for x, y in leaf]):
        draw.polygon([(x * scale, y * scale) for x, y in shape], fill=150)
    for dot_x, dot_y in ((4.2, 10.6), (91.8, 9.4)):
        corners = [dot_x - 1.5, dot_y - 1.5, dot_x + 1.5, dot_y + 1.5]
        draw.ellipse([corner * scale for corner in corners], fill=150)
    size = (canvas.width // _FINER, canvas.height // _FINER)
    small = canvas.resize(size, Image.Resampling.LANCZOS)
    page.paste(small, (x - small.width // 2, y - small.height // 2))


def _bezier(a: Point, b: Point, c: Point, d: Point) -> Iterator[Point]:
    for step in range(25):
        t = step / 24
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        yield (
            sum(w * p[0] for w, p in zip(weights, (a, b, c, d), strict=True)),
            sum(w * p[1] for w, p in zip(weights, (a, b, c, d), strict=True)),
        )


# ---------------------------------------------------------------- colours


def _as_png(page: Image.Image, tint: int, *, is_rtl: bool) -> bytes:
    """Sixteen colours are enough for one ink on one ground, and make a small file."""
    levels = page.point([round(value / 255 * LEVELS) for value in range(256)])
    spine = (WIDTH - SPINE, 0, WIDTH, HEIGHT) if is_rtl else (0, 0, SPINE, HEIGHT)
    levels.paste(_SPINE_LEVEL, spine)
    image = Image.frombytes("P", page.size, levels.tobytes())
    ground, edge = GROUNDS[tint % len(GROUNDS)]
    image.putpalette(_palette(_rgb(ground), _rgb(edge)))
    out = io.BytesIO()
    image.save(out, "PNG", bits=4, compress_level=6)
    return out.getvalue()


def _palette(ground: tuple[int, ...], edge: tuple[int, ...]) -> list[int]:
    paper = _rgb(PAPER)
    colours = [
        round(g + (p - g) * level / LEVELS)
        for level in range(LEVELS + 1)
        for g, p in zip(ground, paper, strict=True)
    ]
    return [*colours, *edge]


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
