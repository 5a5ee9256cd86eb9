"""Cloudflare's API on loopback: the shapes its documents give, with the zone, the scopes and the faults a test wants."""

import json
from urllib.parse import parse_qs, urlsplit

from tests.scripted_server import reply

ZONE_ID = "023e105f4ecef8ad9ca31a8372d0c353"
ACCOUNT = {"id": "0" * 31 + "1", "name": "Acme Inc"}
MANAGED = "efb7b8c949ac4650a09736fc376e9aee"


def framed(result, *errors, success=True):
    told = [{"code": code, "message": message} for code, message in errors]
    return {"result": result, "success": success, "errors": told, "messages": []}


def zone(name="acme.test", **more):
    return {
        "id": ZONE_ID,
        "name": name,
        "status": "active",
        "paused": False,
        "type": "full",
        "name_servers": ["lola.ns.cloudflare.com", "kurt.ns.cloudflare.com"],
        "account": ACCOUNT,
        "owner": {"id": None, "type": "user", "email": None},
        "plan": {"id": "x", "name": "Pro Website", "legacy_id": "pro"},
        **more,
    }


def rule(action, expression="true", *, enabled=True, **more):
    return {"id": "1" * 32, "version": "1", "action": action, "expression": expression, "enabled": enabled, **more}


def entry_point(phase, *rules):
    return {"id": "2" * 32, "kind": "zone", "phase": phase, "version": "1", "name": "default", "rules": list(rules)}


NO_ENTRY_POINT = 404, framed(None, (10003, "could not find entrypoint ruleset in this phase"), success=False)
FORBIDDEN = 403, framed(None, (9109, "Unauthorized to access requested resource"), success=False)


def setting(name, value):
    return 200, framed({"id": name, "value": value, "editable": True, "modified_on": None})


def answers(**changed):
    """What each path answers, as status and frame; keys of `changed` are the last part of a path."""
    phase = "rulesets/phases/{}/entrypoint".format
    told = {
        "zones": (200, framed([zone()])),
        "settings/ssl": setting("ssl", "full"),
        "settings/always_use_https": setting("always_use_https", "on"),
        "settings/min_tls_version": setting("min_tls_version", "1.2"),
        phase("http_request_firewall_managed"): (
            200,
            framed(
                entry_point(
                    "http_request_firewall_managed",
                    rule("execute", action_parameters={"id": MANAGED, "version": "latest"}),
                )
            ),
        ),
        phase("http_request_cache_settings"): NO_ENTRY_POINT,
        phase("http_ratelimit"): (
            200,
            framed(
                entry_point(
                    "http_ratelimit",
                    rule(
                        "block",
                        'http.request.headers["x-key"][0] ne "hunter2hunter2" and http.request.uri.path eq "/login"',
                        description="Log-in",
                        ratelimit={"characteristics": ["ip.src", "cf.colo.id"], "period": 10, "requests_per_period": 5},
                    ),
                )
            ),
        ),
        "pagerules": (200, framed([])),
    }
    for key, answer in changed.items():
        (place,) = (path for path in told if path.endswith(key) or f"/{key}/" in path)
        told[place] = answer
    return told


def script(told, token):
    """The server's script: the answers to whoever shows the token, and nothing else at all."""

    def answer(request):
        parts = urlsplit(request.path)
        path = parts.path.removeprefix("/client/v4/").removeprefix(f"zones/{ZONE_ID}/")
        if request.method != "GET" or request.host != "api.cloudflare.com" or path not in told:
            return reply(405, json.dumps(framed(None, (1, "no such call"), success=False)))
        if request.fields.get("authorization") != f"Bearer {token}":
            return reply(403, json.dumps(framed(None, (9109, "Invalid access token"), success=False)))
        status, body = told[path]
        if path == "zones" and status == 200 and isinstance(body, dict):
            (name,) = parse_qs(parts.query)["name"]
            body = {**body, "result": [each for each in body["result"] if each["name"] == name]}
        raw = body if isinstance(body, bytes) else json.dumps(body)
        return reply(status, raw, kind="application/json")

    return answer
