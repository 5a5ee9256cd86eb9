"""The time zone a person's pages are written in."""

from django import template

from portal.tenancy.models import User

register = template.Library()


@register.filter
def zone_or(user: User, other: str) -> str:
    """The zone the person chose, or `other`."""
    return user.zone_or(other)
