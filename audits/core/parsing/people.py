"""Data about persons in an answer: mail addresses that are no role's, and records with a person's fields."""

import csv
import json
import re
from dataclasses import dataclass
from itertools import islice

from audits.core.amount import amount

FEWEST_PEOPLE = 3
"""Different addresses from which an answer lists people; fewer are contacts."""
MOST_VALUES = 20_000
MOST_ROWS = 50

_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")
_WORD_BREAKS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+")
_ROLES = frozenset(
    {
        "abuse", "accounts", "admin", "api", "billing", "careers", "contact", "dev", "feedback", "hello", "help", "hi",
        "info", "jobs", "legal", "mail", "marketing", "no-reply", "noreply", "office", "ops", "postmaster", "press",
        "privacy", "sales", "security", "support", "team", "webmaster",
        # What examples are written with.
        "email", "jane", "jane.doe", "john", "john.doe", "me", "name", "someone", "user", "username", "you", "your",
    }
)  # fmt: skip
_RECORD = re.compile(r"\{[^{}]{2,4000}\}")
_DIGITS = re.compile(r"\d")
FEWEST_DIGITS = 5
"""Digits of a telephone number at least."""
_SAMPLE = re.compile(r"[@.](?:example\.(?:com|org|net)|domain\.com|yourcompany\.com|test\.com)$")
_FIELDS = frozenset(
    {
        "address", "birthdate", "birthday", "city", "date of birth", "dob", "e mail", "email", "email address",
        "family name", "first name", "firstname", "full name", "fullname", "given name", "iban", "last name", "lastname",
        "mobile", "name", "passport", "password hash", "phone", "phone number", "postcode", "salary", "ssn", "street",
        "surname", "telephone", "zip",
    }
)  # fmt: skip
_TELLING = _FIELDS - {"address", "city", "name", "postcode", "street", "zip"}
"""Fields that only persons have; the others stand for companies and places as well."""
_OF_PLACES = frozenset(
    {
        "branch",
        "geo",
        "hours",
        "lat",
        "latitude",
        "lng",
        "location",
        "lon",
        "longitude",
        "opening hours",
        "store",
        "website",
    }
)
_DESCRIPTIONS = frozenset({"openapi", "swagger"})
"""What an API's description of itself begins with; the one person it names wants to be asked."""
_ADDRESSES = frozenset({"e mail", "email", "email address"})
_NUMBERS = frozenset({"mobile", "phone", "phone number", "telephone"})


@dataclass(frozen=True)
class People:
    """`addresses` are masked, `fields` the names of a record's fields, `records` how many have them."""

    addresses: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    records: int = 0

    @property
    def are_listed(self) -> bool:
        """Whether the answer tells of persons: several addresses, or records with fields that only persons have."""
        return len(self.addresses) >= FEWEST_PEOPLE or self.records > 0

    @property
    def told(self) -> str:
        """What is there, without a value of it."""
        parts = [f"{amount(self.records, 'record')} with {', '.join(self.fields[:6])}"] if self.records else []
        if self.addresses:
            parts.append(f"{amount(len(self.addresses), 'mail address')}, such as {', '.join(self.addresses[:2])}")
        return " and ".join(parts)


def people_in_text(text: str) -> People:
    """The persons a text names by their addresses."""
    found: dict[str, str] = {}
    for match in _ADDRESS.finditer(text):
        address = match[0].lower()
        if address.partition("@")[0] not in _ROLES and not _SAMPLE.search(address):
            found.setdefault(address, _masked(address))
    return People(tuple(found.values()))


def people_in_json(text: str) -> People | None:
    """The same for JSON, with its records; None when it is none."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(told, dict) and not _DESCRIPTIONS.isdisjoint(told):
        return people_in_text(text)
    names: dict[str, None] = {}
    records, seen, waiting = 0, 0, [told]
    while waiting and seen < MOST_VALUES:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            told_in_words = {key: str(each) for key, each in value.items() if isinstance(each, str) and each}
            own = _fields_of(told_in_words, is_place=_is_place(value))
            records += bool(own)
            names |= dict.fromkeys(own)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return People(people_in_text(text).addresses, tuple(names), records)


def people_in_part(text: str) -> People:
    """The same for the beginning of JSON that was cut off: its innermost records, which are whole."""
    names: dict[str, None] = {}
    records = 0
    for match in islice(_RECORD.finditer(text), MOST_VALUES):
        told = people_in_json(match[0])
        if told is not None and told.records:
            names |= dict.fromkeys(told.fields)
            records += told.records
    return People(people_in_text(text).addresses, tuple(names), records)


def people_in_table(text: str) -> People:
    """The same for rows of values under a row of names."""
    rows = csv.reader(text.splitlines(), delimiter=";" if text.partition("\n")[0].count(";") else ",")
    records = 0
    names: tuple[str, ...] = ()
    try:
        head = next(rows, [])
        for row in islice(rows, MOST_ROWS):
            own = _fields_of({key: value for key, value in zip(head, row, strict=False) if value})
            names, records = own or names, records + bool(own)
    except csv.Error:
        pass
    return People(people_in_text(text).addresses, names, records)


def _is_place(record: dict[str, object]) -> bool:
    """Whether a record is one of a shop, an office or a company: what it says of itself, or that it can be visited."""
    kind = record.get("@type", "Person")
    return kind != "Person" or any(_spelt(key) in _OF_PLACES for key in record)


def _spelt(key: str) -> str:
    return " ".join(_WORD_BREAKS.sub(" ", key[:60]).lower().split())


def _fields_of(record: dict[str, str], *, is_place: bool = False) -> tuple[str, ...]:
    """The personal fields of one record, when there are two at least and one of them only persons have.

    The telephone of a place is there to be called.
    """
    spelt = {key: _spelt(key) for key in record}
    own = tuple(key[:60] for key, words in spelt.items() if words in _FIELDS)
    telling = any(
        spelt[key] in _TELLING - (_NUMBERS if is_place else set()) and _tells(spelt[key], record[key]) for key in record
    )  # fmt: skip
    return own if len(own) > 1 and telling else ()


def _tells(field: str, value: str) -> bool:
    """Whether a field holds what its name promises: the address of a person and of no role, a number with digits.

    A form's complaints ("email": "is required") and descriptions of a type ("phone": "string") have the names alone.
    """
    if field in _ADDRESSES or "@" in value:
        return bool(people_in_text(value).addresses)
    return field not in _NUMBERS or len(_DIGITS.findall(value)) >= FEWEST_DIGITS


def _masked(address: str) -> str:
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"
