"""What a browser may send: files to import from hosts, a picture or manuscript from members.

Set first among FILE_UPLOAD_HANDLERS: whatever it refuses is never written to the disk.
"""

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from fascicle.accounts.viewer import Viewer, viewer_of
from fascicle.core import pictures
from fascicle.importing.manuscripts.manuscript import MOST_BYTES

#: Room for the other fields of the form.
_MARGIN = 1 << 20
#: The largest thing that somebody sends who is no host; a thesaurus is smaller.
_SMALL = max(pictures.MOST_BYTES, MOST_BYTES)


class GuardedUploadHandler(FileUploadHandler):
    """Refuses requests that are too large, and passes over files that nobody may send."""

    size = 0

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.size = content_length
        if content_length > settings.UPLOAD_LIMIT + _MARGIN:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.request is None or not self._may_send(viewer_of(self.request)):
            raise SkipFile
        super().new_file(*args, **kwargs)

    def _may_send(self, viewer: Viewer) -> bool:
        is_small = self.size <= _MARGIN + _SMALL
        return viewer.is_host or (viewer.is_member and is_small)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        return None
