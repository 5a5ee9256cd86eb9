"""The inputs of one finished sprint, as large as the demo's: the app of the look's pictures."""

from dataclasses import replace

from handover.contents.estate_facts import (
    AnswerFacts,
    CertificateFacts,
    EndpointFacts,
    HostFacts,
    MailDomainFacts,
    RecordFacts,
)
from handover.contents.inputs import HandoverInputs
from handover.contents.mail_facts import MailChecklistFacts, MailLineFacts, MessageFacts
from handover.contents.people_facts import GiverFacts, PersonFacts, RehearsalFacts, SecretFacts, SuppliedFacts
from handover.contents.risk_facts import FoundSecretFacts, RiskFacts, UncheckedFacts
from handover.contents.route_facts import MapRowFacts, RouteFacts, StretchFacts, WayFacts
from handover.contents.sprint_facts import (
    BarFacts,
    ChangeFacts,
    ClockFacts,
    ItemFacts,
    OutcomeFacts,
    ParkedFacts,
    PauseFacts,
    PlaybookFacts,
    RankWords,
    StageFacts,
    WaiverFacts,
)
from tests.handover.harbour_desk_rows import (
    ENDPOINTS,
    HOSTS,
    ITEMS,
    MADE_AT,
    RECORDS,
    RISKS,
    SECRETS,
    STAGES,
    STRETCHES,
    SUPPLIED,
)


def inputs(**changed):
    """The whole of it; `changed` replaces fields."""
    return replace(_whole(), **changed)


def bare():
    """An engagement on its first minute: nothing observed, nobody answered, no clock."""
    return HandoverInputs(
        made_at=MADE_AT,
        time_zone="UTC",
        consultancy="Northmark",
        client="Tideline Freight",
        app="Harbour Desk",
        number=1,
        replaces=None,
        playbook=playbook(),
    )


def playbook():
    ranks = RankWords(blocker="Launch blocker", incident="Likely incident", cleanup="Nice to fix")
    return PlaybookFacts(id="ops", title="Internal operations tool", from_to="prototype to demo", ranks=ranks)


def _whole():
    return HandoverInputs(
        made_at=MADE_AT,
        time_zone="Europe/Berlin",
        consultancy="Northmark",
        client="Tideline Freight",
        app="Harbour Desk",
        number=1,
        replaces=None,
        playbook=playbook(),
        clock=ClockFacts(
            started_at="2026-11-16T06:30:00+00:00",
            finished_at="2026-11-18T07:52:00+00:00",
            elapsed=47.37,
            pauses=(PauseFacts(at_hour=14.5, hours=0.75, reason="Nobody could reach the registrar"),),
        ),
        observed_at="2026-11-18T07:41:00+00:00",
        stages=tuple(_stage(number, *one) for number, one in enumerate(STAGES, start=1)),
        bar=tuple(_bar(number) for number in range(1, 12)),
        domains=("harbourdesk.example",),
        hosts=tuple(_host(*one) for one in HOSTS),
        name_servers=("ada.ns.cloudflare.example", "bob.ns.cloudflare.example"),
        records=tuple(RecordFacts(name=n, type=t, value=v, purpose=p) for n, t, v, p in RECORDS),
        endpoints=tuple(
            EndpointFacts(
                url=u, purpose=p, purpose_word=w, outcome="pass", status=s, arrived_at=u, p50=m, p95=q, requests=20
            )
            for u, p, w, s, m, q in ENDPOINTS
        ),
        mail_domains=(_mail(),),
        mail_checklist=(_checklist(),),
        messages=(MESSAGE,),
        routes=tuple(_route(*one) for one in HOSTS),
        way=_way(),
        repositories=("harbour-desk",),
        secrets=tuple(_secret(*one) for one in SECRETS),
        secrets_found=(
            FoundSecretFacts(
                kind="Database address with a password", place="server/config.ts:4 in 8f2c1d90", state="fixed"
            ),
            FoundSecretFacts(
                kind="Stripe publishable key", place="client/src/billing.ts:2", state="open", publishable=True
            ),
        ),
        risks=tuple(_risk(*one) for one in RISKS),
        unchecked=(
            UncheckedFacts(title="DKIM", subject="ed1._domainkey.harbourdesk.example", reason="no answer in 4 s"),
        ),
        outcomes=_outcomes(),
        parked=(
            ParkedFacts(
                request="A second region", reason="Nobody far away uses the app yet", refusal="More than one region"
            ),
            ParkedFacts(
                request="A queue cluster", reason="One worker clears the day in a minute", refusal="Elaborate queues"
            ),
        ),
        people=(
            PersonFacts(name="Ravi Okafor", email="ravi@northmark.example", side="consultant", role="Owner"),
            PersonFacts(name="Ines Halloran", email="ines@northmark.example", side="consultant", role="Consultant"),
            PersonFacts(name="Maya Lindqvist", email="maya@tideline.example", side="client", role="Approver"),
        ),
        accesses=(
            GiverFacts(access="registrar", title="Domain registrar", giver="Maya Lindqvist", state="asked"),
            GiverFacts(access="cloudflare", title="Cloudflare or DNS provider", giver="Tom Berger", state="given"),
            GiverFacts(access="hosting", title="Hosting platform", giver="Tom Berger", state="given"),
        ),
        supplied=tuple(SuppliedFacts(key=k, value=v, by="Ravi Okafor", at=MADE_AT) for k, v in SUPPLIED.items()),
        rehearsals=(
            RehearsalFacts(
                scenario="site-down",
                person="Tom Berger",
                on="2026-11-18",
                minutes=19,
                paused_at="step 2, reworded since",
            ),
        ),
        changes=tuple(_change(number) for number in range(40)),
    )


def _stage(number, title, opens, closes, began, ended, document, deliverable):
    waiver = WaiverFacts(owner="Maya Lindqvist", reason="Two weeks of reports first", until="2026-12-01")
    states = (
        "settled",
        "settled",
        "waived" if number == 3 else "settled",
        "waiting" if number == 5 else "settled",
        "settled",
    )
    return StageFacts(
        number=number,
        title=title,
        opens=opens,
        closes=closes,
        began=began,
        ended=ended,
        signal_title="Only one can bring it back",
        signal="not-looked" if number == 7 else "absent",
        deliverable=deliverable,
        document=document,
        delivered_version=1 if number < 7 else None,
        items=tuple(
            ItemFacts(
                line=f"OPS-{number}.{place}",
                title=name,
                state=state,
                proof="unknown" if state == "waiting" else "proven",
                waiver=waiver if state == "waived" else None,
            )
            for place, (name, state) in enumerate(zip(ITEMS, states, strict=True), start=1)
        ),
    )


def _bar(number):
    states = {3: "waived", 9: "unknown"}
    return BarFacts(
        line=f"OPS-BAR.{number}",
        title=f"Line {number} of the bar holds",
        sentence="A person new to the app can see what was changed and bring it back.",
        state=states.get(number, "proven"),
    )


def _host(name, purpose, owner, addresses, alias):
    certificate = CertificateFacts(issuer="R11", not_after="2027-02-14T00:00:00+00:00", outcome="pass")
    edge = "direct" if name.startswith("docs") else "Cloudflare"
    return HostFacts(
        name=name,
        purpose=purpose,
        owner=owner,
        exists=True,
        alias=alias,
        addresses=addresses,
        edge=edge,
        certificate=certificate,
    )


def _route(name, purpose, owner, addresses, alias):
    is_root = name == "harbourdesk.example"
    return RouteFacts(
        host=name,
        purpose=purpose,
        owner=owner,
        records=(f"CNAME {alias}",) if alias else tuple(f"A {address}" for address in addresses),
        exists=True,
        end="https://www.harbourdesk.example/" if is_root else f"https://{name}/",
        hops=int(is_root),
        status=200,
        edge="none" if name.startswith("docs") else "Cloudflare",
        until="2027-02-14T00:00:00+00:00",
        outcome="warn" if name.startswith("docs") else "pass",
    )


def _way():
    rows = tuple(
        MapRowFacts(
            host=name,
            dns=f"CNAME {alias}" if alias else f"A {addresses[0]}",
            edge="" if name.startswith(("docs", "status")) else "Cloudflare",
            origin="its own server" if name.startswith(("docs", "status")) else "origin 203.0.113.80",
            answer="200, 212 ms",
            tone="differs" if name.startswith("docs") else "plain",
        )
        for name, _, _, addresses, alias in HOSTS
    )
    return WayFacts(
        url="https://app.harbourdesk.example/login",
        host="app.harbourdesk.example",
        stretches=tuple(StretchFacts(title=t, says=s, state=state) for t, s, state in STRETCHES),
        rows=rows,
    )


def _mail():
    answers = (
        AnswerFacts(title="SPF", outcome="pass", headline="Only named servers may send for harbourdesk.example"),
        AnswerFacts(title="DKIM", outcome="pass", headline="Two keys sign mail"),
        AnswerFacts(title="DMARC policy", outcome="warn", headline="DMARC only watches"),
    )
    return MailDomainFacts(name="harbourdesk.example", selectors=("s1", "s2"), answers=answers)


SEEN_ON = "2026-11-18T08:40:00+00:00"


def _checklist():
    """One of every kind of line: right, weak, not seen, not judged."""
    told = (
        ("Who sends", ("Google Workspace", "Postmark"), (), ""),
        (
            "SPF",
            ("4 of 10 look-ups", "_spf.google.com is Google Workspace"),
            ("v=spf1 include:_spf.google.com ~all",),
            "pass",
        ),
        ("DKIM", ("s1: RSA, 2048 bits", "s2: Ed25519"), ("s1._domainkey.harbourdesk.example",), "pass"),
        ("DMARC", ("It only watches", "Nobody gets reports"), ("v=DMARC1; p=none",), "warn"),
        ("MTA-STS", (), (), "pass"),
        ("Logo (BIMI)", (), (), ""),
    )
    lines = tuple(
        MailLineFacts(title=title, seen=seen, records=records, outcome=outcome, at=SEEN_ON if outcome else "")
        for title, seen, records, outcome in told
    )
    return MailChecklistFacts(domain="harbourdesk.example", lines=lines)


MESSAGE = MessageFacts(
    purpose="Password reset",
    outcome="pass",
    headline="It comes from harbourdesk.example and is signed by harbourdesk.example, which the published key confirms",
    at=SEEN_ON,
)


def _secret(name, purpose, used_by, rotated_on, rotation):
    return SecretFacts(
        name=name,
        purpose=purpose,
        environment="production",
        owner="Tom Berger",
        deputy="Maya Lindqvist",
        stored_in="Fly secrets, harbour-desk",
        used_by=used_by,
        rotation=rotation,
        rotated_on=rotated_on,
    )


def _risk(title, subject, rank, state, cost, fix, owner):
    fixed = {"before": "Answered 200", "after": "Refused", "fixed_hour": 9.03} if state == "fixed" else {}
    accepted = (
        {
            "accepted_by": "Maya Lindqvist",
            "accepted_reason": "Two weeks of reports first",
            "accepted_until": "2026-12-01",
        }
        if state == "accepted"
        else {}
    )
    return RiskFacts(
        title=title, subject=subject, rank=rank, state=state, cost=cost, fix=fix, owner=owner, **fixed, **accepted
    )


def _outcomes():
    return (
        OutcomeFacts(
            line="OPS-OUT.1",
            title="Domain leads to the app",
            sentence="The root and the main subdomains lead to the app.",
            items=("OPS-1.1",),
            accesses=("registrar",),
            documents=("routing-map",),
        ),
        OutcomeFacts(
            line="OPS-OUT.4",
            title="Operational mail lands",
            sentence="Mail for resets and alerts reaches the inbox.",
            items=("OPS-3.3",),
        ),
        OutcomeFacts(
            line="OPS-OUT.7",
            title="Uptime monitoring live",
            sentence="The routes that matter are watched, and somebody is told.",
            items=("OPS-5.4",),
            documents=("monitoring-sheet",),
        ),
    )


def _change(number):
    at = f"2026-11-{16 + number // 20:02d}T{6 + number % 17:02d}:15:00+00:00"
    return ChangeFacts(
        at=at, hour=number * 1.1, words=f"Audit run {number + 1} finished: 96 answers.", who="Launch Ready"
    )
