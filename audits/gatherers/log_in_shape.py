"""How a log-in is sent: by the form of its page with what a browser sends along, or as JSON with two declared fields."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

from audits.core.parsing.log_in_form import FORM_TYPE, log_in_form
from audits.core.parsing.page_text import text_of_page
from audits.core.unavailable import Unavailable
from audits.gatherers.permit import Permit
from portal.outbound.door import Page
from portal.outbound.guard import Refused, target_of


@dataclass(frozen=True)
class Shape:
    """Where a log-in goes and which fields it has; `referer` is the page whose form it is."""

    url: str
    account: str
    password: str
    others: tuple[tuple[str, str], ...] = ()
    referer: str = ""
    is_form: bool = True

    def filled(self, account: str, password: str) -> tuple[bytes, dict[str, str]]:
        """The body and the header fields of one log-in."""
        if not self.is_form:
            fields = {self.account: account, self.password: password}
            return json.dumps(fields).encode(), {"Content-Type": "application/json", "Accept": "application/json"}
        pairs = [*self.others, (self.account, account), (self.password, password)]
        parts = urlsplit(self.referer)
        sent_from = {"Referer": self.referer, "Origin": f"{parts.scheme}://{parts.netloc}"}
        return urlencode(pairs).encode(), {"Content-Type": FORM_TYPE, **sent_from}


def json_shape(url: str, account: str, password: str) -> Shape:
    """A log-in of an API, sent to its own address."""
    return Shape(url, account, password, is_form=False)


def form_in(page: Page, permit: Permit) -> Shape | Unavailable:
    """The log-in form of a page, or why it cannot be sent: it must lead to a host whose control is proven."""
    content_type = next((value for name, value in page.headers if name.lower() == "content-type"), "")
    form = log_in_form(text_of_page(page.body, content_type))
    if form is None:
        reason = f"no form with a name and a password stands in {page.url} as it is sent"
        return Unavailable(reason, retry="once the fields its script sends are declared with the endpoint")
    if form.method != "POST" or form.kind != FORM_TYPE:
        how = "in the address" if form.method == "GET" else f"as {form.kind}"
        return Unavailable(f"the form in {page.url} sends passwords {how}", retry="after it is sent by POST")
    try:
        target = target_of(urljoin(urljoin(page.url, form.base), form.action) if form.action else page.url)
    except (Refused, ValueError):
        return Unavailable(f"the form in {page.url} is sent to {form.action[:120]}, which we do not ask")
    if not permit.covers(target.host):
        reason = f"the form in {page.url} is sent to {target.host}, whose control is not proven"
        return Unavailable(reason, retry="once it is proven")
    return Shape(target.url, form.account, form.password, form.others, page.url)
