"""Does a host send its certificates in order, without any that vouch for nothing?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.certificates import VerifiedChain, is_self_issued, verified_chain
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import TLS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

ORDERED = Verdict("ordered", Outcome.PASS, "{name} sends {count}, each vouched for by the next")
ROOT_TOO = Verdict(
    "with-root",
    Outcome.PASS,
    "{name} sends its certificates in order, the root too, which nobody needs and nothing forbids",
)
OLD_TOO = Verdict(
    "with-expired",
    Outcome.PASS,
    "{name} also sends a certificate that has expired ({subject}); browsers go another way, and it harms nobody",
)
SHUFFLED = Verdict(
    "out-of-order",
    Outcome.WARN,
    "{name} sends its certificates out of order",
    Impact.CLEANUP,
    fix="Put the certificates of {name} in the order of the path, the host's own first, then each issuer: {order}. "
    "Browsers sort them, older phones and devices do not. With certbot: serve fullchain.pem as it is.",
)
REPEATED = Verdict(
    "repeated",
    Outcome.WARN,
    "{name} sends the same certificate twice: {subject}",
    Impact.CLEANUP,
    fix="Take the second copy of {subject} out of the file that {name} serves. Mostly the host's own certificate stands "
    "in the file of the intermediates as well; with nginx serve fullchain.pem and nothing else.",
)
STRANGE = Verdict(
    "unrelated",
    Outcome.WARN,
    "{name} sends a certificate that vouches for nothing there: {subject}",
    Impact.CLEANUP,
    fix="Take {subject} out of the file that {name} serves, and serve the chain that came with the certificate: with "
    "certbot fullchain.pem, elsewhere the host's own certificate followed by its authority's bundle.",
)


def judge(verified: VerifiedChain) -> Judgement:
    chain = verified.chain
    name, sent = chain.host, chain.sent
    seen = tuple(
        Observation(
            f"{name} port 443, certificate {place}", f"{each.subject}, issued by {each.issuer}, until {each.not_after}"
        )
        for place, each in enumerate(sent, 1)
    )
    if chain.path != tuple(sorted(chain.path)):
        order = ", ".join(sent[place].subject for place in chain.path)
        return SHUFFLED.given(*seen, name=name, order=order)
    if chain.repeated:
        return REPEATED.given(*seen, name=name, subject=sent[chain.repeated[0]].subject)
    if chain.strangers:
        return STRANGE.given(*seen, name=name, subject=sent[chain.strangers[0]].subject)
    over = [each for each in sent[1:] if chain.is_over(each)]
    if over and verified.trust.now.code == 0:
        return OLD_TOO.given(*seen, name=name, subject=over[0].subject)
    if any(is_self_issued(each) for each in sent[1:]):
        return ROOT_TOO.given(*seen, name=name)
    return ORDERED.given(*seen, name=name, count=amount(len(sent), "certificate"))


CHECK = Check(
    id="certificate-chain",
    version=1,
    subject=Host,
    title="Certificate chain",
    why="Browsers find their way through a disordered chain; programs, phones and partners' servers often do not.",
    references=("RFC 5246 section 7.4.2", "RFC 8446 section 4.4.2"),
    reads=verified_chain,
    verdicts=(SHUFFLED, REPEATED, STRANGE, OLD_TOO, ROOT_TOO, ORDERED),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS),
)
