"""What a service is told to let us read there: bound to one host, added at the door, and shown nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.outbound.guard import Refused, target_of
from portal.outbound.unavailable import Unavailable

HIDDEN = b"[token]"


@dataclass(frozen=True)
class Credential:
    """A bearer token and the only host it is ever sent to, over https with its certificate verified."""

    host: str
    token: str = field(repr=False)

    def headers_for(self, url: str) -> dict[str, str]:
        """The field that carries it; raises `Refused` for any other place."""
        target = target_of(url)
        if (target.scheme, target.host) != ("https", self.host):
            raise Refused(f"a token for {self.host} is not sent to {target.scheme}://{target.host}")
        if not self.token.isascii() or not self.token.isprintable():
            raise Refused("the token holds characters that no header field carries")
        return {"Authorization": f"Bearer {self.token}"}

    def without(self, raw: bytes) -> bytes:
        """What was answered, with the token taken out where a server echoes it."""
        return raw.replace(self.token.encode(), HIDDEN) if self.token else raw


Credentials = Mapping[str, Credential | Unavailable]
"""By the name of the service; `Unavailable` says why one that was given cannot be used."""
