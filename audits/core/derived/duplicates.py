"""Pages that stand at two addresses without a redirect and without naming one of them."""

from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.pages import HostPage, page_of_chain
from audits.core.derived.presence import is_origin, through_wildcard
from audits.core.derived.sameness import same_site
from audits.core.derived.shells import is_app_shell
from audits.core.derived.url_forms import TWICE, HostForms, claim, forms_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed.dns import DNS, HostRecords
from audits.core.observed.http import HTTP, RedirectChain, Visit
from audits.core.parsing.field_list import split_list
from audits.core.parsing.url_form import WWW, differences, same_address
from audits.core.subject import Host
from audits.core.unavailable import Unavailable


@dataclass(frozen=True)
class Twins:
    """Two addresses of one page, each with the way to it."""

    url: str
    twin: str
    paths: tuple[str, str]
    is_host: bool = False


@dataclass(frozen=True)
class Duplicates:
    """The pages of a host that stand at two addresses, what was compared, and a form that gave no answer."""

    host: str
    twins: tuple[Twins, ...]
    compared: tuple[str, ...]
    unanswered: str = ""


def duplicates_of_host(artifacts: Artifacts) -> Duplicates | Unavailable | Inapplicable:
    """What the subject shows twice: under two forms of an address, or as an earlier host of the estate shows it."""
    forms = forms_of_host(artifacts)
    if not isinstance(forms, HostForms):
        return forms
    page = page_of_chain(forms.host, forms.home)
    if isinstance(page, Inapplicable):
        return page
    if isinstance(page, Unavailable) or not page.answer.is_html:
        return Inapplicable(f"https://{forms.host}/ shows no page")
    twins = [
        Twins(each.form.url, each.form.of, (each.path, each.form.of)) for each in forms.seen if each.meets == TWICE
    ]
    others = _earlier_pages(artifacts, forms.host)
    if not (is_app_shell(page.body, page.answer.url) or _is_kept_out(page)):
        twins += [
            Twins(page.answer.url, other.answer.url, (forms.home.path, chain.path), is_host=True)
            for other, chain in others
            if _is_twin(page, forms.home, other, chain)
        ]
    compared = (*(each.form.url for each in forms.seen), *(other.answer.url for other, _ in others))
    silent = forms.unanswered
    return Duplicates(forms.host, tuple(twins), compared, silent.form.url if silent else "")


def _earlier_pages(artifacts: Artifacts, host: str) -> list[tuple[HostPage, RedirectChain]]:
    """The home pages of the hosts that come before this one, so that of two hosts one alone is named.

    Bare domain and www are apex-www's matter; origins are looked at by the check of origins.
    """
    found: list[tuple[HostPage, RedirectChain]] = []
    for other in artifacts.estate.subjects(Host):
        if other.name == host:
            break
        visit, records = artifacts.observed(HTTP, other.label), artifacts.observed(DNS, other.label)
        if not isinstance(visit, Visit) or is_origin(other.name, artifacts):
            continue
        if isinstance(records, HostRecords) and through_wildcard(records, artifacts.about(other)):
            continue
        page = page_of_chain(other.name, visit.chain)
        if isinstance(page, HostPage) and page.answer.is_html:
            found.append((page, visit.chain))
    return found


def _is_twin(page: HostPage, chain: RedirectChain, other: HostPage, other_chain: RedirectChain) -> bool:
    if differences(f"https://{page.host}/", f"https://{other.host}/") == frozenset({WWW}):
        return False
    if same_address(claim(chain), claim(other_chain)):
        return False
    return same_site(page.answer, page.body, other.answer, other.body)


def _is_kept_out(page: HostPage) -> bool:
    """Whether a page asks search engines to leave it out."""
    told = (*page.answer.fields("x-robots-tag"), *page.markup.metas_named("robots"))
    return any(word.strip().lower().rpartition(":")[2].strip() in {"noindex", "none"} for word in split_list(told))
