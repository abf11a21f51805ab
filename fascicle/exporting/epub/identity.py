"""The name by which a reading system knows the book again, whatever its revision."""

from fascicle.core import identity
from fascicle.exporting.book import Book


def urn_of(book: Book) -> str:
    """A UUID made of the work's own address: the same for every revision."""
    return identity.urn_of(book.identifier)
