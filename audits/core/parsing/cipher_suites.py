"""The cipher suites of TLS 1.2 and older by number (IANA registry), and what each name says of its strength."""

import re

ECDHE = (
    (0xC02B, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    (0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    (0xC02C, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    (0xC030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    (0xCCA9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
    (0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    (0xC009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
    (0xC013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    (0xC00A, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
    (0xC014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
)
ECDHE_NO_BROWSER = (
    (0xC023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
    (0xC024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
    (0xC027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    (0xC028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
    (0xC0AC, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"),
    (0xC0AD, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM"),
)
DHE = (
    (0x009E, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
    (0x009F, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
    (0xCCAA, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
    (0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"),
    (0x006B, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
    (0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"),
    (0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"),
    (0x0045, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA"),
    (0x0088, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA"),
)
RSA = (
    (0x009C, "TLS_RSA_WITH_AES_128_GCM_SHA256"),
    (0x009D, "TLS_RSA_WITH_AES_256_GCM_SHA384"),
    (0x002F, "TLS_RSA_WITH_AES_128_CBC_SHA"),
    (0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA"),
)
RSA_NO_BROWSER = (
    (0x003C, "TLS_RSA_WITH_AES_128_CBC_SHA256"),
    (0x003D, "TLS_RSA_WITH_AES_256_CBC_SHA256"),
    (0x0041, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"),
    (0x0084, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"),
    (0x0096, "TLS_RSA_WITH_SEED_CBC_SHA"),
    (0x0007, "TLS_RSA_WITH_IDEA_CBC_SHA"),
)
NAKED = (
    (0x0001, "TLS_RSA_WITH_NULL_MD5"),
    (0x0002, "TLS_RSA_WITH_NULL_SHA"),
    (0x003B, "TLS_RSA_WITH_NULL_SHA256"),
    (0xC006, "TLS_ECDHE_ECDSA_WITH_NULL_SHA"),
    (0xC010, "TLS_ECDHE_RSA_WITH_NULL_SHA"),
    (0xC015, "TLS_ECDH_anon_WITH_NULL_SHA"),
)
ANONYMOUS = (
    (0x00A6, "TLS_DH_anon_WITH_AES_128_GCM_SHA256"),
    (0x00A7, "TLS_DH_anon_WITH_AES_256_GCM_SHA384"),
    (0x006C, "TLS_DH_anon_WITH_AES_128_CBC_SHA256"),
    (0x006D, "TLS_DH_anon_WITH_AES_256_CBC_SHA256"),
    (0x0034, "TLS_DH_anon_WITH_AES_128_CBC_SHA"),
    (0x003A, "TLS_DH_anon_WITH_AES_256_CBC_SHA"),
    (0xC018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"),
    (0xC019, "TLS_ECDH_anon_WITH_AES_256_CBC_SHA"),
    (0x0018, "TLS_DH_anon_WITH_RC4_128_MD5"),
    (0x001B, "TLS_DH_anon_WITH_3DES_EDE_CBC_SHA"),
)
BROKEN = (
    (0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5"),
    (0x0006, "TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5"),
    (0x0008, "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA"),
    (0x0014, "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA"),
    (0x0017, "TLS_DH_anon_EXPORT_WITH_RC4_40_MD5"),
    (0x0019, "TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA"),
    (0x0009, "TLS_RSA_WITH_DES_CBC_SHA"),
    (0x0015, "TLS_DHE_RSA_WITH_DES_CBC_SHA"),
)
RC4 = (
    (0x0004, "TLS_RSA_WITH_RC4_128_MD5"),
    (0x0005, "TLS_RSA_WITH_RC4_128_SHA"),
    (0xC007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"),
    (0xC011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA"),
)
TRIPLE_DES = (
    (0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
    (0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"),
    (0xC008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA"),
    (0xC012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"),
)

_TABLES = (ECDHE, ECDHE_NO_BROWSER, DHE, RSA, RSA_NO_BROWSER, NAKED, ANONYMOUS, BROKEN, RC4, TRIPLE_DES)
NAMES = {number: name for table in _TABLES for number, name in table}
"""Every suite that is ever offered."""


def numbers(*tables: tuple[tuple[int, str], ...]) -> tuple[int, ...]:
    """The suites of the tables, in the order they are offered."""
    return tuple(number for table in tables for number, _ in table)


ORDINARY = numbers(ECDHE, RSA)
"""What browsers offer for TLS 1.2 and older; they have dropped DHE, 3DES and RC4."""
EVERY = numbers(ECDHE, ECDHE_NO_BROWSER, DHE, RSA, RSA_NO_BROWSER, TRIPLE_DES, RC4)
"""All that encrypt and authenticate, so that a version is not missed for want of a suite."""
WEAK = numbers(NAKED, ANONYMOUS, BROKEN, RC4, TRIPLE_DES)
"""What no server should take, the worst first (RFC 9325 section 4.1)."""

NO_ENCRYPTION = "nothing is encrypted"
NO_AUTHENTICATION = "nobody proves who the server is"
SHORT_KEY = "its key is found within hours"
BROKEN_STREAM = "RC4 is broken"
SMALL_BLOCKS = "its small blocks give data away in long sessions"

_FORWARD = re.compile(r"TLS_(EC)?DHE_")


def flaw(name: str) -> str:
    """What is wrong with a suite, one clause; empty when nothing is."""
    if "_NULL_" in name:
        return NO_ENCRYPTION
    if "_anon_" in name:
        return NO_AUTHENTICATION
    if "_EXPORT_" in name or "_DES_" in name:
        return SHORT_KEY
    if "_RC4_" in name:
        return BROKEN_STREAM
    return SMALL_BLOCKS if "_3DES_" in name else ""


def keeps_secrets(name: str) -> bool:
    """Whether recorded traffic stays closed when the server's key becomes known later: each session has its own."""
    return _FORWARD.match(name) is not None


def is_finite_field(name: str) -> bool:
    """Whether the keys are agreed with Diffie-Hellman over numbers, whose size the server chooses."""
    return name.startswith(("TLS_DHE_", "TLS_DH_anon_"))


def is_elliptic(name: str) -> bool:
    """Whether they are agreed over a named curve."""
    return name.startswith(("TLS_ECDHE_", "TLS_ECDH_anon_"))
