"""Would the browsers' HSTS list take the domain that asks for a place on it?"""

from itertools import pairwise

from audits.core.check import Check
from audits.core.derived.preloading import PreloadRequest, preload_request
from audits.core.derived.strict_transport import FIELD
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import ANSWERED, HTTP, RedirectChain
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing.hsts_preload import LEAST
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

MOST_REDIRECTS = 3
WHOLE = "Strict-Transport-Security: max-age=63072000; includeSubDomains; preload"
OR_NOT = "Or take preload out: without it nothing changes for visitors."

READY = Verdict("ready", Outcome.PASS, "The browsers' list takes {name} as it is")
CUTS_OFF = Verdict(
    "cuts-off",
    Outcome.WARN,
    "{name} asks browsers for https on every name below it, and {hosts} has none",
    Impact.INCIDENT,
    fix="Serve {hosts} over https before {name} is on the list, or take preload and includeSubDomains out of the field of "
    "{name}: a place on the list cannot be taken back within weeks.",
)
SEVERAL = Verdict(
    "several",
    Outcome.WARN,
    "{name} sends its HSTS policy more than once, which the browsers' list refuses",
    Impact.CLEANUP,
    fix=f"Send one field alone from {{name}}: {WHOLE}",
)
UNSENT = Verdict(
    "not-at-once",
    Outcome.WARN,
    "{name} asks for a place on the browsers' list, but its first answer sends no policy",
    Impact.CLEANUP,
    fix=f"Send it with the first answer of https://{{name}}/, a redirect too: {WHOLE}. {OR_NOT}",
)
UNREAD = Verdict(
    "unread",
    Outcome.WARN,
    "The browsers' list cannot read the max-age of {name}: {sent}",
    Impact.CLEANUP,
    fix=f"Write it without quotes and spaces: {WHOLE}",
)
BRIEF = Verdict(
    "brief",
    Outcome.WARN,
    "{name} asks for a place on the browsers' list with a policy of less than a year",
    Impact.CLEANUP,
    fix=f"Raise max-age on {{name}}: {WHOLE}. {OR_NOT}",
)
ALONE = Verdict(
    "without-subdomains",
    Outcome.WARN,
    "{name} asks for a place on the browsers' list without includeSubDomains",
    Impact.CLEANUP,
    fix=f"Once every name below {{name}} is served over https, send {WHOLE}. {OR_NOT}",
)
UNASKED = Verdict(
    "without-preload",
    Outcome.WARN,
    "{name} asks for a place on the browsers' list, but not in its first answer: {sent}",
    Impact.CLEANUP,
    fix=f"Send the same field with every answer of {{name}}: {WHOLE}. {OR_NOT}",
)
UNREDIRECTED = Verdict(
    "detour",
    Outcome.WARN,
    "http://{name}/ does not go to https://{name}/ first, so that the browsers' list refuses {name}",
    Impact.CLEANUP,
    fix=f"Redirect http://{{name}}/ to https://{{name}}/ before anything else, to www too. {OR_NOT}",
)
UNSAFE = Verdict(
    "unsafe-redirect",
    Outcome.WARN,
    "A redirect of {name} leads to plain http, so that the browsers' list refuses it: {target}",
    Impact.CLEANUP,
    fix="Lead every redirect from {name} to an https address; the present one leads to {target}.",
)
TOO_MANY = Verdict(
    "too-many-redirects",
    Outcome.WARN,
    "{name} redirects more than three times, which the browsers' list refuses",
    Impact.CLEANUP,
    fix="Lead https://{name}/ and http://{name}/ to the last address with three redirects at most.",
)


def judge(request: PreloadRequest) -> Judgement:
    source = f"{request.url}, {FIELD}"
    seen = (
        *(Observation(source, field) for field in request.fields or ("no such field",)),
        Observation(f"GET https://{request.host}/", request.secure.path),
        *([Observation(f"GET http://{request.host}/", request.plain.path)] if request.plain else []),
    )
    name = request.host
    if request.plain_only and request.form.covers_subdomains:
        return CUTS_OFF.given(*seen, name=name, hosts=" and ".join(request.plain_only))
    verdict = _of_field(request)
    if verdict:
        return verdict.given(*seen, name=name, sent=request.fields[0][:120] if request.fields else "nothing")
    if request.plain is not None and not _goes_to_itself(request.plain, name):
        return UNREDIRECTED.given(*seen, name=name)
    chains = [chain for chain in (request.secure, request.plain) if chain]
    for target in filter(None, map(_unsafe, chains)):
        return UNSAFE.given(*seen, name=name, target=target)
    if any(chain.redirects > MOST_REDIRECTS for chain in chains):
        return TOO_MANY.given(*seen, name=name)
    return READY.given(*seen, name=name)


def _of_field(request: PreloadRequest) -> Verdict | None:
    """What is wrong with the field itself, if anything."""
    form = request.form
    faults = (
        (not request.fields, UNSENT),
        (len(request.fields) > 1, SEVERAL),
        (form.max_age is None, UNREAD),
        (form.max_age is not None and form.max_age < LEAST, BRIEF),
        (not form.covers_subdomains, ALONE),
        (not form.asks, UNASKED),
    )
    return next((verdict for is_so, verdict in faults if is_so), None)


def _goes_to_itself(plain: RedirectChain, name: str) -> bool:
    urls = _urls(plain)
    return len(urls) > 1 and urls[1].startswith(f"https://{name}/")


def _unsafe(chain: RedirectChain) -> str | None:
    """The plain address that a redirect leads to, if one does."""
    return next((then for _, then in pairwise(_urls(chain)) if not then.startswith("https://")), None)


def _urls(chain: RedirectChain) -> list[str]:
    return [*(hop.url for hop in chain.hops), *([chain.at] if chain.end != ANSWERED else [])]


CHECK = Check(
    id="hsts-preload",
    version=1,
    subject=Host,
    title="HSTS preload list",
    why="A domain that asks for the list and does not meet its rules stays off it, and one that does by mistake stays on.",
    references=("https://hstspreload.org/", "https://github.com/chromium/hstspreload"),
    reads=preload_request,
    verdicts=(
        *(CUTS_OFF, SEVERAL, UNSENT, UNREAD, BRIEF, ALONE, UNASKED, UNREDIRECTED, UNSAFE, TOO_MANY),
        READY,
    ),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP),
)
