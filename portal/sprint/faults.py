"""Why an action on a sprint was refused."""

from portal.tenancy.faults import RefusedError


class StaleError(RefusedError):
    """Somebody else changed the item first."""


__all__ = ["RefusedError", "StaleError"]
