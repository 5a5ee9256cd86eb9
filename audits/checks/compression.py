"""Does text come compressed?"""

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.compression import PACKET, TextAnswer, TextAnswers, texts_of_host
from audits.core.observed.bundle import BUNDLE
from audits.core.observed.crawl import CRAWL
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.subject import Host
from audits.core.verdict import Judgement, Observation, Verdict

MOST_SHOWN = 20
HTML = "text/html"
"""The type that nginx compresses without being told."""

COMPRESSED = Verdict("compressed", Outcome.PASS, "{name} compresses all of its {count}")
SHORT = Verdict("short", Outcome.PASS, "No text of {name} is long enough for compression to matter")
GARBLED = Verdict(
    "garbled",
    Outcome.FAIL,
    "{url} is still compressed ({packed}) when browsers have unpacked it, so they show noise",
    Impact.INCIDENT,
    fix="Compress {url} once: either serve the packed file with Content-Encoding: {packed} and switch compression off for "
    "it (nginx: gzip_static on; gzip off), or serve the plain file and let the server pack it.",
)
PLAIN = Verdict(
    "plain",
    Outcome.WARN,
    "{name} sends {plain} without compression, {size} in all, though gzip and br were offered",
    Impact.CLEANUP,
    fix="Switch compression on for {types} on {name}. An edge in front does it too, where it may pass on plain answers.\n"
    "# nginx\ngzip on;\ngzip_vary on;\ngzip_proxied any;\ngzip_min_length 1024;\ngzip_types {more};\n"
    "# Caddy\nencode zstd gzip\n# Express: app.use(compression())\n"
    "# Django, first in MIDDLEWARE: 'django.middleware.gzip.GZipMiddleware'\n"
    "# CloudFront, in the cache behaviour: Compress objects automatically",
)
TWICE = Verdict(
    "twice",
    Outcome.WARN,
    "{url} is compressed twice: {codings}",
    Impact.CLEANUP,
    fix="Compress {url} in one place: switch it off in the app and leave it to the server in front, or the other way "
    "round. Then one Content-Encoding is left.",
)
UNVARIED = Verdict(
    "unvaried",
    Outcome.WARN,
    "Caches may hand the compressed {url} to whoever cannot read it",
    Impact.CLEANUP,
    fix="Add the field below to every compressed answer of {name}.\nVary: Accept-Encoding\n# nginx: gzip_vary on;",
)


def judge(seen: TextAnswers) -> Judgement:
    long = [text for text in seen.texts if text.answer.size > PACKET or text.codings]
    plain = [text for text in long if not text.codings]
    garbled = [text for text in seen.texts if text.answer.packed]
    if plain and not garbled:
        types = dict.fromkeys(text.answer.hop.media_type for text in plain)
        return PLAIN.given(
            *map(_shown, plain[:MOST_SHOWN]),
            name=seen.name,
            plain=amount(len(plain), "text answer"),
            size=f"{sum(text.answer.size for text in plain) / 1000:,.1f} kB",
            types=" ".join(types),
            more=" ".join(kind for kind in types if kind != HTML) or "text/css text/javascript application/json",
        )
    # An edge keeps the copies of each coding apart itself, whatever it tells browsers.
    unvaried = [text for text in long if text.codings and text.is_shared and not text.varies and not seen.edge]
    twice = [text for text in long if len(text.codings) > 1]
    for verdict, texts in ((GARBLED, garbled), (TWICE, twice), (UNVARIED, unvaried)):
        if texts:
            first = texts[0]
            packed, codings = first.answer.packed, ", ".join(first.codings)
            shown = map(_shown, texts[:MOST_SHOWN])
            return verdict.given(*shown, name=seen.name, url=first.answer.url, packed=packed, codings=codings)
    shown = map(_shown, (long or seen.texts)[:MOST_SHOWN])
    if not long:
        return SHORT.given(*shown, name=seen.name)
    return COMPRESSED.given(*shown, name=seen.name, count=amount(len(long), "text answer"))


def _shown(text: TextAnswer) -> Observation:
    answer = text.answer
    wire = f", {answer.sent} bytes over the wire" if answer.sent >= 0 else ""
    coded = f"content-encoding: {', '.join(text.codings)}" if text.codings else "no content-encoding"
    return Observation(f"GET {answer.url} (accept-encoding: gzip, deflate, br)", f"{answer.size} bytes{wire}, {coded}")


CHECK = Check(
    id="compression",
    version=1,
    subject=Host,
    title="Compression",
    why="Compressed text is a quarter as long, which people on a phone notice first.",
    references=(
        "RFC 9110 section 8.4",
        "RFC 9110 section 12.5.3",
        "https://developer.mozilla.org/docs/Web/HTTP/Guides/Compression",
    ),
    reads=texts_of_host,
    verdicts=(GARBLED, PLAIN, TWICE, UNVARIED, COMPRESSED, SHORT),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, BUNDLE, CRAWL),
)
