"""The log-in pages django-allauth serves: those the portal uses, signup only by invitation."""

from allauth.account import urls as account_urls

from portal.tenancy.audience import Audience, declare

ADDRESS_PAGES = frozenset({"account_email", "account_email_verification_sent", "account_confirm_email"})
"""Left out: a person's address is the one an invitation proved, and a code goes to no other."""

urlpatterns = [pattern for pattern in account_urls.urlpatterns if pattern.name not in ADDRESS_PAGES]

declare({pattern.name: Audience.ANYBODY for pattern in urlpatterns})
