"""Domains many senders share, by which nobody is known: test senders of mail services, and free mailboxes."""

from dataclasses import dataclass

AS_OF = "2026-11"
"""When the table was last gone through against the services' own pages."""


@dataclass(frozen=True)
class SharedSender:
    """One service with the domains it lends; `fix` is where its own address is set, as one imperative sentence.

    `is_test` where its pages say that it delivers to the account's own people only, or a few messages an hour.
    """

    name: str
    domains: tuple[str, ...]
    fix: str
    is_test: bool = False


SHARED = (
    SharedSender(
        "Resend",
        ("resend.dev",),
        "At Resend add {domain} under Domains, publish the records it shows, and set from to an address of {domain}.",
        is_test=True,
    ),
    SharedSender(
        "Supabase",
        ("supabase.io", "supabase.com", "supabase.co"),
        "At Supabase, under Authentication › Emails › SMTP Settings, enable custom SMTP with a mail service that has "
        "{domain} verified, and set the sender email to an address of {domain}.",
        is_test=True,
    ),
    SharedSender(
        "Mailgun's sandbox",
        ("mailgun.org",),
        "At Mailgun add {domain} under Sending › Domains, publish its records, and send with that domain's key and From.",
        is_test=True,
    ),
    SharedSender(
        "MailerSend's trial",
        ("mlsender.net",),
        "At MailerSend add and verify {domain} under Domains, and set from to an address of {domain}.",
        is_test=True,
    ),
    SharedSender(
        "Firebase",
        ("firebaseapp.com", "web.app"),
        "In the Firebase console, under Authentication › Templates, edit the template, choose customize domain, publish "
        "the records it shows for {domain}, and set the sender to an address of {domain}.",
    ),
    SharedSender(
        "Auth0",
        ("auth0user.net", "auth0.com"),
        "At Auth0, under Branding › Email Provider, enter a mail service that has {domain} verified, and set From to an "
        "address of {domain}.",
    ),
    SharedSender(
        "Clerk",
        ("accounts.dev", "clerk.com", "clerk.dev"),
        "At Clerk make the production instance for {domain}, publish the mail records it shows, and set the From address "
        "under Customization › Emails.",
    ),
    SharedSender(
        "Amazon Cognito",
        ("verificationemail.com",),
        "In Cognito, under Authentication methods › Email, choose Send email with Amazon SES, with {domain} verified there, "
        "and set From to an address of {domain}.",
    ),
    SharedSender(
        "SendGrid", ("sendgrid.net",), "At SendGrid authenticate {domain} under Sender Authentication, and send from it."
    ),
    SharedSender(
        "Postmark", ("pm.mtasv.net", "mtasv.net"), "At Postmark verify {domain} under Sender Signatures, and send from it."
    ),
    SharedSender(
        "Amazon SES", ("amazonses.com",), "In Amazon SES verify the identity {domain} with Easy DKIM, and send from it."
    ),
    SharedSender(
        "Bubble", ("bubbleapps.io", "bubble.io"), "In Bubble, under Settings › Domain / email, verify {domain} as the sender."
    ),
    SharedSender("Lovable", ("lovable.app", "lovable.dev"), "Send through a mail service that has {domain} verified."),
    SharedSender("Microsoft 365", ("onmicrosoft.com",), "Make {domain} the default domain of the tenant, and send from it."),
    SharedSender(
        "Vercel and other hosts of apps",
        ("vercel.app", "netlify.app", "herokuapp.com", "onrender.com", "fly.dev", "replit.app", "railway.app"),
        "Send through a mail service that has {domain} verified.",
    ),
    SharedSender(
        "a free mailbox",
        (
            "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com",
            "aol.com", "icloud.com", "me.com", "proton.me", "protonmail.com", "gmx.de", "gmx.net", "gmx.com", "web.de",
            "mail.com", "zoho.com", "yandex.com", "yandex.ru", "fastmail.com", "hey.com", "tutanota.com", "qq.com",
        ),
        "Send through a mail service that has {domain} verified; nobody can sign in the name of a free mailbox.",
    ),
)  # fmt: skip


def shared_sender(domain: str) -> SharedSender | None:
    """The service that lends this domain to many; None for one that has an owner of its own."""
    return next(
        (one for one in SHARED if any(domain == name or domain.endswith(f".{name}") for name in one.domains)), None
    )
