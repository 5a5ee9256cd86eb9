import pytest

from audits.core.parsing.script_calls import MOST_CALLS, calls_in

U = "http://api.acme.example/v1"
CALLS = [
    (f"fetch('{U}')", [("fetch", U)]),
    (f'fetch("{U}", {{method: "POST"}})', [("fetch", U)]),
    (f"fetch(`{U}`)", [("fetch", U)]),
    (f"window.fetch('{U}')", [("fetch", U)]),
    (f"await fetch ( /* now */ '{U}' )", [("fetch", U)]),
    (f"fetch('{U}/' + id)", [("fetch", f"{U}/")]),
    (f"fetch(`{U}/${{id}}`)", [("fetch", f"{U}/")]),
    (r"fetch('http:\/\/api.acme.example\/v1')", [("fetch", U)]),
    ("x = new WebSocket('ws://a.example/s')", [("WebSocket", "ws://a.example/s")]),
    (f"new EventSource('{U}')", [("EventSource", U)]),
    (f"new window.Worker('{U}')", [("Worker", U)]),
    (f"navigator.sendBeacon('{U}', data)", [("sendBeacon", U)]),
    (f"navigator.serviceWorker.register('{U}')", [("serviceWorker", U)]),
    (f"xhr.open('GET', '{U}')", [("XMLHttpRequest", U)]),
    (f"import('{U}')", [("import", U)]),
    (f"importScripts('{U}')", [("importScripts", U)]),
    (f"`${{a}}b`; fetch('{U}')", [("fetch", U)]),
    (f"`${{`${{a}}`}}`; fetch('{U}')", [("fetch", U)]),
    (f"`${{fetch('{U}')}}`", [("fetch", U)]),
    (f"x = a / b; fetch('{U}') / 2", [("fetch", U)]),
    (f"x = /['\"]/.test(y); fetch('{U}')", [("fetch", U)]),
    (f"x = /[/'\"]/g; fetch('{U}')", [("fetch", U)]),
    (f"if (a) {{ b }} fetch('{U}')", [("fetch", U)]),
    (f"fetch('{U}');fetch('{U}')", [("fetch", U)]),
]
NO_CALLS = [
    f"// fetch('{U}')",
    f"/* fetch('{U}') */",
    f"<!-- fetch('{U}')",
    f"\"fetch('{U}')\"",
    f"`fetch('{U}')`",
    f"'{U}'",
    f"api = '{U}'; fetch(api)",
    f"fetch(base + '{U}')",
    f"fetch(a ? '{U}' : b)",
    "fetch(`http://${host}/v1`)",
    "fetch('http://' + host)",
    "fetch('http://api.acme.example' + path)",
    f"cache.fetch('{U}')",
    f"function fetch('{U}')",
    f"prefetch('{U}')",
    f"window.open('{U}', 'GET')",
    f"window.open('about:blank', '{U}')",
    f"WebSocket('{U}')",
    f"/fetch('{U}')/.test(x)",
    f"location.href = '{U}'",
    f"import x from '{U}'",
    f"console.log('see ' , '{U}')",
    "fetch('",
    "fetch('http://x/",
    "fetch('http://x/\n')",
    "fetch(`",
    "fetch(''",
]


@pytest.mark.parametrize(("script", "expected"), CALLS)
def test_literal_handed_to_the_asking_is_a_call(script, expected):
    assert [(each.call, each.address) for each in calls_in(script)] == expected


@pytest.mark.parametrize("script", NO_CALLS)
def test_everything_else_is_none(script):
    assert [each for each in calls_in(script) if each.address] == []


MODULES = [
    (f"import x from '{U}'", [U]),
    (f"import '{U}'", [U]),
    (f'import {{a, b as c}} from "{U}"; x()', [U]),
    (f"export * from '{U}'", [U]),
    (f"Array.from('{U}')", []),
]


@pytest.mark.parametrize(("script", "expected"), MODULES)
def test_module_names_what_it_imports(script, expected):
    assert [each.address for each in calls_in(script, is_module=True)] == expected


def test_calls_without_end_are_cut():
    assert len(calls_in("".join(f"fetch('/{number}');" for number in range(1_000)))) == MOST_CALLS
