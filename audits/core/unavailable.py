"""The answer we did not get, as the audits know it: the door's own value, which is standard library only."""

from portal.outbound.unavailable import Unavailable

__all__ = ["Unavailable"]
