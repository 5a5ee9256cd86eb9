"""Do browsers keep static files as long as their addresses allow, and no longer?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.static_files import StaticFile, StaticFiles, static_files_of_host
from audits.core.observed.bundle import BUNDLE
from audits.core.observed.crawl import CRAWL
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.asset_name import AssetName
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

DAY = 86_400
MONTH = 30 * DAY
MOST_SHOWN = 20
YEAR = "public, max-age=31536000, immutable"

FITTING = Verdict("fitting", Outcome.PASS, "Browsers keep the {count} of {name} as long as their addresses allow")
ASK = "\nCache-Control: no-cache\n# nginx: location = {path} {{ add_header Cache-Control no-cache; }}"
FROZEN = Verdict(
    "frozen",
    Outcome.FAIL,
    "Browsers use an old {url} for {days} days after a deployment: its address stays the same",
    Impact.INCIDENT,
    fix="Let browsers ask before they use {path} again, with the field below, or let the build put a hash of the content "
    "into its name. Whoever holds the old file keeps it until then, so rename it once now." + ASK,
)
LINGERING = Verdict(
    "lingering",
    Outcome.WARN,
    "Browsers use an old {url} for up to {days} days after a deployment",
    Impact.CLEANUP,
    fix="Let browsers ask before they use {path} again, with the field below, or let the build put a hash of the content "
    "into its name." + ASK,
)
BRIEF = Verdict(
    "brief",
    Outcome.WARN,
    "Browsers ask for {files} of {name} again {when}, though their addresses change with their content",
    Impact.CLEANUP,
    fix="Send files whose name holds a hash, such as {path}, with the field below. Pages keep no-cache, so that they name "
    "the new files at once. GitHub Pages lets nobody choose: accept its ten minutes.\n"
    f"Cache-Control: {YEAR}\n"
    f'# nginx: location {{folder}} {{{{ add_header Cache-Control "{YEAR}"; }}}}\n'
    f"# Netlify, _headers, below a line {{folder}}*: Cache-Control: {YEAR}\n"
    f"# S3: aws s3 cp --recursive --cache-control '{YEAR}' dist{{folder}} s3://BUCKET{{folder}}",
)


def judge(seen: StaticFiles) -> Judgement:
    """The costliest first: what visitors keep too long breaks a release, what they ask for again costs a moment."""
    fixed = [file for file in seen.files if file.naming is AssetName.FIXED]
    kept = sorted((file for file in fixed if _seconds(file) > DAY), key=_seconds, reverse=True)
    frozen = [file for file in kept if file.is_immutable or _seconds(file) > MONTH]
    brief = [file for file in seen.files if file.naming is AssetName.HASHED and _seconds(file) < MONTH]
    for verdict, files in ((FROZEN, frozen), (LINGERING, kept), (BRIEF, brief)):
        if files:
            others = [file for file in seen.files if file not in files]
            return _given(verdict, seen.name, files, others)
    shown = map(_shown, seen.files[:MOST_SHOWN])
    return FITTING.given(*shown, name=seen.name, count=amount(len(seen.files), "static file"))


def _given(verdict: Verdict, name: str, files: list[StaticFile], others: list[StaticFile]) -> Judgement:
    first = files[0].hop
    path = first.url.partition("//")[2].partition("/")[2]
    return verdict.given(
        *map(_shown, (*files, *others)[:MOST_SHOWN]),
        name=name,
        url=first.url,
        path=f"/{path}",
        folder=f"/{path.rpartition('/')[0]}/".replace("//", "/"),
        days=f"{_seconds(files[0]) // DAY:,}",
        files=amount(len(files), "file"),
        when=_when({file.seconds for file in files}),
    )


def _when(lifetimes: set[int | None]) -> str:
    """How soon browsers ask; without a lifetime each guesses one (RFC 9111 section 4.2.2)."""
    known = [seconds for seconds in lifetimes if seconds is not None]
    if len(known) < len(lifetimes):
        return "sooner than they need" if known else "when they think fit"
    longest = max(known, default=0)
    if longest == 0:
        return "on every visit"
    return f"within {amount(longest // DAY, 'day') if longest >= DAY else amount(-(-longest // 60), 'minute')}"


def _seconds(file: StaticFile) -> int:
    """For how long browsers do not ask; where they guess, nobody asked them to."""
    return file.seconds or 0


def _shown(file: StaticFile) -> Observation:
    fields = ("Cache-Control", "Expires")
    sent = [f"{name}: {value}" for name in fields for value in file.hop.fields(name)]
    return Observation(f"GET {file.hop.url}", "; ".join(sent) or "no Cache-Control and no Expires")


CHECK = Check(
    id="static-cache",
    version=2,
    subject=Host,
    title="Cache rules of static files",
    why="Kept too long, visitors run an old release; not kept at all, every visit loads everything again.",
    references=(
        "RFC 9111 section 4.2",
        "RFC 8246",
        "https://developer.mozilla.org/docs/Web/HTTP/Guides/Caching#cache_busting",
    ),
    reads=static_files_of_host,
    verdicts=(FROZEN, LINGERING, BRIEF, FITTING),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, BUNDLE, CRAWL),
)
