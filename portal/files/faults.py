"""Why a file was not kept."""


class FileRefusedError(Exception):
    """The message says what is wrong, and is shown to the person."""
