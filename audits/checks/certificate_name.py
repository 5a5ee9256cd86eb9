"""Does the certificate a host sends name that host?"""

from audits.core.check import Check
from audits.core.derived.certificates import SentChain, sent_chain
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import TLS
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.certificate_name import covers
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

NAMED = Verdict("named", Outcome.PASS, "The certificate names {name}")
OTHER = Verdict(
    "other-names",
    Outcome.FAIL,
    "The certificate of {name} is made out to {names}",
    Impact.BLOCKER,
    fix="Serve {name} with a certificate that lists {name}: certbot certonly -d {name}, or add {name} as custom domain "
    "where the site is hosted.",
)
NAMELESS = Verdict(
    "nameless",
    Outcome.FAIL,
    "The certificate of {name} lists no names at all",
    Impact.BLOCKER,
    fix="Issue a certificate with {name} as subject alternative name; browsers no longer read the common name.",
)


def judge(chain: SentChain) -> Judgement:
    leaf = chain.leaf
    names = (*leaf.names, *leaf.addresses)
    seen = Observation(f"{chain.host} port 443, names", ", ".join(names) or f"none; subject {leaf.subject}")
    if not names:
        return NAMELESS.given(seen, name=chain.host)
    if covers(leaf.names, leaf.addresses, chain.host):
        return NAMED.given(seen, name=chain.host)
    shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return OTHER.given(seen, name=chain.host, names=shown)


CHECK = Check(
    id="certificate-name",
    version=1,
    subject=Host,
    title="Certificate name",
    why="A certificate for another name stops visitors with a full-page warning.",
    references=("RFC 9525 section 6.3",),
    reads=sent_chain,
    verdicts=(OTHER, NAMELESS, NAMED),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS),
)
