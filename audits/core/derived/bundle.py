"""What browsers get from one host, with each secret told once in an estate: at the first host that serves it."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from audits.core.artifacts import Artifacts
from audits.core.derived.pages import page_of_host
from audits.core.derived.secrets import KnownSecret, known_secrets
from audits.core.derived.visits import visit_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.observed.bundle import BUNDLE, BrowserBundle
from audits.core.observed.http import Visit
from audits.core.observed.secret import SecretPlace
from audits.core.subject import Endpoint, Host
from audits.core.unavailable import Unavailable

REFUSED = frozenset({401, 403})


@dataclass(frozen=True)
class ServedBundle:
    """A host's bundle; `secrets` are those to judge here, with their places on later hosts.

    `told_at` names the earlier hosts at which the rest of its secrets is judged: what there is to fix is the secret,
    and one build served under several names holds one.
    """

    bundle: BrowserBundle
    secrets: tuple[KnownSecret, ...]
    told_at: tuple[str, ...] = ()


def served_bundle(artifacts: Artifacts) -> ServedBundle | Unavailable | Inapplicable:
    """What browsers get from the host of the subject."""
    bundle = own_bundle(artifacts)
    return _judged_here(bundle, artifacts) if isinstance(bundle, BrowserBundle) else bundle


def own_bundle(artifacts: Artifacts) -> BrowserBundle | Unavailable | Inapplicable:
    """The bundle of one host, where there is something to judge."""
    visit = visit_of_host(artifacts)
    if not isinstance(visit, Visit):
        return visit
    if _serves_its_edge_alone(visit, artifacts):
        return Inapplicable(f"{visit.host} is an origin that refuses visitors")
    bundle = artifacts.observed(BUNDLE)
    if isinstance(bundle, BrowserBundle) and bundle.elsewhere and not bundle.pages:
        return Inapplicable(f"{bundle.name} sends visitors on to {bundle.elsewhere}")
    page = page_of_host(artifacts)
    if isinstance(bundle, Unavailable) and isinstance(page, Inapplicable):
        return page
    return bundle


def _judged_here(bundle: BrowserBundle, artifacts: Artifacts) -> ServedBundle:
    hosts = artifacts.estate.subjects(Host)
    own = next((number for number, host in enumerate(hosts) if host.name == bundle.name), 0)
    before = _bundles(hosts[:own], artifacts)
    earlier = {secret.digest: each.name for each in reversed(before) for secret in each.secrets}
    later: dict[str, tuple[SecretPlace, ...]] = {}
    for each in _bundles(hosts[own + 1 :], artifacts):
        for secret in each.secrets:
            later[secret.digest] = later.get(secret.digest, ()) + secret.places[:1]
    here = (
        replace(secret, places=secret.places + later.get(secret.digest, ()))
        for secret in bundle.secrets
        if secret.digest not in earlier
    )
    leaks = (secret.seen.digest for secret in known_secrets(bundle.secrets) if secret.is_leak)
    told_at = dict.fromkeys(earlier[digest] for digest in leaks if digest in earlier)
    return ServedBundle(bundle, known_secrets(tuple(here)), tuple(told_at))


def _bundles(hosts: tuple[Host, ...], artifacts: Artifacts) -> list[BrowserBundle]:
    seen = (own_bundle(artifacts.about(host)) for host in hosts)
    return [each for each in seen if isinstance(each, BrowserBundle)]


def _serves_its_edge_alone(visit: Visit, artifacts: Artifacts) -> bool:
    """Whether a host is declared as an origin and nothing else, and refuses whoever comes past its edge."""
    purposes = {
        endpoint.purpose
        for endpoint in artifacts.estate.subjects(Endpoint)
        if urlsplit(endpoint.url).hostname == visit.host
    }
    last = visit.chain.last or (visit.unverified.last if visit.unverified else None)
    return purposes == {"origin"} and last is not None and last.host == visit.host and last.status in REFUSED
