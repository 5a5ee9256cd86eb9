"""Does the certificate chain a host sends lead to an authority that browsers trust?"""

from audits.core.check import Check
from audits.core.derived.certificates import KEY_COMPLAINTS, WRONG_PURPOSE, VerifiedChain, verified_chain
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import ANY_PURPOSE, SERVER_AUTH, TLS
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

# Verification results of OpenSSL (x509_vfy.h): what each says of a chain.
EXPIRY = frozenset({9, 10})
SELF_SIGNED = 18
ISSUER_MISSING = frozenset({2, 20, 21})
NOBODYS = frozenset({19, 27})

TRUSTED = Verdict("trusted", Outcome.PASS, "Browsers trust the certificate of {name}")
VOUCHED_FOR = Verdict(
    "vouched-for",
    Outcome.PASS,
    "An authority that browsers trust signed the certificate of {name}; {matter} judged on their own",
)
SELF_MADE = Verdict(
    "self-signed",
    Outcome.FAIL,
    "{name} vouches for itself: no authority signed its certificate",
    Impact.BLOCKER,
    fix="Get a certificate for {name} from a public authority: certbot certonly -d {name}, or switch the record to "
    "Proxied in Cloudflare.",
)
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.FAIL,
    "{name} does not send the intermediate certificate: curl, phones and other servers turn away",
    Impact.BLOCKER,
    fix="Serve the whole chain: with nginx point ssl_certificate at fullchain.pem instead of cert.pem and reload. "
    "The missing certificate: {issuer}. Browsers on desktops fetch it by themselves, so look with curl, not with one.",
)
STALE_ISSUER = Verdict(
    "expired-issuer",
    Outcome.FAIL,
    "A certificate above that of {name} has expired",
    Impact.BLOCKER,
    fix="Renew the certificate of {name} with its authority and serve the new chain whole; the old intermediate is "
    "past its date.",
)
UNKNOWN = Verdict(
    "unknown-authority",
    Outcome.FAIL,
    "No authority that browsers trust signed the certificate of {name}",
    Impact.BLOCKER,
    fix="Get a certificate for {name} from a public authority: certbot certonly -d {name}. The one served was signed "
    "by {issuer}; if that is a public authority, serve its intermediate certificate too.",
)
REJECTED = Verdict(
    "rejected",
    Outcome.FAIL,
    "Browsers reject the certificate chain of {name}: {words}",
    Impact.BLOCKER,
    fix="Get a new certificate for {name} from a public authority, certbot certonly -d {name}, and serve the whole chain "
    "that comes with it. Verification of the present one ends with: {words}.",
)


def judge(verified: VerifiedChain) -> Judgement:  # noqa: PLR0911 - one return a verdict
    chain, trust = verified.chain, verified.trust
    leaf, name = chain.leaf, chain.host
    sent = (f"{certificate.subject}, issued by {certificate.issuer}" for certificate in chain.sent)
    seen = (
        Observation(f"{name} port 443, verification", f"{trust.now.code}: {trust.now.message}"),
        *(Observation(f"{name} port 443, certificate {place}", words) for place, words in enumerate(sent, 1)),
    )
    code, matter = _code(verified), "its dates are"
    if code in EXPIRY and trust.ignoring_time:
        # The leaf's own dates are the matter of certificate-expiry; here the rest of the chain counts.
        code = trust.ignoring_time.code
        if code == 0 and not chain.leaf_out_of_date:
            return STALE_ISSUER.given(*seen, name=name)
    elif code == 0 and trust.now.code:
        matter = "key, signature and purpose are"
    if code == 0 and trust.now.code:
        return VOUCHED_FOR.given(*seen, name=name, matter=matter)
    if code == 0:
        return TRUSTED.given(*seen, name=name)
    if code == SELF_SIGNED:
        return SELF_MADE.given(*seen, name=name)
    if code in ISSUER_MISSING and trust.with_issuer and trust.with_issuer.code in {0, *EXPIRY}:
        return INCOMPLETE.given(*seen, name=name, issuer=leaf.issuer)
    if code in ISSUER_MISSING | NOBODYS:
        return UNKNOWN.given(*seen, name=name, issuer=leaf.issuer)
    return REJECTED.given(*seen, name=name, words=trust.now.message)


def _code(verified: VerifiedChain) -> int:
    """What verification says, without what certificate-key judges: weak keys and digests, and the leaf's purpose."""
    trust, purposes = verified.trust, set(verified.chain.leaf.purposes)
    elsewhere = KEY_COMPLAINTS | ({WRONG_PURPOSE} if purposes and not purposes & {SERVER_AUTH, ANY_PURPOSE} else set())
    if trust.now.code not in elsewhere:
        return trust.now.code
    return next((complaint.code for complaint in trust.complaints if complaint.code not in elsewhere), 0)


CHECK = Check(
    id="certificate-trust",
    version=2,
    subject=Host,
    title="Certificate trust",
    why="Browsers stop visitors with a full-page warning when nobody they trust vouches for the certificate.",
    references=("RFC 5280 section 6", "https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/"),
    reads=verified_chain,
    verdicts=(SELF_MADE, INCOMPLETE, STALE_ISSUER, UNKNOWN, REJECTED, VOUCHED_FOR, TRUSTED),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS),
)
