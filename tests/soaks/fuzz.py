"""Fuzzes the grammars that read what strangers send: SPF, DMARC, HSTS and the crawler's HTML, with what was found."""

import argparse
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
ATHERIS = "atheris==3.0.0"
PLACE = ROOT / ".launchready" / "rivals" / ATHERIS.replace("==", "-")
CORPUS = ROOT / ".launchready" / "fuzzing"
WORDS = {
    "spf": "v=spf1 include: redirect= exists: a: mx: ptr: ip4: ip6: exp= all ~all -all ?all %{ } / // . _ %{d} %{ir}",
    "dmarc": "v=DMARC1 p= sp= np= t=y psd=y rua=mailto: ruf= adkim= aspf= fo= pct= ; reject quarantine none ! ,",
    "hsts": 'max-age= includeSubDomains preload ; = " 31536000 \\ , 0',
    "html": "<script <img <iframe <link <base <style <form <meta src= href= srcset= http:// ws:// url( @import fetch( "
    "' \" > </script> </style> <!-- --> <template> <noscript> <![CDATA[ ]]> &#x http-equiv= content= ; <svg> <picture>",
}


def python():
    """The Python of an environment with atheris, made once."""
    found = PLACE / "bin" / "python"
    if not found.exists():
        venv.create(PLACE, with_pip=True)
        subprocess.run([found, "-m", "pip", "install", "-qqq", "--disable-pip-version-check", ATHERIS], check=True)
    return found


def fuzzed(name, seconds):
    """One grammar for so long; the number of inputs tried, and what broke it."""
    corpus, broken = CORPUS / name, CORPUS / f"{name}-broken-"
    corpus.mkdir(parents=True, exist_ok=True)
    dictionary = CORPUS / f"{name}.dict"
    escaped = (word.replace("\\", "\\\\").replace('"', '\\"') for word in WORDS[name].split())
    dictionary.write_text("".join(f'"{word}"\n' for word in escaped))
    flags = [
        f"-max_total_time={seconds}",
        "-max_len=4096",
        "-timeout=20",
        f"-dict={dictionary}",
        "-print_final_stats=1",
    ]
    line = [python(), "-m", "tests.fuzzing.fuzz", name, *flags, f"-artifact_prefix={broken}", corpus]
    own = next(Path(entry) for entry in sys.path if entry.endswith("site-packages"))
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{own}"}
    done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    tried = [text for text in done.stderr.splitlines() if text.startswith("stat::number_of_executed_units")]
    print(f"{name:<6} {seconds} s, {tried[-1].split()[-1] if tried else '?'} inputs: ", end="")
    print("nothing broke" if done.returncode == 0 else f"BROKEN\n{done.stderr[-4000:]}", flush=True)
    return done.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=900, help="for each grammar; an hour in all by default")
    parser.add_argument("grammars", nargs="*", default=sorted(WORDS))
    chosen = parser.parse_args()
    began = time.monotonic()
    status = max(fuzzed(name, chosen.seconds) for name in chosen.grammars)
    print(f"{time.monotonic() - began:.0f} s in all")
    sys.exit(bool(status))


if __name__ == "__main__":
    main()
