"""What a judgement about a received message quotes of it: never its recipient, never its text."""

from audits.core.derived.received_message import ReceivedMessage
from audits.core.observed import message as states
from audits.core.observed.mail import MailReply
from audits.core.observed.message import Signature
from audits.core.verdict import Observation


def message_evidence(found: ReceivedMessage) -> tuple[Observation, ...]:
    """What was read of it, and at the end what the receiver claims, which proves nothing here."""
    mail = found.mail
    told = [Observation("From", field) for field in mail.from_fields]
    told += [Observation("Return-Path", mail.return_path)] if mail.return_path else []
    for signature in mail.signatures:
        told += _of_signature(signature)
    if mail.spf:
        result = f"{mail.spf.result} for {mail.spf.address} in the name of {mail.spf.domain}"
        told.append(Observation("SPF, by the address in the receiver's Received field", result))
    if found.author:
        told.append(Observation("DMARC", found.dmarc))
    if found.policy is not None:
        told.append(Observation(f"_dmarc.{found.holder} TXT", found.policy.text))
    told += [Observation("on its way", stop) for stop in mail.stops]
    told += [Observation("Authentication-Results, as the receiver claims", claim) for claim in mail.claims]
    return tuple(told)


def _of_signature(signature: Signature) -> list[Observation]:
    named = f"d={signature.domain or '?'} s={signature.selector or '?'} a={signature.algorithm or '?'}"
    outcome = "holds" if signature.state == states.VERIFIED else f"does not hold: {signature.reason}"
    told = [Observation("DKIM-Signature", f"{named}, {outcome}")]
    if signature.key is not None:
        reply = signature.key.reply
        texts = reply.records[:2] if isinstance(reply, MailReply) else (f"no answer: {reply.reason}",)
        told += [Observation(signature.key.question, text) for text in texts or ("no such record",)]
    return told
