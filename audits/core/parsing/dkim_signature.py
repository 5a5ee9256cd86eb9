"""The grammar of DKIM-Signature fields (RFC 6376 section 3.5): what has to hold before a signature is verified at all."""

import re
from dataclasses import dataclass, replace

from audits.core.parsing import tag_list
from audits.core.parsing.dkim import is_selector
from audits.core.parsing.message_addresses import a_label

LONGEST_FIELD = 8_000
ALGORITHMS = ("rsa-sha256", "ed25519-sha256")
_DIGITS = re.compile(r"[0-9]{1,12}\Z")
_NEEDED = ("v", "a", "b", "bh", "d", "h", "s")


@dataclass(frozen=True)
class SignatureField:
    """The tags that name a signature; `fault` says in one clause why verifiers do not take it, `is_refused` by which rule.

    `identity` is the domain of i=, empty where it is that of d=.
    """

    domain: str = ""
    selector: str = ""
    algorithm: str = ""
    identity: str = ""
    fault: str = ""
    is_refused: bool = False
    length: int | None = None
    signed_at: int | None = None
    expires_at: int | None = None

    @property
    def key_name(self) -> str:
        """Where its key lies."""
        return f"{self.selector}._domainkey.{self.domain}"


def parse(value: str) -> SignatureField:
    """The signature's tags, or what is wrong with them."""
    if len(value) > LONGEST_FIELD:
        return SignatureField(fault=f"the field is longer than {LONGEST_FIELD:,} characters")
    listed = tag_list.parse(value)
    tag = {name: (listed.value(name) or "").strip() for name in (*_NEEDED, "i", "l", "t", "x", "q")}
    found = SignatureField(
        domain=a_label(tag["d"]),
        selector=tag["s"].lower() if is_selector(tag["s"]) else "",
        algorithm=tag["a"].lower()[:40],
        identity=a_label(tag["i"].rpartition("@")[2]),
        length=_number(tag["l"]),
        signed_at=_number(tag["t"]),
        expires_at=_number(tag["x"]),
    )
    if tag["a"] and found.algorithm not in ALGORITHMS:
        refusal = f"a={found.algorithm[:20]} is an algorithm that verifiers must not accept"
        return replace(found, fault=_form_fault(listed, tag) or refusal, is_refused=not _form_fault(listed, tag))
    return replace(found, fault=_form_fault(listed, tag) or _sense_fault(found, tag))


def _number(text: str) -> int | None:
    return int(text) if _DIGITS.match(text) else None


def _form_fault(listed: tag_list.TagList, tag: dict[str, str]) -> str:
    """What is wrong with the tags themselves."""
    if listed.unreadable:
        return f"{listed.unreadable[0][:40]!r} in it is no tag"
    if listed.repeated:
        return f"its tag {listed.repeated[0]}= stands more than once"
    missing = next((name for name in _NEEDED if not tag[name]), "")
    return f"it has no {missing}= tag" if missing else ""


def _sense_fault(found: SignatureField, tag: dict[str, str]) -> str:
    """What keeps readable tags from naming a signature of this message."""
    if not found.domain or not found.selector:
        return "d= and s= in it name no key"
    if "from" not in {name.strip().lower() for name in tag["h"].split(":")}:
        return "it does not sign the From field"
    if tag["i"] and found.identity != found.domain and not found.identity.endswith(f".{found.domain}"):
        return "i= in it lies outside d="
    bad = next((name for name in ("l", "t", "x") if tag[name] and _number(tag[name]) is None), "")
    return f"{bad}= in it is no number" if bad else ""
