"""Processes that belong together."""

import gc
import os
import time


def keep_what_is_there() -> None:
    """Of a process that has begun, and answers from now on: what is there by now stays.

    To look through all of it for circles takes as long as a page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(2_000, 20, 100)


def leave_with(parent: int) -> None:
    """End this process when its parent is gone, even if that was killed without a word."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)
