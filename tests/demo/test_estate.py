"""The estate's process: it starts, answers over every protocol, switches while it runs, and ends."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import dns.flags
import dns.message
import dns.query
import pytest

from portal.demo import control, places

pytestmark = pytest.mark.network


def test_settings_name_every_operator_setting(broken):
    assert set(broken.settings) == {
        "LAUNCHREADY_NAMESERVERS",
        "LAUNCHREADY_CA_FILE",
        "LAUNCHREADY_ALLOW_NETWORKS",
        "LAUNCHREADY_PORTS",
        "LAUNCHREADY_ONLY_FOR",
        "LAUNCHREADY_REPOSITORY_ROOT",
        "LAUNCHREADY_RDAP",
    }
    assert set(broken.ports) == {53, 80, 443, 25}
    assert len(set(broken.ports.values())) == 4


def test_description_holds_addresses_of_the_estate_only(broken):
    described = broken.description()
    hosts = {host["name"] for host in described["hosts"]}
    assert described["domain"] in hosts
    assert {urlsplit(endpoint["url"]).hostname for endpoint in described["endpoints"]} <= hosts
    assert all(Path(repository["path"]).is_dir() for repository in described["repositories"])


def test_every_described_endpoint_answers_when_repaired(repaired):
    for endpoint in repaired.description()["endpoints"]:
        status = repaired.get(endpoint["url"])[0]
        assert status < 400 or endpoint["purpose"] in {"account", "origin"}, endpoint


def test_every_described_host_shows_a_valid_certificate_when_repaired(repaired):
    for host in repaired.description()["hosts"]:
        assert repaired.certificate(host["name"])


def test_name_servers_agree_and_answer_with_authority(repaired):
    answers = [repaired.ask(places.DOMAIN, "SOA", server) for server in (places.NAME_SERVER, places.SECOND_NAME_SERVER)]
    assert answers[0].answer == answers[1].answer
    assert all(answer.flags & dns.flags.AA and not answer.flags & dns.flags.RA for answer in answers)


def test_registry_refers_to_the_name_servers_with_glue(broken):
    referral = broken.ask(places.DOMAIN, "A", places.REGISTRY)
    assert not referral.answer
    assert len(referral.authority[0]) == 3
    assert referral.additional[0][0].address in {places.NAME_SERVER, places.SECOND_NAME_SERVER}


def test_resolver_follows_aliases_across_zones(broken):
    answer = broken.ask(places.DOCS, "A")
    assert [record.rdtype.name for record in answer.answer] == ["CNAME", "A"]
    assert answer.flags & dns.flags.RA


def test_small_datagrams_are_cut_and_whole_over_tcp(broken):
    query = dns.message.make_query(places.DOMAIN, "TXT", use_edns=False)
    cut = dns.query.udp(query, places.RESOLVER, port=broken.ports[53], timeout=5)
    whole = dns.query.tcp(query, places.RESOLVER, port=broken.ports[53], timeout=5)
    assert cut.flags & dns.flags.TC
    assert not cut.answer
    assert len(whole.answer[0]) > 5


def test_wildcard_answers_below_its_own_branch_only(broken):
    assert broken.address(f"pr-41.preview.{places.DOMAIN}") == places.PAGES
    assert not broken.records(f"pr-41.{places.DOMAIN}", "A")


def test_mail_host_speaks_tls_after_starttls(repaired):
    code, offers = repaired.starttls()
    assert code == 250
    assert b"STARTTLS" not in offers


def test_running_estate_is_repaired_and_broken_again(start):
    estate = start()
    assert estate.get(f"https://{places.API}/v1/reports/month")[0] == 502
    old_history = estate.history()
    assert "now repaired" in estate.switch()
    assert estate.get(f"https://{places.API}/v1/reports/month")[0] == 200
    assert estate.description()["repaired"] is True
    assert "***REMOVED***" in estate.history()
    estate.switch("--undo")
    assert estate.get(f"https://{places.API}/v1/reports/month")[0] == 502
    assert estate.history() == old_history


def test_terminated_estate_leaves_no_promise_and_starts_again_the_same(start):
    first = start()
    authority = first.folder.authority.read_bytes()
    assert first.stop() == 0
    assert not first.folder.settings.exists()
    second = start()
    assert second.folder.authority.read_bytes() == authority
    assert second.settings == first.settings


def test_start_takes_less_than_two_seconds_with_keys_made(start):
    start().stop()
    begun = time.monotonic()
    start()
    assert time.monotonic() - begun < 2


def test_second_estate_in_the_same_folder_is_refused(start):
    running = start()
    command = [sys.executable, "-m", "portal.demo.estate", "--data", str(running.folder.root)]
    refused = subprocess.run(command, check=False, capture_output=True, text=True, timeout=20)
    assert refused.returncode == 2
    assert refused.stderr == f"The demo estate in {running.folder.root} is already running.\n"


def test_wish_for_a_stopped_estate_is_kept(tmp_path):
    folder = places.Folder(tmp_path)
    command = [sys.executable, "-m", "portal.demo.repair", "--data", str(tmp_path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout
    assert said == "The demo estate is not running. It will start repaired.\n"
    assert control.is_wanted_repaired(folder)


def test_folder_of_the_whole_installation_leads_to_the_estate_in_it(tmp_path):
    inside = places.Folder(tmp_path / "demo")
    inside.root.mkdir()
    inside.seed.write_bytes(b"a seed")
    command = [sys.executable, "-m", "portal.demo.repair", "--data", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True, timeout=20)
    assert control.is_wanted_repaired(inside)
    assert not places.Folder(tmp_path).wanted.exists()


LAUNCHER = """
import subprocess, sys
command = [sys.executable, "-m", "portal.demo.estate", "--data", sys.argv[1]]
child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
"""


def test_estate_ends_when_its_launcher_is_killed(tmp_path):
    folder = places.Folder(tmp_path)
    command = [sys.executable, "-c", LAUNCHER, str(tmp_path)]
    launcher = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    launcher.stdout.readline()
    assert json.loads(folder.estate.read_text())["domain"] == places.DOMAIN
    launcher.send_signal(signal.SIGKILL)
    launcher.wait(5)
    launcher.stdin.close()
    launcher.stdout.close()
    end = time.monotonic() + 5
    while control.is_running(folder) and time.monotonic() < end:
        os.sched_yield()
    assert not control.is_running(folder)
