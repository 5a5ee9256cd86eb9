"""Mail answers from a zone written as literals: `{"TXT acme.example": [...], "A x.example": NXDOMAIN}`."""

from datetime import UTC, datetime

from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.mail import MAIL, MailAnswers, MailLookup, MailReply, SelectorLookup
from audits.core.parsing.dmarc import walk
from audits.core.subject import Domain, MailDomain
from audits.core.unavailable import Unavailable

NXDOMAIN = MailReply("NXDOMAIN")
SILENT = Unavailable("no answer", ("192.0.2.53",))
ACME = "acme.example"


def answers(zone, *, domain=ACME, selectors=(), guessed=()):
    def asked(rtype, name):
        found = zone.get(f"{rtype} {name}", NXDOMAIN if name.startswith("_") else [])
        return MailLookup(name, rtype, MailReply("NOERROR", tuple(found)) if isinstance(found, list) else found)

    def key(selector, declared):
        return SelectorLookup(selector, declared, asked("TXT", f"{selector}._domainkey.{domain}"))

    others = [entry.split(" ") for entry in zone if "._" not in entry and " _" not in entry]
    return MailAnswers(
        domain=domain,
        exchangers=asked("MX", domain),
        spf=(asked("TXT", domain), *(asked(*entry) for entry in others if entry != ["TXT", domain])),
        dmarc=tuple(asked("TXT", f"_dmarc.{name}") for name in walk(domain)),
        permissions=tuple(asked("TXT", entry.split(" ")[1]) for entry in zone if "._report." in entry),
        key_root=asked("TXT", f"_domainkey.{domain}"),
        selectors=(*(key(name, True) for name in selectors), *(key(name, False) for name in guessed)),
    )


def artifacts(mail, *, apex=ACME):
    subject = MailDomain(mail.domain)
    estate = Estate(domain=Domain(apex), mail_domains=(subject,))
    seen = Artifacts(estate, datetime(2026, 1, 1, tzinfo=UTC), collect((Artifact(MAIL, mail.domain, mail),)))
    return seen.about(subject)


def judged(check, zone, **asked):
    return check.judgements(artifacts(answers(zone, **asked)))
