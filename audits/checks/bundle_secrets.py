"""Do browsers get a secret with the page or its scripts?"""

from collections.abc import Iterator

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.bundle import ServedBundle, served_bundle
from audits.core.derived.secrets import Gravity, KnownSecret, counted
from audits.core.observed.bundle import BUNDLE
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

NONE = Verdict("none", Outcome.PASS, "No secret in {pages} and {scripts} of {name}")
LISTED = Verdict(
    "listed",
    Outcome.NOT_APPLICABLE,
    "{name} sends {secrets} to browsers, each judged by itself",
    fix="Work through the findings of this check, one a secret.",
)
SAME_BUILD = Verdict(
    "same-build",
    Outcome.NOT_APPLICABLE,
    "{name} sends the same secrets as {others}, where they are judged",
    fix="Deploy the mended build to {name} as well.",
)
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Not all that {name} sends to browsers could be read: {unread}",
    fix="Run this check again in ten minutes. If a script is too large or there are too many, read the rest with "
    "--repository, where they come from.",
)
EXPOSED = Verdict(
    "exposed",
    Outcome.FAIL,
    "{title} in what {name} sends to every browser",
    Impact.BLOCKER,
    fix="{rotate} Then move the call that needs it to the server: the browser asks your API, the API holds the key. "
    "Build tools copy every variable with a public prefix (VITE_, NEXT_PUBLIC_, REACT_APP_, PUBLIC_) into {path}: rename "
    "it there.",
)
TEST_KEY = Verdict(
    "test-key",
    Outcome.WARN,
    "{title} in what {name} sends to every browser",
    Impact.INCIDENT,
    fix="{rotate} It opens no real data yet; the live key would go the same way, so move the call to the server first.",
)
POSSIBLE = Verdict(
    "possible",
    Outcome.WARN,
    "What {name} sends to every browser holds what looks like a secret: {title}",
    Impact.INCIDENT,
    fix="Look at line {line} of {path}. If it opens something: {rotate} Then move the call that needs it to the server. "
    "If it is meant for browsers, accept this finding with what it is as the reason.",
)
PUBLISHABLE = Verdict("publishable", Outcome.PASS, "{title} in {path} is made for browsers")


def judge(served: ServedBundle) -> Judgement:
    """Whether all was read and is free of secrets; what it holds is said of each secret alone."""
    bundle = served.bundle
    read = (
        *(Observation(url, "page read") for url in bundle.pages),
        *(Observation(script.url, f"script of {script.size} bytes read") for script in bundle.scripts),
    )
    if bundle.unread:
        unread = tuple(Observation("not read", clause) for clause in bundle.unread)
        return INCOMPLETE.given(*read, *unread, name=bundle.name, unread="; ".join(bundle.unread[:3]))
    if any(secret.is_leak for secret in served.secrets):
        return LISTED.given(*read, name=bundle.name, secrets=counted(served.secrets))
    if served.told_at:
        return SAME_BUILD.given(*read, name=bundle.name, others=", ".join(served.told_at))
    public = tuple(sighting for secret in served.secrets for sighting in secret.sightings[:1])
    foreign = tuple(Observation(host, "scripts of another site, not read") for host in bundle.foreign[:5])
    return NONE.given(
        *read,
        *public,
        *foreign,
        name=bundle.name,
        pages=amount(len(bundle.pages), "page"),
        scripts=amount(len(bundle.scripts), "script"),
    )


def parts(served: ServedBundle) -> Iterator[Judgement]:
    """One answer for each secret."""
    for secret in served.secrets:
        yield _of_secret(secret, served.bundle.name).about(f"{served.bundle.name}#{secret.seen.digest}")


def _of_secret(secret: KnownSecret, name: str) -> Judgement:
    return _verdict(secret).given(
        *secret.sightings,
        name=name,
        title=secret.title,
        rotate=secret.rotate,
        path=secret.first.path,
        line=secret.first.line,
    )


def _verdict(secret: KnownSecret) -> Verdict:
    match secret.gravity:
        case Gravity.PUBLISHABLE:
            return PUBLISHABLE
        case Gravity.TEST:
            return TEST_KEY
        case Gravity.POSSIBLE:
            return POSSIBLE
        case Gravity.CERTAIN:
            return EXPOSED


CHECK = Check(
    id="bundle-secrets",
    version=2,
    subject=Host,
    title="Secrets in the browser",
    why="Whatever is sent to a browser is public: everybody can read it with two clicks.",
    references=("CWE-200", "https://vite.dev/guide/env-and-mode#env-variables-and-modes"),
    reads=served_bundle,
    verdicts=(NONE, LISTED, SAME_BUILD, INCOMPLETE, EXPOSED, TEST_KEY, POSSIBLE, PUBLISHABLE),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, BUNDLE),
    parts=parts,
)
