"""Guests who ask a site for pages, one after the other, whatever befalls it."""

import http.client
import random
import threading
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable

#: "Too many guests are filtering" is an answer, too.
BUSY = 503
ADDRESSES = (
    "/works/",
    "/works/?order=kudos",
    "/works/?order=title&page=3",
    "/works/?q=harbour",
    "/works/?q=%22salt+road%22+-tide&rating=1",
    "/works/?q=lam*+OR+title%3Atide&order=relevance",
    "/works/kinds/theme/",
    "/works/1/like/",
    "/works/1/",
    "/tags/",
    "/tags/2/",
    "/tags/2/feed/",
    "/tags/kinds/theme/",
    "/writers/3/",
    "/suggestions/?q=har",
    "/suggestions/?q=tag+1",
    "/opds/v2/works",
    "/opds/search?query=lamp",
)


def some_address(dice: random.Random) -> str:
    return dice.choice(ADDRESSES)


class Guests:
    """Some of them, each in a thread, while this is open."""

    def __init__(
        self,
        address: str,
        seed: int,
        many: int = 2,
        *,
        addresses: Callable[[random.Random], str] = some_address,
    ) -> None:
        self.address = address
        self.addresses = addresses
        self.answers: Counter[int] = Counter()
        self.unanswered = 0
        self.failed: list[str] = []
        """Addresses that were answered with an error."""
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._visit, args=(seed + number,), daemon=True)
            for number in range(many)
        ]

    def __enter__(self) -> "Guests":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def __str__(self) -> str:
        answers = ", ".join(f"{n} × {status}" for status, n in self.answers.items())
        return f"{answers}; {self.unanswered} unanswered"

    def _visit(self, seed: int) -> None:
        dice = random.Random(seed)
        while not self._stop.wait(0.02):
            path = self.addresses(dice)
            status = ask(self.address + path)
            with self._lock:
                if status is None:
                    self.unanswered += 1
                    continue
                self.answers[status] += 1
                if status >= 500 and status != BUSY:
                    self.failed.append(f"{path}: {status}")


def ask(address: str) -> int | None:
    """The status of a page; None if nobody answers to the end."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, http.client.HTTPException):
        return None
