"""What only people can supply for a handover: each answer asked for, who has it, and where it is used."""

from __future__ import annotations

from dataclasses import dataclass

from handover.contents.inputs import HandoverInputs

CLIENT = "client"
CONSULTANT = "consultant"


@dataclass(frozen=True)
class Need:
    """One answer: `access` names the playbook's access whose giver has it; `section` is where it is printed.

    A command's answer has the command on its first line and, below it, what is seen when all is well.
    """

    key: str
    label: str
    help: str
    side: str
    section: str
    access: str = ""
    is_command: bool = False


SEEN = "The command on the first line. Below it, what you see when it worked."

NEEDS = (
    Need(
        "first-contact", "Who to call first", "Name and number. Somebody who may decide at night.", CLIENT, "recovery"
    ),
    Need(
        "second-contact",
        "Who to call second",
        "Name and number, for when the first does not answer.",
        CLIENT,
        "recovery",
    ),
    Need("support-channel", "Where to write that it is broken or back", "A channel, list or page.", CLIENT, "recovery"),
    Need(
        "hosting",
        "Hosting provider and log-in",
        "Provider, app name, and where its log-in lies.",
        CLIENT,
        "recovery",
        "hosting",
    ),
    Need("status-command", "Command that shows what runs", SEEN, CONSULTANT, "recovery", "hosting", is_command=True),
    Need(
        "logs-command",
        "Command that shows the last log lines",
        SEEN,
        CONSULTANT,
        "recovery",
        "hosting",
        is_command=True,
    ),
    Need(
        "restart-command", "Command that starts the app again", SEEN, CONSULTANT, "recovery", "hosting", is_command=True
    ),
    Need("deploy-command", "Deploy command", SEEN, CONSULTANT, "recovery", "hosting", is_command=True),
    Need("rollback-command", "Rollback command", SEEN, CONSULTANT, "recovery", "hosting", is_command=True),
    Need("maintenance-on", "Maintenance page on", SEEN, CONSULTANT, "recovery", is_command=True),
    Need("maintenance-off", "Maintenance page off", SEEN, CONSULTANT, "recovery", is_command=True),
    Need(
        "backup-place",
        "Where database backups lie",
        "Place, how often, how long they are kept.",
        CLIENT,
        "recovery",
        "hosting",
    ),
    Need("restore-command", "Restore command", SEEN, CLIENT, "recovery", "hosting", is_command=True),
    Need(
        "restore-tried", "Last restore that was tried", "Day, who, and how long it took.", CLIENT, "recovery", "hosting"
    ),
    Need(
        "registrar",
        "Registrar and log-in",
        "Where the domain is paid, and who can log in.",
        CLIENT,
        "domains",
        "registrar",
    ),
    Need("domain-renewal", "Domain renewal", "Day, automatic or not, and who pays.", CLIENT, "domains", "registrar"),
    Need(
        "dns-login",
        "DNS provider and log-in",
        "Where records are changed, and who can log in.",
        CLIENT,
        "domains",
        "cloudflare",
    ),
    Need(
        "certificate-renewal",
        "How certificates are renewed",
        "By whom or what, and where that is seen.",
        CONSULTANT,
        "domains",
    ),
    Need(
        "mail-provider",
        "Mail provider and log-in",
        "Where sending domains and keys are managed.",
        CLIENT,
        "domains",
        "mail",
    ),
    Need("secret-command", "Command that sets a secret", SEEN, CONSULTANT, "secrets", "hosting", is_command=True),
    Need(
        "vendors",
        "Accounts with other providers",
        "AI, payment and other vendors, and who owns each.",
        CLIENT,
        "secrets",
    ),
)

BY_KEY = {need.key: need for need in NEEDS}


@dataclass(frozen=True)
class Command:
    """A supplied command, and the words that tell it worked."""

    text: str
    output: str


@dataclass(frozen=True)
class Completeness:
    """What is there and what is missing."""

    supplied: tuple[Need, ...]
    missing: tuple[Need, ...]

    @property
    def total(self) -> int:
        """How many answers are asked for."""
        return len(self.supplied) + len(self.missing)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def percent(self) -> int:
        """The supplied share, in whole percent, never rounded up to 100."""
        return len(self.supplied) * 100 // self.total


def completeness(inputs: HandoverInputs) -> Completeness:
    """Every need, parted by whether it has an answer."""
    supplied = tuple(need for need in NEEDS if inputs.answer(need.key))
    return Completeness(supplied, tuple(need for need in NEEDS if need not in supplied))


def command_of(inputs: HandoverInputs, key: str) -> Command | None:
    """The command supplied for a need: lines up to the first one that is not continued, then the output."""
    lines = inputs.answer(key).splitlines()
    if not lines:
        return None
    end = next((index for index, line in enumerate(lines) if not line.rstrip().endswith("\\")), len(lines) - 1)
    return Command("\n".join(lines[: end + 1]), "\n".join(lines[end + 1 :]).strip())


def supplier_of(inputs: HandoverInputs, need: Need) -> str:
    """Who has to supply it, by name where one is known: "Tom Berger (client)"."""
    if need.side == CONSULTANT:
        name = next((one.name for one in inputs.people if one.side == CONSULTANT), inputs.consultancy)
        return f"{name} ({inputs.consultancy})" if name != inputs.consultancy else name
    giver = next((one.giver for one in inputs.accesses if one.access == need.access and one.giver), "")
    name = giver or next((one.name for one in inputs.people if one.side == CLIENT), "")
    return f"{name} (client)" if name else f"{inputs.client} (client)"
