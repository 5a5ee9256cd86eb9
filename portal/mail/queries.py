"""Reads of kept mail."""

from portal.mail.models import KeptMail


def latest_kept_mail(limit: int = 50) -> list[KeptMail]:
    """The newest messages first."""
    return list(KeptMail.objects.all()[:limit])


def kept_mail_with(mail_id: int) -> KeptMail | None:
    """One message."""
    return KeptMail.objects.filter(pk=mail_id).first()
