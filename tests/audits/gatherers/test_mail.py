"""What DNS says of a domain's mail, asked of a real server: every answer, cheaply and at once."""

import asyncio
import threading
import time

import dns.message
import dns.rdatatype
import pytest

from audits.checks import alias_chain, bimi, dkim, dmarc_policy, mail_exchangers, reverse_dns, spf, tls_reporting
from audits.core.artifacts import Artifacts, collect
from audits.core.estate import Estate
from audits.core.observed.mail import MAIL, MailReply
from audits.core.subject import Domain, Host, MailDomain
from audits.core.unavailable import Unavailable
from audits.core.verdict import COULD_NOT_CHECK
from audits.gatherers.dns import DNS_GATHERER
from audits.gatherers.mail import MAIL_GATHERER
from portal.outbound.door import Door
from tests.audits.checks.test_dkim import GOOD
from tests.audits.mail_zone import NOW
from tests.closed_network import DOMAIN, rules
from tests.loopback import NameServer

pytestmark = pytest.mark.network


class LateServer(NameServer):
    """Answers every question after `seconds`, however many are open."""

    def __init__(self, records, seconds):
        super().__init__(records)
        self.seconds = seconds

    def _serve(self):
        while True:
            wire, asker = self._socket.recvfrom(4096)
            if not wire:
                return
            threading.Timer(self.seconds, self._reply, (wire, asker)).start()

    def _reply(self, wire, asker):
        query = dns.message.from_wire(wire)
        key = query.question[0].name.to_text(omit_final_dot=True), dns.rdatatype.to_text(query.question[0].rdtype)
        self.questions.append(key)
        answer = self._answer(query, *key)
        if answer is not None:
            self._socket.sendto(answer.to_wire(), asker)


def txt(*texts):
    return [" ".join(f'"{text[start : start + 255]}"' for start in range(0, len(text), 255)) for text in texts]


ORDINARY = {
    (DOMAIN, "MX"): [f"10 mx1.{DOMAIN}.", f"20 mx2.{DOMAIN}."],
    (f"mx1.{DOMAIN}", "A"): ["127.0.0.11"],
    (f"mx2.{DOMAIN}", "A"): ["127.0.0.12"],
    (DOMAIN, "TXT"): txt("v=spf1 mx include:a.test include:b.test -all", "site-verification=1"),
    ("a.test", "TXT"): txt("v=spf1 include:a1.test include:a2.test ~all"),
    ("a1.test", "TXT"): txt("v=spf1 ip4:192.0.2.0/24 ~all"),
    ("a2.test", "TXT"): txt("v=spf1 ip4:198.51.100.0/24 ~all"),
    ("b.test", "TXT"): txt("v=spf1 a:out.b.test ~all"),
    ("out.b.test", "A"): ["203.0.113.5"],
    (f"_dmarc.{DOMAIN}", "TXT"): txt(f"v=DMARC1; p=reject; rua=mailto:d@{DOMAIN}"),
    (f"s1._domainkey.{DOMAIN}", "TXT"): txt(GOOD),
    ("11.0.0.127.in-addr.arpa", "PTR"): [f"mx1.{DOMAIN}."],
    ("12.0.0.127.in-addr.arpa", "PTR"): [f"mx2.{DOMAIN}."],
    (DOMAIN, "NS"): [f"ns1.{DOMAIN}.", f"ns2.{DOMAIN}."],
    (f"ns1.{DOMAIN}", "A"): ["127.0.0.1"],
    (f"ns2.{DOMAIN}", "A"): ["127.0.0.1"],
    **{
        (name, "A"): ["127.0.0.1"]
        for name in (DOMAIN, f"www.{DOMAIN}", f"app.{DOMAIN}", f"api.{DOMAIN}", f"docs.{DOMAIN}")
    },
}
MAIL_CHECKS = (spf, dkim, dmarc_policy, mail_exchangers, tls_reporting, bimi, reverse_dns)


def seen(records, *, selectors=("s1",), domains=(DOMAIN,), gatherers=(MAIL_GATHERER,), seconds=0.0, hosts=()):
    """The artifacts, the number of questions and the time they took."""
    mail = tuple(MailDomain(domain, selectors) for domain in domains)
    estate = Estate(Domain(DOMAIN), tuple(Host(host) for host in hosts), mail_domains=mail)

    async def run(server):
        async with Door(rules(server, dns=server.port)) as door:
            began = time.monotonic()
            found = await asyncio.gather(*(each.gather(estate, door, {}) for each in gatherers))
            return [artifact for each in found for artifact in each], door.questions, time.monotonic() - began

    with LateServer(records, seconds) as server:
        artifacts, questions, took = asyncio.run(run(server))
    held = Artifacts(estate, NOW, collect(tuple(artifacts))).about(mail[0])
    return held, questions, took


def verdicts(records, **more):
    held, _, _ = seen(records, **more)
    return {each.CHECK.id: each.CHECK.judgements(held)[0].verdict for each in MAIL_CHECKS}


def test_ordinary_estate_is_all_passes():
    outcomes = {name: verdict.outcome.value for name, verdict in verdicts(ORDINARY).items()}
    assert outcomes == dict.fromkeys(outcomes, "pass")


def test_alias_beside_other_records_is_told_from_the_answers_about_mail():
    docs = f"docs.{DOMAIN}"
    both = {key: told for key, told in ORDINARY.items() if key != (docs, "A")}
    both |= {(docs, "CNAME"): [f"www.{DOMAIN}."], (docs, "MX"): [f"10 mx1.{DOMAIN}."]}
    held, _, _ = seen(both, domains=(docs,), gatherers=(DNS_GATHERER, MAIL_GATHERER), hosts=(docs,))
    found = alias_chain.CHECK.judgements(held.about(Host(docs)))[0]
    assert found.verdict is alias_chain.BESIDE_OTHERS
    assert found.facts["others"] == "MX"


def test_ordinary_estate_keeps_the_budget_and_a_second():
    hosts = (DOMAIN, f"www.{DOMAIN}", f"app.{DOMAIN}", f"api.{DOMAIN}", f"docs.{DOMAIN}")
    _, of_mail, took = seen(ORDINARY, seconds=0.1)
    assert of_mail <= 22
    assert took < 1
    _, of_all, took = seen(ORDINARY, gatherers=(DNS_GATHERER, MAIL_GATHERER), seconds=0.1, hosts=hosts)
    assert of_all <= 45
    assert took < 1


def test_nothing_is_asked_twice():
    with NameServer(ORDINARY) as server:
        estate = Estate(Domain(DOMAIN), mail_domains=(MailDomain(DOMAIN, ("s1",)),))

        async def run():
            async with Door(rules(server)) as door:
                await MAIL_GATHERER.gather(estate, door, {})

        asyncio.run(run())
        assert len(server.questions) == len(set(server.questions))


def test_selectors_are_guessed_only_where_none_is_declared():
    held, declared, _ = seen(ORDINARY)
    assert [each.selector for each in held.observed(MAIL).selectors] == ["s1"]
    held, guessed, _ = seen(ORDINARY, selectors=())
    assert len(held.observed(MAIL).selectors) == 12
    assert guessed <= declared + 13
    assert held.observed(MAIL).stray.reply == MailReply("NXDOMAIN")
    assert dkim.CHECK.judgements(held)[0].verdict is dkim.SIGNED


def test_include_that_answers_servfail_is_no_permanent_error():
    found = verdicts(ORDINARY | {("b.test", "TXT"): "SERVFAIL"})
    assert found["spf"] is COULD_NOT_CHECK
    assert found["dmarc-policy"].outcome.value == "pass"


def test_refused_reverse_zone_is_no_verdict():
    found = verdicts(ORDINARY | {("11.0.0.127.in-addr.arpa", "PTR"): "REFUSED"})
    assert found["reverse-dns"] is COULD_NOT_CHECK


def test_every_question_refused_makes_every_check_say_so():
    class Refusing(dict):
        def get(self, key, default=None):
            return "REFUSED" if isinstance(key, tuple) else default

    assert set(verdicts(Refusing()).values()) == {COULD_NOT_CHECK}


def test_record_in_many_strings_is_one_record():
    long = "v=spf1 " + " ".join(f"ip4:192.0.2.{number}" for number in range(60)) + " -all"
    found = verdicts(ORDINARY | {(DOMAIN, "TXT"): txt(long)})
    assert found["spf"] is spf.PUBLISHED


def test_further_addresses_are_asked_where_the_record_has_to_be_shortened():
    names = {(f"h{number}.{DOMAIN}", "A"): [f"192.0.2.{number}"] for number in range(11)}
    text = "v=spf1 " + " ".join(f"a:h{number}.{DOMAIN}" for number in range(11)) + " -all"
    held, _, _ = seen(ORDINARY | names | {(DOMAIN, "TXT"): txt(text)})
    judgement = spf.CHECK.judgements(held)[0]
    assert judgement.verdict is spf.TOO_MANY_LOOKUPS
    assert f"by: v=spf1 ip4:192.0.2.0 a:h1.{DOMAIN}" in judgement.fix


def test_several_records_are_merged_by_what_their_terms_answered():
    found = ORDINARY | {(DOMAIN, "TXT"): txt("v=spf1 include:a.test -all", "v=spf1 include:b.test ~all")}
    held, _, _ = seen(found)
    judgement = spf.CHECK.judgements(held)[0]
    assert judgement.verdict is spf.SEVERAL
    assert "v=spf1 include:a.test include:b.test ~all" in judgement.fix


HOSTILE = [
    "v=spf1 " + "include:\\000.test " * 30,
    "v=spf1 include:\\226\\128\\174.test a:xn--a.test -all",
    "v=spf1 " + "include:a.test " * 60 + "-all",
    "v=spf1 a:" + "x" * 70 + ".test -all",
    "v=DMARC1; " + "p=none; " * 100,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_record_is_answered_and_bounded(text):
    records = ORDINARY | {(DOMAIN, "TXT"): [f'"{text[:255]}"'], (f"_dmarc.{DOMAIN}", "TXT"): [f'"{text[:255]}"']}
    held, questions, took = seen(records)
    assert questions < 60
    assert took < 3
    for each in MAIL_CHECKS:
        assert each.CHECK.judgements(held)[0].headline


def test_circle_and_depth_end_at_the_questions_one_record_may_cost():
    chain = {(f"c{number}.test", "TXT"): txt(f"v=spf1 include:c{number + 1}.test -all") for number in range(60)}
    held, questions, _ = seen(ORDINARY | chain | {(DOMAIN, "TXT"): txt("v=spf1 include:c0.test -all")})
    assert questions < 60
    assert spf.CHECK.judgements(held)[0].verdict in {spf.TOO_MANY_LOOKUPS, COULD_NOT_CHECK}
    held, _, _ = seen(ORDINARY | {("b.test", "TXT"): txt(f"v=spf1 include:{DOMAIN} -all")})
    assert spf.CHECK.judgements(held)[0].verdict is spf.LOOP


def test_domain_nobody_answers_for_is_unavailable_in_every_part():
    held, _, _ = seen({(DOMAIN, "TXT"): "SERVFAIL", (DOMAIN, "MX"): "SERVFAIL"})
    assert isinstance(held.observed(MAIL).exchangers.reply, Unavailable)
    assert held.observed(MAIL).hosts == ()


def test_two_mail_domains_are_told_apart():
    news = f"news.{DOMAIN}"
    records = ORDINARY | {(news, "TXT"): txt("v=spf1 -all"), (news, "MX"): ["0 ."]}
    held, _, _ = seen(records, domains=(DOMAIN, news))
    assert mail_exchangers.CHECK.judgements(held.about(MailDomain(news)))[0].verdict is mail_exchangers.TAKES_NONE
    assert mail_exchangers.CHECK.judgements(held)[0].verdict is mail_exchangers.RECEIVES
