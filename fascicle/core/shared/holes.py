"""How a page gets holes, and how they are filled."""

import secrets
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Context, NodeList, RequestContext, Template
from django.utils.safestring import SafeString

from fascicle.core.public.pages import OVERHEAD, Visit

#: What a hole gets from the request that it is filled for, never from the one it was made with.
OF_REQUEST = frozenset(
    "request user perms messages csrf_token known_token look look_attributes unread_updates"
    " reader_name archive True False None".split()
)
#: A page's own values for one reader.
Own = Callable[[HttpRequest], Mapping[str, object]]


#: What stands in a hole, from the context of the request and the reader's own values.
Fill = Callable[[Context, Mapping[str, object]], str]


@dataclass(slots=True)
class SharedPage:
    """A page in pieces: text, and the numbers of holes between them."""

    pieces: list[str | int]
    holes: list[Fill]
    template: Template
    own: Own
    sign: str
    """Where a token goes: forms differ in nothing else."""
    headers: dict[str, str]
    on_visit: Visit | None
    made_at: float = 0.0
    was_asked: bool = False

    @property
    def size(self) -> int:
        # The text, and the objects that it was made of.
        return OVERHEAD + 3 * sum(
            len(one) for one in self.pieces if isinstance(one, str)
        )

    def filled(self, request: HttpRequest) -> HttpResponse:
        """The page for one reader."""
        context = RequestContext(request)
        with (
            context.bind_template(self.template),
            context.render_context.push_state(self.template),
        ):
            token = get_token(request)
            context.update({"csrf_token": token, "known_token": token})
            own = self.own(request)
            filled = [fill(context, own) for fill in self.holes]
        text = "".join(
            filled[one] if isinstance(one, int) else one for one in self.pieces
        )
        text = text.replace(self.sign, token)
        if self.on_visit:
            self.on_visit(request.META)
        return HttpResponse(text, headers=self.headers)


@dataclass(slots=True)
class Making:
    """What is noted while a page is made that many will share."""

    sign: str = field(default_factory=lambda: f"shared-{secrets.token_hex(16)}")
    """Drawn for each page: no text of anybody's can hold it."""
    holes: list[Fill] = field(default_factory=list)
    template: Template | None = None
    own: Own | None = None
    on_visit: Visit | None = None

    @property
    def token(self) -> str:
        return f"{self.sign}-token"

    def dig(self, nodes: NodeList, context: Context) -> SafeString:
        """Leave a hole where this part of a template stands."""
        around = cast("dict[str, object]", context.flatten())
        known = {name: it for name, it in around.items() if name not in OF_REQUEST}
        # A loop has one dict for all its rounds: later ones change it.
        if "forloop" in known:
            known["forloop"] = deepcopy(known["forloop"])
        self.template = context.render_context.template
        return self.leave(partial(_render, nodes, known))

    def leave(self, fill: Fill) -> SafeString:
        """Leave a hole for what ``fill`` gives."""
        self.holes.append(fill)
        return SafeString(f"{self.sign}-{len(self.holes) - 1};")

    def page(self, response: HttpResponse) -> SharedPage | None:
        """What was made, if it is a page to share."""
        if self.own is None or self.template is None or response.status_code != 200:
            return None
        if response.streaming or response.cookies:
            return None
        return SharedPage(
            pieces=self._pieces(response.text),
            holes=self.holes,
            template=self.template,
            own=self.own,
            sign=self.token,
            headers=dict(response.items()),
            on_visit=self.on_visit,
        )

    def _pieces(self, text: str) -> list[str | int]:
        first, *rest = text.replace(self.token, "\0").split(f"{self.sign}-")
        pieces: list[str | int] = [first]
        for one in rest:
            number, _, after = one.partition(";")
            pieces += [int(number), after]
        return [
            one.replace("\0", self.token) if isinstance(one, str) else one
            for one in pieces
        ]


def _render(
    nodes: NodeList,
    known: Mapping[str, object],
    context: Context,
    own: Mapping[str, object],
) -> str:
    with context.push(**{**known, **own}):
        return nodes.render(context)


def making_of(request: Any) -> Making | None:
    """What a page is being made for, if many will share it."""
    return getattr(request, "making", None)
