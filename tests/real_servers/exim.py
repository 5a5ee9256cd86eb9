"""Exim as a mail exchanger: it greets, offers STARTTLS with the given certificate, and delivers nothing."""

import contextlib
import os
import pwd
import tempfile
from pathlib import Path

from tests.real_servers.server import program, served

CONFIG = """
keep_environment =
primary_hostname = {name}
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
tls_advertise_hosts = {offer}
tls_certificate = {certificate}
tls_privatekey = {certificate}
acl_smtp_rcpt = refuse
never_users =
rfc1413_query_timeout = 0s
host_lookup =
begin acl
refuse:
  deny message = this server delivers nothing
"""


OWN_USER = "Debian-exim"


@contextlib.contextmanager
def exim(address, port, *, name, certificate=None):
    """Answers on one address as `name`; without a certificate (PEM with its key) it offers no encryption.

    Started by root it becomes a user of its own, who cannot read what lies in root's folders: so this one is its own.
    """
    with tempfile.TemporaryDirectory(prefix="launchready-exim-") as made:
        folder = Path(made)
        (folder / "spool").mkdir()
        secret, config = folder / "certificate.pem", folder / "exim.conf"
        secret.write_bytes(certificate or b"")
        offer = "*" if certificate else ""
        config.write_text(CONFIG.format(name=name, folder=folder, offer=offer, certificate=secret))
        if os.geteuid() == 0:
            owner = pwd.getpwnam(OWN_USER)
            for place in (folder, folder / "spool", secret):
                os.chown(place, owner.pw_uid, owner.pw_gid)
        line = [program("exim4"), "-C", config, "-bdf", "-oP", folder / "exim.pid", "-oX", f"<; {address}.{port}"]
        with served(line, folder, address, port):
            yield
