import pytest

from audits.checks.spf import (
    ASKS_PTR,
    BROKEN_TERM,
    CHECK,
    CLOSED,
    DEAD_TERM,
    INVALID,
    LOOP,
    MISSING,
    MISTYPED,
    NEUTRAL,
    OPEN,
    PUBLISHED,
    SEVERAL,
    TOO_MANY_LOOKUPS,
    TOO_MANY_VOIDS,
    WIDE,
)
from audits.core.verdict import COULD_NOT_CHECK
from tests.audits.mail_zone import NXDOMAIN, SILENT, judged


def own(*texts, **more):
    return {"TXT acme.example": list(texts), **{key.replace("__", " ", 1): value for key, value in more.items()}}


def with_targets(text, **targets):
    return own(text) | {f"TXT {name}.example": value for name, value in targets.items()}


ELEVEN = " ".join(f"a:h{number}.acme.example" for number in range(11))
TEN = " ".join(f"a:h{number}.acme.example" for number in range(10))
HOSTS = {f"A h{number}.acme.example": ["192.0.2.1"] for number in range(11)}

CASES = [
    (own(), MISSING),
    (own("google-site-verification=x"), MISSING),
    (own("v=spf10 -all"), MISTYPED),
    ({"TXT acme.example": NXDOMAIN}, MISSING),
    (own('"v=spf1 mx -all"'), MISTYPED),
    (own("spf1 mx -all"), MISTYPED),
    (own("v=spf1 mx -all", "v=spf1 a -all"), SEVERAL),
    (own("v=spf1 mx -all", "V=SPF1 a -all"), SEVERAL),
    (own("v=spf1 ipv4:192.0.2.1 -all"), INVALID),
    (own("v=spf1 include:a.example/24 +all"), INVALID),
    (own("v=spf1 mx +all"), OPEN),
    (own("v=spf1 all"), OPEN),
    (own("v=spf1 ip4:0.0.0.0/0 -all"), OPEN),
    (own("v=spf1 redirect=a.example") | {"TXT a.example": ["v=spf1 +all"]}, OPEN),
    (own("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all"), WIDE),
    (own("v=spf1 ip4:64.0.0.0/4 -all"), WIDE),
    (own("v=spf1 a/2 -all") | {"A acme.example": ["192.0.2.1"], "AAAA acme.example": []}, WIDE),
    (own("v=spf1 ip4:44.0.0.0/9 ip6:2000::/3 -all"), PUBLISHED),
    (with_targets("v=spf1 include:a.example -all", a=["v=spf1 ptr -all"]), PUBLISHED),
    (with_targets("v=spf1 include:a.example -all", a=["v=spf1 include:b.example ~all"], b=["v=spf1 all"]), OPEN),
    (with_targets("v=spf1 include:a.example -all", a=["v=spf1 include:b.example -all"], b=SILENT), COULD_NOT_CHECK),
    (with_targets("v=spf1 include:a.example -all", a=["v=spf1 include:acme.example ~all"]), LOOP),
    (own("v=spf1 redirect=acme.example"), LOOP),
    (with_targets("v=spf1 include:a.example -all", a=NXDOMAIN), BROKEN_TERM),
    (with_targets("v=spf1 include:a.example -all", a=["other"]), BROKEN_TERM),
    (with_targets("v=spf1 include:a.example -all", a=["v=spf1 -all", "v=spf1 -all"]), BROKEN_TERM),
    (with_targets("v=spf1 include:a.example -all", a=["v=spf1 nonsense -all"]), BROKEN_TERM),
    (own("v=spf1 mx -all") | {"MX acme.example": [f"10 m{n}.acme.example." for n in range(11)]}, BROKEN_TERM),
    (own(f"v=spf1 {ELEVEN} -all") | HOSTS, TOO_MANY_LOOKUPS),
    (own(f"v=spf1 {ELEVEN.replace('a:', 'exists:')} -all") | HOSTS, TOO_MANY_LOOKUPS),
    (with_targets("v=spf1 a mx include:a.example -all", a=[f"v=spf1 {TEN} -all"]) | HOSTS, TOO_MANY_LOOKUPS),
    (own("v=spf1 a:x.acme.example a:y.acme.example a:z.acme.example -all", A__x=[])
     | {f"A {name}.acme.example": NXDOMAIN for name in "xyz"}, TOO_MANY_VOIDS),
    (own("v=spf1 mx ?all") | {"MX acme.example": ["10 m.acme.example."]}, NEUTRAL),
    (own("v=spf1 ip4:192.0.2.1"), NEUTRAL),
    (with_targets("v=spf1 redirect=a.example", a=["v=spf1 ip4:192.0.2.1"]), NEUTRAL),
    (own("v=spf1 -all ip4:192.0.2.1"), DEAD_TERM),
    (own("v=spf1 redirect=a.example -all"), DEAD_TERM),
    (own("v=spf1 include=a.example -all"), DEAD_TERM),
    (own("v=spf1 ptr -all"), ASKS_PTR),
    (own("v=spf1 -all"), CLOSED),
    (own("V=SPF1 x-note=parked -ALL exp=why.acme.example"), CLOSED),
    (own("v=spf1 ip4:192.0.2.1 x-note=%{d} exp=why.%{d} -all"), PUBLISHED),
    (own("v=spf1 " + " ".join(f"ip4:192.0.2.{n}" for n in range(90)) + " -all"), PUBLISHED),
    (own("v=SpF1 ip4:192.0.2.1 ~all", "another"), PUBLISHED),
    (own(f"v=spf1 {TEN} -all") | HOSTS, PUBLISHED),
    (own(f"v=spf1 -all {ELEVEN}") | HOSTS, DEAD_TERM),
    (own("v=spf1 a:x.acme.example a:y.acme.example -all")
     | {f"A {name}.acme.example": NXDOMAIN for name in "xy"}, PUBLISHED),
    (own("v=spf1 exists:%{i}._spf.%{d} -all"), PUBLISHED),
    (own("v=spf1 redirect=%{o}.a.example"), COULD_NOT_CHECK),
    (own("v=spf1 redirect=%{d}.a.example") | {"TXT acme.example.a.example": ["v=spf1 ip4:192.0.2.1 -all"]}, PUBLISHED),
    (own("v=spf1 include:%{d}.a.example -all") | {"TXT acme.example.a.example": ["v=spf1 +all"]}, OPEN),
    (own("v=spf1 include:%{d}.a.example -all") | {"TXT acme.example.a.example": NXDOMAIN}, BROKEN_TERM),
    (with_targets("v=spf1 include:a.example -all", a=["v=spf1 -all"]), PUBLISHED),
    (with_targets("v=spf1 include:a.example -all", a=SILENT), COULD_NOT_CHECK),
    (own("v=spf1 a:x.acme.example -all") | {"A x.acme.example": SILENT}, COULD_NOT_CHECK),
    ({"TXT acme.example": SILENT}, COULD_NOT_CHECK),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "verdict"), CASES)
def test_record_gets_its_verdict(zone, verdict):
    judgement = judged(CHECK, zone)[0]
    assert judgement.verdict is verdict
    assert judgement.headline
    assert judgement.fix or verdict in {PUBLISHED, CLOSED}


FIXES = [
    (own(**{"MX__acme.example": ["1 aspmx.l.google.com."]}), "v=spf1 include:_spf.google.com ~all"),
    (own(**{"MX__acme.example": ["0 ."]}), "v=spf1 -all"),
    (own(**{"MX__acme.example": SILENT}), "v=spf1 mx ~all"),
    (own("v=spf1 mx -all", "v=spf1 include:a.example mx ~all"), "v=spf1 mx include:a.example ~all"),
    (own("v=spf1 mx -all", "v=spf1 redirect=a.example"), "v=spf1 mx include:a.example -all"),
    (own("v=spf1 ipv4:192.0.2.1 include:a.example, -all"), "v=spf1 ip4:192.0.2.1 include:a.example -all"),
    (own("v=spf1 mx,a;include:a.example −all"), "v=spf1 mx a include:a.example -all"),
    (own("v=spf1 a:192.0.2.1 b:rubbish"), "v=spf1 ip4:192.0.2.1 ~all (left out, since nobody can read it: b:rubbish)"),
    (own('"v=spf1 mx -all"'), "v=spf1 mx -all"),
    (own("v=spf1 mx +all"), "v=spf1 mx ~all"),
    (with_targets("v=spf1 mx include:a.example -all", a=["v=spf1 +all"]), "v=spf1 mx -all"),
    (with_targets("v=spf1 mx include:a.example -all", a=NXDOMAIN), "v=spf1 mx -all"),
    (with_targets("v=spf1 redirect=a.example", a=["v=spf1 ip4:192.0.2.1"]), "v=spf1 include:a.example ~all"),
    (own("v=spf1 -all ip4:192.0.2.1"), "v=spf1 ip4:192.0.2.1 -all"),
    (own("v=spf1 include=a.example ~all"), "v=spf1 include:a.example ~all"),
    (own(f"v=spf1 {ELEVEN} ptr -all") | HOSTS, "h10.acme.example 1"),
    (own(f"v=spf1 {TEN} ptr -all") | HOSTS, f"v=spf1 {TEN} -all"),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "record"), FIXES)
def test_fix_holds_the_exact_record(zone, record):
    judgement = judged(CHECK, zone)[0]
    assert record in judgement.fix


def test_evidence_shows_every_record_read():
    zone = with_targets("v=spf1 include:a.example -all", a=["v=spf1 ip4:192.0.2.1 -all"])
    evidence = judged(CHECK, zone)[0].evidence
    assert [(seen.source, seen.observed) for seen in evidence] == [
        ("acme.example TXT", "v=spf1 include:a.example -all"),
        ("a.example TXT", "v=spf1 ip4:192.0.2.1 -all"),
        ("acme.example SPF, every address", "ip4:192.0.2.1"),
    ]


def test_services_behind_the_includes_are_named():
    zone = own("v=spf1 include:_spf.google.com include:sendgrid.net ip4:192.0.2.1 -all") | {
        "TXT _spf.google.com": ["v=spf1 ip4:198.51.100.0/24 ~all"],
        "TXT sendgrid.net": ["v=spf1 ip4:203.0.113.0/24 exists:%{i}.sendgrid.net ~all"],
    }
    judgement = judged(CHECK, zone)[0]
    assert judgement.headline.endswith("in 3 of 10 look-ups: Google Workspace, SendGrid")
    seen = {each.source: each.observed for each in judgement.evidence}
    assert "_spf.google.com TXT (Google Workspace)" in seen
    every = seen["acme.example SPF, every address"]
    assert every.startswith(
        "ip4:198.51.100.0/24 ip4:203.0.113.0/24 ip4:192.0.2.1; not told by addresses alone: exists:"
    )


def test_own_hosts_are_written_out_where_ten_look_ups_are_too_few():
    zone = own(f"v=spf1 {ELEVEN} -all") | HOSTS | {f"AAAA h{n}.acme.example": ["2001:db8::1"] for n in range(11)}
    fix = judged(CHECK, zone)[0].fix
    assert fix.startswith("Replace the TXT record at acme.example by: v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 a:h1.acme")
    assert "wrote out a:h0.acme.example as addresses" in fix
    assert "it takes 10 look-ups" in fix


def test_several_records_are_merged_into_one_that_receivers_get_to_the_end_of():
    six = " ".join(f"a:h{number}.acme.example" for number in range(6))
    rest = " ".join(f"a:h{number}.acme.example" for number in range(5, 11))
    zone = own(f"v=spf1 {six} -all", f"v=spf1 {rest} ~all") | HOSTS
    zone |= {f"AAAA h{number}.acme.example": [] for number in range(11)}
    assert "it takes 10 look-ups" in judged(CHECK, zone)[0].fix


def test_include_that_another_include_holds_is_dropped_first():
    nested = {f"TXT n{n}.example": ["v=spf1 ip4:192.0.2.1 -all"] for n in range(8)}
    inner = " ".join(f"include:n{n}.example" for n in range(8))
    zone = with_targets(
        "v=spf1 include:a.example include:n0.example include:n1.example -all", a=[f"v=spf1 {inner} -all"]
    )
    fix = judged(CHECK, zone | nested)[0].fix
    assert "by: v=spf1 include:a.example -all — we dropped include:n0.example, include:n1.example; it takes 9" in fix


def test_records_that_cancel_each_other_are_shown_alone():
    others = [f"verification-{number}=x" for number in range(20)]
    evidence = judged(CHECK, own(*others, "v=spf1 mx -all", "v=spf1 a -all"))[0].evidence
    assert [each.observed for each in evidence] == ["v=spf1 mx -all", "v=spf1 a -all"]
