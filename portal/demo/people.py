"""The people of the demo and their passwords, which are random on every installation."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress

from portal.demo.written import write_json
from portal.tenancy.models import User

PASSWORD_BYTES = 9


@dataclass(frozen=True)
class Person:
    """Somebody who can log in: what they are here, their address and name."""

    role: str
    email: str
    name: str


OWNER = Person("Owner, Northmark", "ines@northmark.example", "Ines Hartmann")
CONSULTANT = Person("Consultant, Northmark", "rafael@northmark.example", "Rafael Ortiz")
APPROVER = Person("Approver, Tideline", "maya@tidelinefreight.example", "Maya Lindqvist")
VIEWER = Person("Viewer, Tideline", "tomas@tidelinefreight.example", "Tomas Berg")
OTHER_APPROVER = Person("Approver, Larchmere", "joan@larchmere.example", "Joan Abara")
OTHER_OWNER = Person("Owner, Fairlead", "noor@fairlead.example", "Noor Visser")
EVERYBODY = (OWNER, CONSULTANT, APPROVER, VIEWER, OTHER_APPROVER, OTHER_OWNER)


def seed_people(accounts: Path) -> dict[Person, User]:
    """Everybody as a user who can log in with the password in this file, which only its owner may read."""
    known = {entry["email"]: entry["password"] for entry in _kept(accounts)}
    users = {person: _user(person, known) for person in EVERYBODY}
    entries = [{"role": person.role, "email": person.email, "password": known[person.email]} for person in EVERYBODY]
    write_json(accounts, {"accounts": entries}, mode=0o600)
    return users


def _user(person: Person, known: dict[str, str]) -> User:
    """The user; without a known password they get a new one, which is added to the known."""
    user = User.objects.filter(email=person.email).first()
    password = known.get(person.email) or secrets.token_urlsafe(PASSWORD_BYTES)
    if user is None:
        user = User.objects.create_user(person.email, password=password, name=person.name)
    elif person.email not in known:
        user.set_password(password)
        user.save(update_fields=["password"])
    known[person.email] = password
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def _kept(accounts: Path) -> list[dict[str, str]]:
    return json.loads(accounts.read_text())["accounts"] if accounts.exists() else []
