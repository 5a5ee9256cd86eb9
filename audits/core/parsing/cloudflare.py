"""Reads the documented answers of Cloudflare's API v4, strictly: what is not as documented is no answer."""

import json
import re
from dataclasses import dataclass

from audits.core.observed.cloudflare import CacheRule, ManagedRules, RateLimit

MOST_RULES = 200
"""Rules read of one phase; plans allow fewer."""
LONGEST_WORD, LONGEST_EXPRESSION = 120, 300
NO_ENTRY_POINT = 10003
"""The error code of a phase that has no rules: "could not find entrypoint ruleset in the … phase"."""
MANAGED_NAMES = {
    "efb7b8c949ac4650a09736fc376e9aee": "Cloudflare Managed Ruleset",
    "4814384a9e5d4991b9815dcfc25d2f1f": "Cloudflare OWASP Core Ruleset",
    "c2e184081120413c86c3ab7e14069605": "Cloudflare Exposed Credentials Check",
    "77454fe2d30c4220b5701f6fdfb893ba": "Cloudflare Free Managed Ruleset",
}
"""https://developers.cloudflare.com/waf/managed-rules/ ; these ids are the same for everybody."""
_CONFIDING = re.compile(r"header|cookie|args|body|query|referer|user_agent", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


class UndocumentedError(Exception):
    """An answer that is not in the form the API's documents give."""


@dataclass(frozen=True)
class Envelope:
    """The frame every answer comes in; `code` and `message` are of the first error, 0 and empty without one."""

    is_success: bool
    result: object
    code: int = 0
    message: str = ""


@dataclass(frozen=True)
class ZoneHead:
    """One zone of the list of zones."""

    id: str
    name: str
    status: str
    is_paused: bool
    plan: str
    account: str
    owner: str
    name_servers: tuple[str, ...]


def envelope(body: bytes) -> Envelope:
    """The frame of an answer; raises UndocumentedError for anything else."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise UndocumentedError("it is not JSON") from None
    if not isinstance(told, dict) or not isinstance(told.get("success"), bool):
        raise UndocumentedError("it has no frame")
    errors = told.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    code = first.get("code")
    return Envelope(
        told["success"], told.get("result"), code if isinstance(code, int) else 0, _word(first.get("message"))
    )


def zones(result: object) -> tuple[ZoneHead, ...]:
    """The zones of a list, at most fifty."""
    return tuple(_zone(each) for each in _list(result)[:50])


def setting(result: object) -> str:
    """The value of one setting, such as "full" or "on"."""
    value = _mapping(result).get("value")
    if not isinstance(value, str) or not value:
        raise UndocumentedError("the setting has no value")
    return _word(value)


def managed_rules(result: object) -> tuple[ManagedRules, ...]:
    """The managed rulesets that the phase http_request_firewall_managed runs."""
    return tuple(_managed(rule) for rule in _rules(result) if rule.get("action") == "execute")


def cache_rules(result: object) -> tuple[CacheRule, ...]:
    """The rules of the phase http_request_cache_settings."""
    return tuple(_cache(rule) for rule in _rules(result) if rule.get("action") == "set_cache_settings")


def rate_limits(result: object) -> tuple[RateLimit, ...]:
    """The rules of the phase http_ratelimit."""
    return tuple(_limit(rule) for rule in _rules(result))


def page_rules(result: object) -> tuple[CacheRule, ...]:
    """The page rules that say something about caching."""
    found = (_page_rule(_mapping(rule)) for rule in _list(result)[:MOST_RULES])
    return tuple(rule for rule in found if rule is not None)


def shown_expression(expression: str) -> str:
    """An expression as it may be kept: what it compares with is left out where visitors might prove themselves by it."""
    if _CONFIDING.search(expression):
        expression = _QUOTED.sub('"…"', expression)
    shown = " ".join(expression.split())
    return shown if len(shown) <= LONGEST_EXPRESSION else f"{shown[: LONGEST_EXPRESSION - 1]}…"


def _zone(told: object) -> ZoneHead:
    zone = _mapping(told)
    plan, account, owner = (_optional(zone.get(part)) for part in ("plan", "account", "owner"))
    head = ZoneHead(
        id=_word(zone.get("id")),
        name=_word(zone.get("name")).lower(),
        status=_word(zone.get("status")),
        is_paused=zone.get("paused") is True,
        plan=_word(plan.get("legacy_id") or plan.get("name")).lower(),
        account=_word(account.get("name")),
        owner=_word(owner.get("email") or owner.get("name")),
        name_servers=tuple(_word(server).lower() for server in _list(zone.get("name_servers") or [])[:8]),
    )
    if not re.fullmatch(r"[0-9a-f]{32}", head.id) or not head.name or not head.status:
        raise UndocumentedError("a zone has no id, name or status")
    return head


def _rules(result: object) -> list[dict[str, object]]:
    """The rules of a phase's entry point; one without any leaves them out."""
    return [_mapping(rule) for rule in _list(_mapping(result).get("rules") or [])[:MOST_RULES]]


def _managed(rule: dict[str, object]) -> ManagedRules:
    parameters = _optional(rule.get("action_parameters"))
    overrides = _optional(parameters.get("overrides"))
    ruleset = _word(parameters.get("id"))
    name = MANAGED_NAMES.get(ruleset) or _word(rule.get("description")) or ruleset
    if rule.get("enabled") is not True:
        return ManagedRules(name, is_on=False, state="disabled")
    if overrides.get("enabled") is False:
        return ManagedRules(name, is_on=False, state="all its rules disabled")
    if overrides.get("action") == "log":
        return ManagedRules(name, is_on=False, state="logs and stops nothing")
    return ManagedRules(name, is_on=True, state="on")


def _cache(rule: dict[str, object]) -> CacheRule:
    parameters = _optional(rule.get("action_parameters"))
    lifetime = _optional(parameters.get("edge_ttl"))
    seconds = lifetime.get("default")
    forces = seconds if lifetime.get("mode") == "override_origin" and isinstance(seconds, int) else None
    return CacheRule(
        name=_word(rule.get("description")),
        where=shown_expression(_text(rule.get("expression"))),
        keeps=parameters.get("cache") is True,
        bypasses=parameters.get("cache") is False,
        is_on=rule.get("enabled") is True,
        forces=forces,
    )


def _limit(rule: dict[str, object]) -> RateLimit:
    limit = _optional(rule.get("ratelimit"))
    most, seconds = limit.get("requests_per_period"), limit.get("period")
    return RateLimit(
        name=_word(rule.get("description")),
        where=shown_expression(_text(rule.get("expression"))),
        action=_word(rule.get("action")),
        is_on=rule.get("enabled") is True,
        most=most if isinstance(most, int) else 0,
        seconds=seconds if isinstance(seconds, int) else 0,
    )


def _page_rule(rule: dict[str, object]) -> CacheRule | None:
    actions = {
        _word(_mapping(action).get("id")): _mapping(action).get("value") for action in _list(rule.get("actions"))
    }
    if "cache_level" not in actions and "edge_cache_ttl" not in actions:
        return None
    target = _optional(next(iter(_list(rule.get("targets") or [])), None))
    pattern = _word(_optional(target.get("constraint")).get("value"))
    seconds = actions.get("edge_cache_ttl")
    return CacheRule(
        name=f"page rule {pattern}",
        where=pattern,
        keeps=actions.get("cache_level") == "cache_everything",
        bypasses=actions.get("cache_level") == "bypass",
        is_on=rule.get("status") == "active",
        is_pattern=True,
        forces=seconds if isinstance(seconds, int) and not isinstance(seconds, bool) else None,
    )


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UndocumentedError("an object is missing")
    return value


def _optional(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise UndocumentedError("a list is missing")
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _word(value: object) -> str:
    """Text on one line, cut; empty for anything else."""
    return " ".join(_text(value).split())[:LONGEST_WORD]
