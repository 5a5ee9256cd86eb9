"""Commands a person types at 2 am: real values of the estate, quoted, broken only where a shell continues."""

from __future__ import annotations

import shlex

WIDTH = 100
"""Characters of a line that fit the page, the last few of them set smaller."""


def joined(*parts: str) -> str:
    """One command line; past the width it continues on the next line with a backslash."""
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + 1 + len(part) > WIDTH:
            lines[-1] += " \\"
            lines.append(f"  {part}")
        else:
            lines[-1] = f"{lines[-1]} {part}" if lines[-1] else part
    return "\n".join(lines)


def status_of(url: str) -> str:
    """Asks an address and prints its status alone."""
    return joined("curl", "-sS -m 10 -o /dev/null", "-w '%{http_code}\\n'", shlex.quote(url))


def heads_of(url: str) -> str:
    """Asks an address, follows its redirects and prints each status and target."""
    return joined("curl", "-sSIL -m 20", shlex.quote(url), "| grep -iE '^(HTTP|location)'")


def looked_up(name: str, kind: str, *, server: str = "") -> str:
    """Asks DNS for one kind of record, the resolver's own or one name server."""
    at = f"@{shlex.quote(server)} " if server else ""
    return joined("dig +short", f"{at}{shlex.quote(name)}", kind)


def certificate_of(host: str) -> str:
    """Shows issuer, last day and names of the certificate a host serves."""
    name = shlex.quote(host)
    return joined(
        "openssl s_client",
        f"-connect {name}:443",
        f"-servername {name}",
        "</dev/null 2>/dev/null",
        "| openssl x509 -noout",
        "-issuer -enddate",
        "-ext subjectAltName",
    )
