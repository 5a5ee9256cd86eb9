"""Does the mail domain publish DKIM keys that verifiers accept, under every selector it signs with?"""

from collections.abc import Iterator

from audits.core.check import Check, could_not_check
from audits.core.derived.dkim import LEAST_BITS, DkimKeys, SelectorKey, dkim_keys
from audits.core.derived.sending import told
from audits.core.observed.mail import MAIL, MailReply
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.dkim import DkimFault, DkimKey, RevokedKey, without_test_flag
from audits.core.subject import MailDomain
from audits.core.unavailable import Unavailable
from audits.core.verdict import Judgement, Observation, Verdict

GOOD_BITS = 2048
"""What signers should use (RFC 8301 section 3.2)."""

SIGNED = Verdict("signed", Outcome.PASS, "{domain} publishes DKIM keys that verifiers accept: {selectors}")
ONLY_ED25519 = Verdict(
    "only-ed25519",
    Outcome.WARN,
    "{domain} signs with Ed25519 alone, which many receivers cannot verify yet",
    Impact.INCIDENT,
    fix="Keep {selectors} and publish an RSA key of 2048 bits beside it under a second selector, then sign with both.",
)
UNSIGNED = Verdict(
    "unsigned",
    Outcome.FAIL,
    "{domain} publishes no DKIM key",
    Impact.INCIDENT,
    fix="Turn DKIM on at the service that sends mail for {domain} and publish the record it shows, at "
    "SELECTOR._domainkey.{domain}.",
)
NONE_USABLE = Verdict(
    "none-usable",
    Outcome.FAIL,
    "{domain} has no DKIM key that verifiers accept",
    Impact.INCIDENT,
    fix="Set right at least one of these records: {selectors}",
)
SELECTOR_UNKNOWN = Verdict(
    "selector-unknown",
    Outcome.COULD_NOT_CHECK,
    "No usable key of {domain} was met, and DNS does not list keys: the name of the selector in use is needed",
    fix="Read s= in the DKIM-Signature header of a mail the app sent, and add that selector to {domain}.",
)
KEY_ACCEPTED = Verdict("key-accepted", Outcome.PASS, "The key is whole: {algorithm}, {bits} bits")
KEY_MISSING = Verdict(
    "key-missing",
    Outcome.FAIL,
    "There is no DKIM key at {name}",
    Impact.INCIDENT,
    fix="Publish the record the mail service shows for this selector at {name}, or sign with a selector that exists.",
)
KEY_DANGLING = Verdict(
    "key-dangling",
    Outcome.FAIL,
    "{name} points at {alias}, which holds no key",
    Impact.INCIDENT,
    fix="Turn DKIM on again at the service behind {alias}, or point {name} at the target it shows now.",
)
KEY_REVOKED = Verdict(
    "key-revoked",
    Outcome.FAIL,
    "The key at {name} is revoked: p= is empty",
    Impact.INCIDENT,
    fix="Sign with a selector whose key is published, then remove {name} from the selectors in use.",
)
KEY_RETIRED = Verdict(
    "key-retired",
    Outcome.NOT_APPLICABLE,
    "The key at {name} is revoked, as it should be once it is out of use",
    fix="Leave {name} as it is, unless something still signs with it.",
)
KEY_SEVERAL = Verdict(
    "key-several",
    Outcome.FAIL,
    "{name} holds {count} key records, so verifiers may pick any",
    Impact.INCIDENT,
    fix="Keep at {name} only the record the mail service shows for this selector and delete the others.",
)
KEY_INVALID = Verdict(
    "key-invalid",
    Outcome.FAIL,
    "Verifiers cannot use the record at {name}: {reason}",
    Impact.INCIDENT,
    fix="Copy the record from the mail service again and publish it at {name}, whole and in one TXT record.",
)
KEY_TOO_SHORT = Verdict(
    "key-too-short",
    Outcome.FAIL,
    "Verifiers must refuse the key at {name}: RSA with {bits} bits",
    Impact.INCIDENT,
    fix="Make an RSA key of 2048 bits, publish it under a new selector, sign with that, then empty p= at {name}.",
)
KEY_SHORT = Verdict(
    "key-short",
    Outcome.WARN,
    "The key at {name} is short: RSA with {bits} bits",
    Impact.CLEANUP,
    fix="Make an RSA key of 2048 bits, publish it under a new selector, sign with that, then empty p= at {name}.",
)
KEY_TESTING = Verdict(
    "key-testing",
    Outcome.WARN,
    "The key at {name} says it is only a test (t=y)",
    Impact.CLEANUP,
    fix="Replace the TXT record at {name} by: {record}",
)


def judge(keys: DkimKeys) -> Judgement:
    """Whether the domain has a key at all; what is wrong with one of several is said of that one alone.

    Selectors can only be guessed, so that only declared ones without a key, or DNS's word that nothing lies below
    `_domainkey`, fail the domain.
    """
    domain = keys.answers.domain
    if keys.usable:
        names = ", ".join(selector.name for selector in keys.usable)
        evidence = tuple(observation for selector in keys.usable for observation in _evidence(selector))
        verdict = ONLY_ED25519 if keys.is_ed25519_alone and not keys.unanswered else SIGNED
        return verdict.given(*evidence, domain=domain, selectors=names)
    if keys.unanswered:
        return could_not_check(keys.unanswered)
    evidence = (*_root(keys), *(observation for selector in keys.selectors for observation in _evidence(selector)))
    if any(selector.declared for selector in keys.selectors):
        names = ", ".join(selector.name for selector in keys.selectors)
        return NONE_USABLE.given(*evidence, domain=domain, selectors=names)
    said = {selector.name for selector in keys.selectors}
    tried = tuple(Observation(f"{name} TXT", "no key") for name in keys.tried if name not in said)
    if keys.none_can_exist and not keys.kin and not keys.selectors:
        if isinstance(keys.sends, Unavailable):
            return could_not_check(keys.sends)
        return UNSIGNED.given(*evidence, *tried, domain=domain)
    return SELECTOR_UNKNOWN.given(*evidence, *tried, domain=domain)


def parts(keys: DkimKeys) -> Iterator[Judgement]:
    """One answer for each selector."""
    for selector in keys.selectors:
        yield _of_selector(selector).about(selector.name)


def _of_selector(selector: SelectorKey) -> Judgement:
    name, evidence = selector.name, _evidence(selector)
    if isinstance(selector.key, DkimKey | DkimFault) and len(selector.texts) > 1:
        return KEY_SEVERAL.given(*evidence, name=name, count=len(selector.texts))
    match selector.key:
        case Unavailable():
            return could_not_check(selector.key)
        case None:
            absent = KEY_DANGLING if selector.alias else KEY_MISSING
            return absent.given(*evidence, name=name, alias=selector.alias)
        case RevokedKey():
            return (KEY_REVOKED if selector.declared else KEY_RETIRED).given(*evidence, name=name)
        case DkimFault(reason):
            return KEY_INVALID.given(*evidence, name=name, reason=reason)
        case DkimKey() as key:
            return _of_key(selector, key)


def _of_key(selector: SelectorKey, key: DkimKey) -> Judgement:
    name, evidence = selector.name, _evidence(selector)
    if key.algorithm == "rsa" and key.bits < LEAST_BITS:
        return KEY_TOO_SHORT.given(*evidence, name=name, bits=key.bits)
    if key.is_test:
        return KEY_TESTING.given(*evidence, name=name, record=without_test_flag(selector.texts[0]))
    if key.algorithm == "rsa" and key.bits < GOOD_BITS and not selector.alias:  # behind an alias it is the service's
        return KEY_SHORT.given(*evidence, name=name, bits=key.bits)
    return KEY_ACCEPTED.given(*evidence, algorithm=key.algorithm.upper(), bits=key.bits)


def _evidence(selector: SelectorKey) -> tuple[Observation, ...]:
    question = f"{selector.name} TXT"
    alias = (Observation(f"{selector.name} CNAME", selector.alias),) if selector.alias else ()
    if not selector.texts:
        return (*alias, Observation(question, "no such record"))
    return (*alias, *(Observation(question, text) for text in selector.texts[:5]))


def _root(keys: DkimKeys) -> tuple[Observation, ...]:
    lookup = keys.answers.key_root
    return told(lookup.question, lookup.reply) if isinstance(lookup.reply, MailReply) else ()


CHECK = Check(
    id="dkim",
    version=3,
    subject=MailDomain,
    title="DKIM keys",
    why="Without a signature receivers can check, forwarded and automatic mail is taken for forged.",
    references=("RFC 6376 section 3.6.1", "RFC 8301", "RFC 8463"),
    reads=dkim_keys,
    verdicts=(
        SIGNED,
        ONLY_ED25519,
        UNSIGNED,
        NONE_USABLE,
        SELECTOR_UNKNOWN,
        KEY_ACCEPTED,
        KEY_MISSING,
        KEY_DANGLING,
        KEY_REVOKED,
        KEY_RETIRED,
        KEY_SEVERAL,
        KEY_INVALID,
        KEY_TOO_SHORT,
        KEY_SHORT,
        KEY_TESTING,
    ),
    judge=judge,
    sources=(MAIL,),
    parts=parts,
)
