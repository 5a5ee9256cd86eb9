"""Does a host agree to ciphers that protect nothing, or to none that browsers have?"""

from audits.core.check import Check
from audits.core.derived.cipher_choices import CipherChoices, cipher_choices
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import ACCEPTED, REFUSED, TLS
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.cipher_suites import BROKEN_STREAM, SMALL_BLOCKS, flaw
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

MEND = "nginx: ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; elsewhere choose a policy of TLS 1.2 and newer without it."

ONLY_13 = Verdict("none-weak-in-13", Outcome.PASS, "{name} speaks TLS 1.3 alone, which has no weak cipher")
SOUND = Verdict("sound", Outcome.PASS, "{name} refuses every cipher that is weak")
USELESS = Verdict(
    "no-protection",
    Outcome.FAIL,
    "{name} agrees to a cipher that stops no attacker: {suite}, {words}",
    Impact.INCIDENT,
    fix=f"Take {{suite}} and its kind out of the ciphers of {{name}}. {MEND}",
)
BROKEN = Verdict(
    "broken-cipher",
    Outcome.FAIL,
    "{name} agrees to a broken cipher: {suite}, {words}",
    Impact.CLEANUP,
    fix=f"Take {{suite}} and its kind out of the ciphers of {{name}}. {MEND}",
)
AGEING = Verdict(
    "old-cipher",
    Outcome.WARN,
    "{name} still agrees to an old cipher: {suite}, {words}",
    Impact.CLEANUP,
    fix=f"Take 3DES out of the ciphers of {{name}}; no browser offers it any more. {MEND}",
)
NONE_IN_COMMON = Verdict(
    "none-in-common",
    Outcome.FAIL,
    "{name} takes no cipher that browsers have",
    Impact.BLOCKER,
    fix="Offer ECDHE with AES-GCM or ChaCha20 at {name}, and TLS 1.3. nginx: ssl_protocols TLSv1.2 TLSv1.3; "
    "ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;",
)
UNPROVEN = Verdict(
    "unproven",
    Outcome.COULD_NOT_CHECK,
    "Could not check: no clear answer of {name} to weak ciphers",
    fix="Try again in ten minutes. This says nothing about the client.",
)


def judge(choices: CipherChoices) -> Judgement:
    name, ordinary = choices.host, choices.ordinary
    seen = tuple(Observation(f"{name} port 443, weak ciphers alone", answer.detail) for answer in choices.weak)
    if choices.newest is None:
        return ONLY_13.given(Observation(f"{name} port 443, TLS 1.2 and older", "refused"), name=name)
    if ordinary and ordinary.answer == REFUSED and not choices.speaks_13:
        source = f"{name} port 443, what browsers offer"
        return NONE_IN_COMMON.given(Observation(source, ordinary.detail), *seen, name=name)
    taken = [answer.suite for answer in choices.weak if answer.answer == ACCEPTED]
    # A server that prefers a weak cipher shows it without being asked for weak ones.
    taken += [choices.newest.suite] if flaw(choices.newest.suite) else []
    for verdict, suite in _by_weight(taken):
        return verdict.given(*seen, name=name, suite=suite, words=flaw(suite))
    if choices.weak and choices.weak[-1].answer == REFUSED:
        return SOUND.given(*seen, name=name)
    return UNPROVEN.given(*seen, name=name)


def _by_weight(suites: list[str]) -> list[tuple[Verdict, str]]:
    """Each suite with its verdict, the worst first."""
    lighter = {BROKEN_STREAM: BROKEN, SMALL_BLOCKS: AGEING}
    order = [USELESS, BROKEN, AGEING]
    found = [(lighter.get(flaw(suite), USELESS), suite) for suite in suites]
    return sorted(found, key=lambda pair: order.index(pair[0]))


CHECK = Check(
    id="cipher-suites",
    version=1,
    subject=Host,
    title="Cipher suites",
    why="A server that agrees to a weak cipher lets an attacker talk a careless program into using it.",
    references=("RFC 9325 section 4.1", "RFC 7465", "https://sweet32.info/"),
    reads=cipher_choices,
    verdicts=(NONE_IN_COMMON, USELESS, BROKEN, AGEING, UNPROVEN, SOUND, ONLY_13),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS),
)
