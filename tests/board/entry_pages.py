"""Asking for the pages around the board as somebody."""

from django.test import Client
from django.urls import reverse

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(user):
    """A browser in which this person is logged in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page(world, name, *arguments):
    """The address of a page of the first engagement."""
    return reverse(name, args=[world.consultancy.slug, world.engagement.pk, *arguments])


def place(world, name, *arguments):
    """The address of a page of the first consultancy."""
    return reverse(name, args=[world.consultancy.slug, *arguments])


def text(response):
    """The page as text with single spaces."""
    return " ".join(response.content.decode().split())
