"""Do the links and the answers of a received message lead to the estate, and to nobody else?"""

from audits.core.artifacts import Artifacts
from audits.core.check import Check
from audits.core.derived.received_message import ReceivedMessage, received_message
from audits.core.inapplicable import Inapplicable
from audits.core.observed.message import MESSAGES
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Message
from audits.core.unavailable import Unavailable
from audits.core.verdict import Judgement, Observation, Verdict

LEADS_HOME = Verdict("leads-home", Outcome.PASS, "Its links and the answers to it lead to {author} and no further")
FALSE_NAME = Verdict(
    "false-name",
    Outcome.WARN,
    "The sender's name shows an address of {named}, but the message is from {author}",
    Impact.CLEANUP,
    fix="Write the name of the product before the address, and no other address.",
)
FOREIGN_REPLIES = Verdict(
    "foreign-replies",
    Outcome.WARN,
    "Answers go to {replies}, not to {author}",
    Impact.CLEANUP,
    fix="Set Reply-To to an address of {author}, or leave it out.",
)
OPEN_LINK = Verdict(
    "open-link",
    Outcome.WARN,
    "The link that sets a new password goes to {host} over plain http",
    Impact.INCIDENT,
    fix="Set the app's public address to https://, in the service that sends too, and turn off click tracking for this mail.",
)
FOREIGN_LINK = Verdict(
    "foreign-link",
    Outcome.WARN,
    "The link that sets a new password leads to {host}, which is no host of this estate",
    Impact.CLEANUP,
    fix="Let the link lead to the app's own host. If {host} counts clicks, turn click tracking off for this mail or give it "
    "a name below {author}.",
)


def own_message(artifacts: Artifacts) -> ReceivedMessage | Unavailable | Inapplicable:
    """The message, where it says that it is the estate's own; a stranger's is judged as that alone."""
    found = received_message(artifacts)
    if isinstance(found, ReceivedMessage) and not (found.author and found.is_own):
        return Inapplicable("the message is not from a domain of this estate")
    return found


def judge(found: ReceivedMessage) -> Judgement:
    """The worst that is to be set right, with everything the reader is led to."""
    evidence = _evidence(found)
    plain = next((link.host for link in found.keys if link.scheme == "http"), "")
    if plain:
        return OPEN_LINK.given(*evidence, host=plain)
    foreign = next((link.host for link in found.keys if not found.belongs(link.host)), "")
    if foreign:
        return FOREIGN_LINK.given(*evidence, host=foreign, author=found.author)
    if found.foreign_replies:
        return FOREIGN_REPLIES.given(*evidence, replies=", ".join(found.foreign_replies), author=found.author)
    if found.false_name:
        return FALSE_NAME.given(*evidence, named=found.false_name, author=found.author)
    return LEADS_HOME.given(*evidence, author=found.author)


def _evidence(found: ReceivedMessage) -> tuple[Observation, ...]:
    told = [Observation("From", field) for field in found.mail.from_fields]
    told += [Observation("Reply-To", name) for name in found.mail.replies]
    links = dict.fromkeys((link.scheme, link.host) for link in found.keys)
    told += [Observation("link that sets a new password", f"{scheme}://{host}/…") for scheme, host in links]
    return tuple(told[:20])


CHECK = Check(
    id="message-leads",
    version=1,
    subject=Message,
    title="Where a message leads",
    why="A link that sets a password is the password: over http, or past a stranger's counter, somebody else can use it.",
    references=("RFC 5322 section 3.6.2", "CWE-319", "CWE-640"),
    reads=own_message,
    verdicts=(LEADS_HOME, OPEN_LINK, FOREIGN_LINK, FOREIGN_REPLIES, FALSE_NAME),
    judge=judge,
    sources=(MESSAGES,),
)
