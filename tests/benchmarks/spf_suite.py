"""Scores our SPF evaluator on the RFC 7208 test suite, the older RFC 4408 one and pyspf's own, beside pyspf itself.

The suites come with pyspf's source, fetched from the package index into a folder that is gone afterwards. Two answers
of pyspf's own suite differ on purpose: `default=` is an extension of pyspf that RFC 7208 does not know, and receivers
skip modifiers they do not know (section 6).
"""

import argparse
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
SUITES = ("rfc7208-tests.yml", "rfc4408-tests.yml", "test.yml")
THEIRS = """
import io, sys, time, contextlib
sys.path.insert(0, "test"); sys.argv = ["x"]
import testspf
for name in {suites!r}:
    right, began = 0, time.perf_counter()
    tests = testspf.loadYAML("test/" + name)
    for test in tests.values():
        began_one = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                testspf.SPFTestCase(test).runTest(); right += 1
            except Exception:
                pass
    print(name, right, len(tests), round(time.perf_counter() - began, 3))
"""
OURS = """
import sys, time, yaml
sys.path.insert(0, {root!r})
from tests.benchmarks.spf_suite import scenarios_of, wrong_answers
for name in {suites!r}:
    scenarios = scenarios_of(list(yaml.safe_load_all(open("test/" + name, "rb"))))
    began = time.perf_counter()
    wrong = wrong_answers(scenarios)
    total = sum(len(tests) for tests, _ in scenarios)
    print(name, total - len(wrong), total, round(time.perf_counter() - began, 3))
    for line in wrong: print("   ", line)
"""


def scenarios_of(documents):
    """Each document of a suite as its tests and its zone: {name: {type: records, or a status}}."""
    return [(document["tests"], _zone(document["zonedata"])) for document in documents if document]


def _zone(data):
    zone = {}
    for name, entries in data.items():
        records = zone.setdefault(name.lower(), {})
        for entry in entries:
            if entry == "TIMEOUT":
                records["any"] = "TIMEOUT"
                continue
            ((kind, value),) = entry.items()
            if value == "TIMEOUT":
                records[kind] = "TIMEOUT"
            elif isinstance(records.get(kind, []), list):
                records.setdefault(kind, []).append(_presented(kind, value))
        if "SPF" in records and "TXT" not in records:
            records["TXT"] = records["SPF"]  # the suites' rule: an SPF record stands for a TXT record as well
        elif records.get("TXT") == ["NONE"]:
            del records["TXT"]  # their word for "but not here"
    return zone


def _presented(kind, value):
    if kind in {"TXT", "SPF"}:
        return value if isinstance(value, str) else "".join(value)
    return f"{value[0]} {value[1]}." if kind == "MX" else value


def look_up(zone):
    """A look-up function over one zone."""
    from audits.core.observed.mail import MailReply
    from audits.core.unavailable import Unavailable

    def ask(name, kind, level=0):
        records = zone.get(name.lower())
        if records is None:
            failing = name.startswith("error.")
            return Unavailable("time-out") if failing else MailReply("NXDOMAIN")
        found = records.get(kind)
        if found == "TIMEOUT" or (found is None and records.get("any") == "TIMEOUT"):
            return Unavailable("time-out")
        if found is None and "CNAME" in records and level < 8:
            return ask(records["CNAME"][0].rstrip("."), kind, level + 1)
        return MailReply("NOERROR", tuple(found or ()))

    return ask


def wrong_answers(scenarios):
    """What we answer otherwise than a suite asks, one line each."""
    from audits.core.derived.spf_evaluation import check_host

    wrong = []
    for tests, zone in scenarios:
        ask = look_up(zone)
        for name, test in tests.items():
            answer = check_host(test["host"], sender=test["mailfrom"] or "", helo=test["helo"], ask=ask)
            wanted = [test["result"]] if isinstance(test["result"], str) else test["result"]
            told = answer.explanation or "DEFAULT"
            if answer.result.value not in wanted:
                wrong.append(f"{name}: {answer.result.value} ({answer.reason}), the suite says {' or '.join(wanted)}")
            elif "explanation" in test and test["explanation"] != told:
                wrong.append(f"{name}: explanation {told!r}, the suite says {test['explanation']!r}")
    return wrong


def _fetched(folder):
    """pyspf's source, unpacked."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-binary",
        ":all:",
        "--no-deps",
        "-q",
        "-d",
        folder,
        "pyspf",
    ]
    subprocess.run(command, check=True)
    (archive,) = Path(folder).glob("pyspf-*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return next(place for place in Path(folder).glob("pyspf-*") if place.is_dir())


def _python(folder, *packages):
    """An interpreter with these packages, in an environment of its own."""
    venv.create(folder, with_pip=True)
    python = str(Path(folder) / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    return python


def main():
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory(prefix="launchready-spf-") as folder:
        source = _fetched(folder)
        # pyspf leaves reading YAML and asking DNS to packages it does not name.
        python = _python(Path(folder) / "theirs", str(source), "PyYAML", "dnspython")
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; suite, right, total, seconds")
        for whose, script in (("pyspf", THEIRS), ("ours", OURS)):
            print(f"{whose}:", flush=True)
            line = [python, "-W", "ignore", "-c", script.format(suites=SUITES, root=str(ROOT))]
            began = time.perf_counter()
            subprocess.run(line, check=True, cwd=source)
            print(f"  {time.perf_counter() - began:.2f} s with the start of the interpreter", flush=True)


if __name__ == "__main__":
    main()
