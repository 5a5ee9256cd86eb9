"""The grammar of DKIM key records (RFC 6376 section 3.6.1, RFC 8301, RFC 8463) and of selectors."""

import base64
import binascii
import re
from dataclasses import dataclass

from audits.core.parsing import tag_list
from audits.core.parsing.der import rsa_bits

ED25519_OCTETS = 32
_SELECTOR = re.compile(
    r"[A-Za-z0-9_](?:[A-Za-z0-9_\-]{0,62}(?<!-))?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_\-]{0,62}(?<!-))?)*\Z"
)
_SPACE = re.compile(r"[ \t\r\n]+")
_NEAR = re.compile(r"[\s\"'\u201c\u201d]*v\s*=\s*dkim1(?![a-z0-9])", re.IGNORECASE)


@dataclass(frozen=True)
class DkimKey:
    """A key verifiers can use; `bits` is the RSA modulus length, 256 for Ed25519."""

    algorithm: str
    bits: int
    is_test: bool = False


@dataclass(frozen=True)
class RevokedKey:
    """A record with an empty p=: signatures by it no longer count."""


@dataclass(frozen=True)
class DkimFault:
    """Why verifiers cannot use the record, as a clause."""

    reason: str


def looks_like_key(text: str) -> bool:
    """True for a record that was meant as a DKIM key: it names the version, however written, or holds a p= tag."""
    listed = tag_list.parse(text)
    return _NEAR.match(text) is not None or (listed.value("v") is None and listed.value("p") is not None)


def is_selector(text: str) -> bool:
    """True for one or several labels joined by dots."""
    return len(text) <= 200 and _SELECTOR.match(text) is not None


def parse(text: str) -> DkimKey | RevokedKey | DkimFault:
    """The key, or why there is none."""
    listed = tag_list.parse(text)
    fault = _list_fault(listed)
    if fault:
        return DkimFault(fault)
    material = _SPACE.sub("", listed.value("p") or "")
    if not material:
        return RevokedKey()
    flags = [flag.strip() for flag in (listed.value("t") or "").split(":")]
    return _key((listed.value("k") or "rsa").lower(), material, is_test="y" in flags)


def without_test_flag(text: str) -> str:
    """The record without `y` among its flags."""
    tags = []
    for tag in tag_list.parse(text).tags:
        flags = [flag.strip() for flag in tag.value.split(":")]
        kept = ":".join(flag for flag in flags if flag != "y") if tag.name == "t" else tag.value
        if kept or tag.name != "t":
            tags.append(tag_list.Tag(tag.name, kept))
    return tag_list.written(tuple(tags))


def _list_fault(listed: tag_list.TagList) -> str | None:
    """What is wrong with the tags other than the key itself."""
    if listed.unreadable:
        return f"{listed.unreadable[0][:60]!r} is no tag"
    if listed.repeated:
        return f"the tag {listed.repeated[0]}= stands more than once"
    version = listed.value("v")
    if version is not None and version != "DKIM1":
        return f"it begins with v={version[:20]} where v=DKIM1; must stand"
    if version is not None and listed.tags[0].name != "v":
        return "v=DKIM1 must come first"
    if listed.value("p") is None:
        return "it has no p= tag, so no key"
    return _limit_fault(listed)


def _limit_fault(listed: tag_list.TagList) -> str | None:
    """Which limit the owner set keeps verifiers from using the key for today's mail."""
    services = listed.value("s")
    if services is not None and not {"*", "email"} & {part.strip() for part in services.split(":")}:
        return f"s={services} does not allow e-mail"
    hashes = listed.value("h")
    if hashes is not None and "sha256" not in {part.strip() for part in hashes.split(":")}:
        return f"h={hashes} does not allow sha256, the only hash still accepted"
    return None


def _key(algorithm: str, material: str, *, is_test: bool) -> DkimKey | DkimFault:
    try:
        octets = base64.b64decode(material, validate=True)
    except (binascii.Error, ValueError):
        return DkimFault("p= is not base64; characters were lost or added when it was pasted")
    if algorithm == "ed25519":
        if len(octets) != ED25519_OCTETS:
            return DkimFault(f"an Ed25519 key has 32 octets, this one has {len(octets)}")
        return DkimKey(algorithm, 8 * ED25519_OCTETS, is_test)
    if algorithm != "rsa":
        return DkimFault(f"k={algorithm} is no key type verifiers know")
    bits = rsa_bits(octets)
    return DkimKey(algorithm, bits, is_test) if bits else DkimFault("p= does not hold a whole RSA public key")
