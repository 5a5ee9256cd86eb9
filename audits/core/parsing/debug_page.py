"""Pages that a framework shows to its developers, told by their own structure: talk about an error proves nothing."""

import json
import re
from dataclasses import dataclass

from audits.core.parsing.html_tokens import StartTag, Text, tokens
from audits.core.parsing.markup import parsed_markup

PAGE, TRACE, SERVER = "debug page", "stack trace", "development server"
READ = 200_000
LEAST_FRAMES = 2
"""One line like a frame may be quoted on an error page; two under a failing status are the failure itself."""

_PYTHON_FRAME = re.compile(r'^[ \t]*File "[^"\n]{1,300}", line \d+(?:, in \S.{0,120})?[ \t]*$', re.MULTILINE)
_NODE_FRAME = re.compile(
    r"^[ \t\xa0]*at (?:(?:async |new )?[\w.<>$\[\] ]{1,120} \()?(?:node:|file://|webpack[-:]|/|[A-Z]:\\)[^\s()]{1,300}:\d+:\d+\)?[ \t]*$",
    re.MULTILINE,
)
_JAVA_FRAME = re.compile(
    r"^[ \t]*at [\w$.]{3,200}\.[\w$<>]{1,100}\((?:[\w$]{1,100}\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)",
    re.MULTILINE,
)
_DOTNET_FRAME = re.compile(r"^[ \t]*at [\w.`<>+]{3,200}\([^()\n]{0,200}\) in [^\n]{1,300}:line \d+", re.MULTILINE)
_RUBY_FRAME = re.compile(r"^[ \t]*(?:/|app/|lib/|config/)[\w./ @-]{1,300}\.rb:\d+:in [`'][^'\n]{1,120}'", re.MULTILINE)
_PHP_FRAME = re.compile(r"^[ \t]*#\d{1,3} [^\s(]{1,300}\.php\(\d+\): ", re.MULTILINE)
_GO_FRAME = re.compile(r"^[ \t]+/[\w./@-]{1,300}\.go:\d+(?: \+0x[0-9a-f]+)?[ \t]*$", re.MULTILINE)
FRAMES = (
    ("Python", _PYTHON_FRAME),
    ("Node.js", _NODE_FRAME),
    ("Java", _JAVA_FRAME),
    ("ASP.NET", _DOTNET_FRAME),
    ("Ruby", _RUBY_FRAME),
    ("PHP", _PHP_FRAME),
    ("Go", _GO_FRAME),
)
_PHP_NOTICE = re.compile(
    r"<b>((?:Fatal error|Parse error|Warning|Notice|Deprecated|Recoverable fatal error))</b>:[ \t]"
    r"[^<]{1,2000}(?:<[^>]{0,200}>[^<]{0,500}){0,6}? in <b>(/[^<]{1,300}|[A-Z]:\\[^<]{1,300})</b> on line <b>(\d+)</b>"
)


@dataclass(frozen=True)
class DebugPage:
    """What showed itself: the framework, which of the three kinds, and the words that prove it (never a value)."""

    framework: str
    kind: str
    shown: str


def debug_page_in(text: str, status: int) -> DebugPage | None:
    """The debug page, stack trace or development server behind an answer; None for an ordinary page.

    A page's structure proves it under any status. Lines of a stack trace prove it under a failing status alone,
    since articles about programming quote them.
    """
    page = text[:READ]
    found = _by_structure(page)
    if found is not None or status < 400:
        return found
    for said in (page.replace("\r\n", "\n"), _prose(page) if "<" in page else "", _told_in_json(page)):
        for framework, frame in FRAMES:
            frames = frame.findall(said)
            if len(frames) >= LEAST_FRAMES:
                first = frame.search(said)
                return DebugPage(framework, TRACE, " ".join(first[0].split())[:200] if first else "")
    return None


def _by_structure(page: str) -> DebugPage | None:
    """What only the framework's own generator writes, as elements and titles."""
    if "<" not in page:
        return None
    title = parsed_markup(page).title
    elements = _Elements(page)
    for framework, kind, proves in _STRUCTURES:
        shown = proves(title, elements)
        if shown:
            return DebugPage(framework, kind, shown[:200])
    notice = _PHP_NOTICE.search(page)
    if notice and not elements.is_within_code(notice[0]):
        return DebugPage("PHP", TRACE, f"{notice[1]} in {notice[2]} on line {notice[3]}"[:200])
    return None


class _Elements:
    """A page's elements by identifier and class, its script addresses and its inline scripts."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.ids: set[str] = set()
        self.classes: set[str] = set()
        self.sources: set[str] = set()
        self.scripts: list[str] = []
        self.headings: list[str] = []
        inside = ""
        for token in tokens(page):
            if isinstance(token, StartTag):
                inside = token.name
                self._read(token)
            elif isinstance(token, Text) and inside == "script":
                self.scripts.append(token.text)
            elif isinstance(token, Text) and inside in {"h1", "h2", "header"}:
                self.headings.append(" ".join(token.text.split()))

    def _read(self, tag: StartTag) -> None:
        given = tag.attributes
        self.ids.add(given.get("id", ""))
        self.classes.update(given.get("class", "").split())
        if tag.name == "script":
            self.sources.add(given.get("src", "").partition("?")[0])

    def is_within_code(self, words: str) -> bool:
        """Whether the words stand in a listing, where markup is shown and not meant."""
        before = self.page[: self.page.find(words)].lower()
        return any(before.rfind(f"<{name}") > before.rfind(f"</{name}") for name in ("code", "pre", "textarea"))

    def in_scripts(self, *words: str) -> bool:
        """Whether one inline script holds all of these."""
        return any(all(word in script for word in words) for script in self.scripts)


def _django(title: str, seen: _Elements) -> str:
    explained = "explanation" in seen.ids or "summary" in seen.ids
    if explained and "You’re seeing this error because you have <code>DEBUG = True</code>" in seen.page.replace(
        "'", "’"
    ):
        return f"{title} (DEBUG = True)"
    return title if {"summary", "traceback"} <= seen.ids and " at /" in title else ""


def _werkzeug(title: str, seen: _Elements) -> str:
    debugger = title.endswith("// Werkzeug Debugger") and ("debugger" in seen.classes or seen.in_scripts("EVALEX"))
    return title if debugger else ""


def _rails(title: str, seen: _Elements) -> str:
    if title in {"Action Controller: Exception caught", "Action View: Exception caught"} and (
        {"container", "Application-Trace", "Framework-Trace", "Full-Trace", "route_table", "traces"} & seen.ids
    ):
        return next((heading for heading in seen.headings if heading), title)
    return title if {"trace_info", "backtrace"} & seen.classes and "better-errors-error-info" in seen.classes else ""


def _laravel(title: str, seen: _Elements) -> str:
    if seen.in_scripts("window.ignite(") or seen.in_scripts("window.data", "ignition"):
        return title or "Ignition"
    return title if "Whoops" in seen.classes and "exc-title" in seen.classes else ""


def _symfony(title: str, seen: _Elements) -> str:
    told = {"exception-summary", "exception-message-wrapper"} & seen.classes
    return title if told and "trace-line" in seen.classes else ""


def _aspnet(title: str, seen: _Elements) -> str:
    core = {"stackpage", "querypage", "cookiespage"} <= seen.ids or {
        "titleerror",
        "stackPage",
    } <= seen.classes | seen.ids
    if core:
        return next((heading for heading in seen.headings if heading), title)
    framework = "<b> Stack Trace: </b>" in seen.page.replace("<b>Stack Trace:</b>", "<b> Stack Trace: </b>")
    return title if framework and "Version Information:" in seen.page else ""


def _phoenix(title: str, seen: _Elements) -> str:
    return title if re.fullmatch(r"\S+ at [A-Z]+ /.*", title) and {"stack-trace", "frame-info"} & seen.classes else ""


def _next(title: str, seen: _Elements) -> str:
    del title
    if seen.in_scripts('"buildId":"development"') or any("/_next/static/development/" in each for each in seen.sources):
        return "/_next/static/development/"
    return ""


def _vite(title: str, seen: _Elements) -> str:
    del title
    return next((each for each in sorted(seen.sources) if each.endswith("/@vite/client")), "")


_STRUCTURES = (
    ("Django", PAGE, _django),
    ("Flask", PAGE, _werkzeug),
    ("Rails", PAGE, _rails),
    ("Laravel", PAGE, _laravel),
    ("Symfony", PAGE, _symfony),
    ("ASP.NET", PAGE, _aspnet),
    ("Phoenix", PAGE, _phoenix),
    ("Next.js", SERVER, _next),
    ("Vite", SERVER, _vite),
)


def _prose(page: str) -> str:
    """The text of a page with its lines kept: elements that break lines do."""
    parts: list[str] = []
    silent = 0
    for token in tokens(page):
        if isinstance(token, Text):
            parts.append(token.text if not silent else "")
            silent = 0
        elif isinstance(token, StartTag):
            silent = int(token.name in {"script", "style"})
            parts.append("\n" if token.name in {"br", "p", "div", "li", "tr", "pre", "code", "h1", "h2"} else "")
    return "".join(parts)


def _told_in_json(page: str) -> str:
    """Every string of a JSON answer on lines of its own: traces travel in strings."""
    if not page.lstrip().startswith(("{", "[")):
        return ""
    try:
        told = json.loads(page)
    except (ValueError, RecursionError):
        return page.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\t", "\t").replace('\\"', '"')
    found: list[str] = []
    waiting: list[object] = [told]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, str):
            found.append(part)
    return "\n".join(found).replace("\r\n", "\n")
