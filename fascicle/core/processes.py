"""Processes that belong together."""

import os
import time


def leave_with(parent: int) -> None:
    """End this process when its parent is gone, even if that was killed without a word."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)
