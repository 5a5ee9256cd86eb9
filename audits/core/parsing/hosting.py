"""Hosting services whose freed names anyone may take, and the sign each gives when a name is free."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HostingService:
    """`suffixes` of the names customers point at; `sign` is text of the page shown for a name nobody holds.

    Without a sign the service frees the DNS name itself, so that a name that does not exist can be taken.
    """

    name: str
    suffixes: tuple[str, ...]
    sign: str = ""


SERVICES = (
    HostingService("GitHub Pages", ("github.io",), "There isn't a GitHub Pages site here."),
    HostingService("Heroku", ("herokuapp.com", "herokudns.com", "herokussl.com"), "No such app"),
    HostingService("Amazon S3", ("amazonaws.com",), "NoSuchBucket"),
    HostingService("Netlify", ("netlify.app", "netlify.com"), "Not Found - Request ID"),
    HostingService("Vercel", ("vercel.app", "vercel-dns.com", "now.sh"), "DEPLOYMENT_NOT_FOUND"),
    HostingService("Surge", ("surge.sh",), "project not found"),
    HostingService("ReadMe", ("readme.io", "readmessl.com"), "Project doesnt exist... yet!"),
    HostingService("Bitbucket", ("bitbucket.io",), "Repository not found"),
    HostingService("Ghost", ("ghost.io",), "Failed to resolve DNS path for this host"),
    HostingService("Help Scout", ("helpscoutdocs.com",), "No settings were found for this company:"),
    HostingService("Shopify", ("myshopify.com",), "Sorry, this shop is currently unavailable."),
    HostingService("Fastly", ("fastly.net",), "Fastly error: unknown domain"),
    HostingService("Pantheon", ("pantheonsite.io",), "The gods are wise, but do not know of the site which you seek"),
    HostingService("AWS Elastic Beanstalk", ("elasticbeanstalk.com",)),
    HostingService(
        "Microsoft Azure",
        (
            "azurewebsites.net",
            "cloudapp.net",
            "cloudapp.azure.com",
            "trafficmanager.net",
            "blob.core.windows.net",
            "azureedge.net",
            "azure-api.net",
            "azurecontainer.io",
            "azurestaticapps.net",
        ),
    ),
    HostingService("Fly.io", ("fly.dev",)),
    HostingService("Render", ("onrender.com",)),
    HostingService("Railway", ("up.railway.app",)),
)


def service_of(target: str) -> HostingService | None:
    """The hosting service an alias target belongs to."""
    return next(
        (
            service
            for service in SERVICES
            if any(target == suffix or target.endswith("." + suffix) for suffix in service.suffixes)
        ),
        None,
    )
