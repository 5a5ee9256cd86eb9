"""As much DER as it takes to learn the size of an RSA key (RFC 8017 A.1.1, RFC 5280 4.1)."""

SEQUENCE, INTEGER, BIT_STRING = 0x30, 0x02, 0x03


def rsa_bits(key: bytes) -> int | None:
    """The modulus length of a SubjectPublicKeyInfo or a bare RSAPublicKey, or None where it is neither."""
    outer = _element(key, SEQUENCE)
    if outer is None:
        return None
    body, _ = outer
    algorithm = _element(body, SEQUENCE)
    if algorithm is not None:
        bits = _element(algorithm[1], BIT_STRING)
        inner = _element(bits[0][1:], SEQUENCE) if bits else None
        if inner is None:
            return None
        body = inner[0]
    modulus = _element(body, INTEGER)
    if modulus is None or _element(modulus[1], INTEGER) is None:
        return None
    return int.from_bytes(modulus[0], "big").bit_length()


def _element(octets: bytes, kind: int) -> tuple[bytes, bytes] | None:
    """The content of the first element and what follows it, where it is of that kind and whole."""
    if len(octets) < 2 or octets[0] != kind:
        return None
    length, start = octets[1], 2
    if length & 0x80:
        start += length & 0x7F
        if not 2 < start <= min(6, len(octets)):
            return None
        length = int.from_bytes(octets[2:start], "big")
    if len(octets) < start + length:
        return None
    return octets[start : start + length], octets[start + length :]
