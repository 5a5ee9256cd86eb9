"""SPF records as they should stand: slips corrected, several merged into one, `all` at the end."""

import re
from dataclasses import dataclass

from audits.core.parsing.spf import Mechanism, Modifier, Qualifier, SpfRecord, Term, is_spf, parse, written

_SLIPS = (
    (re.compile(r"[\u2010-\u2015\u2212](?=all\b)", re.IGNORECASE), "-"),
    (re.compile(r"[,;.]+\Z"), ""),
    (re.compile(r"\A([+\-?~]?)(?:ipv?4|ip)[:=](?=[0-9.]+(?:/|\Z))", re.IGNORECASE), r"\1ip4:"),
    (re.compile(r"\A([+\-?~]?)(?:ipv?6|ip4|ip)[:=](?=[0-9a-f]*:)", re.IGNORECASE), r"\1ip6:"),
    (re.compile(r"\A([+\-?~]?)(include|exists|a|mx)=", re.IGNORECASE), r"\1\2:"),
    (re.compile(r"\A([+\-?~]?)(?:a|mx|host):(?=[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/|\Z))", re.IGNORECASE), r"\1ip4:"),
    (re.compile(r"\A([+\-?~]?)include:(?:https?://|\"|')?([^\"'/]+)[\"'/]*\Z", re.IGNORECASE), r"\1include:\2"),
)
_QUOTES = re.compile(r"[\"\u2018-\u201f]")
SOFT_END = Mechanism(Qualifier.SOFTFAIL, "all")


@dataclass(frozen=True)
class Mended:
    """A record every receiver can read, and the words that had to be left out."""

    record: str
    left_out: tuple[str, ...] = ()


def mended(text: str) -> Mended:
    """The record with the usual slips corrected; what stays unreadable is left out and named."""
    terms: list[Term] = []
    left_out: list[str] = []
    plain = _QUOTES.sub(" ", text)
    body = re.sub(r"\A[\s']*v?\s*=?\s*spf\s*\.?[12]?[\s;]*", "", plain, flags=re.IGNORECASE)
    for word in body.split():
        for candidate in re.split(r"[,;](?=[+\-?~]?[a-z])", word, flags=re.IGNORECASE):
            term = _mended_term(candidate)
            if term is not None:
                terms.append(term)
            elif candidate:
                left_out.append(candidate)
    return Mended(written(ending_in_all(terms)), tuple(left_out))


def merged(texts: tuple[str, ...]) -> str:
    """One record for several: every term once, a redirect as an include, the mildest `all` of them at the end."""
    terms: dict[str, Term] = {}
    ends: list[Mechanism] = []
    for text in texts:
        read = parse(text) if is_spf(text) else None
        found = read.terms if isinstance(read, SpfRecord) else parse_mended(text).terms
        for term in found:
            if isinstance(term, Mechanism) and term.name == "all":
                ends.append(term)
            elif isinstance(term, Modifier) and term.name == "redirect":
                include = Mechanism(Qualifier.PASS, "include", term.value)
                terms.setdefault(include.text.lower(), include)
            elif not isinstance(term, Modifier):
                terms.setdefault(term.text.lower(), term)
    hardest = all(end.qualifier is Qualifier.FAIL for end in ends) and ends
    return written((*terms.values(), ends[0] if hardest else SOFT_END))


def parse_mended(text: str) -> SpfRecord:
    """The readable record the text was meant to be."""
    record = parse(mended(text).record)
    return record if isinstance(record, SpfRecord) else SpfRecord(())


def ending_in_all(terms: list[Term], *, without_redirect: bool = False) -> tuple[Term, ...]:
    """The terms with one `all` as the last mechanism, `~all` where it would let everybody in or answer nothing.

    A redirect beside `all` never counts: it becomes an include. One that stands alone is kept, unless told otherwise.
    """
    ends = [term for term in terms if isinstance(term, Mechanism) and term.name == "all"]
    redirects = [term for term in terms if isinstance(term, Modifier) and term.name == "redirect"]
    reasons = [term for term in terms if isinstance(term, Modifier) and term.name == "exp"]
    others = [term for term in terms if term not in (*ends, *redirects, *reasons[1:])]
    if redirects and not ends and not without_redirect:
        return (*others, redirects[0])
    includes = [Mechanism(Qualifier.PASS, "include", redirect.value) for redirect in redirects]
    strict = ends and ends[0].qualifier in {Qualifier.FAIL, Qualifier.SOFTFAIL}
    return (*others, *includes, ends[0] if strict else SOFT_END)


def _mended_term(word: str) -> Term | None:
    for candidate in (word, _without_slips(word)):
        read = parse(f"v=spf1 {candidate}")
        if isinstance(read, SpfRecord) and len(read.terms) == 1 and not is_mistaken(read.terms[0]):
            return read.terms[0]
    return None


def is_mistaken(term: Term) -> bool:
    """True for `include=…` and its like: legal as an unknown modifier, which receivers skip."""
    return isinstance(term, Modifier) and term.name.lower() in {
        "include", "a", "mx", "ip4", "ip6", "ptr", "exists", "all", "ip", "ipv4", "ipv6",
    }  # fmt: skip


def _without_slips(word: str) -> str:
    for slip, instead in _SLIPS:
        word = slip.sub(instead, word)
    return word
