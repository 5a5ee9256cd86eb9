import pytest

from audits.checks.source_maps import CHECK, INCOMPLETE, NONE, OPEN
from audits.core.artifacts import Artifact
from audits.core.observed.bundle import BUNDLE, BrowserBundle, BundleScript, SourceMapSeen
from audits.core.verdict import COULD_NOT_CHECK, NOT_APPLICABLE
from tests.audits.seen import ACME, HOST, SILENT, THERE, chain, hop, judged, visited

HOME, SCRIPT = f"https://{ACME}/", f"https://{ACME}/assets/app.js"
SCRIPTS = (BundleScript(SCRIPT, 900, f"{SCRIPT}.map"),)
SEEN = SourceMapSeen(f"{SCRIPT}.map", 3, ("src/app.ts", "src/desk.ts"))


def bundle(**more):
    told = BrowserBundle(ACME, **({"pages": (HOME,), "scripts": SCRIPTS} | more))
    return (THERE, visited(chain(hop(HOME))), Artifact(BUNDLE, ACME, told))


CASES = [
    (bundle(), NONE),
    (bundle(scripts=()), NONE),
    (bundle(source_maps=(SEEN,)), OPEN),
    (bundle(source_maps=(SEEN, SEEN), unread=("x",)), OPEN),
    (bundle(maps_unread=("x: no answer",)), INCOMPLETE),
    (bundle(unread=("x: no answer",)), INCOMPLETE),
    (bundle(pages=(), elsewhere=f"https://www.{ACME}/"), NOT_APPLICABLE),
    ((THERE, visited(chain(hop(HOME))), Artifact(BUNDLE, ACME, SILENT)), COULD_NOT_CHECK),
]


@pytest.mark.parametrize(("seen", "verdict"), CASES)
def test_source_maps_get_their_verdict(seen, verdict):
    assert judged(CHECK, HOST, *seen).verdict is verdict


def test_sources_are_counted_over_all_maps():
    judgement = judged(CHECK, HOST, *bundle(source_maps=(SEEN, SEEN)))
    assert judgement.headline.endswith(f"6 source files in {SCRIPT}.map")
