"""What is raised when a file of the index is not as it was written."""


class Damaged(Exception):
    """A file of the index is cut short, has wrong checksums or makes no sense."""
