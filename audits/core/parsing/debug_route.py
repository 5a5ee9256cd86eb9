"""Pages and answers that show developers the inside of a running app, told by what only they say."""

import json
import re

from audits.core.parsing.exposed_file import Shown, few, text_of

DEBUG_PAGE = "debug-page"
STATUS_PAGE = "status-page"
METRICS = "metrics"
DIRECTORY = "directory"

_PHP_VERSION = re.compile(r"PHP Version ([\d.]{1,20})")
_APACHE_STATUS = re.compile(r"Apache Server Status for [^<]{1,120}")
_NGINX_STATUS = re.compile(r"\AActive connections: \d+ \s*\nserver accepts handled requests")
_PROFILES = re.compile(r"Types of profiles available:")
_TITLE = re.compile(r"<title[^>]{0,80}>\s*([^<]{1,120}?)\s*</title>", re.IGNORECASE)
_METRIC = re.compile(r"^# TYPE ([A-Za-z_:][\w:]{0,100}) (?:counter|gauge|histogram|summary|untyped)$", re.MULTILINE)
_INDEX = re.compile(
    r"<(?:title|h1)>\s*(?:Index of|Directory listing for|listing directory) (/[^<]{0,200}?)/?\s*</(?:title|h1)>",
    re.IGNORECASE,
)
_BUCKET = re.compile(r"<ListBucketResult[\s>]")
_KEY = re.compile(r"<Key>([^<]{1,200})</Key>")
_ENTRY = re.compile(r"<a href=\"([^\"?#]{1,200})\"", re.IGNORECASE)


def php_info(content: bytes) -> Shown | None:
    """Everything PHP tells of itself and of its variables."""
    text = _page(content)
    version = _PHP_VERSION.search(text)
    return (version[0],) if version and "phpinfo()" in text else None


def server_status(content: bytes) -> Shown | None:
    """What a web server is doing for whom."""
    text = _page(content)
    apache = _APACHE_STATUS.search(text)
    if apache and "Server uptime:" in text:
        return few([apache[0]])
    return ("Active connections",) if _NGINX_STATUS.search(text) else None


def actuator(content: bytes) -> Shown | None:
    """The environment of a Spring application: names of its sources, never a value."""
    told = _object(content)
    sources = told.get("propertySources") if told else None
    if not isinstance(sources, list):
        return None
    return few([str(each.get("name")) for each in sources if isinstance(each, dict)]) or None


def profiles(content: bytes) -> Shown | None:
    """Go's profiles of a running program."""
    return ("profiles of the running program",) if _PROFILES.search(_page(content)) else None


def debug_toolbar(content: bytes) -> Shown | None:
    """Django's debug toolbar, which answers here as long as it is switched on."""
    told = _object(content)
    said = told.get("content") if told else None
    return ("Django debug toolbar",) if isinstance(said, str) and "this panel isn't available" in said else None


def ignition(content: bytes) -> Shown | None:
    """Laravel's error page, which ran commands of strangers in old versions (CVE-2021-3129)."""
    told = _object(content)
    return ("Laravel Ignition",) if told and "can_execute_commands" in told else None


def telescope(content: bytes) -> Shown | None:
    """Laravel's list of every request with its session."""
    text = _page(content)
    return _titled(text, "Telescope") if "window.Telescope" in text else None


def profiler(content: bytes) -> Shown | None:
    """Symfony's list of every request with its variables."""
    text = _page(content)
    return _titled(text, "Symfony Profiler") if "sf-profiler" in text or "/_profiler/" in text else None


def console(content: bytes) -> Shown | None:
    """Werkzeug's console, which runs whatever is typed once its PIN is guessed."""
    text = _page(content)
    return _titled(text, "Console // Werkzeug Debugger") if "EVALEX" in text else None


def metrics(content: bytes) -> Shown | None:
    """Numbers about a running app in the format of Prometheus: their names."""
    names = _METRIC.findall(text_of(content))
    return few(names) if names else None


def directory(content: bytes) -> Shown | None:
    """The files of a folder as nginx, Apache, Express and Python's own server list them, or those of a bucket at S3."""
    text = _page(content)
    if _BUCKET.search(text[:2_000]):
        return few(_KEY.findall(text)) or None
    index = _INDEX.search(text)
    if index is None:
        return None
    folder = index[1].rstrip("/") + "/"
    entries = [entry.removeprefix(folder) for entry in _ENTRY.findall(text)]
    entries = [entry for entry in entries if entry and not entry.startswith(("/", ".", "http"))]
    return few(entries) or None


def _page(content: bytes) -> str:
    """The answer as text, which may well be a page."""
    return "" if b"\0" in content else content.decode("utf-8", "replace")


def _object(content: bytes) -> dict[str, object] | None:
    try:
        told = json.loads(text_of(content))
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _titled(text: str, words: str) -> Shown | None:
    title = _TITLE.search(text)
    return few([title[1]]) if title and words in title[1] else None
