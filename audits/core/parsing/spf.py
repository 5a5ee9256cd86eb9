"""The grammar of SPF records, version 1 (RFC 7208 sections 4.5, 4.6, 5, 6 and 12)."""

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum

from audits.core.parsing.spf_macro import domain_fault, macro_fault


class Qualifier(StrEnum):
    """What a matching mechanism answers."""

    PASS = "+"  # noqa: S105 - a qualifier of RFC 7208, no password
    FAIL = "-"
    SOFTFAIL = "~"
    NEUTRAL = "?"


@dataclass(frozen=True)
class Mechanism:
    """One directive: `value` is the domain-spec of include, a, mx, ptr and exists, or the network of ip4 and ip6."""

    qualifier: Qualifier
    name: str
    value: str = ""
    length4: int | None = None
    length6: int | None = None

    @property
    def text(self) -> str:
        """The directive as one writes it; `+` is left out, as everybody does."""
        sign = "" if self.qualifier is Qualifier.PASS else self.qualifier.value
        value = f":{self.value}" if self.value else ""
        lengths = "" if self.length4 is None else f"/{self.length4}"
        if self.length6 is not None:
            lengths += f"/{self.length6}" if self.name == "ip6" else f"//{self.length6}"
        return f"{sign}{self.name}{value}{lengths}"


@dataclass(frozen=True)
class Modifier:
    """One `name=value`."""

    name: str
    value: str

    @property
    def text(self) -> str:
        """The modifier as one writes it."""
        return f"{self.name}={self.value}"


Term = Mechanism | Modifier


@dataclass(frozen=True)
class SpfRecord:
    """A record every receiver can read."""

    terms: tuple[Term, ...]

    @property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """The directives, in the order receivers try them."""
        return tuple(term for term in self.terms if isinstance(term, Mechanism))

    @property
    def redirect(self) -> str | None:
        """The target of redirect=, which counts only where no `all` stands in the record."""
        if any(mechanism.name == "all" for mechanism in self.mechanisms):
            return None
        return next((term.value for term in self.terms if isinstance(term, Modifier) and term.name == "redirect"), None)

    @property
    def reachable(self) -> tuple[Mechanism, ...]:
        """The directives up to the first `all`; receivers never get past it."""
        found: list[Mechanism] = []
        for mechanism in self.mechanisms:
            found.append(mechanism)
            if mechanism.name == "all":
                break
        return tuple(found)


@dataclass(frozen=True)
class SpfFault:
    """A term no receiver can read: each answers permerror for the whole record."""

    term: str
    reason: str


VERSION = "v=spf1"
_OPENING = r"[\s\"'\u2018-\u201f]*"
_MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9_.\-]*)=(.*)\Z", re.DOTALL)
_DIRECTIVE = re.compile(r"([+\-?~]?)([A-Za-z][A-Za-z0-9_.\-]*)(.*)\Z", re.DOTALL)
_DUAL_LENGTH = re.compile(r"(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?\Z")
_NEEDS_DOMAIN = frozenset({"include", "exists"})
_MAY_HAVE_DOMAIN = frozenset({"a", "mx", "ptr"})
_LENGTHS = frozenset({"a", "mx"})


def is_spf(text: str) -> bool:
    """True where the record begins with the version alone; it may be written in any case (RFC 7208 section 4.5)."""
    return text[: len(VERSION)].lower() == VERSION and text[len(VERSION) : len(VERSION) + 1] in {"", " "}


def looks_like_spf(text: str) -> bool:
    """True for a record that was meant as SPF though no receiver takes it for one."""
    return (
        not is_spf(text)
        and re.match(rf"{_OPENING}v?\s*=?\s*spf\s*\.?[12]?\b(?![=\-])|{_OPENING}v=spf", text, re.IGNORECASE) is not None
    )


def parse(text: str) -> SpfRecord | tuple[SpfFault, ...]:
    """The record's terms, or every term that cannot be read."""
    terms: list[Term] = []
    faults: list[SpfFault] = []
    for word in text[len(VERSION) :].split(" "):
        if not word:
            continue
        term = _term(word)
        if isinstance(term, SpfFault):
            faults.append(term)
        elif isinstance(term, Modifier) and term.name in _once(terms):
            faults.append(SpfFault(word, f"{term.name}= may stand only once"))
        else:
            terms.append(term)
    return tuple(faults) or SpfRecord(tuple(terms))


def written(terms: tuple[Term, ...]) -> str:
    """The record of these terms, as one writes it in a zone."""
    return " ".join((VERSION, *(term.text for term in terms)))


def _once(terms: list[Term]) -> set[str]:
    return {term.name for term in terms if isinstance(term, Modifier) and term.name in {"redirect", "exp"}}


def _term(word: str) -> Term | SpfFault:
    modifier = _MODIFIER.match(word)
    if modifier:
        return _modifier(word, modifier[1], modifier[2])
    directive = _DIRECTIVE.match(word)
    if directive is None:
        return SpfFault(word, "this is neither a mechanism nor a modifier")
    qualifier = Qualifier(directive[1] or "+")
    name, rest = directive[2].lower(), directive[3]
    if name == "all":
        return Mechanism(qualifier, name) if not rest else SpfFault(word, "all takes no value")
    if name in {"ip4", "ip6"}:
        return _network(word, qualifier, name, rest)
    if name in _NEEDS_DOMAIN or name in _MAY_HAVE_DOMAIN:
        return _named(word, qualifier, name, rest)
    return SpfFault(word, f"there is no mechanism called {directive[2]}")


def _modifier(word: str, name: str, value: str) -> Modifier | SpfFault:
    known = name.lower() in {"redirect", "exp"}
    fault = domain_fault(value) if known else macro_fault(value, explanation=True)
    if fault:
        return SpfFault(word, f"{name}= holds {fault}")
    return Modifier(name.lower() if known else name, value)


def _network(word: str, qualifier: Qualifier, name: str, rest: str) -> Mechanism | SpfFault:
    address, slash, length = rest[1:].partition("/")
    if rest[:1] != ":" or not address:
        return SpfFault(word, f"{name} needs an address after a colon")
    most = 32 if name == "ip4" else 128
    if slash and not (re.fullmatch(r"0|[1-9][0-9]{0,2}", length, re.ASCII) and int(length) <= most):
        return SpfFault(word, f"the network length must be a number from 0 to {most}")
    if not _is_address(address, name):
        return SpfFault(word, f"{address[:60]} is no {'IPv4' if name == 'ip4' else 'IPv6'} address")
    bits = int(length) if slash else None
    if name == "ip4":
        return Mechanism(qualifier, name, address, length4=bits)
    return Mechanism(qualifier, name, address, length6=bits)


def _is_address(text: str, name: str) -> bool:
    if "%" in text or not text.isascii():
        return False
    try:
        if name == "ip4":
            ipaddress.IPv4Address(text)
        else:
            ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def _named(word: str, qualifier: Qualifier, name: str, rest: str) -> Mechanism | SpfFault:
    length4 = length6 = None
    if name in _LENGTHS:
        tail = _length_part(rest)
        lengths = _DUAL_LENGTH.match(tail)
        if lengths:
            rest = rest[: len(rest) - len(tail)]
            length4 = int(lengths[1]) if lengths[1] else None
            length6 = int(lengths[2]) if lengths[2] else None
        if (length4 or 0) > 32 or (length6 or 0) > 128:
            return SpfFault(word, "the network length must be at most 32 for IPv4 and 128 for IPv6")
    if not rest and name not in _NEEDS_DOMAIN:
        return Mechanism(qualifier, name, "", length4, length6)
    if rest[:1] != ":":
        return SpfFault(word, f"{name} needs a domain name after a colon")
    fault = domain_fault(rest[1:])
    return SpfFault(word, f"{name} holds {fault}") if fault else Mechanism(qualifier, name, rest[1:], length4, length6)


def _length_part(rest: str) -> str:
    """The slashes and digits at the very end: a domain-spec may itself hold slashes."""
    found = re.search(r"(?:/[0-9]{1,3})?(?://[0-9]{1,3})?\Z", rest[-12:])
    return found[0] if found else ""
