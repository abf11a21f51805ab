"""The one gatekeeper of HTML that comes from outside: what is stored was cleaned in here."""

from fascicle.core.html.cleaning import (
    ATTRIBUTES,
    CLASSES,
    CLEANER_VERSION,
    TAGS,
    clean,
    clean_story,
    has_text,
    paragraphs,
    strip_illegal,
    trusted,
)
from fascicle.core.html.complexity import TooComplex
from fascicle.core.html.footnotes import followed_by, with_anchors
from fascicle.core.html.headings import with_headings_from
from fascicle.core.html.paragraphing import (
    BLOCKS,
    one_line,
    paragraph_texts,
    with_mark,
)
from fascicle.core.html.pictures import (
    has_undescribed_pictures,
    is_address,
    picture_address,
    pictures_in,
    place_pictures,
)

__all__ = [
    "ATTRIBUTES",
    "BLOCKS",
    "CLASSES",
    "CLEANER_VERSION",
    "TAGS",
    "TooComplex",
    "clean",
    "clean_story",
    "followed_by",
    "has_text",
    "has_undescribed_pictures",
    "is_address",
    "one_line",
    "paragraph_texts",
    "paragraphs",
    "picture_address",
    "pictures_in",
    "place_pictures",
    "strip_illegal",
    "trusted",
    "with_anchors",
    "with_headings_from",
    "with_mark",
]
