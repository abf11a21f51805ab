"""An index for tests, kept by the test itself instead of a worker."""

from contextlib import ExitStack
from pathlib import Path

from fascicle.search.index import generations
from fascicle.search.index.agreement import Difference, differences
from fascicle.search.index.builders import Here
from fascicle.search.index.indexer import Indexer, sole_writer


class LocalIndex:
    """Writes when told to. Builds take place here and now."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._stack.enter_context(sole_writer())
        self.writer = Indexer(Here())

    def build(self) -> None:
        """Make a new generation of what the database holds now."""
        generations.ask_for_rebuild()
        self.catch_up()

    def catch_up(self) -> None:
        """Follow all that has changed."""
        while self.writer.step() or self.writer.is_building:
            pass

    def restart(self) -> None:
        """Be another writer, who knows only what is on disk."""
        self.writer.close()
        self.writer = Indexer(Here())

    def close(self) -> None:
        self.writer.close()
        self._stack.close()

    @property
    def folder(self) -> Path:
        """The current generation's."""
        return self.generation.folder

    @property
    def generation(self) -> generations.Generation:
        current = generations.current()
        assert current is not None
        return current

    def differences(self) -> list[Difference]:
        """Where it and the database disagree."""
        return differences(self.generation)
