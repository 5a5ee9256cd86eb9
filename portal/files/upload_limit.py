"""Stops an upload that is too large while it comes in, so that it never fills the disk."""

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from portal.files.kind import LARGEST

MARK = "launchready.upload_too_large"
"""Key of request.META that is true when a file was dropped for its size."""


class UploadLimit(FileUploadHandler):
    """First in FILE_UPLOAD_HANDLERS: passes on what is within the limit, drops the rest of a larger file."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > LARGEST:
            if self.request is not None:
                self.request.META[MARK] = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        del file_size
        return None
