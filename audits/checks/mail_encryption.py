"""Does mail to the domain arrive encrypted, and do its servers prove their names where senders insist on it?"""

from audits.core.check import Check
from audits.core.derived.reception import DomainReception, Received, domain_reception
from audits.core.observed.mail import MAIL
from audits.core.observed.mail_transport import SMTP, STS_POLICY
from audits.core.outcome import Impact, Outcome
from audits.core.subject import MailDomain
from audits.core.verdict import COULD_NOT_CHECK, Judgement, Observation, Verdict

PROVEN = Verdict(
    "proven", Outcome.PASS, "Mail to {domain} arrives encrypted, and every exchanger proves its name: {hosts}"
)
OPPORTUNISTIC = Verdict(
    "opportunistic",
    Outcome.PASS,
    "Mail to {domain} arrives encrypted; senders do not insist on proof, and there is none: {doubts}",
)
PLAIN = Verdict(
    "plain",
    Outcome.FAIL,
    "Mail to {domain} crosses the internet readable: {hosts} offers no encryption",
    Impact.INCIDENT,
    fix="Turn STARTTLS on at {hosts}. Postfix: postconf -e 'smtpd_tls_security_level = may' "
    "'smtpd_tls_chain_files = /etc/letsencrypt/live/{first}/privkey.pem, /etc/letsencrypt/live/{first}/fullchain.pem'.",
)
BREAKS_OFF = Verdict(
    "breaks-off",
    Outcome.FAIL,
    "{hosts} offers encryption and then breaks it off, so mail to {domain} is late or lost",
    Impact.INCIDENT,
    fix="Look into the mail log of {hosts} at the moment of this run: most often the key does not fit the certificate "
    "or cannot be read. Try it with: openssl s_client -starttls smtp -connect {first}:25",
)
REFUSED_BY_POLICY = Verdict(
    "refused-by-policy",
    Outcome.FAIL,
    "Senders that honour your MTA-STS policy deliver nothing to {domain}: {doubts}",
    Impact.BLOCKER,
    fix="Serve a certificate for the exchanger's own name with its whole chain: certbot certonly -d {first}. Until then "
    "set mode: testing in https://mta-sts.{domain}/.well-known/mta-sts.txt and change the id of _mta-sts.{domain}.",
)
PARTLY_REFUSED = Verdict(
    "partly-refused",
    Outcome.WARN,
    "Senders that honour your MTA-STS policy pass over a part of the exchangers of {domain}: {doubts}",
    Impact.INCIDENT,
    fix="Serve a certificate for the exchanger's own name with its whole chain: certbot certonly -d {first}.",
)


def judge(reception: DomainReception) -> Judgement:  # noqa: PLR0911 - one return a verdict
    """The worst that is proven; a pass only where every exchanger answered."""
    evidence, domain = reception.evidence, reception.domain
    plain = tuple(each for each in reception.received if each.is_plain)
    if plain:
        return PLAIN.given(*evidence, domain=domain, hosts=_hosts(plain), first=plain[0].host)
    broken = tuple(each for each in reception.received if each.is_broken)
    if broken:
        return BREAKS_OFF.given(*evidence, domain=domain, hosts=_hosts(broken), first=broken[0].host)
    doubtful = reception.doubtful
    if doubtful and reception.is_enforced:
        everyone = len(doubtful) == len(reception.received) and not reception.unanswered
        verdict = REFUSED_BY_POLICY if everyone else PARTLY_REFUSED
        return verdict.given(*evidence, domain=domain, doubts=_doubts(doubtful), first=doubtful[0].host)
    if reception.unanswered or not reception.received:
        return _unanswered(reception)
    if doubtful and reception.policy_missing:
        missing = reception.policy_missing
        tried = (Observation("tried", attempt) for attempt in missing.tried)
        return COULD_NOT_CHECK.given(*evidence, *tried, reason=missing.reason, retry=missing.retry)
    if doubtful:
        return OPPORTUNISTIC.given(*evidence, domain=domain, doubts=_doubts(doubtful))
    return PROVEN.given(*evidence, domain=domain, hosts=_hosts(reception.received))


def _unanswered(reception: DomainReception) -> Judgement:
    if not reception.unanswered:
        reason = f"no exchanger of {reception.domain} could be asked"
        return COULD_NOT_CHECK.given(*reception.evidence, reason=reason, retry="once one has an address")
    _, missing = reception.unanswered[0]
    return COULD_NOT_CHECK.given(*reception.evidence, reason=missing.reason, retry=missing.retry)


def _hosts(received: tuple[Received, ...]) -> str:
    return ", ".join(each.host for each in received)


def _doubts(received: tuple[Received, ...]) -> str:
    return "; ".join(each.doubt for each in received)


CHECK = Check(
    id="mail-encryption",
    version=2,
    subject=MailDomain,
    title="Mail encryption",
    why="Without it, password resets and invoices sent to this domain can be read on the way.",
    references=("RFC 3207", "RFC 8461 section 4", "RFC 7435"),
    reads=domain_reception,
    verdicts=(PLAIN, BREAKS_OFF, REFUSED_BY_POLICY, PARTLY_REFUSED, OPPORTUNISTIC, PROVEN),
    judge=judge,
    sources=(MAIL, SMTP, STS_POLICY),
)
