"""The HTML the estate serves, and the policy each page needs."""

from html import escape

MARKETING_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
APP_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self' https://api.harbourdesk.example; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PLAIN_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

STYLE = "body{font:16px/1.5 system-ui;margin:4rem auto;max-width:40rem;padding:0 1rem}nav a{margin-right:1rem}"

DISPATCHERS = """name,email,phone
Ilse Brandt,ilse.brandt@tideline-freight.example,+49 431 5550114
Onni Salo,onni.salo@tideline-freight.example,+358 40 5550177
Petra Lund,petra.lund@tideline-freight.example,+46 31 5550126
"""


LOADING = "<p>Loading the desk</p>"
SIGN_IN = """<h1>Sign in</h1>{said}
<form method="post" action="/session"><label>E-mail <input name="email" type="email" autocomplete="username"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button>Sign in</button></form>"""


def sign_in(said: str = "") -> str:
    """The sign-in form of the app, with what the last try came to."""
    return SIGN_IN.format(said=f"<p>{said}</p>" if said else "")


def home(build: str) -> str:
    """The public page of the product."""
    return _page(
        "Harbour Desk by Tideline Freight",
        f"""<meta name="build" content="{build}">""",
        """<h1>Every berth, lane and rate on one desk</h1>
<p>Tideline dispatchers plan the day, ask the assistant about rates and send manifests from here.</p>
<nav><a href="https://app.harbourdesk.example/login">Sign in</a>
<a href="https://docs.harbourdesk.example/">Docs</a>
<a href="http://www.tideline-freight.example/">Tideline Freight</a></nav>""",
    )


def old_home(build: str) -> str:
    """The page as it was in spring, still deployed beside the new one."""
    return _page(
        "Harbour Desk (beta)",
        f"""<meta name="build" content="{build}">""",
        """<h1>The freight desk for Tideline</h1>
<p>Beta: rates are entered by hand. Call dispatch when a lane is missing.</p>""",
    )


def shell(script: str, vendor: str, integrity: str, vendor_integrity: str, inner: str = LOADING) -> str:
    """The single-page app: it answers every unknown address, dot files too, with this same page."""
    return _page(
        "Harbour Desk",
        f"""<link rel="modulepreload" href="{vendor}" integrity="{vendor_integrity}">
<script type="module" src="{script}" integrity="{integrity}"></script>""",
        f"""<div id="root">{inner}</div>""",
    )


def login(title: str) -> str:
    """A form that posts to its own host."""
    return _page(
        title,
        "",
        f"""<h1>{title}</h1>
<form method="post" action="/session"><label>E-mail <input name="email" type="email" autocomplete="username"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button>Sign in</button></form>""",
    )


def docs(tour: str) -> str:
    """The hand-written guide of the tool, with the tour in a frame."""
    return _page(
        "Harbour Desk docs",
        "",
        f"""<h1>Run the desk</h1>
<h2>Deploy</h2><p>Push to main. The release job builds, migrates and restarts the two machines.</p>
<h2>Keys</h2><p>Copy .env.example to .env and ask Maya for the values.</p>
<iframe src="{tour}" title="A tour of the desk"></iframe>""",
    )


def status() -> str:
    """The status page at the provider."""
    return _page(
        "Harbour Desk status",
        "",
        "<h1>All systems are running</h1><p>App, API, assistant and mail answered in the last minute.</p>",
    )


def trace(path: str) -> str:
    """What the framework shows its developers when no route matches, left on for everybody."""
    return _page(
        "Error",
        "",
        f"""<pre>NotFoundError: No route matches {escape(path)}
    at /srv/harbour-desk/dist/server/routes.js:41:11
    at Layer.handle [as handle_request] (/srv/harbour-desk/node_modules/express/lib/router/layer.js:95:5)
    at trim_prefix (/srv/harbour-desk/node_modules/express/lib/router/index.js:328:13)</pre>""",
    )


def untouched_server() -> str:
    """What a web server shows before anybody put a site there (nginx, as packaged)."""
    return """<!DOCTYPE html>
<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and working. Further configuration is
required.</p><p><em>Thank you for using nginx.</em></p></body></html>
"""


def refused() -> str:
    """The origin's answer to a visitor who did not come through the edge."""
    return _page("Refused", "", "<h1>This server answers its edge only</h1>")


def _page(title: str, head: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="/style.css">
{head}</head><body><main>{body}</main></body></html>
"""
