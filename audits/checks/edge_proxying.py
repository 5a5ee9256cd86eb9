"""Do visitors pass the edge where they should, and mail where it must not?"""

from audits.core.check import Check
from audits.core.derived.edges import Proxied, proxied_host
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

PROXIED = Verdict("proxied", Outcome.PASS, "{name} is passed through {provider}")
NO_EDGE = Verdict("no-edge", Outcome.PASS, "{name} is reached directly, and no edge is set up for the whole domain")
DIRECT = Verdict("direct", Outcome.PASS, "{name} is reached directly, as {reason}")
MAIL_DIRECT = Verdict("mail-direct", Outcome.PASS, "No edge for web pages stands between mail and {name}")
MAIL_PROXIED = Verdict(
    "mail-proxied",
    Outcome.FAIL,
    "Mail cannot reach {name}: its addresses are {provider}'s, which passes on web pages and no mail",
    Impact.BLOCKER,
    fix="Give mail a name of its own: an A record with the mail server's address, DNS only (not proxied), and an MX "
    "record that points at it. Leave {name} proxied only if web pages live there.",
)
PARTLY = Verdict(
    "partly",
    Outcome.WARN,
    "Some addresses of {name} are {provider}'s and others are not, so visitors reach both",
    Impact.INCIDENT,
    fix="Delete the A and AAAA records of {name} that are not {provider}'s ({outside}), or proxy all of them.",
)
AROUND = Verdict(
    "around",
    Outcome.WARN,
    "{name} is reached past the edge: {sibling} stands behind {provider}, {name} shows its server's address {addresses}",
    Impact.CLEANUP,
    fix="Switch the record of {name} to Proxied at {provider}. Leave it where programs or an address list need the "
    "server itself, and let the server then take connections from known addresses alone.",
)


def judge(seen: Proxied) -> Judgement:
    records = Observation(f"{seen.host} A and AAAA", ", ".join(seen.addresses))
    if seen.exchanges:
        return _of_exchanger(seen, records)
    if seen.edge is not None:
        told = Observation(f"{seen.host}, {seen.edge.told_by}", seen.edge.seen)
        if seen.edge.is_partial:
            outside = ", ".join(address for address in seen.addresses if address not in seen.edge.seen.split(", "))
            return PARTLY.given(records, told, name=seen.host, provider=seen.edge.provider, outside=outside)
        return PROXIED.given(records, told, name=seen.host, provider=seen.edge.provider)
    return _without_edge(seen, records)


def _without_edge(seen: Proxied, records: Observation) -> Judgement:
    if seen.hosted_by:
        return DIRECT.given(records, name=seen.host, reason=f"{seen.hosted_by} serves it at addresses of its own")
    if seen.programs:
        return DIRECT.given(records, name=seen.host, reason="hosts for programs may be")
    if not seen.in_use:
        return NO_EDGE.given(records, name=seen.host)
    beside = Observation(seen.sibling, f"behind {seen.in_use}")
    if not seen.serves:
        return DIRECT.given(records, beside, name=seen.host, reason="it only sends visitors on")
    addresses = ", ".join(seen.addresses)
    return AROUND.given(
        records, beside, name=seen.host, sibling=seen.sibling, provider=seen.in_use, addresses=addresses
    )


def _of_exchanger(seen: Proxied, records: Observation) -> Judgement:
    if seen.edge is None:
        return MAIL_DIRECT.given(records, name=seen.host)
    knocked = Observation(f"{seen.host} port 25", seen.mail_port)
    if seen.mail_port == "open":
        return MAIL_DIRECT.given(records, knocked, name=seen.host)
    return MAIL_PROXIED.given(records, knocked, name=seen.host, provider=seen.edge.provider)


CHECK = Check(
    id="edge-proxying",
    version=1,
    subject=Host,
    title="Proxied where it helps",
    why="One host that goes past the edge shows the server to everybody; a mail host behind it gets no mail.",
    references=("https://developers.cloudflare.com/dns/proxy-status/", "RFC 5321 section 5.1"),
    reads=proxied_host,
    verdicts=(MAIL_PROXIED, PARTLY, AROUND, NO_EDGE, DIRECT, MAIL_DIRECT, PROXIED),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
