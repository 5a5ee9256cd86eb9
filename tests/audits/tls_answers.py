"""What hosts say over TLS in these tests, gathered from a real server at the ordinary port."""

from datetime import UTC, datetime

from audits.core.artifacts import Artifact, Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.tls import TLS
from audits.core.subject import Domain, Host
from audits.gatherers.tls import TLS_GATHERER
from tests.closed_network import DOMAIN, gathered, has_addresses, is_open, rules
from tests.scripted_server import ScriptedServer, reply

KNOWN = (has_addresses(DOMAIN, "127.0.0.1"), is_open(DOMAIN, "127.0.0.1", 443))


def answers(resolver, port, roots=None, *, http=None, known=KNOWN, name=DOMAIN):
    covered = Estate(Domain(DOMAIN), (Host(name, declared=True),))
    found = gathered(TLS_GATHERER, covered, rules(resolver, http=http, https=port, roots=roots), *known)
    return found["tls", name]


def served(context, resolver, roots=None, **more):
    with ScriptedServer(lambda _: reply(200), context=context) as server:
        return answers(resolver, server.port, roots, **more)


def verdict(module, found, *, name=DOMAIN):
    """What a check says of the host whose TLS was gathered."""

    host = Host(name, declared=True)
    estate = Estate(Domain(DOMAIN), (host,))
    seen = collect((*KNOWN, Artifact(TLS, name, found)))
    (judgement,) = module.CHECK.judgements(Artifacts(estate, datetime.now(UTC), seen, host))
    assert judgement.headline
    assert judgement.fix or not judgement.outcome.is_finding
    return judgement.verdict.id
