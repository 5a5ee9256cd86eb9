"""The addresses about people."""

from django.urls import path

from portal.tenancy import views
from portal.tenancy.audience import Audience, declare

urlpatterns = [
    path("", views.home, name="home"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("<slug:consultancy>/people/", views.people, name="people"),
    path("<slug:consultancy>/people/<int:member>/remove/", views.drop_member, name="drop_member"),
    path("<slug:consultancy>/invitations/<uuid:invitation>/withdraw/", views.drop_invitation, name="drop_invitation"),
    path("<slug:consultancy>/clients/<uuid:client>/", views.client_people, name="client_people"),
    path(
        "<slug:consultancy>/clients/<uuid:client>/people/<int:client_user>/remove/",
        views.drop_client_user,
        name="drop_client_user",
    ),
    path("<slug:consultancy>/activity/", views.activity, name="activity"),
]

declare(
    {
        "home": Audience.PERSON,
        "invitation": Audience.ANYBODY,
        "people": Audience.OWNER,
        "drop_member": Audience.OWNER,
        "drop_invitation": Audience.MEMBER,
        "client_people": Audience.MEMBER,
        "drop_client_user": Audience.MEMBER,
        "activity": Audience.MEMBER,
    }
)
