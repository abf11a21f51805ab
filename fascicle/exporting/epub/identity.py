"""The name by which a reading system knows the book again, whatever its revision."""

from uuid import NAMESPACE_URL, uuid5

from fascicle.exporting.book import Book


def urn_of(book: Book) -> str:
    """A UUID made of the work's own address: the same for every revision."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, book.identifier)}"
