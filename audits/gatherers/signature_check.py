"""Verifying the DKIM signatures of one message with dkimpy, which is handed the keys and never asks for one itself."""

import logging
import re
from collections.abc import Mapping

import dkim
from dkim.util import InvalidTagValueList, parse_tag_value

from audits.core.observed import message as states
from audits.core.observed.mail import MailLookup, MailReply
from audits.core.observed.message import Signature
from audits.core.parsing import tag_list
from audits.core.parsing.dkim import DkimFault, DkimKey, RevokedKey, looks_like_key, parse
from audits.core.parsing.dkim_signature import SignatureField
from audits.core.parsing.message_source import MessageSource
from audits.core.unavailable import Unavailable

LEAST_BITS = 1024
"""Verifiers must not accept shorter RSA keys (RFC 8301 section 3.2)."""
_SILENT = logging.getLogger("audits.dkim")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False
_FIELD = b"dkim-signature"


def checked(
    source: MessageSource, signatures: tuple[SignatureField, ...], keys: Mapping[str, MailLookup]
) -> tuple[Signature, ...]:
    """Every signature with what verifying it came to, in the order of the fields."""
    return tuple(_checked(source, index, one, keys.get(one.key_name)) for index, one in enumerate(signatures))


def _checked(source: MessageSource, index: int, field: SignatureField, key: MailLookup | None) -> Signature:
    if field.fault:
        return _told(field, key, states.REFUSED if field.is_refused else states.UNREADABLE, field.fault)
    if key is None:
        return _told(field, key, states.UNANSWERED, "its key was not asked for")
    if isinstance(key.reply, Unavailable):
        return _told(field, key, states.UNANSWERED, key.reply.reason)
    text, state, reason, bits = _key(field, key.reply)
    if state:
        return _told(field, key, state, reason, bits)
    state, reason = _verified(source, index, text)
    return _told(field, key, state, reason, bits, is_partial=_is_partial(source, field))


def _told(
    field: SignatureField, key: MailLookup | None, state: str, reason: str, bits: int = 0, *, is_partial: bool = False
) -> Signature:
    return Signature(
        domain=field.domain,
        selector=field.selector,
        algorithm=field.algorithm,
        state=state,
        reason=reason,
        key=key,
        bits=bits,
        signed_at=field.signed_at,
        expires_at=field.expires_at,
        is_partial=is_partial,
    )


def _key(field: SignatureField, reply: MailReply) -> tuple[str, str, str, int]:
    """The key record, or the state and reason why verifiers have none; then the bits of an RSA key."""
    texts = [text for text in reply.records if looks_like_key(text)]
    if not texts:
        return "", states.NO_KEY, "there is no key record", 0
    if len(texts) > 1:
        return "", states.UNUSABLE_KEY, f"there are {len(texts)} key records, and verifiers may pick any", 0
    match parse(texts[0]):
        case RevokedKey():
            return "", states.REVOKED, "p= is empty", 0
        case DkimFault(reason):
            return "", states.UNUSABLE_KEY, reason, 0
        case DkimKey(algorithm, bits):
            return (texts[0], *_fitting(field, texts[0], algorithm, bits), bits if algorithm == "rsa" else 0)
    return "", states.UNUSABLE_KEY, "it cannot be read", 0


def _fitting(field: SignatureField, text: str, algorithm: str, bits: int) -> tuple[str, str]:
    """State and reason why a whole key does not fit this signature; empty where it does."""
    if not field.algorithm.startswith(f"{algorithm}-"):
        return states.UNUSABLE_KEY, f"the key is of kind {algorithm} and the signature says a={field.algorithm}"
    if algorithm == "rsa" and bits < LEAST_BITS:
        return states.REFUSED, f"the RSA key has {bits} bits, and verifiers must not accept fewer than {LEAST_BITS}"
    flags = {flag.strip() for flag in (tag_list.parse(text).value("t") or "").split(":")}
    if "s" in flags and field.identity not in {"", field.domain}:
        return states.UNUSABLE_KEY, "t=s in the key allows no identity below the domain"
    return "", ""


def _verified(source: MessageSource, index: int, text: str) -> tuple[str, str]:
    """The library's answer. Its own check of x= is left out: what counts is the day of receipt (RFC 6376 section 3.5)."""
    record = re.sub(r"[\r\n\t ]+", " ", text).encode("ascii", "replace")
    try:
        verifier = dkim.DKIM(source.raw, logger=_SILENT, minkey=LEAST_BITS)
        found = [(name, value) for name, value in verifier.headers if name.lower() == _FIELD]
        tags = parse_tag_value(found[index][1])
        dkim.validate_signature_fields({name: value for name, value in tags.items() if name != b"x"})
        signed = [name.lower() for name in re.split(rb"\s*:\s*", tags[b"h"].strip())]
        held = verifier.verify_sig(tags, signed, found[index], lambda _name, timeout=0: record)  # noqa: ARG005 - the library's own form
    except dkim.ValidationError as fault:
        if str(fault).startswith("body hash mismatch"):
            return states.BODY_CHANGED, "the body is not the one that was signed"
        return states.UNREADABLE, _clause(fault)
    except (dkim.DKIMException, InvalidTagValueList) as fault:
        return states.UNREADABLE, _clause(fault)
    except (ValueError, TypeError, LookupError, RecursionError, ArithmeticError) as fault:
        return states.UNREADABLE, f"it cannot be read ({type(fault).__name__})"
    if held:
        return states.VERIFIED, ""
    return states.WRONG, "the header fields are not those that were signed, or the published key is another"


def _clause(fault: Exception) -> str:
    return str(fault)[:160]


def _is_partial(source: MessageSource, field: SignatureField) -> bool:
    """Whether l= leaves something of the body unsigned, line ends and empty last lines apart."""
    if field.length is None:
        return False
    _, _, body = re.sub(rb"\r?\n", b"\r\n", source.raw).partition(b"\r\n\r\n")
    return len(re.sub(rb"[\t ]+", b" ", body).rstrip(b"\r\n")) > field.length
