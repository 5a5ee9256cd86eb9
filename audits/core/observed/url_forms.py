"""What a host answers to the other ways people write its addresses, and to an address that cannot exist."""

from dataclasses import dataclass

from audits.core.artifacts import Source
from audits.core.observed.http import RedirectChain
from audits.core.unavailable import Unavailable

PAGE, SLASH, CASE, INDEX, PLAIN, SISTER = "page", "slash", "case", "index", "plain", "sister"


@dataclass(frozen=True)
class UrlForm:
    """One form that was tried: `of` is the address it is a form of, `chain` what a visitor meets who types `url`.

    `page` is the address itself; `plain` and `sister`, without https and at a host that sends visitors on, carry a
    query that redirects have to keep.
    """

    kind: str
    url: str
    of: str
    chain: RedirectChain | Unavailable


@dataclass(frozen=True)
class UrlForms:
    """The forms of one host.

    `page` is the deeper page most forms were made of, empty where none is known. `unknown` is the way of an address
    nobody made, `repeats` the statuses of two more requests for it when it was answered with a server error.
    """

    host: str
    page: str
    forms: tuple[UrlForm, ...]
    unknown: RedirectChain | Unavailable
    repeats: tuple[int, ...] = ()
    requests: int = 0

    def of_kind(self, kind: str) -> UrlForm | None:
        """The form of one kind, when it was tried."""
        return next((form for form in self.forms if form.kind == kind), None)


FORMS: Source[UrlForms] = Source("url-forms", UrlForms)
