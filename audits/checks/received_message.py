"""Does a message that really arrived come from the estate's own domain, signed so that receivers can tell?"""

from audits.core.check import Check, could_not_check
from audits.core.derived.message_evidence import message_evidence
from audits.core.derived.received_message import ReceivedMessage, received_message
from audits.core.observed import message as states
from audits.core.observed.message import MESSAGES
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Message
from audits.core.unavailable import Unavailable
from audits.core.verdict import Judgement, Observation, Verdict

TRUSTED = Verdict(
    "trusted", Outcome.PASS, "It comes from {author} and is signed by {signer}, which the published key confirms"
)
PARTLY_SIGNED = Verdict(
    "partly-signed",
    Outcome.WARN,
    "The signature of {signer} leaves the end of the message open (l=), so that anybody can write below it",
    Impact.CLEANUP,
    fix="Have the mail service sign the whole body: in OpenDKIM delete BodyLengths, elsewhere turn off the body length tag l=.",
)
NO_AUTHOR = Verdict(
    "no-author",
    Outcome.FAIL,
    "It names no sender that can be read: {field}",
    Impact.INCIDENT,
    fix="Set the From of the app's mails to one address of {home}, such as Support <support@{home}>.",
)
SEVERAL_AUTHORS = Verdict(
    "several-authors",
    Outcome.FAIL,
    "It names several senders, and receivers refuse or distrust that: {field}",
    Impact.INCIDENT,
    fix="Send with exactly one From field that holds one address of {home}.",
)
TEST_SENDER = Verdict(
    "test-sender",
    Outcome.FAIL,
    "It is sent from {author}, the test sender of {service}, which does not serve real users",
    Impact.BLOCKER,
    fix="{how}",
)
SHARED_SENDER = Verdict(
    "shared-sender",
    Outcome.FAIL,
    "It is sent from {author}, which {service} lends to everybody",
    Impact.INCIDENT,
    fix="{how}",
)
LOOK_ALIKE = Verdict(
    "look-alike",
    Outcome.FAIL,
    "It is sent from {author}, which readers take for {resembles}",
    Impact.INCIDENT,
    fix="If {author} is the client's, add it to the estate as a mail domain and judge again. Otherwise set From to an "
    "address of {resembles}, and report {author} to its registrar.",
)
STRANGER = Verdict(
    "stranger",
    Outcome.FAIL,
    "It is sent from {author}, which is no domain of this estate",
    Impact.INCIDENT,
    fix="If {author} is the client's, add it to the estate as a mail domain and judge again. Otherwise verify {home} at "
    "the service that sends, and set From to an address of {home}.",
)
UNSIGNED = Verdict(
    "unsigned",
    Outcome.FAIL,
    "It carries no DKIM signature",
    Impact.INCIDENT,
    fix="Turn DKIM on for {author} at the service that sends, publish the record it shows, send a new message and give that.",
)
NOT_ALIGNED = Verdict(
    "not-aligned",
    Outcome.FAIL,
    "It is signed by {signers} alone, which says nothing about {author} in From",
    Impact.INCIDENT,
    fix="Have the service that sends sign as {author}: at SendGrid Sender Authentication, at Mailgun Domains, at Postmark "
    "Sender Signatures, at Amazon SES Verified identities, at Resend and Brevo Domains. Publish the records shown there.",
)
BODY_CHANGED = Verdict(
    "body-changed",
    Outcome.FAIL,
    "The signature of {signer} does not hold: the text is not the one that was signed",
    Impact.INCIDENT,
    fix="Find what changes mails after they are signed: a footer, a link tracker or a virus scanner behind the signer. Sign "
    "after it, or turn it off.",
)
WRONG = Verdict(
    "wrong-signature",
    Outcome.FAIL,
    "The signature of {signer} does not fit the key published at {name}",
    Impact.INCIDENT,
    fix="Copy the record for selector {selector} from the service that sends and publish it at {name} again, whole.",
)
KEY_MISSING = Verdict(
    "key-missing",
    Outcome.FAIL,
    "It is signed by {signer}, and no key is published at {name}",
    Impact.INCIDENT,
    fix="Publish at {name} the record that the service that sends shows for selector {selector}.",
)
KEY_REVOKED = Verdict(
    "key-revoked",
    Outcome.FAIL,
    "It is signed by {signer} with a key that is revoked at {name}",
    Impact.INCIDENT,
    fix="Have the service sign with a selector whose key is published, or turn DKIM on there anew.",
)
KEY_UNUSABLE = Verdict(
    "key-unusable",
    Outcome.FAIL,
    "Verifiers cannot use the key at {name}: {reason}",
    Impact.INCIDENT,
    fix="Copy the record for selector {selector} from the service that sends and publish it at {name} again, as one record.",
)
REFUSED = Verdict(
    "refused-signature",
    Outcome.FAIL,
    "Verifiers must refuse the signature of {signer}: {reason}",
    Impact.INCIDENT,
    fix="Have the service sign with rsa-sha256 and a key of 2048 bits, under a new selector.",
)
UNREADABLE = Verdict(
    "unreadable-signature",
    Outcome.FAIL,
    "Verifiers cannot read its signature: {reason}",
    Impact.INCIDENT,
    fix="Set right the signer's settings, then send a new message and give that.",
)
EXPIRED = Verdict(
    "expired-signature",
    Outcome.FAIL,
    "The signature of {signer} had expired when the message arrived",
    Impact.INCIDENT,
    fix="Let signatures live for days, not minutes: raise the expiry (x=) at the signer, and look why mails wait so long.",
)
FORWARDED = Verdict(
    "forwarded",
    Outcome.COULD_NOT_CHECK,
    "Could not check: a list or forwarder changed the message on its way ({stop})",
    fix="Have the message sent straight to a mailbox, not over a list or a forwarding address, and give that one.",
)
COPIED = Verdict(
    "copied",
    Outcome.COULD_NOT_CHECK,
    "Could not check: the signature does not fit the pasted text, and pasting can change it",
    fix="Download the message as an .eml file and upload that.",
)
OF_STATE = {
    states.BODY_CHANGED: BODY_CHANGED,
    states.WRONG: WRONG,
    states.NO_KEY: KEY_MISSING,
    states.REVOKED: KEY_REVOKED,
    states.UNUSABLE_KEY: KEY_UNUSABLE,
    states.REFUSED: REFUSED,
    states.UNREADABLE: UNREADABLE,
}
ORDER = (states.BODY_CHANGED, states.WRONG, states.NO_KEY, states.REVOKED, states.UNUSABLE_KEY, states.REFUSED)
"""Which of several broken signatures is told: the one that came nearest to holding."""


def judge(found: ReceivedMessage) -> Judgement:
    """Whose message it is, then whether that is proven."""
    evidence = message_evidence(found)
    field = found.mail.from_fields[0] if found.mail.from_fields else "there is no From field"
    if len(found.mail.from_fields) > 1 or len({one.domain for one in found.mail.authors}) > 1:
        return SEVERAL_AUTHORS.given(*evidence, field=field, home=found.home)
    if not found.author:
        return NO_AUTHOR.given(*evidence, field=field, home=found.home)
    if not found.is_own:
        return _of_stranger(found, evidence)
    if found.verified:
        return _signed(found, evidence)
    return _unproven(found, evidence)


def _of_stranger(found: ReceivedMessage, evidence: tuple[Observation, ...]) -> Judgement:
    lender = found.lent_by
    if lender is not None:
        verdict = TEST_SENDER if lender.is_test else SHARED_SENDER
        how = lender.fix.format(domain=found.home)
        return verdict.given(*evidence, author=found.author, service=lender.name, how=how)
    if found.resembles:
        return LOOK_ALIKE.given(*evidence, author=found.author, resembles=found.resembles)
    return STRANGER.given(*evidence, author=found.author, home=found.home)


def _signed(found: ReceivedMessage, evidence: tuple[Observation, ...]) -> Judgement:
    whole = [one for one in found.verified if not one.is_partial]
    if not whole:
        return PARTLY_SIGNED.given(*evidence, signer=found.verified[0].domain)
    return TRUSTED.given(*evidence, author=found.author, signer=whole[0].domain)


def _unproven(found: ReceivedMessage, evidence: tuple[Observation, ...]) -> Judgement:
    """Why no signature in the author's name holds; what an answer we did not get could still prove is not judged."""
    if found.lacking is not None:
        return could_not_check(found.lacking)
    verified = [one for one in found.aligned if one.state == states.VERIFIED]
    if any(found.was_in_time(one) is None for one in verified):
        reason = "its signature has expired since, and the message does not say when it arrived"
        return could_not_check(Unavailable(reason, retry="with a message that just arrived"))
    if verified:
        return EXPIRED.given(*evidence, signer=verified[0].domain)
    if found.aligned:
        return _broken(found, evidence)
    if not found.mail.signatures:
        return UNSIGNED.given(*evidence, author=found.author)
    return _of_others(found, evidence)


def _of_others(found: ReceivedMessage, evidence: tuple[Observation, ...]) -> Judgement:
    """Signatures, and none in the author's name."""
    signers = ", ".join(dict.fromkeys(one.domain for one in found.mail.signatures if one.domain))
    if not signers:
        return UNREADABLE.given(*evidence, reason=found.mail.signatures[0].reason)
    return NOT_ALIGNED.given(*evidence, signers=signers, author=found.author)


def _broken(found: ReceivedMessage, evidence: tuple[Observation, ...]) -> Judgement:
    """The aligned signature that came nearest to holding."""
    nearest = min(found.aligned, key=lambda one: ORDER.index(one.state) if one.state in ORDER else len(ORDER))
    if nearest.state in {states.BODY_CHANGED, states.WRONG}:
        if found.mail.stops:
            return FORWARDED.given(*evidence, stop=found.mail.stops[0].partition(":")[0])
        if found.mail.is_pasted:
            return COPIED.given(*evidence)
    return OF_STATE[nearest.state].given(
        *evidence,
        signer=nearest.domain,
        selector=nearest.selector,
        name=f"{nearest.selector}._domainkey.{nearest.domain}",
        reason=nearest.reason,
    )


CHECK = Check(
    id="received-message",
    version=1,
    subject=Message,
    title="Received message",
    why="A password reset that receivers cannot trace to the product lands in spam, or teaches users to trust strangers.",
    references=("RFC 6376 section 6", "RFC 9989 section 4.4", "RFC 8301", "RFC 8601 section 7.1"),
    reads=received_message,
    verdicts=(
        TRUSTED,
        PARTLY_SIGNED,
        NO_AUTHOR,
        SEVERAL_AUTHORS,
        TEST_SENDER,
        SHARED_SENDER,
        LOOK_ALIKE,
        STRANGER,
        UNSIGNED,
        NOT_ALIGNED,
        BODY_CHANGED,
        WRONG,
        KEY_MISSING,
        KEY_REVOKED,
        KEY_UNUSABLE,
        REFUSED,
        UNREADABLE,
        EXPIRED,
        FORWARDED,
        COPIED,
    ),
    judge=judge,
    sources=(MESSAGES,),
)
