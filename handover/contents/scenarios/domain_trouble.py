"""The domain leads nowhere, to the wrong place, or browsers warn of its certificate."""

from __future__ import annotations

from handover.contents import asking, shell
from handover.contents.blocks import Callout, Step, code, page_of, strong, words
from handover.contents.estate_facts import HostFacts
from handover.contents.inputs import HandoverInputs
from handover.contents.moments import day
from handover.contents.scenarios.scenario import Scenario, back_told

ID = "domain-trouble"
TITLE = "Domain or certificate trouble"
MOST_HOSTS = 4
"""More hosts than these stand in the domain inventory, with the same command."""


def scenario(inputs: HandoverInputs) -> Scenario:
    """Ask from the top down: name servers, records, certificate; compare with what was observed; mend at its owner."""
    domain = inputs.domains[0] if inputs.domains else "the domain"
    return Scenario(
        id=ID,
        title=TITLE,
        use_when=words(
            "Browsers say “not found” or warn of the certificate, mail does not arrive, or the page is somebody else's."
        ),
        you_need=words("A terminal with dig, curl and openssl, and the log-ins on ", page_of("domains"), ". 15 minutes."),
        first=Callout(
            "first-action",
            "First safe action",
            words(strong("Change no record yet."), " A wrong one stays in caches for hours. Ask first; asking changes nothing."),
            shell.looked_up(domain, "NS"),
        ),
        steps=(
            _name_servers(inputs, domain),
            _addresses(inputs),
            _certificate(inputs),
            _redirects(inputs),
            _mend(inputs),
        ),
        done_when=words("Steps 1 to 4 answer as printed, from a second network too.", *back_told(inputs)),
    )  # fmt: skip


def _name_servers(inputs: HandoverInputs, domain: str) -> Step:
    registrar = asking.said(inputs, "registrar")
    return Step(
        f"See who answers for {domain}.",
        shell.looked_up(domain, "NS"),
        "\n".join(inputs.name_servers),
        words("The same names, in any order.") if inputs.name_servers else words("Not observed yet."),
        words(
            "Other names or nothing: the domain lapsed or was moved. Log in at the registrar",
            *(words(": ", *registrar) if registrar else words(" (not named yet)")),
            ".",
        ),
        missing=None if registrar else asking.missing(inputs, "registrar"),
    )


def _main_hosts(inputs: HandoverInputs) -> tuple[HostFacts, ...]:
    return tuple(host for host in inputs.hosts if host.addresses or host.alias)[:MOST_HOSTS]


def _addresses(inputs: HandoverInputs) -> Step:
    hosts = _main_hosts(inputs)
    more = words(" More hosts: ", page_of("domains"), ".") if len(inputs.hosts) > len(hosts) else ()
    return Step(
        "See where each host leads.",
        "\n".join(shell.looked_up(host.name, "CNAME" if host.alias else "A") for host in hosts),
        "\n".join(host.alias or ", ".join(address for address in host.addresses) for host in hosts),
        words("In this order, as last observed.", *more),
        words("Nothing, or another address: put the record of ", page_of("domains"), " back at the DNS provider."),
    )


def _certificate(inputs: HandoverInputs) -> Step:
    shown = [host for host in inputs.hosts if host.certificate]
    host = next((host for host in shown if host.name.startswith("www.")), shown[0] if shown else None)
    if host is None or host.certificate is None:
        name = inputs.domains[0] if inputs.domains else "the host"
        return Step(
            "Read the certificate.",
            shell.certificate_of(name) if inputs.domains else "",
            see=words("A last day in the future, and the host among the names."),
            if_not=words("Renew it where it is made, step 5."),
        )
    return Step(
        f"Read the certificate of {host.name}.",
        shell.certificate_of(host.name),
        "",
        words(f"Issuer {host.certificate.issuer}, last day {day(host.certificate.not_after)} or later, and ", code(host.name), " among the names."),
        words("A day in the past, or another name: renew it where it is made, step 5. Use the same command for other hosts."),
    )  # fmt: skip


def _redirects(inputs: HandoverInputs) -> Step:
    home = inputs.endpoint("home", "login", "api")
    name = inputs.domains[0] if inputs.domains else ""
    url = f"http://{name}/" if name else home.url if home else ""
    arrived = home.arrived_at if home else ""
    return Step(
        "Follow the plain address to its end.",
        shell.heads_of(url) if url else "",
        see=words("The last status is 200, at ", code(arrived), ".") if arrived else words("The last status is 200."),
        if_not=words(
            "The same address again and again: two redirects fight. Undo the last change at the DNS provider."
        ),
    )


def _mend(inputs: HandoverInputs) -> Step:
    place = asking.said(inputs, "dns-login")
    renewal = asking.said(inputs, "certificate-renewal")
    told = (
        words("Certificates: ", *renewal, ".") if renewal else words("Who renews certificates is not written down yet.")
    )
    return Step(
        "Mend one thing, then ask again.",
        see=words("Records are changed at ", *place, ". ", *told) if place else told,
        if_not=words("Still wrong after the old record's life time (often 5 minutes, at most a day): escalate."),
        missing=None if place else asking.missing(inputs, "dns-login"),
    )
