"""The mail host: enough SMTP (RFC 5321) and STARTTLS (RFC 3207) for a polite visitor; it takes no mail."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable

from portal.demo import places

IDLE_SECONDS = 20.0
LONGEST_SESSION = 50
REPLIES = {
    "HELO": f"250 {places.MAIL_HOST}",
    "NOOP": "250 2.0.0 Ok",
    "RSET": "250 2.0.0 Ok",
    "QUIT": "221 2.0.0 Bye",
    "STARTTLS": "503 5.5.1 TLS is already active",
}


async def converse(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, context: Callable[[], ssl.SSLContext]
) -> None:
    """One session: greet, answer each command, upgrade once when asked."""
    with contextlib.suppress(asyncio.IncompleteReadError, TimeoutError, ConnectionError, ssl.SSLError, ValueError):
        await _say(writer, f"220 {places.MAIL_HOST} ESMTP")
        encrypted = False
        for _ in range(LONGEST_SESSION):
            async with asyncio.timeout(IDLE_SECONDS):
                line = await reader.readline()
            if not line:
                break
            verb = line.decode("ascii", "replace").split(maxsplit=1)[0].upper() if line.strip() else ""
            if verb == "STARTTLS" and not encrypted:
                await _say(writer, "220 2.0.0 Ready to start TLS")
                await writer.start_tls(context())
                encrypted = True
                continue
            await _say(writer, _reply(verb, encrypted=encrypted))
            if verb == "QUIT":
                break
    writer.close()


def _reply(verb: str, *, encrypted: bool) -> str:
    """The answer to one command."""
    if verb == "EHLO":
        offers = ["PIPELINING", "SIZE 26214400", *(() if encrypted else ("STARTTLS",)), "8BITMIME"]
        return "\r\n".join([f"250-{places.MAIL_HOST}", *(f"250-{offer}" for offer in offers), "250 SMTPUTF8"])
    if verb in {"MAIL", "RCPT", "DATA"}:
        return "550 5.7.1 No mail is taken here" if encrypted else "530 5.7.0 Must issue a STARTTLS command first"
    return REPLIES.get(verb, "502 5.5.2 Command not recognized")


async def _say(writer: asyncio.StreamWriter, reply: str) -> None:
    writer.write(f"{reply}\r\n".encode())
    await writer.drain()
