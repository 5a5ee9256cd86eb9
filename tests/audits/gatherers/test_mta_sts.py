"""Policy files fetched from a real server, as senders fetch them."""

import pytest

from audits.checks import mta_sts
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.mail import MAIL
from audits.core.observed.mail_transport import STS_POLICY, PolicyFile
from audits.core.subject import Domain, MailDomain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from audits.gatherers.mta_sts import POLICY_BYTES, STS_POLICY_GATHERER
from tests.audits.mail_zone import answers, artifacts
from tests.closed_network import DOMAIN, gathered, rules
from tests.loopback import closed_port
from tests.scripted_server import ScriptedServer, reply, sent_on
from tests.throwaway_authority import leaf, server_context

pytestmark = pytest.mark.network

POLICY = "version: STSv1\r\nmode: enforce\r\nmx: mx.acme.test\r\nmax_age: 604800\r\n"
URL = f"https://mta-sts.{DOMAIN}/.well-known/mta-sts.txt"
ANNOUNCED = {f"TXT _mta-sts.{DOMAIN}": ["v=STSv1; id=1"], f"MX {DOMAIN}": [f"10 mx.{DOMAIN}."]}


TWO = ANNOUNCED | {f"MX {DOMAIN}": [f"10 mx.{DOMAIN}.", f"20 other.{DOMAIN}."]}


def looked(port, resolver, roots=None, zone=ANNOUNCED):
    """What was recorded, and the verdict of it."""
    mail = answers(zone, domain=DOMAIN)
    estate = Estate(Domain(DOMAIN), mail_domains=(MailDomain(DOMAIN),))
    known = Artifact(MAIL, DOMAIN, mail)
    found = gathered(STS_POLICY_GATHERER, estate, rules(resolver, https=port, roots=roots), known)
    file = found.get((STS_POLICY.name, DOMAIN))
    seen = artifacts(mail, *([Artifact(STS_POLICY, DOMAIN, file)] if file else []), apex=DOMAIN)
    return file, mta_sts.CHECK.judgements(seen)[0].verdict


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (reply(200, POLICY, kind="text/plain"), mta_sts.ENFORCED),
        (reply(200, POLICY.replace("mx: mx", "mx: mx2"), kind="text/plain"), mta_sts.REFUSES_MAIL),
        (reply(200, POLICY.replace("enforce", "testing"), kind="text/plain; charset=us-ascii"), mta_sts.TESTING),
        (reply(200, POLICY.replace("enforce", "none"), kind="text/plain"), mta_sts.SWITCHED_OFF),
        (
            reply(200, POLICY.replace("enforce", "testing").replace("mx: mx", "mx: mx2"), kind="text/plain"),
            mta_sts.WOULD_REFUSE,
        ),
        (reply(200, POLICY), mta_sts.UNREADABLE),
        (reply(200, "x: y\n" * POLICY_BYTES, kind="text/plain"), mta_sts.UNREADABLE),
        (reply(200, b"\xff\xfe\x00", kind="text/plain"), mta_sts.UNREADABLE),
        (reply(404, "no"), mta_sts.NO_FILE),
        (sent_on(f"https://{DOMAIN}/mta-sts.txt"), mta_sts.NO_FILE),
        (reply(503, "later"), COULD_NOT_CHECK),
        (reply(429, "later"), COULD_NOT_CHECK),
    ],
)
def test_file_gets_its_verdict(context, resolver, roots, answer, verdict):
    with ScriptedServer(lambda _: answer, context=context) as server:
        file, found = looked(server.port, resolver, roots)
        assert server.paths() == ["/.well-known/mta-sts.txt"]
    assert isinstance(file, PolicyFile)
    assert file.url == URL
    assert len(file.text) <= POLICY_BYTES
    assert found is verdict


def test_policy_that_leaves_one_exchanger_out_is_told(context, resolver, roots):
    with ScriptedServer(lambda _: reply(200, POLICY, kind="text/plain"), context=context) as server:
        assert looked(server.port, resolver, roots, TWO)[1] is mta_sts.REFUSES_SOME


def test_certificate_that_senders_refuse_is_proof(root, resolver, roots, tmp_path):
    wrong = server_context(tmp_path, leaf(root, DOMAIN))
    with ScriptedServer(lambda _: reply(200, POLICY, kind="text/plain"), context=wrong) as server:
        file, found = looked(server.port, resolver, roots)
    assert isinstance(file, Unavailable)
    assert found is mta_sts.NO_FILE


def test_closed_port_proves_nothing(resolver):
    assert looked(closed_port(), resolver)[1] is COULD_NOT_CHECK


def test_name_that_does_not_exist_is_proof(resolver):
    del resolver.records[f"mta-sts.{DOMAIN}", "A"]
    assert looked(closed_port(), resolver)[1] is mta_sts.NO_FILE


def test_nothing_is_fetched_where_nothing_is_announced(context, resolver, roots):
    with ScriptedServer(lambda _: reply(200, POLICY), context=context) as server:
        file, found = looked(server.port, resolver, roots, {f"MX {DOMAIN}": [f"10 mx.{DOMAIN}."]})
        assert server.requests == []
    assert file is None
    assert found is mta_sts.ABSENT
