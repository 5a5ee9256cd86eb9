"""Does the host hand out the source code its scripts were built from?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.bundle import own_bundle
from audits.core.observed.bundle import BUNDLE, BrowserBundle
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

NONE = Verdict("none", Outcome.PASS, "{name} hands out no source code with the {scripts} that were read")
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Not every source map of {name} could be asked for: {unread}",
    fix="Run this check again in ten minutes, or let our address through the wall that answered in the host's place.",
)
OPEN = Verdict(
    "open",
    Outcome.WARN,
    "Anybody can read the source code of {name}, comments too: {sources} in {url}",
    Impact.CLEANUP,
    fix="Build without source maps for visitors and upload them to the error tracker instead (Vite: build.sourcemap: "
    "'hidden'; Next.js: productionBrowserSourceMaps: false; webpack: devtool: 'hidden-source-map'), then leave *.map out "
    "of what is served. If the code is public anyway, accept this risk with that reason.",
)


def judge(bundle: BrowserBundle) -> Judgement:
    seen = tuple(
        Observation(each.url, f"{amount(each.sources, 'source file')}, such as {', '.join(each.names)}")
        for each in bundle.source_maps
    )
    if bundle.source_maps:
        first = bundle.source_maps[0]
        sources = amount(sum(each.sources for each in bundle.source_maps), "source file")
        return OPEN.given(*seen, name=bundle.name, sources=sources, url=first.url)
    if bundle.unread or bundle.maps_unread:
        unread = (*bundle.maps_unread, *bundle.unread)
        tried = tuple(Observation("not read", clause) for clause in unread)
        return INCOMPLETE.given(*tried, name=bundle.name, unread="; ".join(unread[:3]))
    read = tuple(Observation(each.url, each.source_map or "names no source map") for each in bundle.scripts)
    return NONE.given(*read, name=bundle.name, scripts=amount(len(bundle.scripts), "script"))


CHECK = Check(
    id="source-maps",
    version=1,
    subject=Host,
    title="Source maps",
    why="A source map shows the code as it was written, with its comments, its paths and what was switched off.",
    references=("https://tc39.es/ecma426/", "CWE-540"),
    reads=own_bundle,
    verdicts=(OPEN, INCOMPLETE, NONE),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, BUNDLE),
)
