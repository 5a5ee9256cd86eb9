"""Do browsers accept the keys, signatures, purpose and lifetime of a host's certificate?"""

from datetime import datetime

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.certificates import VerifiedChain, is_self_issued, verified_chain
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import ANY_PURPOSE, SERVER_AUTH, TLS, Certificate
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.key_strength import (
    DEAD_DIGESTS,
    LEAF_CURVES,
    MOST_DAYS,
    is_accepted,
    is_short,
    most_days,
    whole_days,
)
from audits.core.subject import Host
from audits.core.verdict import Fact, Judgement, Observation, Verdict

CA_KEY, KEY, DIGEST = 67, 66, 68
"""Complaints of a handshake (x509_vfy.h): the authority's key, the host's own key, a digest is too weak."""

REISSUE = "certbot certonly -d {name} --key-type ecdsa"

STRONG = Verdict("strong", Outcome.PASS, "Browsers accept the key of {name}: {key}, signed with {signature}")
PRIVATE = Verdict(
    "private",
    Outcome.PASS,
    "The certificate of {name} lasts {days}, as a private authority may issue it: {anchor}",
)
UNKNOWN = Verdict(
    "unaccepted-key",
    Outcome.FAIL,
    "Browsers do not accept the kind of key {name} has: {key}",
    Impact.BLOCKER,
    fix=f"Issue a new certificate for {{name}} with an ECDSA P-256 or RSA 2048 key: {REISSUE}",
)
HALF_KNOWN = Verdict(
    "half-accepted-key",
    Outcome.FAIL,
    "Chrome and Edge do not accept the key of {name}: {key}",
    Impact.BLOCKER,
    fix=f"Issue a new certificate for {{name}} with an ECDSA P-256 key: {REISSUE}. P-521 is no stronger in practice, and "
    "Chromium dropped it.",
)
SHORT = Verdict(
    "weak-key",
    Outcome.FAIL,
    "The key of {subject} is too short for browsers: {key}",
    Impact.BLOCKER,
    fix=f"Issue a new certificate for {{name}} with an ECDSA P-256 or RSA 2048 key, from a public authority: {REISSUE}",
)
DEAD = Verdict(
    "weak-signature",
    Outcome.FAIL,
    "The certificate of {subject} is signed with {signature}, which browsers reject",
    Impact.BLOCKER,
    fix=f"Get a new certificate for {{name}}, signed with SHA-256 all the way up, and serve the chain that comes with it: "
    f"{REISSUE}",
)
OTHER_PURPOSE = Verdict(
    "other-purpose",
    Outcome.FAIL,
    "The certificate of {name} is not made out for a web server",
    Impact.BLOCKER,
    fix=f"Serve {{name}} with a certificate whose extended key usage lists serverAuth: {REISSUE}. The present one is for: "
    "{purposes}.",
)
TOO_LONG = Verdict(
    "too-long",
    Outcome.FAIL,
    "The certificate of {name} lasts {days}; browsers reject more than {limit}",
    Impact.BLOCKER,
    fix=f"Replace it by one that is renewed by itself: {REISSUE}",
)
OVER_LIMIT = Verdict(
    "over-limit",
    Outcome.WARN,
    "The certificate of {name} was issued for {days}, when authorities might issue {limit} at most",
    Impact.INCIDENT,
    fix=f"Replace it before its authority has to revoke it, by one that is renewed by itself: {REISSUE}",
)
UNSTAPLED = Verdict(
    "staple-missing",
    Outcome.FAIL,
    "Firefox rejects the certificate of {name}: it demands a stapled OCSP answer, and none is sent",
    Impact.INCIDENT,
    fix="Issue the certificate of {name} again without must-staple (certbot certonly -d {name}, and delete must_staple "
    "from its renewal file), or staple: nginx ssl_stapling on; ssl_stapling_verify on;",
)
UNPROVEN = Verdict(
    "staple-unproven",
    Outcome.COULD_NOT_CHECK,
    "Could not check: the certificate of {name} demands a stapled OCSP answer, and one handshake without it proves little",
    fix="Try again in ten minutes: servers fetch that answer after their first visitor. This says nothing about the client.",
)


def judge(verified: VerifiedChain) -> Judgement:
    chain = verified.chain
    path = tuple(chain.sent[place] for place in chain.path)
    leaf = chain.leaf
    seen = tuple(
        Observation(
            f"{chain.host} port 443, certificate {place}", f"{each.subject}: {each.key}, signed with {each.signature}"
        )
        for place, each in enumerate(path, 1)
    )
    facts: dict[str, Fact] = {"name": chain.host, "key": leaf.key, "signature": leaf.signature}
    found = _of_key(path, verified)
    if found:
        verdict, certificate = found
        told = {"subject": certificate.subject, "key": certificate.key, "signature": certificate.signature}
        return verdict.given(*seen, **{**facts, **told})
    if leaf.purposes and not {SERVER_AUTH, ANY_PURPOSE} & set(leaf.purposes):
        purposes = Observation(f"{chain.host} port 443, extended key usage", ", ".join(leaf.purposes))
        return OTHER_PURPOSE.given(*seen, purposes, **facts, purposes=purposes.observed)
    if leaf.must_staple and not verified.staples:
        asked = Observation(
            f"{chain.host} port 443, stapled answers", f"none in {amount(verified.staple_requests, 'handshake')}"
        )
        return (UNSTAPLED if verified.staple_requests > 1 else UNPROVEN).given(*seen, asked, **facts)
    return _of_life(verified, seen, facts)


def _of_key(path: tuple[Certificate, ...], verified: VerifiedChain) -> tuple[Verdict, Certificate] | None:
    """The first fault of a key or a signature, from the leaf up, with the certificate it is one of."""
    leaf = path[0]
    complaints = {complaint.code for complaint in verified.trust.complaints} | {verified.trust.now.code}
    short = next((each for each in path if is_short(each.key)), None)
    if short:
        return SHORT, short
    if not is_accepted(leaf.key):
        return UNKNOWN, leaf
    if not is_accepted(leaf.key, LEAF_CURVES):
        return HALF_KNOWN, leaf
    # A root's own signature proves nothing to anybody, so that its digest does not matter.
    dead = next((each for each in path if each.signature in DEAD_DIGESTS and not is_self_issued(each)), None)
    if dead:
        return DEAD, dead
    if complaints & {KEY, CA_KEY}:
        return SHORT, path[0] if KEY in complaints else path[-1]
    return (DEAD, path[-1]) if DIGEST in complaints else None


def _of_life(verified: VerifiedChain, seen: tuple[Observation, ...], facts: dict[str, Fact]) -> Judgement:
    """The judgement of the lifetime; of a chain that nobody trusts it does not matter."""
    leaf = verified.chain.leaf
    since, until = datetime.fromisoformat(leaf.not_before), datetime.fromisoformat(leaf.not_after)
    days, limit = whole_days(until - since), most_days(since.date())
    if not verified.is_vouched_for or limit is None or days <= limit:
        return STRONG.given(*seen, **facts)
    life = Observation(f"{verified.chain.host} port 443, validity", f"{leaf.not_before} to {leaf.not_after}")
    told = facts | {"days": amount(days, "day")}
    if verified.trust.is_private:
        return PRIVATE.given(*seen, life, **told, anchor=verified.trust.anchor)
    if days > MOST_DAYS:
        return TOO_LONG.given(*seen, life, **told, limit=amount(MOST_DAYS, "day"))
    return OVER_LIMIT.given(*seen, life, **told, limit=amount(limit, "day"))


CHECK = Check(
    id="certificate-key",
    version=1,
    subject=Host,
    title="Certificate key",
    why="Browsers stop visitors when the key, a signature, the purpose or the lifetime of a certificate breaks their rules.",
    references=(
        "RFC 9325 section 4.5",
        "RFC 7633",
        "https://cabforum.org/working-groups/server/baseline-requirements/requirements/",
        "https://support.apple.com/en-us/103769",
    ),
    reads=verified_chain,
    verdicts=(
        *(SHORT, UNKNOWN, HALF_KNOWN, DEAD, OTHER_PURPOSE, TOO_LONG, UNSTAPLED, UNPROVEN, OVER_LIMIT),
        *(PRIVATE, STRONG),
    ),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS),
)
