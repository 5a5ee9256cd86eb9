"""Each version of TLS and each kind of cipher suites, offered alone to one server."""

from dataclasses import dataclass, field
from typing import Protocol

from audits.core.observed.tls import (
    ACCEPTED,
    ORDINARY,
    REFUSED,
    SSL3,
    TLS13,
    UNANSWERED,
    UNTESTABLE,
    VERSIONS,
    WEAK,
    SuiteAnswer,
    VersionAnswer,
)
from audits.core.parsing import cipher_suites
from audits.core.parsing.cipher_suites import flaw, is_elliptic
from audits.gatherers import handshake, hello
from audits.gatherers.handshake import ABORTED, LEGACY_CIPHERS, OPENSSL, OURS, SILENT, Handshake, Offer
from audits.gatherers.hello import Answer

OLDER = {"TLSv1.0": hello.TLS10, "TLSv1.1": hello.TLS11, "TLSv1.2": hello.TLS12}
MODERN = frozenset({"TLSv1.2", TLS13})
MOST_WEAK = 2
"""Flaws that are looked for one after the other: the server tells one suite at a time."""


class Talk(Protocol):
    """The conversation that the offers are made in."""

    @property
    def is_over(self) -> bool:
        """Whether nothing further may be asked."""

    async def shake(self, offer: Offer) -> Handshake:
        """A whole handshake."""

    async def ask(self, version: int, suites: tuple[int, ...]) -> Answer:
        """The answer to a hello."""


@dataclass
class Offers:
    """The offers to one server, after `first`, the handshake of a browser."""

    talk: Talk
    first: Handshake
    found: dict[str, Handshake | Answer] = field(default_factory=dict)
    weak: list[Answer] = field(default_factory=list)

    async def told(self) -> tuple[tuple[VersionAnswer, ...], tuple[SuiteAnswer, ...]]:
        """What the server said to each version, and to each kind of suites that was offered."""
        for version in (*OLDER, TLS13):
            self.found[version] = await self._offered(version)
        if self._spoken:
            await self._offer_suites()
            self.found[SSL3] = await self._offered(SSL3)
        refused = await self._refused_by_hanging_up()
        versions = tuple(_version_answer(each, self.found[each], refused) for each in VERSIONS if each in self.found)
        return versions, self._suite_answers(refused)

    @property
    def _spoken(self) -> list[str]:
        return [version for version in VERSIONS if _is_agreed(self.found.get(version))]

    async def _offered(self, label: str) -> Handshake | Answer:
        if label == TLS13:
            if self.first.version == TLS13:
                return self.first
            return await self.talk.shake(Offer(OPENSSL[TLS13], OPENSSL[TLS13], LEGACY_CIPHERS))
        if label == SSL3:
            return await self.talk.ask(hello.SSL3, cipher_suites.EVERY)
        if label == ORDINARY:
            return await self.talk.ask(OLDER[self._newest_old], cipher_suites.ORDINARY)
        if label == WEAK:
            return await self.talk.ask(hello.TLS12, self._weak_suites)
        return await self.talk.ask(OLDER[label], cipher_suites.EVERY)

    @property
    def _newest_old(self) -> str:
        """The newest version before 1.3 that is spoken; empty when none is."""
        return next((version for version in reversed(OLDER) if version in self._spoken), "")

    @property
    def _weak_suites(self) -> tuple[int, ...]:
        """The weak suites without those whose flaw is found already."""
        known = {flaw(answer.suite) for answer in self.weak}
        return tuple(each for each in cipher_suites.WEAK if flaw(cipher_suites.NAMES[each]) not in known)

    async def _offer_suites(self) -> None:
        """What browsers would get, where that is not known, and what no server should take; TLS 1.3 has neither."""
        newest = self.found.get(self._newest_old)
        if isinstance(newest, Answer) and not is_elliptic(newest.suite):
            self.found[ORDINARY] = await self._offered(ORDINARY)
        if any(self.found[version].end != handshake.REFUSED for version in OLDER):
            answer = await self._weak()
            while _is_agreed(answer) and len(self.weak) < MOST_WEAK and not self.talk.is_over:
                answer = await self._weak()

    async def _weak(self) -> Handshake | Answer:
        answer = self.found[WEAK] = await self._offered(WEAK)
        if isinstance(answer, Answer) and _is_agreed(answer):
            self.weak.append(answer)
        return answer

    async def _refused_by_hanging_up(self) -> dict[str, str]:
        """The offers that the server refused by breaking off, with the reason why that is a refusal.

        One connection that breaks off proves nothing. It is a refusal when the offer was broken off twice, or when
        several old offers were and none was ever refused in words, while the server takes a newer one. The same alert
        to several old versions is such a word too: OpenSSL 3 answers TLS 1.0 and 1.1 with "internal error".
        """
        hung = [each for each, found in self.found.items() if found.end == ABORTED and not _is_agreed(found)]
        spoken = self._spoken
        old = [each for each in hung if each not in MODERN]
        only_hangs_up = not any(found.end == handshake.REFUSED for found in self.found.values())
        if spoken and len(old) > 1 and (only_hangs_up or self._is_one_alert(old)):
            taken = f"as at every old offer, while {spoken[-1]} was taken"
            return dict.fromkeys(old, taken) | await self._twice([each for each in hung if each in MODERN])
        silent = [each for each, found in self.found.items() if found.end == SILENT]
        return await self._twice([*hung, *silent])

    def _is_one_alert(self, labels: list[str]) -> bool:
        """Whether the server broke all of these off in the same words."""
        details = {self.found[label].detail for label in labels if label in OLDER}
        return len(details) == 1 and "alert" in details.pop()

    async def _twice(self, labels: list[str]) -> dict[str, str]:
        """Offers them once more; those broken off both times."""
        broken: list[str] = []
        for label in labels:
            if self.talk.is_over:
                break
            before, self.found[label] = self.found[label], await self._offered(label)
            if before.end == ABORTED == self.found[label].end and not _is_agreed(self.found[label]):
                broken.append(label)
        spoken = self._spoken
        return dict.fromkeys(broken, f"twice, while {spoken[-1]} was taken") if spoken else {}

    def _suite_answers(self, refused: dict[str, str]) -> tuple[SuiteAnswer, ...]:
        told = [_suite_answer(ORDINARY, self.found[ORDINARY], refused)] if ORDINARY in self.found else []
        told += [_suite_answer(WEAK, answer, {}) for answer in self.weak]
        if WEAK in self.found and self.found[WEAK] not in self.weak:
            told.append(_suite_answer(WEAK, self.found[WEAK], refused))
        return tuple(told)


def _is_agreed(found: Handshake | Answer | None) -> bool:
    if isinstance(found, Handshake):
        return found.is_agreed
    return found is not None and found.end == handshake.DONE


def _version_answer(version: str, found: Handshake | Answer, refused: dict[str, str]) -> VersionAnswer:
    answer, detail = _told(version, found, refused)
    return VersionAnswer(version, answer, detail, *_choice(found, answer))


def _suite_answer(offer: str, found: Handshake | Answer, refused: dict[str, str]) -> SuiteAnswer:
    answer, detail = _told(offer, found, refused)
    return SuiteAnswer(offer, answer, detail, *_choice(found, answer))


def _choice(found: Handshake | Answer, answer: str) -> tuple[str, int]:
    if answer != ACCEPTED or not isinstance(found, Answer) or found.chosen is None:
        return "", 0
    return found.suite, found.chosen.dh_bits


def _told(label: str, found: Handshake | Answer, refused: dict[str, str]) -> tuple[str, str]:
    """The answer and its detail."""
    if _is_agreed(found):
        return ACCEPTED, found.detail
    if found.end == handshake.REFUSED:
        return REFUSED, found.detail
    if label in refused:
        return REFUSED, f"{found.detail}, {refused[label]}"
    return UNTESTABLE if found.end == OURS else UNANSWERED, found.detail
