"""Does the repository, in its newest version or anywhere in its history, hold a secret?"""

from collections.abc import Iterator

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.repository import read_history
from audits.core.derived.secrets import Gravity, KnownSecret, counted, known_secrets
from audits.core.observed.repository import REPOSITORY, RepositoryHistory
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Repository
from audits.core.verdict import Judgement, Observation, Verdict

NONE = Verdict("none", Outcome.PASS, "No secret in {commits} and {files} of {name}")
LISTED = Verdict(
    "listed",
    Outcome.NOT_APPLICABLE,
    "{name} holds {secrets}, each judged by itself",
    fix="Work through the findings of this check, one a secret.",
)
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Not the whole history of {name} could be read: {unread}",
    fix="Give this audit a full clone of {name} (git clone --mirror, without --depth or --filter; git fetch --unshallow "
    "mends a short one), then run it again. What was found in the rest is listed.",
)
IN_HEAD = Verdict(
    "in-head",
    Outcome.FAIL,
    "{title} in {path}, in the newest version of {name}",
    Impact.BLOCKER,
    fix="{rotate} Then take the new value from the environment or the host's secret store instead of {path}. Deleting "
    "the line alone does not help: commit {commit} keeps the old value for whoever has a copy.",
)
IN_HISTORY = Verdict(
    "in-history",
    Outcome.FAIL,
    "{title} in the history of {name}: {path} in commit {commit}",
    Impact.BLOCKER,
    fix="{rotate} It is gone from the newest version and still in every clone. Once it is revoked, accept this finding "
    "with that day as the reason, or rewrite the history (git filter-repo --replace-text), force-push and have all "
    "clones made anew.",
)
TEST_KEY = Verdict(
    "test-key",
    Outcome.WARN,
    "{title} in {path} of {name}",
    Impact.CLEANUP,
    fix="{rotate} It opens no real data; keep its successor in the environment all the same, where the live one goes.",
)
POSSIBLE = Verdict(
    "possible",
    Outcome.WARN,
    "{path} of {name} holds what looks like a secret: {title}",
    Impact.INCIDENT,
    fix="Look at line {line} of {path}. If it opens something: {rotate} Then take the value from the environment. If it "
    "opens nothing, accept this finding with what it is as the reason.",
)
POSSIBLE_IN_HISTORY = Verdict(
    "possible-in-history",
    Outcome.WARN,
    "{path} of {name} once held what looks like a secret: {title}",
    Impact.CLEANUP,
    fix="Look at it with: git show {commit}:{path}. If it still opens something: {rotate} If it does not, accept this "
    "finding with what it is as the reason.",
)
PUBLISHABLE = Verdict("publishable", Outcome.PASS, "{title} in {path} of {name} is made to be public")


def judge(history: RepositoryHistory) -> Judgement:
    """Whether the whole history was read and is free of secrets; what it holds is said of each secret alone."""
    secrets = known_secrets(history.secrets)
    commits, files = amount(history.commits, "commit"), amount(history.files, "file version")
    read = Observation(f"history of {history.name}", f"{commits}, {files} read")
    if history.unread:
        unread = tuple(Observation(f"history of {history.name}, not read", clause) for clause in history.unread)
        return INCOMPLETE.given(read, *unread, name=history.name, unread="; ".join(history.unread))
    if any(secret.is_leak for secret in secrets):
        return LISTED.given(read, name=history.name, secrets=counted(secrets))
    public = tuple(sighting for secret in secrets for sighting in secret.sightings[:1])
    return NONE.given(read, *public, name=history.name, commits=commits, files=files)


def parts(history: RepositoryHistory) -> Iterator[Judgement]:
    """One answer for each secret."""
    for secret in known_secrets(history.secrets):
        yield _of_secret(secret, history.name).about(f"{history.name}#{secret.seen.digest}")


def _of_secret(secret: KnownSecret, name: str) -> Judgement:
    place = secret.newest
    return _verdict(secret).given(
        *secret.sightings,
        name=name,
        title=secret.title,
        rotate=secret.rotate,
        path=place.path,
        line=place.line,
        commit=secret.first.commit[:12],
    )


def _verdict(secret: KnownSecret) -> Verdict:
    match secret.gravity:
        case Gravity.PUBLISHABLE:
            return PUBLISHABLE
        case Gravity.TEST:
            return TEST_KEY
        case Gravity.POSSIBLE:
            return POSSIBLE if secret.seen.in_head else POSSIBLE_IN_HISTORY
        case Gravity.CERTAIN:
            return IN_HEAD if secret.seen.in_head else IN_HISTORY


CHECK = Check(
    id="secret-history",
    version=2,
    subject=Repository,
    title="Secrets in the repository",
    why="Whoever ever had a copy of the repository has every secret that was ever in it.",
    references=(
        "https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning",
        "CWE-798",
    ),
    reads=read_history,
    verdicts=(
        NONE,
        LISTED,
        INCOMPLETE,
        IN_HEAD,
        IN_HISTORY,
        TEST_KEY,
        POSSIBLE,
        POSSIBLE_IN_HISTORY,
        PUBLISHABLE,
    ),
    judge=judge,
    sources=(REPOSITORY,),
    parts=parts,
)
