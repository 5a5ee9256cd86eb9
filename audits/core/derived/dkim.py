"""The DKIM keys a mail domain publishes, selector by selector."""

from dataclasses import dataclass, replace

from audits.core.artifacts import Artifacts
from audits.core.derived.sending import Sending, sending
from audits.core.inapplicable import Inapplicable
from audits.core.observed.mail import MAIL, MailAnswers, MailReply, SelectorLookup
from audits.core.parsing.dkim import DkimFault, DkimKey, RevokedKey, looks_like_key, parse
from audits.core.parsing.names import are_kin
from audits.core.unavailable import Unavailable

LEAST_BITS = 1024
"""Verifiers must not accept shorter RSA keys (RFC 8301 section 3.2)."""


@dataclass(frozen=True)
class SelectorKey:
    """One selector with its key: `texts` verbatim, `key` None where there is no key record at all."""

    name: str
    declared: bool
    texts: tuple[str, ...]
    alias: str = ""
    key: DkimKey | RevokedKey | DkimFault | Unavailable | None = None

    @property
    def is_usable(self) -> bool:
        """True where a verifier would check signatures by this key."""
        if not isinstance(self.key, DkimKey) or len(self.texts) > 1:
            return False
        return self.key.algorithm != "rsa" or self.key.bits >= LEAST_BITS


@dataclass(frozen=True)
class DkimKeys:
    """The selectors that say something: every declared one, and the well-known ones that hold a key.

    `kin` are keys of other domains of the family: a signature by one of them counts for this domain as well. `sends` is
    whether anything says that mail is sent, or the answer we did not get about that.
    """

    answers: MailAnswers
    selectors: tuple[SelectorKey, ...]
    tried: tuple[str, ...]
    kin: tuple[str, ...] = ()
    sends: Sending | Unavailable = Sending.LIKELY

    @property
    def usable(self) -> tuple[SelectorKey, ...]:
        """The selectors whose key verifiers accept."""
        return tuple(selector for selector in self.selectors if selector.is_usable)

    @property
    def is_ed25519_alone(self) -> bool:
        """True where every selector is declared, and every usable key of the kind few receivers verify yet (RFC 8463).

        Where selectors were only guessed, another kind of key may lie under a name nobody guesses.
        """
        kinds = {selector.key.algorithm for selector in self.usable if isinstance(selector.key, DkimKey)}
        return kinds == {"ed25519"} and all(selector.declared for selector in self.selectors)

    @property
    def unanswered(self) -> Unavailable | None:
        """The first look-up that could have shown a key and gave no answer."""
        replies = (each.lookup.reply for each in self.answers.selectors)
        return next((reply for reply in replies if isinstance(reply, Unavailable)), None)

    @property
    def none_can_exist(self) -> bool:
        """True where DNS says that nothing at all lies below `_domainkey` (RFC 8020)."""
        reply = self.answers.key_root.reply
        return isinstance(reply, MailReply) and reply.status == "NXDOMAIN"


def dkim_keys(artifacts: Artifacts) -> DkimKeys | Unavailable | Inapplicable:
    """The subject's keys; not applicable to a domain that sends no mail, or does not look it, and has no key in use."""
    answers = artifacts.observed(MAIL)
    if isinstance(answers, Unavailable):
        return answers
    told = _told(answers)
    in_use = any(key.declared or not isinstance(key.key, RevokedKey) for key in told)
    tried = tuple(lookup.lookup.name for lookup in answers.selectors)
    said = sending(answers)
    keys = DkimKeys(answers, told, tried, () if told else _of_kin(artifacts, answers.domain), said)
    if not in_use and (said is Sending.NEVER or (said is Sending.UNSAID and keys.unanswered is None)):
        return Inapplicable(f"{answers.domain} {said.value}")
    return keys


def _told(answers: MailAnswers) -> tuple[SelectorKey, ...]:
    """The selectors worth a word; what a wildcard answers for every guess is told once, as the wildcard."""
    keys = tuple(_key(lookup) for lookup in answers.selectors)
    told = tuple(key for key in keys if key.declared or isinstance(key.key, DkimKey | RevokedKey | DkimFault))
    stray = answers.stray.reply if answers.stray else None
    texts = stray.records if isinstance(stray, MailReply) else ()
    alike = tuple(key for key in told if not key.declared and set(key.texts) & set(texts))
    if not alike:
        return told
    others = tuple(key for key in told if key not in alike)
    return (*others, replace(alike[0], name=f"*._domainkey.{answers.domain}"))


def _of_kin(artifacts: Artifacts, domain: str) -> tuple[str, ...]:
    """The usable keys of the estate's other mail domains that lie below the same bought name."""
    found: list[str] = []
    for other in artifacts.estate.mail_domains:
        answers = (
            artifacts.observed(MAIL, other.label) if other.name != domain and are_kin(other.name, domain) else None
        )
        if isinstance(answers, MailAnswers):
            found += [key.name for key in _told(answers) if key.is_usable]
    return tuple(found)


def _key(lookup: SelectorLookup) -> SelectorKey:
    name, reply = lookup.lookup.name, lookup.lookup.reply
    if isinstance(reply, Unavailable):
        return SelectorKey(name, lookup.declared, (), key=reply)
    alias = reply.aliases[-1] if reply.aliases else ""
    meant = tuple(text for text in reply.records if looks_like_key(text))
    if not lookup.declared and not meant:
        return SelectorKey(name, lookup.declared, (), alias)
    texts = meant or reply.records
    return SelectorKey(name, lookup.declared, texts, alias, parse(texts[0]) if texts else None)
