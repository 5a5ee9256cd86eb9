"""What the estate shows at this moment: with its defects or repaired, switched while it runs."""

import itertools
import ssl
import time
from collections import defaultdict, deque
from collections.abc import Mapping

from portal.demo import places
from portal.demo.bundle import bundle
from portal.demo.mail_keys import MailKeys
from portal.demo.sites import Estate
from portal.demo.zone import Zones, zones

# The file of the certificate for a host, where it differs from the edge's wildcard: as left, and repaired.
CERTIFICATES = {
    places.AUTH: ("auth-old-name", "edge"),
    places.API: ("api-old-versions", "api"),
    places.DOCS: ("docs-forgotten", "docs"),
    places.STATUS: ("status", "status"),
    places.MAIL_HOST: ("mail-leaf-alone", "mail"),
    places.ORIGIN_HOST: ("origin", "origin"),
}
OWN_CERTIFICATE = {
    places.EDGE: "edge",
    places.API_EDGE: "api",
    places.ORIGIN: "origin",
    places.PAGES: "preview",
    places.MAIL: "mail",
    places.REGISTRY: "registry",
}


MINUTE = 60.0


class State:
    """Both faces of the estate, ready at once, and which one is shown."""

    def __init__(self, seed: bytes, keys: MailKeys, contexts: Mapping[str, ssl.SSLContext], *, repaired: bool) -> None:
        """Everything is made beforehand, so that switching is one assignment."""
        self.repaired = repaired
        self._zones = {face: zones(keys, repaired=face) for face in (False, True)}
        self._estates = {face: Estate(face, bundle(seed, repaired=face)) for face in (False, True)}
        self._contexts = contexts
        self._rays = itertools.count(0x8F21C40B1D)
        self._keys = keys
        self._tries: dict[str, deque[float]] = defaultdict(deque)

    @property
    def zones(self) -> Zones:
        return self._zones[self.repaired]

    @property
    def estate(self) -> Estate:
        return self._estates[self.repaired]

    def publish(self, records: str) -> None:
        """Serve these lines of the client's zone too, whatever the face."""
        self._zones = {face: zones(self._keys, repaired=face, published=records) for face in (False, True)}

    def note_try(self, host: str) -> int:
        """One more log-in at this host: how many there were within the last minute."""
        now, tries = time.monotonic(), self._tries[host]
        tries.append(now)
        while now - tries[0] > MINUTE:
            tries.popleft()
        return len(tries)

    def ray(self) -> int:
        """A number no other answer has."""
        return next(self._rays)

    def certificate(self, machine: str, name: str | None) -> ssl.SSLContext:
        """The context whose certificate this machine shows for this server name."""
        if name in CERTIFICATES and (machine != places.ORIGIN or name == places.ORIGIN_HOST):
            return self._contexts[CERTIFICATES[name][self.repaired]]
        return self._contexts[OWN_CERTIFICATE[machine]]
