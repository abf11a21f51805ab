"""A text in the three ways people write it: HTML, Markdown, plain text.

``convert`` goes from any to any and names what the target cannot hold, so that a page can
ask before it switches. Pure functions; what comes out as HTML is clean.
"""

from fascicle.core.formats.conversion import Converted, Mode, convert, read, write
from fascicle.core.formats.losses import Loss

__all__ = ["Converted", "Loss", "Mode", "convert", "read", "write"]
