"""The client's pages; members reach them as a preview."""

from django.urls import path

from portal.progress import views
from portal.tenancy.audience import Audience, declare

urlpatterns = [
    path("client/", views.client_engagements, name="client_engagements"),
    path("client/<uuid:engagement>/", views.client_progress, name="client_progress"),
    path("client/<uuid:engagement>/risks/", views.client_risks, name="client_risks"),
    path("client/<uuid:engagement>/minimum-bar/", views.client_bar, name="client_bar"),
    path("client/<uuid:engagement>/comments/", views.client_comments, name="client_comments"),
    path("client/<uuid:engagement>/accesses/", views.client_intake, name="client_intake"),
    path("client/<uuid:engagement>/people/", views.client_access, name="client_access"),
    path("client/<uuid:engagement>/items/<uuid:item>/", views.client_item, name="client_item"),
]

declare({pattern.name: Audience.CLIENT_USER for pattern in urlpatterns})
