"""The command as people run it: one process, no database, the result alone on standard output, three exit statuses."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audits.checks import CHECKS
from portal.playbooks import PLAYBOOKS, lines_of_check
from tests.audits.repositories import WorkTree
from tests.closed_network import DOMAIN
from tests.loopback import SILENT, NameServer, closed_port
from tests.scripted_server import ScriptedServer, reply, sent_on
from tests.throwaway_authority import authority, leaf, server_context

pytestmark = [pytest.mark.network, pytest.mark.processes]

ROOT = Path(__file__).parents[2]
FIELDS = {"id", "subject", "outcome", "verdict", "rank", "title", "evidence", "fix", "lines"}
OUTCOMES = {"pass", "warn", "fail", "could-not-check", "not-applicable"}
SOUND = [
    ("Strict-Transport-Security", "max-age=63072000"),
    ("Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
]


class SilentBelow(dict):
    """Records of a resolver that says nothing at all about silent.test."""

    def get(self, key, default=None):
        return SILENT if key[0].endswith("silent.test") else super().get(key, default)


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """A small sound site, http://plain.acme.test/ that serves in the open, and the settings to reach them."""
    folder = tmp_path_factory.mktemp("ground")
    root = authority("Command Root")
    names = [DOMAIN, f"www.{DOMAIN}"]
    (folder / "root.pem").write_bytes(root.pem)

    def secure(request):
        if request.host != DOMAIN:
            return sent_on(f"https://{DOMAIN}{request.path}", *SOUND[:1])
        return reply(200, "<title>Desk</title>", *SOUND) if request.path in {"/", "/login"} else reply(404, "", *SOUND)

    records = SilentBelow()
    records |= {
        "zone": DOMAIN,
        (DOMAIN, "A"): ["127.0.0.1"],
        (f"www.{DOMAIN}", "A"): ["127.0.0.1"],
        (f"inner.{DOMAIN}", "A"): ["10.0.0.1"],
        (DOMAIN, "NS"): [f"ns1.{DOMAIN}.", f"ns2.{DOMAIN}."],
        (f"ns1.{DOMAIN}", "A"): ["127.0.0.1"],
        (f"ns2.{DOMAIN}", "A"): ["127.0.0.1"],
        (DOMAIN, "TXT"): ['"v=spf1 -all"'],
        (f"_dmarc.{DOMAIN}", "TXT"): ['"v=DMARC1; p=reject"'],
    }
    context = server_context(folder, leaf(root, *names))
    upgrade = lambda request: sent_on(f"https://{request.host}{request.path}")  # noqa: E731 - one answer
    with (
        NameServer(records, recursive=True) as resolver,
        ScriptedServer(secure, context=context) as site,
        ScriptedServer(upgrade) as plain,
        ScriptedServer(lambda _: reply(200, "in the open")) as served_plainly,
    ):
        settings = {
            "LAUNCHREADY_NAMESERVERS": resolver.setting,
            "LAUNCHREADY_CA_FILE": str(folder / "root.pem"),
            "LAUNCHREADY_ALLOW_NETWORKS": "127.0.0.0/8",
            "LAUNCHREADY_PORTS": f"53={resolver.port},80={plain.port},443={site.port},25={closed_port()}",
        }
        yield settings | {"resolver": resolver, "plainly": f"{served_plainly.port}", "site": site}


def command(arguments, settings, folder, **more):
    """The command in an environment that knows no database and no running portal."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "LR_PYTHON"}}
    chosen = {name: value for name, value in settings.items() if name.startswith("LAUNCHREADY_")}
    environment = {**kept, **chosen, "LAUNCHREADY_DATA": str(folder), **more}
    return [sys.executable, "manage.py", "audit", *arguments], environment


def run(arguments, settings, folder, **more):
    line, environment = command(arguments, settings, folder, **more)
    return subprocess.run(line, env=environment, cwd=ROOT, check=False, capture_output=True, text=True, timeout=100)


@pytest.fixture(scope="module")
def sound(ground, tmp_path_factory):
    return run([DOMAIN, "--json"], ground, tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def in_the_open(ground, tmp_path_factory):
    ports = ground["LAUNCHREADY_PORTS"].replace(",80=", ",8=") + f",80={ground['plainly']}"
    return run([DOMAIN], ground | {"LAUNCHREADY_PORTS": ports}, tmp_path_factory.mktemp("open"))


def test_sound_domain_has_status_zero_and_one_document(sound):
    document = json.loads(sound.stdout)
    assert [entry for entry in document["risks"] if entry["rank"] == "blocker"] == []
    assert sound.returncode == 0, sound.stderr
    assert sound.stderr.count("DNS") >= 1


def test_document_is_the_one_agreed(sound):
    document = json.loads(sound.stdout)
    assert list(document) == ["domain", "playbook", "started", "seconds", "checks", "risks", "could_not_check"]
    assert (document["domain"], document["playbook"]) == (DOMAIN, "ops")
    assert abs((datetime.now(UTC) - datetime.fromisoformat(document["started"])).total_seconds()) < 600
    assert 0 < document["seconds"] < 100
    for entry in document["checks"]:
        assert set(entry) == FIELDS
        assert entry["id"] in {check.id for check in CHECKS}
        assert entry["lines"] == list(lines_of_check(PLAYBOOKS["ops"], entry["id"]))
        assert entry["outcome"] in OUTCOMES
        assert (entry["rank"] in {"blocker", "incident", "cleanup"}) == (entry["outcome"] in {"warn", "fail"})
        assert bool(entry["fix"]) == (entry["outcome"] not in {"pass", "not-applicable"})
        assert all(set(seen) == {"source", "observed"} for seen in entry["evidence"])


def test_risks_and_open_questions_are_entries_of_checks(sound):
    document = json.loads(sound.stdout)
    checks = [json.dumps(entry) for entry in document["checks"]]
    assert all(json.dumps(entry) in checks for entry in document["risks"] + document["could_not_check"])
    assert {entry["outcome"] for entry in document["risks"]} <= {"warn", "fail"}
    assert {entry["outcome"] for entry in document["could_not_check"]} <= {"could-not-check"}
    assert len(document["risks"]) == sum(entry["outcome"] in {"warn", "fail"} for entry in document["checks"])


def test_blocker_has_status_one_and_the_page_tells_it(in_the_open):
    assert in_the_open.returncode == 1, in_the_open.stderr
    assert f"http://{DOMAIN}/ serves its pages without encryption" in in_the_open.stdout
    assert "Launch blocker (" in in_the_open.stdout
    assert "\x1b" not in in_the_open.stdout


def test_active_check_stands_under_what_could_not_be_checked_and_sends_nothing(ground, tmp_path):
    before = len(ground["site"].requests)
    done = run([DOMAIN, "--stage", "2", "--endpoint", f"login=https://{DOMAIN}/login", "--json"], ground, tmp_path)
    unasked = [entry for entry in json.loads(done.stdout)["could_not_check"] if entry["id"] == "login-rate-limit"]
    assert [(entry["subject"], entry["verdict"]) for entry in unasked] == [
        (f"https://{DOMAIN}/login", "needs-proof-of-control")
    ]
    assert unasked[0]["fix"]
    assert {request.method for request in ground["site"].requests[before:]} <= {"GET", "HEAD", "OPTIONS"}


def test_other_playbook_names_its_own_lines_and_ranks(ground, tmp_path):
    done = run([DOMAIN, "--playbook", "ais", "--stage", "2", "--json"], ground, tmp_path)
    document = json.loads(done.stdout)
    assert document["playbook"] == "ais"
    assert {entry["id"] for entry in document["checks"]} <= set(PLAYBOOKS["ais"].stage(2).check_ids)
    assert all(line.startswith("AIS-") for entry in document["checks"] for line in entry["lines"])


def test_declared_endpoints_and_selectors_are_looked_at(ground, tmp_path):
    arguments = ["--endpoint", f"login=https://{DOMAIN}/login", "--endpoint", f"api=https://{DOMAIN}/gone"]
    done = run([DOMAIN, *arguments, "--dkim-selector", "s1", "--json"], ground, tmp_path)
    answers = {(entry["id"], entry["subject"]): entry for entry in json.loads(done.stdout)["checks"]}
    assert answers["endpoint-answers", f"https://{DOMAIN}/login"]["outcome"] == "pass"
    assert answers["endpoint-answers", f"https://{DOMAIN}/gone"]["verdict"] == "gone"
    assert ("dkim", f"s1._domainkey.{DOMAIN}") in answers


def test_repository_alone_needs_no_domain(ground, tmp_path):
    tree = WorkTree(tmp_path / "desk")
    tree.commit({"README.md": "# Desk\n"})
    done = run(["--repository", str(tree.folder), "--json"], ground, tmp_path)
    document = json.loads(done.stdout)
    assert (done.returncode, document["domain"]) == (0, None)
    assert {entry["id"] for entry in document["checks"]} == {"secret-history"}
    assert ground["resolver"].questions.count(("desk", "A")) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--stage", "8", DOMAIN],
        [f"https://{DOMAIN}/"],
        [DOMAIN, "--endpoint", "nonsense=https://acme.test/"],
        [DOMAIN, "--unknown"],
        ["--endpoint", f"home=https://{DOMAIN}/"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_have_status_two_a_reason_and_no_result(ground, tmp_path, arguments):
    done = run([*arguments, "--json"], ground, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_domain_that_does_not_exist_has_status_two(ground, tmp_path):
    done = run(["nobody.acme.test", "--json"], ground, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "nobody.acme.test does not exist: DNS answers NXDOMAIN.\n"


def test_nothing_that_answers_has_status_two_and_says_nothing_about_the_client(ground, tmp_path):
    done = run(["silent.test", "--json"], ground, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    told = done.stderr.splitlines()[-1]
    assert told.startswith("Nothing answered at all: no answer to ")
    assert told.endswith("This says nothing about the client.")


def test_wrong_operator_setting_has_status_two(ground, tmp_path):
    done = run([DOMAIN], ground | {"LAUNCHREADY_PORTS": "80:8080"}, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == "The audit cannot start: LAUNCHREADY_PORTS: '80:8080' is not ordinary=real, such as 443=8443.\n"
    )


def test_stage_that_looks_at_nothing_named_has_status_two(ground, tmp_path):
    tree = WorkTree(tmp_path / "desk")
    tree.commit({"README.md": "# Desk\n"})
    done = run(["--repository", str(tree.folder), "--stage", "2"], ground, tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "No check of stage 2 looks at what was named.\n"


def test_full_guard_holds_without_settings_that_lift_it(ground, tmp_path):
    """The same site on the same addresses, which are not public unless the operator says so."""
    before = len(ground["site"].requests)
    done = run([DOMAIN, "--json"], ground | {"LAUNCHREADY_ALLOW_NETWORKS": ""}, tmp_path)
    answers = {(entry["id"], entry["subject"]): entry for entry in json.loads(done.stdout)["checks"]}
    assert len(ground["site"].requests) == before
    assert answers["private-address", DOMAIN]["verdict"] == "unreachable-main"
    assert answers["certificate-trust", DOMAIN]["outcome"] == "could-not-check"
    assert done.returncode == 1


def test_settings_hold_for_the_suffix_they_are_bound_to(ground, tmp_path):
    done = run([DOMAIN, "--stage", "7", "--json"], ground | {"LAUNCHREADY_ONLY_FOR": "other.example,test"}, tmp_path)
    assert (done.returncode, json.loads(done.stdout)["domain"]) == (0, DOMAIN)


def test_database_settings_are_not_needed_and_not_read(ground, tmp_path):
    arguments = [DOMAIN, "--stage", "7"]
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "SECRET_KEY": "x" * 60}
    assert run(arguments, ground, tmp_path, **nowhere).returncode == 0


def test_reader_that_stops_early_is_no_fault(ground, tmp_path):
    line, environment = command([DOMAIN, "--stage", "7"], ground, tmp_path)
    process = subprocess.Popen(line, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    told = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(60) == 0
    assert "Traceback" not in told


def test_interrupt_is_told_and_is_no_verdict(ground, tmp_path):
    line, environment = command(["silent.test"], ground, tmp_path)
    process = subprocess.Popen(line, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while ("silent.test", "A") not in ground["resolver"].questions[-20:]:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    told, said = process.communicate(timeout=30)
    assert (process.returncode, told, said.decode().splitlines()[-1]) == (130, b"", "Stopped.")
