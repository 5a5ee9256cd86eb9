"""DKIM selectors that mail services are known to use: selectors cannot be listed, only tried."""

HINTED = (
    ("google.com", ("google",)),
    ("googlemail.com", ("google",)),
    ("outlook.com", ("selector1", "selector2")),
    ("sendgrid.net", ("s1", "s2")),
    ("mailgun.org", ("smtp", "mailo")),
    ("mcsv.net", ("k2", "k3")),
    ("mandrillapp.com", ("mandrill",)),
    ("mtasv.net", ("pm",)),
    ("zoho", ("zmail", "zoho")),
    ("messagingengine.com", ("fm1", "fm2", "fm3")),
    ("protonmail.ch", ("protonmail", "protonmail2")),
    ("icloud.com", ("sig1",)),
    ("zendesk.com", ("zendesk1", "zendesk2")),
    ("sendinblue.com", ("mail", "brevo1")),
    ("brevo.com", ("mail", "brevo1")),
    ("resend.com", ("resend",)),
)
"""What an answer of the domain's own records says, and the selectors that service publishes."""

ORDINARY = ("default", "dkim", "mail", "google", "selector1", "s1", "k1", "resend")

MOST_GUESSES = 8
MOST_BESIDE_DECLARED = 4


def guesses(told: str, *, declared: tuple[str, ...], barren: bool) -> tuple[str, ...]:
    """The selectors worth a question, most likely first.

    `told` is the text of the domain's exchangers and SPF records. Where selectors are declared, or where DNS says that
    nothing lies below `_domainkey` (`barren`), fewer are tried.
    """
    lowered = told.lower()
    hinted = [name for sign, names in HINTED if sign in lowered for name in names]
    candidates = dict.fromkeys(hinted if declared else (*hinted, *ORDINARY))
    most = MOST_BESIDE_DECLARED if declared or barren else MOST_GUESSES
    return tuple(name for name in candidates if name not in declared)[:most]
