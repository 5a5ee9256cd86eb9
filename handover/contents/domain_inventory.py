"""Every domain, host and record with its purpose, and what somebody needs to move them elsewhere."""

from __future__ import annotations

from dataclasses import replace

from handover.contents import asking, zone_file
from handover.contents.blocks import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Section,
    Sign,
    Span,
    Table,
    code,
    quiet,
    words,
)
from handover.contents.estate_facts import EndpointFacts, HostFacts
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import day, moment, took


def sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """One section."""
    blocks = (
        _owners(inputs),
        *_hosts(inputs),
        *_records(inputs),
        *_addresses(inputs),
        *_renewal(inputs),
        *_elsewhere(inputs),
    )
    return (Section("domains", "Domains", "Inventory 1 of 2", blocks, lead=words(_seen(inputs))),)


def records_sections(inputs: HandoverInputs) -> tuple[Section, ...]:
    """The same without the table of hosts, for a paper that holds the routing map."""
    blocks = (
        _owners(inputs),
        *_records(inputs),
        *_addresses(inputs),
        *_renewal(inputs),
        *_elsewhere(inputs),
    )
    return (Section("records", "Records", "Every record", blocks, lead=words(_seen(inputs))),)


def _seen(inputs: HandoverInputs) -> str:
    """When the records were read."""
    return f"Observed on {moment(inputs.observed_at, inputs.time_zone)}." if inputs.observed_at else "Not observed yet."


def _owners(inputs: HandoverInputs) -> Facts:
    """What people said, and below it what the registry says itself."""
    servers = asking.verbatim_list(inputs.name_servers)
    found = inputs.registration
    looks_after = words(f"The registry names {found.registrar}") if found and found.registrar else ()
    lasts = words(f"{found.name} is registered until {day(found.expires)}") if found and found.expires else ()
    return Facts(
        (
            replace(asking.fact(inputs, "registrar", "Registrar"), second=looks_after),
            replace(asking.fact(inputs, "domain-renewal", "Renews"), second=lasts),
            asking.fact(inputs, "dns-login", "DNS"),
            Fact("Name servers", servers or words(quiet("Not observed yet"))),
        )
    )


def _hosts(inputs: HandoverInputs) -> tuple[Block, ...]:
    heading = Heading("Hosts")
    if not inputs.hosts:
        return (heading, Paragraph(words("No host is declared.")))
    columns = (
        Column("Host", 45),
        Column("Purpose", 30),
        Column("Points to", 47),
        Column("Edge", 18),
        Column("Certificate, to", 36),
    )
    return (heading, Table("Hosts", columns, tuple(_host_row(host) for host in inputs.hosts)))


def _host_row(host: HostFacts) -> tuple[Cell, ...]:
    certificate = host.certificate
    purpose = Cell(words(host.purpose or quiet("None written down")), words(host.owner))
    return (
        Cell(words(code(host.name))),
        purpose,
        Cell(_target(host)),
        Cell(words(host.edge or quiet("not seen"))),
        Cell(
            words(certificate.issuer),
            sign=Sign("outcome", certificate.outcome, day(certificate.not_after)),
        )
        if certificate
        else Cell(words(quiet("none seen"))),
    )


def _target(host: HostFacts) -> tuple[Span, ...]:
    if host.alias:
        return words(code(host.alias))
    if host.addresses:
        return asking.verbatim_list(host.addresses)
    return words(quiet("Does not exist" if host.exists is False else "Not observed yet"))


def _records(inputs: HandoverInputs) -> tuple[Block, ...]:
    heading = Heading("Records")
    if not inputs.records:
        return (heading, Paragraph(words("No record was observed yet. Run the audits of this engagement first.")))
    columns = (Column("Name", 46), Column("Type", 16), Column("Value", 66), Column("What for", 48))
    rows = tuple(
        (
            Cell(words(code(record.name))),
            Cell(words(record.type)),
            Cell(words(code(record.value))),
            Cell(words(record.purpose)),
        )
        for record in inputs.records
    )
    return (heading, Table("Domain records", columns, rows))


def _addresses(inputs: HandoverInputs) -> tuple[Block, ...]:
    if not inputs.endpoints:
        return ()
    columns = (Column("Address", 88), Column("Purpose", 34), Column("Answered", 24), Column("Half, 95 % within", 30))
    rows = tuple(
        (
            Cell(words(code(one.url))),
            Cell(words(one.purpose_word)),
            _answered(one),
            Cell(words(f"{took(one.p50)}, {took(one.p95)}" if one.p50 is not None and one.p95 is not None else quiet("not measured"))),
        )
        for one in inputs.endpoints
    )  # fmt: skip
    return (Heading("Addresses that matter"), Table("Addresses that matter", columns, rows))


def _renewal(inputs: HandoverInputs) -> tuple[Block, ...]:
    shown: list[Block] = [Heading("Certificates and mail")]
    for key, label in (("certificate-renewal", "Certificates"), ("mail-provider", "Mail")):
        answer = asking.said(inputs, key)
        shown.append(Paragraph(words(f"{label}: ", *answer)) if answer else asking.missing(inputs, key))
    return tuple(shown)


def _answered(endpoint: EndpointFacts) -> Cell:
    """The status last seen, with what the check of the answer made of it."""
    if not endpoint.status:
        return Cell(words(quiet("not seen")))
    if endpoint.outcome:
        return Cell(sign=Sign("outcome", endpoint.outcome, str(endpoint.status)))
    return Cell(words(str(endpoint.status)))


def _elsewhere(inputs: HandoverInputs) -> tuple[Block, ...]:
    if not inputs.records:
        return ()
    told = words(
        "The zone file and the same list as JSON travel inside this PDF, as ",
        code(zone_file.NAME),
        " and ",
        code("domains.json"),
        ". Proxy settings do not survive a move; set them by hand from the table above.",
    )
    return (Heading("Take it elsewhere"), Paragraph(told))
