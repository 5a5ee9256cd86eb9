"""Every answer on what browsers get: leaks, public keys, one build under several names, what was not read."""

import pytest

from audits.checks.bundle_secrets import (
    CHECK,
    EXPOSED,
    INCOMPLETE,
    LISTED,
    NONE,
    POSSIBLE,
    PUBLISHABLE,
    SAME_BUILD,
    TEST_KEY,
)
from audits.core.artifacts import Artifact, collect
from audits.core.estate import Estate
from audits.core.observed.bundle import BUNDLE, BrowserBundle, BundleScript
from audits.core.outcome import Outcome
from audits.core.subject import Domain, Endpoint, Host
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.secret_values import place, seen
from tests.audits.seen import ACME, NOW, Watched, chain, dns, hop, records, visited

APP, ORIGIN = f"app.{ACME}", f"origin.{ACME}"
SCRIPT = f"https://{APP}/assets/index.js"
LEAK = seen("openai-key", place(SCRIPT, 8, ""), stub="sk-p")
PUBLIC = seen("stripe-publishable-key", place(SCRIPT, 2, ""), digest="e" * 16)


def bundle(*secrets, name=APP, unread=(), **more):
    scripts = (BundleScript(f"https://{name}/assets/index.js", 900),)
    return BrowserBundle(name, (f"https://{name}/",), scripts=scripts, unread=unread, secrets=secrets, **more)


def there(name, status=200):
    return dns(records("192.0.2.1", name=name)), visited(chain(hop(f"https://{name}/", status)), host=name)


def judged(*bundles, at=APP, endpoints=(), status=200):
    """The answers for one host of an estate with these bundles, in their order."""
    names = dict.fromkeys(each.name for each in bundles if isinstance(each, BrowserBundle)) or {at: None}
    hosts = tuple(Host(name, declared=True) for name in names)
    estate = Estate(Domain(ACME), hosts, endpoints)
    artifacts = [artifact for name in names for artifact in there(name, status)]
    artifacts += [Artifact(BUNDLE, getattr(each, "name", at), each) for each in bundles]
    return CHECK.judgements(Watched(estate, NOW, collect(tuple(artifacts)), Host(at, declared=True)))


CASES = [
    ((bundle(),), (NONE,)),
    ((bundle(LEAK),), (LISTED, EXPOSED)),
    ((bundle(PUBLIC),), (NONE, PUBLISHABLE)),
    ((bundle(LEAK, PUBLIC),), (LISTED, EXPOSED, PUBLISHABLE)),
    ((bundle(seen("stripe-test-key")),), (LISTED, TEST_KEY)),
    ((bundle(seen("signed-token", certain=False)),), (LISTED, POSSIBLE)),
    ((bundle(unread=(f"{SCRIPT}: no answer",)),), (INCOMPLETE,)),
    ((bundle(LEAK, unread=(f"{SCRIPT}: no answer",)),), (INCOMPLETE, EXPOSED)),
    ((Unavailable("no answer"),), (COULD_NOT_CHECK,)),
    ((BrowserBundle(APP, elsewhere=f"https://{ACME}/"),), (NOT_APPLICABLE,)),
    ((bundle(LEAK, name=ACME), bundle(LEAK)), (SAME_BUILD,)),
    ((bundle(PUBLIC, name=ACME), bundle(PUBLIC)), (NONE,)),
]


@pytest.mark.parametrize(("bundles", "verdicts"), CASES)
def test_answers(bundles, verdicts):
    judgements = judged(*bundles)
    assert tuple(judgement.verdict for judgement in judgements) == verdicts
    for judgement in judgements:
        assert judgement.headline
        assert judgement.fix or judgement.outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}


def test_every_declared_verdict_has_an_example():
    assert set(CHECK.verdicts) <= {verdict for _, verdicts in CASES for verdict in verdicts}


def test_a_secret_of_one_build_is_told_at_its_first_host_with_the_places_of_all():
    copy = seen("openai-key", place(f"https://{ORIGIN}/assets/index.js", 8, ""), stub="sk-p")
    first = judged(bundle(LEAK), bundle(copy, name=ORIGIN))
    assert first[1].part == f"{APP}#{'d' * 16}"
    assert [sighting.path for sighting in first[1].evidence] == [SCRIPT, f"https://{ORIGIN}/assets/index.js"]
    assert len(judged(bundle(LEAK), bundle(copy, name=ORIGIN), at=ORIGIN)) == 1


def test_a_host_that_is_not_judged_hides_no_secret_of_a_later_one():
    origin = (Endpoint(f"https://{ORIGIN}/", "origin"),)
    refused = judged(bundle(LEAK, name=ORIGIN), bundle(LEAK), at=ORIGIN, endpoints=origin, status=403)
    assert [judgement.verdict for judgement in refused] == [NOT_APPLICABLE]
    later = judged(bundle(LEAK, name=ORIGIN), bundle(LEAK), endpoints=origin, status=403)
    assert [judgement.verdict for judgement in later] == [LISTED, EXPOSED]


def test_a_host_without_an_address_is_not_judged():
    host = Host(f"api.{ACME}")
    artifacts = collect((dns(records(name=host.name, status="NXDOMAIN", denied_by=ACME)),))
    estate = Estate(Domain(ACME), (host,))
    assert [answer.verdict for answer in CHECK.judgements(Watched(estate, NOW, artifacts, host))] == [NOT_APPLICABLE]


def test_only_named_sources_are_asked():
    hosts = (Host(ACME, declared=True), Host(APP, declared=True))
    artifacts = (*there(ACME), *there(APP), Artifact(BUNDLE, ACME, bundle(name=ACME)), Artifact(BUNDLE, APP, bundle()))
    seen_by = Watched(Estate(Domain(ACME), hosts), NOW, collect(artifacts), hosts[1])
    CHECK.judgements(seen_by)
    assert seen_by.asked <= {source.name for source in CHECK.sources}
