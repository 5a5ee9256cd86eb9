"""What browsers make of the keys, signatures and lifetimes of certificates."""

from datetime import date, timedelta

SHORTEST_RSA = 2048
LEAF_CURVES = frozenset({"secp256r1", "secp384r1"})
CURVES = LEAF_CURVES | {"secp521r1"}
"""Chromium verifies chains with P-521 but does not offer it for the host's own key (net/socket/ssl_client_socket_impl.cc)."""
DEAD_DIGESTS = frozenset({"MD2", "MD4", "MD5", "SHA1"})

LONGEST = (
    (date(2029, 3, 15), 47),
    (date(2027, 3, 15), 100),
    (date(2026, 3, 15), 200),
    (date(2020, 9, 1), 398),
    (date(2018, 3, 1), 825),
)
"""From when on public authorities may issue for at most so many days, newest first (ballots SC-081, SC-031, 193)."""
MOST_DAYS = 398
"""What Chromium and Safari accept at most of any certificate issued since September 2020."""


def is_short(key: str) -> bool:
    """Whether a key is one of RSA that is too short; `key` as the gatherer writes it ("RSA 2048")."""
    kind, _, size = key.partition(" ")
    return kind == "RSA" and size.isdecimal() and int(size) < SHORTEST_RSA


def is_accepted(key: str, curves: frozenset[str] = CURVES) -> bool:
    """Whether browsers know this kind of key at all."""
    kind, _, detail = key.partition(" ")
    return kind == "RSA" or (kind == "ECDSA" and detail in curves)


def most_days(issued: date) -> int | None:
    """For how many days an authority could issue on that day; None before there was a limit that matters today."""
    return next((days for since, days in LONGEST if issued >= since), None)


def whole_days(life: timedelta) -> int:
    """A lifetime in days, a begun one counted: 90 days to the second are 90, one second more is 91."""
    return -(-int(life.total_seconds()) // 86_400)
