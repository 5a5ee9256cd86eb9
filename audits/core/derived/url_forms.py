"""Every form of a host's addresses with what a visitor meets there, told against the page it is a form of."""

from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.sameness import same_page
from audits.core.derived.shells import is_shell_of
from audits.core.derived.visits import visit_of_host
from audits.core.derived.walls import wall
from audits.core.inapplicable import Inapplicable
from audits.core.observed.http import ANSWERED, BROKEN, RedirectChain, Visit
from audits.core.observed.url_forms import FORMS, PAGE, PLAIN, SISTER, UrlForm, UrlForms
from audits.core.parsing.page_links import canonical_of_page
from audits.core.parsing.url_form import SCHEME, WWW, differences, leads_to_sign_in, loses_the_way, same_address
from audits.core.unavailable import Unavailable

ARRIVES, NAMED, ABSENT, SIGN_IN, SHELL = "arrives", "named", "absent", "sign-in", "shell"
ELSEWHERE, TWICE, DIFFERENT, ASTRAY = "elsewhere", "twice", "different", "astray"
DOWNGRADED, LOST, QUERY_LOST, UNANSWERED = "downgraded", "lost", "query-lost", "unanswered"
TEMPORARY = frozenset({302, 303, 307})
SOUND = frozenset({ARRIVES, NAMED, ABSENT, SIGN_IN, SHELL, ELSEWHERE})
"""What forms may meet: their page, a page that names it, nothing, a log-in, the app itself, a page put there on purpose."""


@dataclass(frozen=True)
class FormSeen:
    """One form: what it `meets`, and how many redirects more than needed it takes."""

    form: UrlForm
    meets: str
    detours: int = 0

    @property
    def chain(self) -> RedirectChain | None:
        """Its way, when there was an answer."""
        return None if isinstance(self.form.chain, Unavailable) else self.form.chain

    @property
    def path(self) -> str:
        """Its way in one line."""
        return self.chain.path if self.chain else f"{self.form.url} ({_reason(self.form.chain)})"


@dataclass(frozen=True)
class HostForms:
    """A host's home page, its forms, and the address its pages name as canonical where that is another."""

    host: str
    home: RedirectChain
    forms: UrlForms
    seen: tuple[FormSeen, ...]
    canonicals: tuple[tuple[str, str], ...] = ()

    @property
    def unanswered(self) -> FormSeen | None:
        """The first form that gave no answer, if one did not."""
        return next((each for each in self.seen if each.meets == UNANSWERED), None)


def forms_of_host(artifacts: Artifacts) -> HostForms | Unavailable | Inapplicable:
    """Every form of the addresses of the subject that was tried; its own home page has to be known."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    last = visit.chain.last
    if last is None:
        return visit.chain.missing or Inapplicable(f"https://{visit.host}/ ends at no page, which other checks judge")
    blocked = wall(last, visit.chain.body)
    if blocked:
        return Unavailable(blocked, (f"GET {last.url}",))
    forms = artifacts.observed(FORMS)
    if isinstance(forms, Unavailable):
        return forms
    seen = tuple(_seen(form, forms, visit.chain) for form in forms.forms if form.kind != PAGE)
    return HostForms(visit.host, visit.chain, forms, seen, _canonicals(visit, forms))


def _canonicals(visit: Visit, forms: UrlForms) -> tuple[tuple[str, str], ...]:
    """Pages of this host with the address each names as its own, where it names one."""
    page = forms.of_kind(PAGE)
    chains = [visit.chain, *([page.chain] if page and isinstance(page.chain, RedirectChain) else [])]
    named = []
    for chain in chains:
        if chain.last and chain.last.host == visit.host and chain.last.status == 200:
            address = named_address(chain)
            if address:
                named.append((chain.last.url, address))
    return tuple(dict.fromkeys(named))


def named_address(chain: RedirectChain) -> str:
    """The canonical address that the page at the end of a chain names; empty for none."""
    if chain.last is None or chain.body is None or not chain.last.is_html:
        return ""
    return canonical_of_page(chain.body.text, chain.last.url, chain.last.fields("link"))


def claim(chain: RedirectChain) -> str:
    """The address a page stands for: the one it names, else the one it is shown at."""
    return named_address(chain) or (chain.last.url if chain.last else "")


def _seen(form: UrlForm, forms: UrlForms, home: RedirectChain) -> FormSeen:
    chain = form.chain
    if isinstance(chain, Unavailable) or (chain.end == BROKEN and not _leaves_https(chain)):
        return FormSeen(form, UNANSWERED)
    if _leaves_https(chain):
        return FormSeen(form, DOWNGRADED)
    if chain.end != ANSWERED or chain.last is None:
        return FormSeen(form, ASTRAY)
    if wall(chain.last, chain.body):
        return FormSeen(form, UNANSWERED)
    own = forms.of_kind(PAGE)
    page = home if form.of == home.hops[-1].url or own is None else own.chain
    meets = _meets(form, chain, page if isinstance(page, RedirectChain) else home, forms)
    return FormSeen(form, meets, _detours(form, chain, home) if meets in {ARRIVES, NAMED} else 0)


def _meets(form: UrlForm, chain: RedirectChain, page: RedirectChain, forms: UrlForms) -> str:
    last = chain.hops[-1]
    if form.kind in {PLAIN, SISTER} and (lost := _lost(chain)):
        return lost
    if _arrives(form, chain, page):
        return ARRIVES
    if any(leads_to_sign_in(then.url) and now.status in TEMPORARY for now, then in pairwise(chain.hops)):
        return SIGN_IN
    if 400 <= last.status < 500:
        return ABSENT
    if chain.redirects or form.kind in {PLAIN, SISTER}:
        return ELSEWHERE
    return _shown(chain, page, forms)


def _shown(chain: RedirectChain, page: RedirectChain, forms: UrlForms) -> str:
    """What a form shows that answers itself, without a redirect."""
    if same_address(claim(chain), claim(page)):
        return NAMED
    if chain.body is None or page.body is None or not chain.hops[-1].is_html:
        return ELSEWHERE
    unknown = forms.unknown
    last = unknown.last if isinstance(unknown, RedirectChain) else None
    told = unknown.body if isinstance(unknown, RedirectChain) and last and last.status < 400 else None
    # One page for every address: there is no second page, and what that means is judged by error-pages.
    if told and (is_shell_of(chain.body, told, chain.hops[-1].url) or same_page(chain.body, told)):
        return SHELL
    return TWICE if same_page(chain.body, page.body) else DIFFERENT


def _arrives(form: UrlForm, chain: RedirectChain, page: RedirectChain) -> bool:
    """Whether a form was led to the page's address, or to the one it names; the query that was added aside."""
    end = chain.hops[-1].url.partition("?")[0] if form.kind in {PLAIN, SISTER} else chain.hops[-1].url
    return chain.redirects > 0 and any(same_address(end, known) for known in (form.of, claim(page)) if known)


def _lost(chain: RedirectChain) -> str:
    """What a redirect to another scheme or host forgets: the page, its query, or nothing."""
    for now, then in pairwise(chain.hops):
        apart = differences(now.url.partition("?")[0], then.url.partition("?")[0])
        if urlsplit(now.url).netloc == urlsplit(then.url).netloc and now.scheme == then.scheme:
            continue
        if now.status in TEMPORARY and leads_to_sign_in(then.url):
            continue
        if urlsplit(now.url).path not in {"", "/"} and loses_the_way(now.url, then.url):
            return LOST
        if apart is not None and apart <= {SCHEME, WWW} and urlsplit(now.url).query and not urlsplit(then.url).query:
            return QUERY_LOST
    return ""


def _leaves_https(chain: RedirectChain) -> bool:
    """Whether an https answer of this way leads to plain http, answered or not."""
    urls = [*(hop.url for hop in chain.hops), *([chain.at] if chain.end == BROKEN else [])]
    return any(now.startswith("https://") and then.startswith("http://") for now, then in pairwise(urls))


def _detours(form: UrlForm, chain: RedirectChain, home: RedirectChain) -> int:
    """Redirects beyond those needed: one, one more from plain http, and those that the home page makes itself."""
    permanent = sum(hop.status in {301, 308} for hop in chain.hops[:-1])
    needed = 1 + (form.kind == PLAIN) + (home.redirects if form.of == home.hops[-1].url else 0)
    return max(0, permanent - needed)


def _reason(chain: RedirectChain | Unavailable) -> str:
    if isinstance(chain, Unavailable):
        return chain.reason
    return chain.missing.reason if chain.missing else chain.end


def why_unanswered(seen: FormSeen) -> str:
    """The reason why a form says nothing, one clause."""
    chain = seen.chain
    if chain is None or chain.last is None:
        return _reason(seen.form.chain)
    return wall(chain.last, chain.body) or f"{chain.last.url} answered {chain.last.status}"
