"""The services that send or take mail for others: how their names look in MX and SPF, and their DKIM selectors."""

from collections.abc import Iterable
from dataclasses import dataclass

AS_OF = "2026-11"
"""When the table was last gone through against the services' own set-up pages."""


@dataclass(frozen=True)
class Sender:
    """One service: `names` are the endings of its hosts in MX and SPF records, `selectors` what customers publish.

    `term` is the SPF term it documents for mail people write, empty for services that send from a domain of their own.
    """

    name: str
    names: tuple[str, ...]
    selectors: tuple[str, ...] = ()
    term: str = ""


SENDERS = (
    # Mailboxes
    Sender("Google Workspace", ("google.com", "googlemail.com"), ("google",), "include:_spf.google.com"),
    Sender(
        "Microsoft 365",
        ("outlook.com", "mx.microsoft", "office365.us", "protection.partner.outlook.cn"),
        ("selector1", "selector2"),
        "include:spf.protection.outlook.com",
    ),
    Sender("Zoho Mail", ("zoho.com", "zohomail.com"), ("zmail", "zoho"), "include:zohomail.com"),
    Sender("Zoho Mail (EU)", ("zoho.eu", "zohomail.eu"), ("zmail", "zoho"), "include:zohomail.eu"),
    Sender("Zoho Mail (IN)", ("zoho.in", "zohomail.in"), ("zmail", "zoho"), "include:zohomail.in"),
    Sender("Fastmail", ("messagingengine.com",), ("fm1", "fm2", "fm3"), "include:spf.messagingengine.com"),
    Sender("Proton Mail", ("protonmail.ch",), ("protonmail", "protonmail2"), "include:_spf.protonmail.ch"),
    Sender("iCloud Mail", ("icloud.com",), ("sig1",), "include:icloud.com"),
    Sender("Yandex 360", ("yandex.net", "yandex.ru"), ("mail",), "include:_spf.yandex.net"),
    Sender("Titan", ("titan.email",), ("titan1",), "include:spf.titan.email"),
    Sender("Rackspace Email", ("emailsrvr.com",), (), "include:emailsrvr.com"),
    Sender("Namecheap Private Email", ("privateemail.com",), ("default",), "include:spf.privateemail.com"),
    Sender("GoDaddy Email", ("secureserver.net",), (), "include:secureserver.net"),
    Sender("OVHcloud", ("ovh.net", "ovh.com"), (), "include:mx.ovh.com"),
    Sender("Gandi", ("gandi.net",), ("gm1", "gm2", "gm3"), "include:_mailcust.gandi.net"),
    Sender(
        "IONOS", ("kundenserver.de", "ionos.com", "perfora.net"), ("s1-ionos", "s2-ionos"), "include:_spf.perfora.net"
    ),
    Sender("Infomaniak", ("infomaniak.ch",), (), "include:spf.infomaniak.ch"),
    Sender("Migadu", ("migadu.com",), ("key1", "key2", "key3"), "include:spf.migadu.com"),
    Sender("mailbox.org", ("mailbox.org",), ("mbo0001", "mbo0002"), "include:mailbox.org"),
    Sender("Hostinger", ("hostinger.com",), ("hostingermail-a", "hostingermail-b"), "include:_spf.mail.hostinger.com"),
    Sender("Amazon WorkMail", ("awsapps.com", "inbound-smtp.us-east-1.amazonaws.com"), (), "include:amazonses.com"),
    Sender("Cloudflare Email Routing", ("mx.cloudflare.net",), ("cf2024-1",), "include:_spf.mx.cloudflare.net"),
    Sender("ImprovMX", ("improvmx.com",), ("dkimprovmx1", "dkimprovmx2"), "include:spf.improvmx.com"),
    Sender("Forward Email", ("forwardemail.net",), (), "include:spf.forwardemail.net"),
    # Filters in front of mailboxes
    Sender("Proofpoint", ("pphosted.com", "ppe-hosted.com"), ("selector1",)),
    Sender("Mimecast", ("mimecast.com",), ()),
    Sender("Barracuda", ("barracudanetworks.com",), ()),
    Sender("Cisco Secure Email", ("iphmx.com",), ()),
    # Transactional mail
    Sender("SendGrid", ("sendgrid.net",), ("s1", "s2")),
    Sender("Mailgun", ("mailgun.org",), ("smtp", "mailo", "pic", "k1")),
    Sender("Postmark", ("mtasv.net",), ("pm", "20230101000000pm")),
    Sender("Amazon SES", ("amazonses.com", "amazonaws.com"), (), "include:amazonses.com"),
    Sender("SparkPost", ("sparkpostmail.com", "_spf.eu.sparkpostmail.com"), ("scph0316",)),
    Sender("Mailjet", ("mailjet.com",), ("mailjet",)),
    Sender("Resend", ("resend.com",), ("resend",)),
    Sender("Brevo", ("sendinblue.com", "brevo.com"), ("mail", "brevo1", "brevo2")),
    Sender("MailerSend", ("mailersend.net",), ("mlsend", "mlsend2")),
    Sender("SMTP2GO", ("smtp2go.com",), ("s1",)),
    Sender("SocketLabs", ("email-od.com",), ()),
    Sender("Elastic Email", ("elasticemail.com",), ("api",)),
    Sender("Loops", ("loops.so",), ()),
    Sender("Mandrill", ("mandrillapp.com",), ("mte1", "mte2", "mandrill")),
    # Newsletters and customers
    Sender("Mailchimp", ("mcsv.net",), ("k2", "k3", "k1")),
    Sender("Klaviyo", ("klaviyomail.com", "klaviyo.com"), ("kl", "kl2")),
    Sender("ConvertKit", ("convertkit.com", "kit.com"), ("cka", "cka2")),
    Sender("ActiveCampaign", ("acems1.com", "emsd1.com"), ("acdkim1", "acdkim2")),
    Sender("Campaign Monitor", ("createsend.com", "cmail1.com"), ("cm",)),
    Sender("MailerLite", ("mlsend.com",), ("litesrv", "ml")),
    Sender("Customer.io", ("customeriomail.com",), ("cio",)),
    Sender("Constant Contact", ("constantcontact.com",), ("ctct1", "ctct2")),
    Sender("HubSpot", ("hubspotemail.net",), ("hs1", "hs2")),
    Sender("Salesforce", ("salesforce.com", "exacttarget.com"), ()),
    Sender("Marketo", ("mktomail.com",), ("m1",)),
    Sender("Braze", ("braze.com",), ()),
    Sender("Intercom", ("intercom.io",), ("intercom",)),
    Sender("Zendesk", ("zendesk.com",), ("zendesk1", "zendesk2")),
    Sender("Freshdesk", ("freshdesk.com", "freshemail.io"), ("fd", "fddkim")),
    Sender("Help Scout", ("helpscoutemail.com",), ("strong1", "strong2")),
    Sender("Front", ("frontapp.com",), ()),
    Sender("Atlassian", ("atlassian.net",), ("s1",)),
    Sender("Shopify", ("shopify.com",), ()),
    Sender("Stripe", ("stripe.com",), ()),
    Sender("Xero", ("xero.com",), ()),
    Sender("DocuSign", ("docusign.net",), ()),
    Sender("Squarespace", ("squarespace-mail.com",), ()),
    Sender("Wix", ("ascendbywix.com",), ()),
)


def sender_of(host: str) -> Sender | None:
    """The service a host of an MX or SPF record belongs to: by the longest ending that fits."""
    lowered = host.rstrip(".").lower()
    found = [(len(name), sender) for sender in SENDERS for name in sender.names if is_below(lowered, name)]
    return max(found, key=lambda each: each[0])[1] if found else None


def senders_of(hosts: Iterable[str]) -> tuple[Sender, ...]:
    """The services of several hosts, each once, in the order of the hosts."""
    return tuple(dict.fromkeys(sender for host in hosts if (sender := sender_of(host)) is not None))


def is_below(host: str, ending: str) -> bool:
    """True for the ending itself and for every name under it."""
    return host == ending or host.endswith("." + ending)
