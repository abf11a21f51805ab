"""Where a page is each reader's own."""

from typing import cast

from django import template
from django.template import Context, NodeList, RequestContext
from django.template.base import Parser, Token
from django.utils.safestring import SafeString

from fascicle.core.shared.holes import making_of

register = template.Library()


class HoleNode(template.Node):
    """Renders what stands in it, or leaves a hole in a page that many will share."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        making = making_of(cast("RequestContext", context).request)
        if making is None:
            return self.nodelist.render(context)
        return making.dig(self.nodelist, context)


@register.tag
def hole(parser: Parser, token: Token) -> HoleNode:
    """``{% hole %}…{% endhole %}``: what stands in it is not the same for all members.

    It is rendered for each of them with the page's variables as they were at this place, those of
    the request, and those that the page's ``own`` gives (``core.http.render_shared``).
    """
    nodelist = parser.parse(("endhole",))
    parser.delete_first_token()
    return HoleNode(nodelist)
