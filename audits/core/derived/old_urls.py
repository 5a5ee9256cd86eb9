"""Where a declared old address leads, told against the home pages and the other old addresses of the estate."""

from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.sameness import same_page
from audits.core.derived.shells import is_app_shell
from audits.core.derived.url_forms import TEMPORARY
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import ANSWERED, BROKEN, HTTP, Hop, RedirectChain, Visit
from audits.core.observed.url_forms import FORMS, UrlForms
from audits.core.parsing.url_form import leads_to_sign_in, same_address
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class OldUrl:
    """One old address: its way, the redirects that could be spared, and what kind of page it ends at.

    `at_home` names the home page it ends at; `others_at_home` counts the other old addresses that end there too.
    """

    url: str
    chain: RedirectChain
    last: Hop
    needless: int = 0
    at_home: str = ""
    others_at_home: int = 0
    is_empty: bool = False

    @property
    def path(self) -> str:
        """The path that a rule of its server names."""
        return urlsplit(self.url).path or "/"


def old_url(artifacts: Artifacts) -> OldUrl | Unavailable | Inapplicable:
    """Where the endpoint of the subject leads, when it was declared as an old address."""
    endpoint = artifacts.subject
    if not isinstance(endpoint, Endpoint) or endpoint.purpose != "old":
        return Inapplicable("it was not declared as an old address")
    visit = artifacts.observed(HTTP)
    if isinstance(visit, Unavailable):
        return visit
    chain = visit.chain
    if chain.end == BROKEN:
        return chain.missing or Unavailable(f"{chain.at} gave no answer")
    if chain.end != ANSWERED or chain.last is None:
        return Inapplicable("its redirects never end at a page, which redirect-chain judges")
    blocked = wall(chain.last, chain.body)
    if blocked:
        return Unavailable(blocked, (f"GET {chain.last.url}",))
    home = _home(chain.last, artifacts) if urlsplit(chain.start).path not in {"", "/"} else ""
    others = _others_at(home, endpoint, artifacts) if home else 0
    return OldUrl(endpoint.url, chain, chain.last, _needless(chain), home, others, _is_empty(chain, artifacts))


def _needless(chain: RedirectChain) -> int:
    """Redirects beyond one, beside those that upgrade to https and those that ask visitors to log in."""
    counted = 0
    for now, then in pairwise(chain.hops):
        if now.status in TEMPORARY and leads_to_sign_in(then.url):
            break
        counted += not (now.scheme == "http" and then.url == f"https{now.url.removeprefix('http')}")
    return max(0, counted - 1)


def _home(last: Hop, artifacts: Artifacts) -> str:
    """The home page of a host of the estate that an old address ends at; empty for any other page."""
    if last.status != 200:
        return ""
    for host in artifacts.estate.subjects(Host):
        visit = artifacts.observed(HTTP, host.label)
        home = visit.chain.last if isinstance(visit, Visit) else None
        if home and home.status == 200 and same_address(home.url, last.url) and not leads_to_sign_in(home.url):
            return home.url
    return ""


def _others_at(home: str, endpoint: Endpoint, artifacts: Artifacts) -> int:
    found = 0
    for other in artifacts.estate.subjects(Endpoint):
        visit = artifacts.observed(HTTP, other.label) if other.purpose == "old" and other != endpoint else None
        last = visit.chain.last if isinstance(visit, Visit) else None
        is_deep = urlsplit(other.url).path not in {"", "/"}
        found += bool(last and is_deep and same_address(last.url, home))
    return found


def _is_empty(chain: RedirectChain, artifacts: Artifacts) -> bool:
    """Whether it ends at what its host shows for every address nobody made, and that is not the shell of an app."""
    last, body = chain.last, chain.body
    forms = artifacts.observed(FORMS, last.host if last else "")
    if last is None or body is None or not last.is_html or not isinstance(forms, UrlForms):
        return False
    unknown = forms.unknown
    if isinstance(unknown, Unavailable) or unknown.last is None or unknown.body is None or unknown.last.status >= 400:
        return False
    return not is_app_shell(body, last.url) and same_page(body, unknown.body)
