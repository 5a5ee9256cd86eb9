"""Why a paper was not set; apart from the typesetter, so that it can be named where that is missing."""


class RenderingError(Exception):
    """The paper could not be set; the message is one line for a person."""
