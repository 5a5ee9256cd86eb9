"""The addresses of the local mailbox."""

from django.urls import path

from portal.mail import views

urlpatterns = [
    path("", views.mailbox, name="mailbox"),
    path("<int:mail>/", views.kept_mail, name="kept_mail"),
]
