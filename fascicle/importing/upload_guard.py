"""What a browser may send at all: files from hosts alone, and no more than the archive takes.

Set first among FILE_UPLOAD_HANDLERS: whatever it refuses is never written to the disk.
"""

from typing import IO, Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from fascicle.accounts.viewer import viewer_of

#: Room for the other fields of the form.
_MARGIN = 1 << 20


class GuardedUploadHandler(FileUploadHandler):
    """Refuses requests that are too large, and passes over files that nobody may send."""

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > settings.UPLOAD_LIMIT + _MARGIN:
            raise RequestDataTooBig

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.request is None or not viewer_of(self.request).is_host:
            raise SkipFile
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        return None
