"""What is wrong in DNS and mail is called by its name, as Knot and Exim tell it; what was refused is called nothing."""

from datetime import UTC, datetime

import pytest

from audits.checks import CHECKS
from audits.core.artifacts import Artifact, Artifacts
from audits.core.observed.dns import ZONE
from audits.core.observed.mail import MAIL
from audits.core.subject import Domain, MailDomain
from audits.gatherers.dns import DNS_GATHERER
from audits.gatherers.dnssec import DNSSEC_GATHERER
from audits.gatherers.mail import MAIL_GATHERER
from audits.gatherers.smtp import SMTP_GATHERER
from portal.outbound.door import Rules
from tests.closed_network import gathered
from tests.real_servers import wrong_zones

pytestmark = [pytest.mark.network, pytest.mark.processes]

CHECK_OF = {check.id: check for check in CHECKS}
OF_MAIL = ("spf", "dkim", "dmarc-policy", "mail-exchangers", "tls-reporting", "bimi", "reverse-dns")


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    with wrong_zones.wrong_zones(tmp_path_factory.mktemp("wrong")) as given:
        yield given


def judged(found, estate, subject, check):
    """The verdicts of a check for a subject, by the part they are about."""
    seen = Artifacts(estate, datetime.now(UTC), found, subject)
    given = CHECK_OF[check].judgements(seen)
    assert all(each.headline and (each.fix or not each.outcome.is_finding) for each in given)
    return {each.part: each.verdict.id for each in given}


def of_mail(subject, settings, *, greets):
    estate, rules = wrong_zones.estate(subject), Rules.from_environment(settings, wrong_zones.DOMAIN)
    found = gathered(MAIL_GATHERER, estate, rules)
    met = Artifact(MAIL, subject.label, found["mail", subject.label])
    return estate, found | (gathered(SMTP_GATHERER, estate, rules, met) if greets else {})


@pytest.mark.parametrize("faulty", wrong_zones.MAIL_DOMAINS, ids=lambda faulty: faulty.label)
def test_mail_domain_gets_its_verdicts(faulty, settings):
    subject = faulty.subject
    estate, found = of_mail(subject, settings, greets="mail-encryption" in faulty.verdicts)
    told = {}
    for named in faulty.verdicts:
        check, _, selector = named.partition(" ")
        told[named] = judged(found, estate, subject, check)[f"{selector}._domainkey.{subject.name}" if selector else ""]
    assert told == faulty.verdicts


def test_domain_whose_every_question_is_refused_gets_no_verdict(settings):
    subject = MailDomain("elsewhere.example")
    estate, found = of_mail(subject, settings, greets=False)
    assert {check: judged(found, estate, subject, check)[""] for check in OF_MAIL} == dict.fromkeys(
        OF_MAIL, "could-not-check"
    )


def test_hosts_get_their_verdicts(settings):
    estate = wrong_zones.estate()
    found = gathered(DNS_GATHERER, estate, Rules.from_environment(settings, wrong_zones.DOMAIN))
    for host, (_, verdicts) in zip(estate.hosts, wrong_zones.HOSTS.values(), strict=True):
        assert {check: judged(found, estate, host, check)[""] for check in verdicts} == verdicts, host.name


@pytest.mark.parametrize("name", wrong_zones.DOMAINS)
def test_domain_gets_its_verdicts(name, settings):
    estate, rules = wrong_zones.estate(domain=name), Rules.from_environment(settings, name)
    found = gathered(DNS_GATHERER, estate, rules)
    found |= gathered(DNSSEC_GATHERER, estate, rules, Artifact(ZONE, name, found["zone", name]))
    verdicts = wrong_zones.DOMAINS[name]
    assert {check: judged(found, estate, Domain(name), check)[""] for check in verdicts} == verdicts
