"""Received messages as literals, and what the check makes of them for the estate acme.example."""

from dataclasses import replace
from datetime import UTC, datetime

from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.mail import MailLookup, MailReply
from audits.core.observed.message import MESSAGES, Link, Mailbox, ReceivedMail, Signature, SpfSeen
from audits.core.subject import Domain, MailDomain, Message
from audits.core.unavailable import Unavailable

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ARRIVED = "2026-11-18T09:40:00+00:00"
SILENT = Unavailable("no answer", ("192.0.2.53",))
RESET = Message("0a1b2c3d", "password-reset")
SPF = SpfSeen("203.0.113.7", "acme.example", "pass")


def signature(state="verified", domain="acme.example", **more):
    key = MailLookup(f"s1._domainkey.{domain}", "TXT", more.pop("reply", MailReply("NOERROR", ("v=DKIM1; p=…",))))
    return Signature(domain, "s1", "rsa-sha256", state, more.pop("reason", ""), key, 2048, **more)


def policy(text="v=DMARC1; p=reject", domain="acme.example"):
    return MailLookup(f"_dmarc.{domain}", "TXT", MailReply("NOERROR", (text,)) if isinstance(text, str) else text)


NOTHING = MailLookup("_dmarc.example", "TXT", MailReply("NXDOMAIN"))
KEY = Link("https", "app.acme.example", is_key=True)
GOOD = ReceivedMail(
    purpose="password-reset",
    is_pasted=False,
    from_fields=("Harbour Desk <support@acme.example>",),
    authors=(Mailbox("Harbour Desk", "support@acme.example", "acme.example"),),
    replies=("acme.example",),
    return_path="acme.example",
    signatures=(signature(),),
    claims=("mx.mailbox.test; dkim=pass header.d=acme.example",),
    received_at=ARRIVED,
    spf=SPF,
    walks=(policy(), NOTHING),
    links=(KEY,),
)


def written_by(address, name="Harbour Desk", **more):
    """The good message from another address."""
    box = Mailbox(name, address, address.rpartition("@")[2])
    return replace(GOOD, from_fields=(f"{name} <{address}>",), authors=(box,), **more)


def judged(check, mail, *, estate=None):
    """Every judgement about the message, that of the whole first."""
    known = estate or Estate(Domain("acme.example"), mail_domains=(MailDomain("acme.example"),), messages=(RESET,))
    held = Artifacts(known, NOW, collect((Artifact(MESSAGES, RESET.label, mail),)))
    return check.judgements(held.about(RESET))
