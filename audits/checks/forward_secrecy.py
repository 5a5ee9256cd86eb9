"""Does traffic that somebody recorded stay closed when the server's key becomes known?"""

from audits.core.check import Check
from audits.core.derived.cipher_choices import CipherChoices, cipher_choices
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.reach import REACH
from audits.core.observed.tls import ACCEPTED, REFUSED, TLS
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.cipher_suites import keeps_secrets
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

SHORTEST = 2048

ONLY_13 = Verdict("always", Outcome.PASS, "Every session of {name} has its own keys: it speaks TLS 1.3 alone")
KEPT = Verdict("kept", Outcome.PASS, "Every session of {name} has its own keys: {suite}")
SHORT = Verdict(
    "short-numbers",
    Outcome.WARN,
    "{name} agrees on keys with Diffie-Hellman numbers of {bits} bits, which are too short",
    Impact.CLEANUP,
    fix="Offer ECDHE first and give {name} numbers of 2048 bits or none: nginx ssl_dhparam with the ffdhe2048 group, "
    "and ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;",
)
STATIC = Verdict(
    "static",
    Outcome.FAIL,
    "Whoever records visits to {name} can read them once its key leaks: {suite}",
    Impact.CLEANUP,
    fix="Let {name} agree on fresh keys for each session. nginx: ssl_protocols TLSv1.2 TLSv1.3; "
    "ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; ssl_prefer_server_ciphers off;",
)
STATIC_BELOW = Verdict(
    "static-before-13",
    Outcome.WARN,
    "Visitors of {name} without TLS 1.3 get a cipher whose recordings open once its key leaks: {suite}",
    Impact.CLEANUP,
    fix="Offer ECDHE for TLS 1.2 at {name} too. nginx: ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20; Cloudflare does so by "
    "itself; check the load balancer's policy elsewhere.",
)
UNPROVEN = Verdict(
    "unproven",
    Outcome.COULD_NOT_CHECK,
    "Could not check: no clear answer of {name} to the ciphers that browsers offer",
    fix="Try again in ten minutes. This says nothing about the client.",
)


def judge(choices: CipherChoices) -> Judgement:
    name, newest, given = choices.host, choices.newest, choices.for_browsers
    if newest is None or given is None:
        return ONLY_13.given(Observation(f"{name} port 443, TLS 1.2 and older", "refused"), name=name)
    seen = [Observation(f"{name} port 443, {newest.version} alone", newest.detail)]
    if choices.ordinary:
        seen.append(Observation(f"{name} port 443, what browsers offer", choices.ordinary.detail))
    if given.answer == REFUSED:
        # Browsers get nothing here; what others get still counts, and cipher-suites says the rest.
        given = newest
    if given.answer != ACCEPTED:
        return UNPROVEN.given(*seen, name=name)
    if not keeps_secrets(given.suite):
        return (STATIC_BELOW if choices.speaks_13 else STATIC).given(*seen, name=name, suite=given.suite)
    if 0 < given.dh_bits < SHORTEST:
        return SHORT.given(*seen, name=name, bits=given.dh_bits)
    return KEPT.given(*seen, name=name, suite=given.suite)


CHECK = Check(
    id="forward-secrecy",
    version=1,
    subject=Host,
    title="Forward secrecy",
    why="A key that leaks one day opens all the traffic recorded until then, unless every session has keys of its own.",
    references=("RFC 9325 section 4.1", "RFC 7919"),
    reads=cipher_choices,
    verdicts=(STATIC, STATIC_BELOW, SHORT, UNPROVEN, KEPT, ONLY_13),
    judge=judge,
    sources=(DNS, ZONE, REACH, TLS),
)
