"""Running demo estates, and the raw probes that look at them without the product's own checks."""

import http.client
import json
import smtplib
import socket
import ssl
import subprocess
import sys
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from OpenSSL import SSL

from portal.demo import places

TIMEOUT = 5
ROOT = Path(__file__).parents[2]


class Running:
    """One estate process and what a visitor can find out about it."""

    def __init__(self, data, *arguments):
        self.folder = places.Folder(data)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "portal.demo.estate", "--data", str(data), *arguments],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.first_line = self.process.stdout.readline()
        self.settings = json.loads(self.folder.settings.read_text())
        pairs = (pair.split("=") for pair in self.settings["LAUNCHREADY_PORTS"].split(","))
        self.ports = {int(ordinary): int(real) for ordinary, real in pairs}

    def stop(self):
        self.process.terminate()
        status = self.process.wait(TIMEOUT)
        self.process.stdout.close()
        return status

    def switch(self, *arguments):
        command = [sys.executable, "-m", "portal.demo.repair", "--data", str(self.folder.root), *arguments]
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=20).stdout

    def description(self):
        return json.loads(self.folder.estate.read_text())

    def ask(self, name, kind, server=places.RESOLVER):
        query = dns.message.make_query(name, kind)
        answer, _ = dns.query.udp_with_fallback(query, server, timeout=TIMEOUT, port=self.ports[53])
        return answer

    def records(self, name, kind):
        wanted = dns.rdatatype.from_text(kind)
        return [record for found in self.ask(name, kind).answer if found.rdtype == wanted for record in found]

    def texts(self, name):
        return [b"".join(record.strings).decode() for record in self.records(name, "TXT")]

    def address(self, host):
        return self.records(host, "A")[0].address

    def trust(self):
        return ssl.create_default_context(cafile=self.settings["LAUNCHREADY_CA_FILE"])

    def certificate(self, host):
        """The verified certificate; raises what a browser would complain about."""
        with (
            socket.create_connection((self.address(host), self.ports[443]), TIMEOUT) as raw,
            self.trust().wrap_socket(raw, server_hostname=host) as secured,
        ):
            return secured.getpeercert()

    def speaks(self, host, version):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = version
        try:
            with (
                socket.create_connection((self.address(host), self.ports[443]), TIMEOUT) as raw,
                context.wrap_socket(raw, server_hostname=host),
            ):
                return True
        except ssl.SSLError:
            return False

    def takes(self, host, cipher):
        """Whether TLS 1.2 comes about with this cipher alone; without a certificate for the anonymous ones."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(f"{cipher}:@SECLEVEL=0")
        try:
            with (
                socket.create_connection((self.address(host), self.ports[443]), TIMEOUT) as raw,
                context.wrap_socket(raw, server_hostname=host) as secured,
            ):
                return secured.cipher()[0] == cipher
        except ssl.SSLError:
            return False

    def sent(self, host):
        """The certificates a host sends, in DER."""
        with socket.create_connection((self.address(host), self.ports[443]), TIMEOUT) as raw:
            connection = SSL.Connection(SSL.Context(SSL.TLS_CLIENT_METHOD), raw)
            connection.set_tlsext_host_name(host.encode())
            raw.settimeout(None)
            connection.set_connect_state()
            connection.do_handshake()
            chain = connection.get_peer_cert_chain(as_cryptography=True)
        return [certificate.public_bytes(Encoding.DER) for certificate in chain]

    def roots(self):
        return self.trust().get_ca_certs(binary_form=True)

    def get(self, url, address=None, method="GET", **headers):
        """Status, headers by small letters, body; certificates are looked at elsewhere."""
        parts = urlsplit(url)
        port = self.ports[443 if parts.scheme == "https" else 80]
        raw = socket.create_connection((address or self.address(parts.hostname), port), TIMEOUT)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            raw = context.wrap_socket(raw, server_hostname=parts.hostname)
        connection = http.client.HTTPConnection(parts.hostname, timeout=TIMEOUT)
        connection.sock = raw
        connection.request(method, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers)
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body

    def header(self, url, name):
        return self.get(url)[1].get(name, "")

    def hops(self, url, most=8):
        """The addresses a visitor passes through, the last one answering itself unless there are too many."""
        passed = []
        while len(passed) < most:
            status, headers, _ = self.get(url)
            if status not in {301, 302, 303, 307, 308}:
                return passed
            target = headers["location"]
            parts = urlsplit(url)
            url = target if target.startswith("http") else f"{parts.scheme}://{parts.netloc}{target}"
            passed.append(url)
        return passed

    def history(self):
        """Every line ever added, on any branch."""
        command = ["git", "--git-dir", str(self.folder.repository), "log", "--all", "-p", "--format=%H"]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout

    def starttls(self):
        mail = smtplib.SMTP(timeout=TIMEOUT)
        mail.connect(self.address(places.MAIL_HOST), self.ports[25])
        mail._host = places.MAIL_HOST
        with mail:
            mail.ehlo("probe.example")
            mail.starttls(context=self.trust())
            return mail.ehlo("probe.example")


@pytest.fixture(scope="session")
def broken(tmp_path_factory):
    """The estate as the client left it."""
    running = Running(tmp_path_factory.mktemp("broken"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def repaired(tmp_path_factory):
    """The estate without a defect."""
    running = Running(tmp_path_factory.mktemp("repaired"), "--repaired")
    yield running
    running.stop()


@pytest.fixture
def start(tmp_path):
    """Starts estates in this test's own folder."""
    started = []

    def begin(*arguments):
        started.append(Running(tmp_path / "estate", *arguments))
        return started[-1]

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.stop()
