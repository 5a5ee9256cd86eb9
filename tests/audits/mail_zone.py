"""Mail answers from a zone written as literals: `{"TXT acme.example": [...], "A x.example": NXDOMAIN}`."""

from datetime import UTC, datetime

from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.derived.own_senders import own_senders
from audits.core.derived.spf_shortening import further_questions
from audits.core.estate import Estate
from audits.core.observed.dns import AddressRecord, HostRecords
from audits.core.observed.mail import (
    MAIL,
    MailAnswers,
    MailHost,
    MailLookup,
    MailReply,
    ReverseName,
    SelectorLookup,
)
from audits.core.parsing.dmarc import walk
from audits.core.parsing.mail_exchanger import parsed_exchangers
from audits.core.subject import Domain, MailDomain
from audits.core.unavailable import Unavailable

NXDOMAIN = MailReply("NXDOMAIN")
SILENT = Unavailable("no answer", ("192.0.2.53",))
ACME = "acme.example"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Zone:
    """The literals as a gatherer would have met them."""

    def __init__(self, literals, domain):
        self.literals, self.domain = literals, domain

    def asked(self, rtype, name):
        found = self.literals.get(f"{rtype} {name}", NXDOMAIN if name.startswith("_") else [])
        return MailLookup(name, rtype, MailReply("NOERROR", tuple(found)) if isinstance(found, list) else found)

    def host(self, name):
        replies = [self.asked(rtype, name).reply for rtype in ("A", "AAAA")]
        told = [reply for reply in replies if isinstance(reply, MailReply)]
        if not told:
            return MailHost(name, SILENT)
        four, six = (tuple(map(address, reply.records)) if isinstance(reply, MailReply) else reply for reply in replies)
        full = next((reply for reply in told if reply.records), told[0])
        return MailHost(name, HostRecords(name, full.status, full.aliases, four, six))

    def hosts(self):
        reply = self.asked("MX", self.domain).reply
        if isinstance(reply, Unavailable):
            return ()
        named = [each.host for each in parsed_exchangers(reply.records) if each.host and not each.literal]
        return tuple(self.host(name) for name in (named if reply.records else [self.domain]))

    def reverse(self, address):
        lookup = self.asked("PTR", address)
        names = lookup.reply.records if isinstance(lookup.reply, MailReply) else ()
        family = "AAAA" if ":" in address else "A"
        return ReverseName(address, lookup, tuple(self.asked(family, name.rstrip(".")) for name in names))


def address(text):
    return AddressRecord(text, "private, 10.0.0.0/8" if text.startswith("10.") else None)


def answers(literals, *, domain=ACME, selectors=(), guessed=(), stray=()):
    zone = Zone(literals, domain)
    others = [entry.split(" ") for entry in literals if " _spf." in entry or ("._" not in entry and " _" not in entry)]
    spf = (zone.asked("TXT", domain), *(zone.asked(*each) for each in others if each != ["TXT", domain]))
    hosts = zone.hosts()
    own = [sender.address for sender in own_senders(domain, spf, hosts)]
    public = [each for each in own if address(each).nature is None]
    keys = [(name, True) for name in selectors] + [(name, False) for name in guessed]
    return MailAnswers(
        domain=domain,
        exchangers=zone.asked("MX", domain),
        spf=spf,
        dmarc=tuple(zone.asked("TXT", f"_dmarc.{name}") for name in walk(domain)),
        permissions=tuple(zone.asked("TXT", entry.split(" ")[1]) for entry in literals if "._report." in entry),
        key_root=zone.asked("TXT", f"_domainkey.{domain}"),
        selectors=tuple(
            SelectorLookup(name, declared, zone.asked("TXT", f"{name}._domainkey.{domain}")) for name, declared in keys
        ),
        hosts=hosts,
        addresses=tuple(zone.asked(rtype, name) for name, rtype in further_questions(domain, spf, hosts)),
        reverse_names=tuple(zone.reverse(each) for each in public[:3]),
        stray=MailLookup("stray", "TXT", MailReply("NOERROR", tuple(stray))) if stray else None,
        transport_policy=zone.asked("TXT", f"_mta-sts.{domain}"),
        tls_reports=zone.asked("TXT", f"_smtp._tls.{domain}"),
        logo=zone.asked("TXT", f"default._bimi.{domain}"),
    )


def artifacts(mail, *known, apex=ACME, kin=()):
    """What a check sees of `mail`; `known` are further artifacts, `kin` the answers of other mail domains."""
    subjects = tuple(MailDomain(each.domain) for each in (mail, *kin))
    estate = Estate(domain=Domain(apex), mail_domains=subjects)
    of_mail = tuple(Artifact(MAIL, each.domain, each) for each in (mail, *kin))
    return Artifacts(estate, NOW, collect((*of_mail, *known))).about(subjects[0])


def judged(check, zone, *known, **asked):
    return check.judgements(artifacts(answers(zone, **asked), *known))
