"""The pieces that pages are made of."""

from uuid import uuid4

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from fascicle.core import html, languages

register = template.Library()


@register.simple_block_tag
def panel(content: str, title: str, tone: str = "plain") -> SafeString:
    """A titled box: ``{% panel "Notes" tone="warning" %}…{% endpanel %}``."""
    context = {"content": content, "title": title, "tone": tone}
    return render_to_string("components/panel.html", context)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """A place with nothing in it: why, and what to do next, is the content."""
    context = {"content": content, "title": title}
    return render_to_string("components/empty.html", context)


@register.filter
def trusted(stored: str) -> SafeString:
    """Show HTML that was cleaned before it was stored."""
    return html.trusted(stored)


@register.filter
def language_label(code: str) -> str:
    return languages.name_of(code)


@register.filter
def direction(code: str) -> str:
    """What ``dir`` should be for text in this language."""
    return languages.direction_of(code)


@register.simple_tag
def new_key() -> str:
    """A key that no other form has."""
    return str(uuid4())
