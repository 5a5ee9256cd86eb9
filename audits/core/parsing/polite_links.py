"""Which links of a page may be followed by somebody who only wants to look."""

import re
from urllib.parse import unquote, urlsplit

_WORD = re.compile(r"[a-z]+")
_ACTS = frozenset(
    {
        "abmelden", "abort", "accept", "activate", "add", "approve", "archive", "ban", "block", "book", "buy", "call",
        "cancel", "cart", "charge", "checkout", "clear", "clone", "close", "confirm", "connect", "create", "deactivate",
        "decline", "delete", "deny", "deploy", "destroy", "disable", "disconnect", "download", "drop", "dump", "edit",
        "empty", "enable", "erase", "execute", "export", "finish", "flush", "import", "impersonate", "install",
        "invite", "kill", "leave", "like", "lock", "logoff", "logout", "loeschen", "merge", "new", "off", "optout",
        "order", "out", "pay", "ping", "publish", "purge", "rebuild", "refund", "regenerate", "reject", "remove",
        "renew", "report", "resend", "reset", "restart", "restore", "revoke", "rollback", "rotate", "run", "save",
        "send", "share", "shutdown", "signoff", "signout", "start", "stop", "submit", "subscribe", "suspend", "switch",
        "sync", "toggle", "trash", "trigger", "uninstall", "unlink", "unlock", "unpublish", "unsubscribe", "update",
        "upgrade", "upload", "verify", "vote", "wipe", "withdraw",
    }
)  # fmt: skip
"""Words of paths behind which a plain request may do something, or cost something."""


def may_follow(url: str) -> bool:
    """Whether the address has no query and no word in its path that sounds like doing; "about-us" is fine."""
    parts = urlsplit(url)
    words = _WORD.findall(unquote(parts.path).lower())
    return not parts.query and parts.scheme == "https" and not _ACTS.intersection(words)
