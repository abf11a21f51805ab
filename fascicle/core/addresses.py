"""Addresses of things by their keys.

A list holds hundreds of links, and Django takes long to make each; so what stands around the
key is looked up once.
"""

from functools import cache

from django.urls import reverse


def address(name: str, key: int) -> str:
    """The address of this name for a key; its pattern holds nothing but one number."""
    before, after = _around(name)
    return f"{before}{key}{after}"


@cache
def _around(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[0]).rpartition("0")
    return before, after
