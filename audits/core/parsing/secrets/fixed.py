"""The rule for a token whose provider gave it a fixed prefix and length."""

import re
from collections.abc import Callable

from audits.core.parsing.secrets.kind import END, START, Detected, Rule, Scanned, SecretKind, detection
from audits.core.parsing.secrets.placeholder import is_placeholder

Sure = Callable[[re.Match[str]], bool]


def fixed(kind: SecretKind, pattern: str, *anchors: str, sure: Sure | None = None, leading: bool = True) -> Rule:
    """A rule for `pattern` on token borders; what varies in it stands in the group `body`.

    `sure` says whether the checksum or alphabet is right: where it is wrong the detection is not certain. `leading`
    is False when the anchors do not begin the token.
    """

    def picks(match: re.Match[str], _: Scanned) -> Detected | None:
        if is_placeholder(match["body"]):
            return None
        return detection(kind, match, certain=sure is None or sure(match))

    return Rule(anchors, re.compile(f"{START}(?P<secret>{pattern}){END}"), picks, leading)
