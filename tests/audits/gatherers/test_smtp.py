"""Conversations with real mail servers, polite and otherwise, and what the check makes of them."""

import itertools
import time

import pytest

from audits.checks import mail_encryption
from audits.core.artifacts import Artifact
from audits.core.estate import Estate
from audits.core.observed.mail import MAIL
from audits.core.observed.mail_transport import SMTP, STS_POLICY, BrokenTls, PolicyFile, SmtpTls
from audits.core.subject import Domain, MailDomain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from audits.gatherers import smtp
from tests.audits.mail_zone import answers, artifacts
from tests.closed_network import DOMAIN, gathered, rules
from tests.loopback import closed_port
from tests.smtp_server import HANG_UP, SILENT, MailServer, said
from tests.throwaway_authority import leaf, server_context

pytestmark = pytest.mark.network

MX = f"app.{DOMAIN}"
ZONE = {f"MX {DOMAIN}": [f"10 {MX}."], f"A {MX}": ["127.0.0.1"]}


def met(port, resolver, roots=None, *, zone=ZONE, domains=(DOMAIN,)):
    """What the gatherer records of these mail domains."""
    mails = [answers(zone, domain=domain) for domain in domains]
    estate = Estate(Domain(DOMAIN), mail_domains=tuple(MailDomain(domain) for domain in domains))
    known = [Artifact(MAIL, mail.domain, mail) for mail in mails]
    return gathered(smtp.SMTP_GATHERER, estate, rules(resolver, mail=port, roots=roots), *known)


def session(port, resolver, roots=None, **more):
    return met(port, resolver, roots, **more)[SMTP.name, DOMAIN].exchangers[0].session


def verdict(port, resolver, roots=None, *known, zone=ZONE):
    receptions = met(port, resolver, roots, zone=zone)[SMTP.name, DOMAIN]
    seen = artifacts(answers(zone, domain=DOMAIN), Artifact(SMTP, DOMAIN, receptions), *known, apex=DOMAIN)
    return mail_encryption.CHECK.judgements(seen)[0].verdict


def test_certificate_behind_starttls_is_read_and_verified(context, resolver, roots):
    with MailServer(context) as server:
        found = session(server.port, resolver, roots)
        assert (found.host, found.address, found.greeting, found.connections) == (MX, "127.0.0.1", "220 mx ESMTP", 1)
        assert found.offers == ("PIPELINING", "STARTTLS", "8BITMIME")
        assert isinstance(found.tls, SmtpTls)
        assert MX in found.tls.certificates[0].names
        assert found.tls.trust.now.code == 0
        assert server.commands == ["EHLO [127.0.0.1]", "STARTTLS"]
        assert verdict(server.port, resolver, roots) is mail_encryption.PROVEN


def test_one_exchanger_of_two_without_a_name_of_its_own_is_passed_over_by_policy(context, resolver, roots):
    second = f"wrong.{DOMAIN}"
    zone = {f"MX {DOMAIN}": [f"10 {MX}.", f"20 {second}."], f"A {MX}": ["127.0.0.1"], f"A {second}": ["127.0.0.1"]}
    zone[f"TXT _mta-sts.{DOMAIN}"] = ["v=STSv1; id=1"]
    text = f"version: STSv1\nmode: enforce\nmx: *.{DOMAIN}\nmax_age: 86400"
    policy = PolicyFile(f"https://mta-sts.{DOMAIN}/.well-known/mta-sts.txt", 200, "text/plain", text)
    with MailServer(context) as server:
        told = verdict(server.port, resolver, roots, Artifact(STS_POLICY, DOMAIN, policy), zone=zone)
    assert told is mail_encryption.PARTLY_REFUSED


def test_certificate_of_another_name_or_of_nobody_is_recorded_all_the_same(root, resolver, roots, tmp_path):
    with MailServer(server_context(tmp_path, leaf(root, "other.example"))) as server:
        assert session(server.port, resolver, roots).tls.certificates[0].names == ("other.example",)
        assert verdict(server.port, resolver, roots) is mail_encryption.OPPORTUNISTIC
    with MailServer(server_context(tmp_path, leaf(None, MX))) as server:
        assert session(server.port, resolver, roots).tls.trust.now.code == 18


def test_server_without_starttls_is_left_with_a_word(resolver):
    with MailServer(ehlo=said(250, "mx greets", "PIPELINING")) as server:
        found = session(server.port, resolver)
        assert (found.tls, found.offers) == (None, ("PIPELINING",))
        assert verdict(server.port, resolver) is mail_encryption.PLAIN
    assert server.commands == ["EHLO [127.0.0.1]", "QUIT"] * 2  # once the server's own threads are done


REFUSALS = [
    ({"greeting": said(421, "too many connections")}, "answered 421 to our connection"),
    ({"greeting": said(554, "no thanks")}, "answered 554 to our connection"),
    ({"ehlo": said(550, "who are you")}, "answered 550 to EHLO"),
    ({"ehlo": said(450, "greylisted")}, "answered 450 to EHLO"),
    ({"greeting": HANG_UP}, "the server closed the connection"),
    ({"ehlo": HANG_UP}, "the server closed the connection"),
    ({"greeting": b"HTTP/1.1 400 Bad Request\r\n\r\n"}, "no reply of a mail server"),
    ({"greeting": b"\x16\x03\x01\x00\xff\xfe\n"}, "no reply of a mail server"),
]


@pytest.mark.parametrize(("behaviour", "words"), REFUSALS)
def test_refusal_is_no_answer_about_encryption(resolver, behaviour, words):
    with MailServer(**behaviour) as server:
        found = session(server.port, resolver)
        assert isinstance(found, Unavailable)
        assert words in found.reason
        assert found.tried
        assert verdict(server.port, resolver) is COULD_NOT_CHECK
        assert server.connections == 2  # one for each look


@pytest.mark.parametrize("code", [454, 501, 554])
def test_refused_starttls_is_no_answer_either(resolver, code):
    with MailServer(starttls=said(code, "not now")) as server:
        found = session(server.port, resolver)
        assert found.tls.reason == f"{MX} answered {code} to STARTTLS"
        assert verdict(server.port, resolver) is COULD_NOT_CHECK


def test_keywords_that_something_on_the_way_wrote_over_are_no_answer(resolver):
    with MailServer(ehlo=said(250, "mx", "PIPELINING", "XXXXXXXA")) as server:
        assert verdict(server.port, resolver) is COULD_NOT_CHECK


def test_handshake_that_is_broken_off_twice_is_told(context, resolver, roots):
    with MailServer(context, handshakes=[False] * 4) as server:
        found = session(server.port, resolver, roots)
        assert isinstance(found.tls, BrokenTls)
        assert (found.connections, server.connections) == (2, 2)
        assert verdict(server.port, resolver, roots) is mail_encryption.BREAKS_OFF


def test_handshake_that_is_broken_off_once_proves_nothing(context, resolver, roots):
    with MailServer(context, handshakes=[False]) as server:
        found = session(server.port, resolver, roots)
        assert isinstance(found.tls, SmtpTls)
        assert found.connections == 2


def test_second_connection_that_is_refused_proves_nothing(context, resolver, roots):
    greetings = iter([[said(220, "mx")], [said(421, "enough")]])
    with MailServer(context, greeting=lambda: next(greetings), handshakes=[False]) as server:
        found = session(server.port, resolver, roots)
        assert isinstance(found.tls, Unavailable)
        assert found.connections == 2


def test_silence_and_endless_talk_end_in_time(resolver, monkeypatch):
    monkeypatch.setattr(smtp, "GREETING_SECONDS", 0.3)
    monkeypatch.setattr(smtp, "REPLY_SECONDS", 0.3)
    began = time.monotonic()
    with MailServer(greeting=SILENT) as server:
        assert session(server.port, resolver).reason == f"{MX} port 25: no answer within 0.3 s"
    with MailServer(greeting=lambda: itertools.repeat(b"220-come in\r\n")) as server:
        assert isinstance(session(server.port, resolver), Unavailable)
    with MailServer(greeting=lambda: itertools.repeat(b"2" * 4096)) as server:
        assert isinstance(session(server.port, resolver), Unavailable)
    assert time.monotonic() - began < 5


def test_closed_port_is_told_with_where_to_try_from(resolver):
    found = session(closed_port(), resolver)
    assert found.reason == f"no connection to {MX} port 25 (refused)"
    assert "many block it" in found.retry


def test_exchanger_of_two_domains_is_greeted_once(context, resolver, roots):
    domains = (DOMAIN, f"news.{DOMAIN}")
    with MailServer(context) as server:
        found = met(server.port, resolver, roots, zone=ZONE | {f"MX news.{DOMAIN}": [f"5 {MX}."]}, domains=domains)
        assert server.connections == 1
    assert {found[SMTP.name, domain].exchangers[0].host for domain in domains} == {MX}


def test_private_address_is_never_asked(resolver):
    with MailServer() as server:
        found = session(server.port, resolver, zone=ZONE | {f"A {MX}": ["10.1.2.3"]})
        assert found.reason == f"{MX} has no public address"
        assert server.connections == 0


def test_domain_without_exchangers_is_not_greeted(resolver):
    with MailServer() as server:
        zone = {f"MX {DOMAIN}": [], f"A {DOMAIN}": ["127.0.0.1"]}
        assert met(server.port, resolver, zone=zone)[SMTP.name, DOMAIN].exchangers == ()
        assert server.connections == 0
