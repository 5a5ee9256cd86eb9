"""Do the signatures of the domain's zone hold, where it is signed?"""

from audits.core.check import Check
from audits.core.derived.dnssec import SignedZone, signed_zone
from audits.core.observed.dnssec import DATES, DNSSEC, INVALID, MISMATCH, NO_KEYS, SECURE, Signature
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Domain
from audits.core.verdict import Judgement, Observation, Verdict

MOST_SHOWN = 6
RESIGN = "Sign the zone again at the DNS provider now (dnssec-signzone, or the provider's button)"

UNSIGNED = Verdict(
    "unsigned", Outcome.PASS, "{name} is not signed: nothing can break, and nothing proves its answers either"
)
VALID = Verdict("valid", Outcome.PASS, "{name} is signed and its signatures hold")
NO_KEY = Verdict(
    "no-key",
    Outcome.FAIL,
    "The registry says that {name} is signed, and it has no key: validating resolvers refuse the whole domain",
    Impact.BLOCKER,
    fix="Delete the DS record of {name} at the registrar now ({ds}). Sign the zone afterwards if it is to be signed.",
)
WRONG_KEY = Verdict(
    "wrong-key",
    Outcome.FAIL,
    "No key of {name} fits the DS record at the registry: validating resolvers refuse the whole domain",
    Impact.BLOCKER,
    fix="Replace the DS record of {name} at the registrar ({ds}) by the one your DNS provider shows, or delete it now "
    "and add the right one later.",
)
EXPIRED = Verdict(
    "expired",
    Outcome.FAIL,
    "The signature over {covers} of {name} ran out on {until}: validating resolvers refuse it",
    Impact.BLOCKER,
    fix=RESIGN + " and let it be signed by itself from now on. If that takes longer than an hour, delete the DS record "
    "at the registrar.",
)
EARLY = Verdict(
    "early",
    Outcome.FAIL,
    "The signature over {covers} of {name} holds only from {since}: validating resolvers refuse it",
    Impact.BLOCKER,
    fix="Set the clock of the machine that signs {name} right. " + RESIGN + ".",
)
FORGED = Verdict(
    "forged",
    Outcome.FAIL,
    "The signatures of {name} do not fit its records: validating resolvers refuse it",
    Impact.BLOCKER,
    fix=RESIGN + ". If that does not help within the hour, delete the DS record at the registrar ({ds}).",
)
REFUSED = Verdict(
    "refused",
    Outcome.FAIL,
    "A validating resolver refuses {name}, and answers as soon as it need not check signatures",
    Impact.BLOCKER,
    fix=RESIGN + ". If that does not help within the hour, delete the DS record at the registrar ({ds}).",
)
ENDING = Verdict(
    "ending",
    Outcome.WARN,
    "The signature over {covers} of {name} runs out on {until}, and no newer one has come",
    Impact.INCIDENT,
    fix=RESIGN + ", and find out why it was not signed again by itself.",
)


def judge(zone: SignedZone) -> Judgement:  # noqa: PLR0911 - one return a verdict
    answers, name = zone.answers, zone.answers.zone
    seen = _seen(zone)
    if not answers.ds:
        return UNSIGNED.given(*seen, name=name)
    ds = answers.ds[0]
    if answers.verified == NO_KEYS:
        return NO_KEY.given(*seen, name=name, ds=ds)
    if answers.verified == MISMATCH:
        return WRONG_KEY.given(*seen, name=name, ds=ds)
    if answers.verified == DATES and (out := zone.expired):
        return EXPIRED.given(*seen, name=name, covers=out.covers, until=_day(out.expiration))
    if answers.verified == DATES and (out := zone.early):
        return EARLY.given(*seen, name=name, covers=out.covers, since=_day(out.inception))
    if answers.verified in {INVALID, DATES}:
        return FORGED.given(*seen, name=name, ds=ds)
    if zone.is_refused:
        return REFUSED.given(*seen, name=name, ds=ds)
    if answers.verified == SECURE and (out := zone.ending):
        return ENDING.given(*seen, name=name, covers=out.covers, until=_day(out.expiration))
    return VALID.given(*seen, name=name)


def _day(moment: str) -> str:
    return moment[:16].replace("T", " ") + " UTC"


def _seen(zone: SignedZone) -> tuple[Observation, ...]:
    """The DS records, the keys, the signatures' dates, and the resolver's word."""
    answers = zone.answers
    name, word = answers.zone, answers.resolver
    seen = [Observation(f"DNS {name} DS", text) for text in answers.ds[:MOST_SHOWN] or ("no such record",)]
    seen += [Observation(f"DNS {name} DNSKEY @{answers.address}", text) for text in answers.keys[:MOST_SHOWN]]
    seen += [
        Observation(f"DNS {name} RRSIG {each.covers} @{answers.address}", _shown(each))
        for each in answers.signatures[:MOST_SHOWN]
    ]
    if word:
        status = f"{word.status}{', validated' if word.validated else ''}"
        unchecked = f"; without checking: {word.unchecked}" if word.unchecked else ""
        seen.append(Observation(f"DNS {name} SOA, asked of our resolver", status + unchecked))
    return tuple(seen)


def _shown(signature: Signature) -> str:
    return f"key {signature.key_tag}, from {_day(signature.inception)} to {_day(signature.expiration)}"


CHECK = Check(
    id="dnssec",
    version=1,
    subject=Domain,
    title="DNSSEC",
    why="A broken signature makes the whole domain vanish for everybody whose resolver checks them.",
    references=("RFC 4035 section 5", "RFC 6781 section 4.4", "RFC 4035 section 3.2.2"),
    reads=signed_zone,
    verdicts=(NO_KEY, WRONG_KEY, EXPIRED, EARLY, FORGED, REFUSED, ENDING, UNSIGNED, VALID),
    judge=judge,
    sources=(DNSSEC,),
)
