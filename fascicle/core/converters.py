"""What addresses may hold, beyond Django's own converters."""

from django.urls.converters import IntConverter


class NumberConverter(IntConverter):
    """A number that every database can take: with more digits, there is no such page."""

    regex = "[0-9]{1,18}"
