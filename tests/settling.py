"""What each process does once after something changed, apart from what a page costs."""

from fascicle.core import archive
from fascicle.core.shared import keeping


def settle() -> None:
    """Look for changes, and read the archive's own row."""
    keeping.look()
    archive.on_page()
