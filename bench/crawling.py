"""A reader who is logged in, beside a crawler that narrows lists down as it likes.

``python -m bench.crawling [--works N]``: the site as a host starts it, two workers. A reader opens
narrowed lists one after the other, first alone, then while 16 connections of a crawler do nothing
else. All share the machine; read the ratio.
"""

import argparse
import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from bench import servers
from bench.archive import folder_of
from bench.machine import describe
from bench.parts import Part
from bench.servers import Server, Visitor
from bench.serving import CHAPTERS, prepare
from bench.timing import Spread, timed

CONNECTIONS = 16
#: Between a reader's pages, in seconds.
PAUSE = 0.1


@contextmanager
def crawler(server: Server, addresses: list[str]) -> Iterator[Counter[int]]:
    """Asks for all of these at once, over and over; what it was answered."""
    told, over = Counter[int](), threading.Event()

    def crawl(first: int) -> None:
        visitor = Visitor(server)
        for address in itertools.cycle(addresses[first:] + addresses[:first]):
            if over.is_set():
                return
            told[visitor.visit(address)] += 1

    step = len(addresses) // CONNECTIONS
    threads = [
        threading.Thread(target=crawl, args=(number * step,))
        for number in range(CONNECTIONS)
    ]
    for thread in threads:
        thread.start()
    yield told
    over.set()
    for thread in threads:
        thread.join()


def reading(reader: Visitor, addresses: list[str]) -> tuple[Spread, Counter[int]]:
    """How long a reader waited for each, and what they were answered."""
    told, times = Counter[int](), []

    def visit(address: str) -> None:
        told[reader.visit(address)] += 1

    for address in addresses:
        times.append(timed(partial(visit, address)))
        time.sleep(PAUSE)
    return Spread.of(times), told


def main() -> None:
    """Read alone and beside the crawler, and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=200, help="That the reader opens.")
    asked = parser.parse_args()
    folder = folder_of(asked.works, chapters=CHAPTERS)
    prepare(asked.works, folder)
    found = Part("crawls", folder).run()
    addresses = found["addresses"]
    read, crawled = addresses[: asked.pages], addresses[asked.pages :]
    with servers.fascicle(folder) as server:
        servers.first_page(server, "/")
        reader = Visitor(server, found["cookie"])
        reading(reader, read[:20])
        alone, _told = reading(reader, read)
        with crawler(server, crawled) as answers:
            beside, told = reading(reader, read)
    print(describe())
    for name, spread in (("alone", alone), ("beside a crawler", beside)):
        print(f"{name:18}{spread.p50:8.1f} / {spread.p95:.1f} ms (p50 / p95)")
    print(
        f"{beside.p50 / alone.p50:.1f} and {beside.p95 / alone.p95:.1f} times as long"
    )
    print(f"the reader was answered {dict(told)}, the crawler {dict(answers)}")


if __name__ == "__main__":
    main()
