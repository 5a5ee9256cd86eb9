"""Which answers of a host are text, and how they came over the wire."""

import re
from dataclasses import dataclass

from audits.core.artifacts import Artifacts
from audits.core.derived.answers import HostAnswer, HostAnswers, answers_of_host, files_missing
from audits.core.derived.caching import cache_control
from audits.core.derived.edges import edge_of_host
from audits.core.inapplicable import Inapplicable
from audits.core.parsing.field_list import split_list
from audits.core.unavailable import Unavailable

PACKET = 1400
"""Bytes that travel in one packet: below it, compression gains nothing."""
_TEXT = re.compile(
    r"text/.+|application/(?:x-)?(?:javascript|json|xml|xhtml\+xml|manifest\+json|ld\+json|graphql-response\+json)"
    r"|(?:application|image)/[\w.-]+\+(?:json|xml)"
)
_CODINGS = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd", "dcb", "dcz", "compress"})


@dataclass(frozen=True)
class TextAnswer:
    """One text answer: its codings in the order they were applied, and whether its Vary tells caches of them."""

    answer: HostAnswer
    codings: tuple[str, ...]
    is_shared: bool
    varies: bool


@dataclass(frozen=True)
class TextAnswers:
    """Every text a host answered with; `edge` names the edge in front of it, which keeps its codings apart itself."""

    name: str
    texts: tuple[TextAnswer, ...]
    edge: str = ""


def texts_of_host(artifacts: Artifacts) -> TextAnswers | Unavailable | Inapplicable:
    """The text answers with a body, redirects and errors left out."""
    seen = answers_of_host(artifacts)
    if not isinstance(seen, HostAnswers):
        return seen
    texts = tuple(_text(answer) for answer in seen.answers if _is_text(answer))
    if not texts:
        if seen.unread:
            return Unavailable(seen.unread[0])
        return Inapplicable(f"{seen.name} answers with no text that could be compressed")
    missing = files_missing(seen, artifacts)
    if missing and not any(text.codings or text.answer.size > PACKET for text in texts):
        return missing
    edge = edge_of_host(seen.name, artifacts)
    return TextAnswers(seen.name, texts, edge.provider if edge else "")


def _is_text(answer: HostAnswer) -> bool:
    served = 200 <= answer.hop.status < 300 and answer.size > 0
    return served and _TEXT.fullmatch(answer.hop.media_type) is not None


def _text(answer: HostAnswer) -> TextAnswer:
    codings = tuple(item.lower() for item in split_list(answer.hop.fields("Content-Encoding")))
    vary = {item.lower() for item in split_list(answer.hop.fields("Vary"))}
    policy = cache_control(answer.hop)
    kept_out = policy.has("no-store") or policy.has("private")
    return TextAnswer(
        answer,
        tuple(coding for coding in codings if coding in _CODINGS),
        is_shared=not kept_out and (policy.has("public") or bool(policy.seconds("s-maxage"))),
        varies=not vary.isdisjoint({"*", "accept-encoding"}),
    )
