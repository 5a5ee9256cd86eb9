"""The pages about people: where one may go, invitations, members, clients, history."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.tenancy import queries
from portal.tenancy.access import (
    access_client,
    access_client_user,
    access_invitation,
    access_invitation_by_token,
    access_member,
)
from portal.tenancy.faults import RefusedError
from portal.tenancy.forms import InviteClientUserForm, InviteMemberForm, JoinForm
from portal.tenancy.models import Client, Invitation, User
from portal.tenancy.people_actions import (
    accept_invitation,
    invite,
    join_with_invitation,
    remove_client_user,
    remove_member,
    withdraw_invitation,
)
from portal.tenancy.place import TenantRequest

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Straight to the only consultancy, or the choice of several."""
    memberships = queries.memberships_of(request.user)
    if len(memberships) == 1:
        return redirect(_entrance(memberships[0]))
    places = [{"membership": membership, "address": _entrance(membership)} for membership in memberships]
    return render(request, "tenancy/home.html", {"places": places})


def _entrance(membership: queries.Membership) -> str:
    name = "engagements" if membership.is_member else "client_engagements"
    return reverse(name, args=[membership.consultancy.slug])


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link: join, or log in and accept."""
    invited = access_invitation_by_token(token)
    known = queries.known_person(invited.email)
    context = {"invitation": invited, "known": known, "consultancy": invited.consultancy}
    if known is None:
        form = JoinForm(request.POST or None, email=invited.email)
        if form.is_valid():
            return _joined(request, invited, form)
        return render(request, "tenancy/invitation.html", {**context, "form": form})
    if request.method == "POST" and request.user == known:
        try:
            accept_invitation(invitation=invited, user=known)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return redirect("home")
    return render(request, "tenancy/invitation.html", context)


def _joined(request: HttpRequest, invited: Invitation, form: JoinForm) -> HttpResponse:
    told = form.cleaned_data
    try:
        user = join_with_invitation(invitation=invited, name=told["name"], password=told["password"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        login(request, user, backend=BACKEND)
    return redirect("home")


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: TenantRequest, consultancy: str) -> HttpResponse:
    """Members and open invitations; owners invite."""
    form = InviteMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, form, None):
        return redirect("people", consultancy)
    context = {
        "members": queries.current_members(),
        "invitations": queries.open_invitations(None),
        "clients": queries.clients(),
        "here_people": True,
        "form": form,
    }
    return render(request, "tenancy/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def client_people(request: TenantRequest, consultancy: str, client: UUID) -> HttpResponse:
    """A client's users and open invitations; members invite."""
    company = access_client(request.place, client)
    form = InviteClientUserForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, form, company):
        return redirect("client_people", consultancy, client)
    context = {
        "client": company,
        "client_users": queries.current_client_users(company),
        "invitations": queries.open_invitations(company),
        "form": form,
    }
    return render(request, "tenancy/client_people.html", context)


def _invited(request: TenantRequest, form: InviteMemberForm | InviteClientUserForm, client: Client | None) -> bool:
    """Whether the invitation went out; a refusal stands on the form."""
    link = request.build_absolute_uri(reverse("invitation", args=["TOKEN"]))
    email, role = form.cleaned_data["email"], form.cleaned_data["role"]
    try:
        invite(
            consultancy=request.place.consultancy,
            email=email,
            role=role,
            client=client,
            link_to=link,
            acting_user=request.user,
        )
    except RefusedError as refusal:
        form.add_error("email", str(refusal))
        return False
    messages.success(request, f"{email} has an invitation in the mail. It works for 7 days.")
    return True


@require_POST
def drop_invitation(request: TenantRequest, consultancy: str, invitation: UUID) -> HttpResponse:
    """Withdraw an invitation."""
    invited = access_invitation(request.place, invitation)
    withdraw_invitation(invitation=invited, acting_user=request.user)
    messages.success(request, f"The invitation of {invited.email} no longer works.")
    if invited.client_id:
        return redirect("client_people", consultancy, invited.client_id)
    return redirect("people", consultancy)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_member(request: TenantRequest, consultancy: str, member: int) -> HttpResponse:
    """Ask, then end a member's access."""
    row = access_member(request.place, member)
    if request.method != "POST":
        return _ask_removal(request, row.user, reverse("people", args=[consultancy]))
    try:
        remove_member(member=row, acting_user=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("people", consultancy)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_client_user(request: TenantRequest, consultancy: str, client: UUID, client_user: int) -> HttpResponse:
    """Ask, then end a client user's access."""
    row = access_client_user(request.place, client, client_user)
    back = reverse("client_people", args=[consultancy, client])
    if request.method != "POST":
        return _ask_removal(request, row.user, back)
    remove_client_user(client_user=row, acting_user=request.user)
    return redirect(back)


def _ask_removal(request: TenantRequest, person: User, back: str) -> HttpResponse:
    context = {"person": person, "back": back, "title": f"Remove {person.short_name}?"}
    return render(request, "tenancy/remove.html", context)


@require_safe
def activity(request: TenantRequest, consultancy: str) -> HttpResponse:
    """Who did what, newest first."""
    del consultancy
    context = {"lines": queries.latest_activity(), "here_activity": True}
    return render(request, "tenancy/activity.html", context)
