"""The forms of a host's addresses as literals, for the checks that judge them."""

from audits.core.artifacts import Artifact
from audits.core.observed.url_forms import FORMS, PAGE, UrlForm, UrlForms
from tests.audits.seen import ACME, THERE, chain, hop, visited

HTML = "Content-Type: text/html"
HOME, LOGIN = f"https://{ACME}/", f"https://{ACME}/login"
UNKNOWN = f"https://{ACME}/launch-ready-0123456789ab"
HOME_TEXT = "<!doctype html><title>Acme</title><p>Plan every berth and lane of the day on one quiet desk</p>"
LOGIN_TEXT = "<!doctype html><title>Sign in</title><p>Type the address that your invitation came to, then the code</p>"
MISSING_TEXT = "<!doctype html><title>Not found</title><p>Nothing stands at this berth, the desk is over there</p>"
SHELL_TEXT = '<!doctype html><title>Desk</title><div id="root"></div><script type="module" src="/a-1.js"></script>'


def shown(url, status=200, *fields, text=HOME_TEXT):
    """One answer that is a page."""
    return chain(hop(url, status, HTML, *fields), text=text)


def led(*urls, text=LOGIN_TEXT, status=301, last=200):
    """Redirects from one address to the next, the last one showing a page."""
    return chain(*[hop(url, status) for url in urls[:-1]], hop(urls[-1], last, HTML), text=text)


NOT_THERE = shown(UNKNOWN, 404, text=MISSING_TEXT)


def forms(*tried, unknown=NOT_THERE, page=LOGIN, repeats=(), host=ACME):
    """The forms of a host: each is (kind, of, chain), beside the page itself."""
    own = (UrlForm(PAGE, page, page, shown(page, text=LOGIN_TEXT)),) if page else ()
    told = tuple(UrlForm(kind, way.start if hasattr(way, "start") else of, of, way) for kind, of, way in tried)
    return Artifact(FORMS, host, UrlForms(host, page, (*own, *told), unknown, repeats))


def at_home(*tried, home=None, plain=None, **more):
    """A host that exists, shows its home page, and was tried in these forms."""
    return (THERE, visited(home or shown(HOME), plain), forms(*tried, **more))
