"""Why an action was refused: each carries one sentence that says how to mend it."""


class RefusedError(Exception):
    """The action makes no sense now; the message is shown to the person."""
