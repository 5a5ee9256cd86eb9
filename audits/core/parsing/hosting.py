"""Hosting services whose freed names anyone may take, and the sign each gives when a name is free.

Gathered from the services' own documentation and the public list of takeover shapes (can-i-take-over-xyz), March 2026.
A service that proves ownership before it serves a name (CloudFront, Zendesk, Squarespace, Google) stands in no row.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class HostingService:
    """`suffixes` of the names customers point at; `sign` is text of the page shown for a name nobody holds.

    Without a sign the service frees the DNS name itself, so that a name that does not exist can be taken.
    """

    name: str
    suffixes: tuple[str, ...]
    sign: str = ""


_AZURE = (
    *("azurewebsites.net", "cloudapp.net", "cloudapp.azure.com", "trafficmanager.net", "blob.core.windows.net"),
    *("web.core.windows.net", "azureedge.net", "azure-api.net", "azurecontainer.io", "azurehdinsight.net"),
    *("search.windows.net", "servicebus.windows.net", "database.windows.net", "redis.cache.windows.net"),
)
SERVICES = (
    HostingService("GitHub Pages", ("github.io",), "There isn't a GitHub Pages site here."),
    HostingService("Heroku", ("herokuapp.com", "herokudns.com", "herokussl.com"), "No such app"),
    HostingService("AWS Elastic Beanstalk", ("elasticbeanstalk.com",)),
    HostingService("Amazon S3", ("amazonaws.com",), "NoSuchBucket"),
    HostingService("Alibaba Cloud OSS", ("aliyuncs.com",), "NoSuchBucket"),
    HostingService("Netlify", ("netlify.app", "netlify.com"), "Not Found - Request ID"),
    HostingService("Vercel", ("vercel.app", "vercel-dns.com", "now.sh"), "DEPLOYMENT_NOT_FOUND"),
    HostingService("Surge", ("surge.sh",), "project not found"),
    HostingService("Microsoft Azure", _AZURE),
    HostingService("Fly.io", ("fly.dev",)),
    HostingService("Railway", ("up.railway.app",), "The train has not arrived at the station."),
    HostingService("Pantheon", ("pantheonsite.io",), "The gods are wise, but do not know of the site which you seek"),
    HostingService("Bitbucket", ("bitbucket.io",), "Repository not found"),
    HostingService("Read the Docs", ("readthedocs.io",), "The link you have followed or the URL that you entered does"),
    HostingService("ReadMe", ("readme.io", "readmessl.com"), "Project doesnt exist... yet!"),
    HostingService("Ghost", ("ghost.io",), "Failed to resolve DNS path for this host"),
    HostingService("Help Scout", ("helpscoutdocs.com",), "No settings were found for this company:"),
    HostingService("Help Juice", ("helpjuice.com",), "We could not find what you're looking for."),
    HostingService("Shopify", ("myshopify.com",), "Sorry, this shop is currently unavailable."),
    HostingService("Fastly", ("fastly.net",), "Fastly error: unknown domain"),
    HostingService("Webflow", ("proxy.webflow.com", "proxy-ssl.webflow.com"), "The page you are looking for doesn't"),
    HostingService("Wix", ("wixdns.net",), "Looks Like This Domain Isn't Connected To A Website Yet!"),
    HostingService("WordPress.com", ("wordpress.com",), "Do you want to register"),
    HostingService("Tumblr", ("domains.tumblr.com",), "Whatever you were looking for doesn't currently exist"),
    HostingService("Hatena Blog", ("hatenablog.com",), "404 Blog is not found"),
    HostingService("Kinsta", ("kinsta.cloud", "kinsta.com"), "No Site For Domain"),
    HostingService("Agile CRM", ("agilecrm.com",), "Sorry, this page is no longer available."),
    HostingService("Anima", ("animaapp.io",), "If this is your website and you've just created it"),
    HostingService("Campaign Monitor", ("createsend.com",), "Trying to access your account?"),
    HostingService("Gemfury", ("furyns.com",), "404: This page could not be found."),
    HostingService("Intercom", ("custom.intercom.help",), "Uh oh. That page doesn't exist."),
    HostingService("Landingi", ("landingi.com",), "It looks like you're lost"),
    HostingService("LaunchRock", ("launchrock.com",), "It looks like you may have taken a wrong turn somewhere."),
    HostingService("ngrok", ("ngrok.io", "ngrok-cname.com"), ".ngrok.io not found"),
    HostingService("Pingdom", ("stats.pingdom.com",), "Sorry, couldn't find the status page"),
    HostingService("Short.io", ("short.io",), "Link does not exist"),
    HostingService("SmartJobBoard", ("mysmartjobboard.com",), "This job board website is either expired or its domain"),
    HostingService("SurveySparrow", ("surveysparrow.com",), "Account not found"),
    HostingService("Strikingly", ("s.strikinglydns.com",), "PAGE NOT FOUND."),
    HostingService("Uberflip", ("uberflip.com",), "The URL you've accessed does not provide a hub."),
    HostingService("Uptime Robot", ("stats.uptimerobot.com",), "page not found"),
    HostingService("Worksites", ("worksites.net",), "Hello! Sorry, but the website you"),
    HostingService("YouTrack", ("youtrack.cloud", "myjetbrains.com"), "is not a registered InCloud YouTrack"),
)
PROOFS = (
    *("acm-validations.aws", "dv.googlehosted.com", "verify.bing.com", "comodoca.com", "sectigo.com"),
    *("dcv.digicert.com", "cname.vercel-verify.com", "validation.azurefd.net", "ssl.com", "zmverify.zoho.com"),
)
"""Where aliases point that prove something to a service and serve nobody: their targets need not exist for long."""


def service_of(target: str) -> HostingService | None:
    """The hosting service an alias target belongs to."""
    return next((service for service in SERVICES if _is_below(target, service.suffixes)), None)


def is_proof(target: str) -> bool:
    """Whether an alias leads to a service that only looks at it, such as an authority that validates a name."""
    return _is_below(target, PROOFS)


def shows_free(service: HostingService, status: int, text: str) -> bool:
    """Whether an answer under an alias into this service is the service's own page for a name nobody holds."""
    return bool(service.sign) and status >= 400 and service.sign in text


def _is_below(target: str, suffixes: tuple[str, ...]) -> bool:
    return any(target == suffix or target.endswith("." + suffix) for suffix in suffixes)
