"""The log-in pages django-allauth serves: those the portal uses, signup only by invitation."""

from allauth.account import urls as account_urls

from portal.tenancy.audience import Audience, declare

urlpatterns = account_urls.urlpatterns

declare({pattern.name: Audience.ANYBODY for pattern in urlpatterns})
