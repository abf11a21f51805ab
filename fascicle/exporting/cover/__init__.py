"""A cover made of type alone: a ground of one colour, the title, the writer, an ornament."""

from fascicle.exporting.cover.drawing import draw_cover

__all__ = ["draw_cover"]
