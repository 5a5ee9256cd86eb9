"""What somebody asked to be audited on the command line, read strictly into an estate."""

from argparse import ArgumentTypeError
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from audits.core.estate import Estate, estate_of_domain
from audits.core.parsing.dkim import is_selector
from audits.core.subject import Endpoint, Repository
from audits.gatherers.history.own_copy import is_bundle
from portal.outbound.guard import Refused, host_name, target_of

PURPOSES = (
    "home",
    "login",
    "api",
    "critical",
    "account",
    "admin",
    "report",
    "export",
    "old",
    "page",
    "origin",
)


def domain_argument(text: str) -> str:
    """The A-label of a domain; anything that is none is refused with a hint."""
    if "://" in text:
        raise ArgumentTypeError(f"{text} is a URL; the domain alone is wanted: {urlsplit(text).hostname or 'acme.com'}")
    try:
        name = host_name(text)
    except Refused as fault:
        raise ArgumentTypeError(f"{text!r} is not a domain: {fault}") from None
    labels = name.split(".")
    if len(labels) < 2 or ":" in name or labels[-1].isdigit() or "_" in name:
        raise ArgumentTypeError(f"{text!r} is not a domain such as acme.com")
    return name


def endpoint_argument(text: str) -> Endpoint:
    """PURPOSE=URL."""
    purpose, equals, url = text.partition("=")
    if not equals or purpose not in PURPOSES:
        raise ArgumentTypeError(f"{text!r} is not PURPOSE=URL with one of: {', '.join(PURPOSES)}")
    try:
        return Endpoint(target_of(url).url, purpose)
    except Refused as fault:
        raise ArgumentTypeError(f"{url!r} cannot be visited: {fault}") from None


def selector_argument(text: str) -> str:
    """A DKIM selector, in lower case."""
    if not is_selector(text):
        raise ArgumentTypeError(f"{text!r} is not a DKIM selector; it is what stands behind s= in DKIM-Signature")
    return text.lower()


def repository_argument(text: str) -> Repository:
    """A folder or bundle that exists, or an https URL."""
    if "://" in text:
        parts = urlsplit(text)
        if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
            raise ArgumentTypeError(f"{text!r} is no path and no https URL without a password")
        return Repository(_name(parts.path) or parts.hostname, text)
    place = Path(text).expanduser().resolve()
    if not place.is_dir() and not (place.is_file() and is_bundle(place)):
        raise ArgumentTypeError(f"there is no folder and no git bundle {text!r}")
    return Repository(_name(str(place)) or "repository", str(place))


def estate_of(
    domain: str | None, *, endpoints: Iterable[Endpoint], selectors: Iterable[str], repository: Repository | None
) -> Estate:
    """The estate the arguments describe; raises ValueError for a combination that describes none."""
    endpoints, selectors = tuple(dict.fromkeys(endpoints)), tuple(dict.fromkeys(selectors))
    repositories = (repository,) if repository else ()
    if domain is not None:
        return estate_of_domain(domain, endpoints=endpoints, repositories=repositories, selectors=selectors)
    if endpoints or selectors:
        raise ValueError("endpoints and DKIM selectors belong to a domain: name it first")
    if not repositories:
        raise ValueError("name a domain, or a repository with --repository")
    return Estate(repositories=repositories)


def _name(path: str) -> str:
    """The last part of a path that names the repository: never `.git` itself."""
    parts = [part for part in path.split("/") if part not in {"", ".git"}]
    return parts[-1].removesuffix(".git").removesuffix(".bundle") if parts else ""
