"""What holds of each grammar whatever it is given; a function a grammar, fed with bytes by the fuzzer and by tests."""

import re
import time

from audits.core.derived.spf_evaluation import Result, check_host
from audits.core.observed.mail import MailReply
from audits.core.parsing import dmarc, spf
from audits.core.parsing.hsts import YEAR, chromium_policy, gecko_policy, read_hsts
from audits.core.parsing.html_tokens import tokens
from audits.core.parsing.markup import parsed_markup
from audits.core.parsing.page_links import pages_linked
from audits.core.parsing.page_loads import loads_of_page
from audits.core.parsing.spf_mend import mended, merged
from audits.core.unavailable import Unavailable

LONGEST_SECONDS = 2.0
"""For inputs of a few kilobytes: past it something is not linear."""


def spf_holds(raw):
    """A record reads back as it was written, and evaluating a zone of hostile records ends within RFC 7208's limits."""
    texts = [part.decode("utf-8", "replace") for part in raw.split(b"\xff")] or [""]
    for text in texts:
        record = spf.parse(text)
        if isinstance(record, spf.SpfRecord):
            again = spf.parse(spf.written(record.terms))
            assert isinstance(again, spf.SpfRecord), (text, spf.written(record.terms))
            assert again.terms == record.terms
        else:
            assert record, "an unreadable record has at least one fault"
        better = mended(text)
        assert better is not None
    if any(spf.is_spf(text) for text in texts):
        whole = spf.parse(merged(tuple(text for text in texts if spf.is_spf(text))))
        assert isinstance(whole, spf.SpfRecord), merged(tuple(texts))
    asked = []

    def ask(name, rtype):
        asked.append((name, rtype))
        number = sum(name.encode("utf-8", "replace"))
        if number % 17 == 0:
            return Unavailable("no answer")
        if rtype == "TXT":
            return MailReply("NOERROR", (texts[number % len(texts)],))
        if rtype == "MX":
            return MailReply("NOERROR", tuple(f"10 m{count}.example." for count in range(number % 12)))
        if rtype == "PTR":
            return MailReply("NOERROR", ("host.example.",))
        return MailReply("NOERROR", ("192.0.2.1",) if rtype == "A" else ()) if number % 3 else MailReply("NXDOMAIN")

    answer = check_host("192.0.2.1", sender="someone@sender.example", helo="helo.example", ask=ask)
    assert answer.result in set(Result)
    assert answer.lookups <= 11
    assert len(asked) <= 150, "ten terms, ten names behind each of them, and the records themselves"


def dmarc_holds(raw):
    """What is advised in place of a record reads as a valid one, and no walk is longer than eight questions."""
    text = raw.decode("utf-8", "replace")
    record = dmarc.parse(text)
    for name in ("p", "sp", "np"):
        assert record.policy(name) is None or record.policy(name) in set(dmarc.Policy)
    better = dmarc.parse(dmarc.repaired(record, reports="mailto:dmarc@example.com"))
    assert dmarc.is_dmarc(better.text), better.text
    assert better.policy("p") is not None
    assert not better.listed.unreadable, better.text
    assert not better.invalid_policies
    assert not better.removed
    assert all(record.report_domains)
    assert len(dmarc.walk(text[:250] or "x")) <= 8


def hsts_holds(raw):
    """Both families keep a sane policy or none, and agree wherever a value is plainly written.

    They part where the number is larger than Gecko can hold, so plain numbers have at most 19 digits here.
    """
    value = raw.decode("latin-1")
    chromium, gecko = chromium_policy(value), gecko_policy(value)
    assert chromium is None or 0 <= chromium.max_age <= YEAR
    assert gecko is None or 0 <= gecko.max_age < 2**64
    readings = read_hsts((value,))
    assert readings.chromium == chromium
    if set(value) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-=; ") and "==" not in value:
        pieces = [piece.strip() for piece in value.split(";")]
        plain = all(piece.count("=") <= 1 and not piece.startswith("=") and not piece.endswith("=") for piece in pieces)
        if plain and not re.search(r" |\d{20}", ";".join(pieces)):
            assert (chromium is None) == (gecko is None), value


def html_holds(raw):
    """Reading a page takes time by its length, and nothing is found that it does not hold."""
    page = raw.decode("utf-8", "replace")
    found = list(tokens(page))
    assert len(found) <= len(page)
    parsed_markup(page)
    loads = loads_of_page(page, "https://example.com/a/b")
    for load in loads.plain:
        assert load.url.startswith(("http://", "ws://")), load
    assert "http" in page.lower() or "ws" in page.lower() or not loads.plain or "&" in page or "\\" in page
    for link in pages_linked(page, "https://example.com/a/b"):
        assert link.startswith(("http://", "https://")), link


GRAMMARS = {"spf": spf_holds, "dmarc": dmarc_holds, "hsts": hsts_holds, "html": html_holds}


def holds(name, raw):
    """The invariants of one grammar, and that it took no longer than it may."""
    began = time.perf_counter()
    GRAMMARS[name](raw)
    assert time.perf_counter() - began < LONGEST_SECONDS, f"{len(raw)} bytes took too long"
