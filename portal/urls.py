"""Every address of the portal; each room lists its own and declares who they are for."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from portal.tenancy.audience import Audience, declare

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("portal.tenancy.account_urls")),
    path("", include("portal.tenancy.urls")),
    path("<slug:consultancy>/", include("portal.board.urls")),
    path("<slug:consultancy>/", include("audits.urls")),
    path("<slug:consultancy>/", include("handover.urls")),
    path("<slug:consultancy>/", include("portal.progress.urls")),
]
if settings.EMBEDDED:
    urlpatterns.insert(0, path("mailbox/", include("portal.mail.urls")))

handler400 = "portal.unreadable.unreadable"
handler500 = "portal.broken.broken"

declare({"mailbox": Audience.ANYBODY, "kept_mail": Audience.ANYBODY})
