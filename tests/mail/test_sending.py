"""Mail leaves through a worker: a row and a job in the request, one message at the server, nothing left behind."""

import socketserver
import threading

import pytest
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.db import connection

from portal.jobs.models import Job
from portal.mail.models import KeptMail, WaitingMail
from portal.mail.tasks import send_mail

pytestmark = pytest.mark.network


class MailServer(socketserver.ThreadingTCPServer):
    """Takes messages as RFC 5321 says; refuses the next ones while `refusals` last."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        self.envelopes, self.refusals = [], 0
        super().__init__(("127.0.0.1", 0), Conversation)


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 post")
        recipients = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.say("354 go on")
                text = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    text += part
                if self.server.refusals:
                    self.server.refusals -= 1
                    self.say("451 later")
                else:
                    self.server.envelopes.append((recipients, text))
                    self.say("250 taken")
            elif verb == b"QUIT":
                return self.say("221 bye")
            else:
                if verb == b"RCPT":
                    recipients.append(line.decode().partition("<")[2].partition(">")[0])
                self.say("250 ok")
        return None

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


@pytest.fixture
def server(settings):
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        settings.EMAIL_BACKEND = "portal.mail.backend.QueueingBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER, settings.EMAIL_TIMEOUT = "", 5
        yield server
        server.shutdown()


def write():
    message = EmailMultiAlternatives("Your code", "123456", "Launch Ready <portal@north.test>", ["ada@client.test"])
    # pytest-django puts Django's own backend in the place of ours.
    from portal.mail.backend import QueueingBackend

    QueueingBackend().send_messages([message])
    return Job.objects.get()


@pytest.mark.django_db
def test_request_writes_a_row_and_a_job_and_sends_nothing(server):
    job = write()
    assert (job.queue, job.state, WaitingMail.objects.count()) == ("mail", "queued", 1)
    assert server.envelopes == []


@pytest.mark.django_db(transaction=True)
def test_worker_hands_the_message_over_and_forgets_it(server):
    send_mail(write().pk)
    ((recipients, text),) = server.envelopes
    assert recipients == ["ada@client.test"]
    assert b"Subject: Your code" in text
    assert b"\r\n123456" in text
    assert WaitingMail.objects.count() == 0
    assert Job.objects.get().state == "done"


@pytest.mark.django_db(transaction=True)
def test_refused_message_is_tried_again_with_the_same_id(server):
    server.refusals = 1
    job = write()
    send_mail(job.pk)
    assert server.envelopes == []
    assert (Job.objects.get().state, WaitingMail.objects.count()) == ("queued", 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE jobs_job SET run_after = now()")
    send_mail(job.pk)
    assert len(server.envelopes) == 1
    assert server.envelopes[0][1].count(b"Message-ID:") == 1
    assert WaitingMail.objects.count() == 0


@pytest.mark.django_db
def test_local_mailbox_refuses_a_header_of_two_lines_as_a_mail_server_does():
    from portal.mail.backend import KeepingBackend

    with pytest.raises(BadHeaderError):
        KeepingBackend().send_messages([EmailMultiAlternatives("Two\nlines", "text", None, ["ada@client.test"])])
    assert not KeptMail.objects.exists()
