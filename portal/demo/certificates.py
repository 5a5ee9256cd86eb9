"""The estate's own certificate authority: a root, an intermediate, and a leaf for every machine."""

import datetime as dt
import os
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from portal.demo import places

DAYS_OF_A_LEAF = 89
DAYS_OF_A_FORGOTTEN_LEAF = 5
# TLS 1.0 and 1.1 sign with SHA-1, which OpenSSL 3 does at this level alone; ALL takes ciphers without certificates too.
OLD_CIPHERS = "ALL:@SECLEVEL=0"


@dataclass(frozen=True)
class Leaf:
    """One server certificate: its file name, the names on it and how it is deployed."""

    file: str
    names: tuple[str, ...]
    days: int = DAYS_OF_A_LEAF
    with_intermediate: bool = True
    with_root: bool = False
    times: int = 1
    ciphers: str = "DEFAULT"


LEAVES = (
    Leaf("edge", (places.DOMAIN, f"*.{places.DOMAIN}"), with_root=True),
    Leaf("api", (places.API,)),
    Leaf("api-old-versions", (places.API,), ciphers=OLD_CIPHERS),
    Leaf("auth-old-name", (f"login.{places.DOMAIN}",)),
    Leaf("docs", (places.DOCS,)),
    Leaf("docs-forgotten", (places.DOCS,), days=DAYS_OF_A_FORGOTTEN_LEAF, times=2),
    Leaf("status", (places.STATUS,)),
    Leaf("preview", (f"*.preview.{places.DOMAIN}",)),
    Leaf("mail", (places.MAIL_HOST,)),
    Leaf("mail-leaf-alone", (places.MAIL_HOST,), with_intermediate=False),
    Leaf("origin", (places.ORIGIN_HOST, places.ADMIN, places.APP)),
    Leaf("registry", (places.RDAP_HOST,)),
)


@dataclass(frozen=True)
class Issuer:
    """A certificate and the key that signs below it."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def issue_certificates(folder: places.Folder, now: dt.datetime) -> dict[str, ssl.SSLContext]:
    """A server context for every leaf. Keys and authority stay, leaves are new at every start, so none runs out."""
    folder.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.certificates.mkdir(parents=True, exist_ok=True)
    root = _authority(folder, "root", "Pierpoint Root E1", None, now)
    intermediate = _authority(folder, "intermediate", "Pierpoint Issuing E7", root, now)
    above = (intermediate, root)
    return {leaf.file: _context(folder, leaf, above, now) for leaf in LEAVES}


def _authority(folder: places.Folder, file: str, name: str, parent: Issuer | None, now: dt.datetime) -> Issuer:
    """The stored authority, or a new one that lasts ten years."""
    key = _key(folder.keys / f"{file}.key")
    path = folder.certificates / f"{file}.pem"
    if path.exists():
        return Issuer(x509.load_pem_x509_certificate(path.read_bytes()), key)
    builder = _builder(_name(name), key, parent.certificate.subject if parent else _name(name))
    builder = builder.not_valid_before(now - dt.timedelta(days=400)).not_valid_after(now + dt.timedelta(days=3650))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0 if parent else None), critical=True)
    builder = builder.add_extension(_key_usage(signs_certificates=True), critical=True)
    if parent:
        builder = builder.add_extension(_authority_key(parent), critical=False)
    certificate = builder.sign(parent.key if parent else key, hashes.SHA256())
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return Issuer(certificate, key)


def _context(folder: places.Folder, leaf: Leaf, above: tuple[Issuer, Issuer], now: dt.datetime) -> ssl.SSLContext:
    """Sign the leaf, write its chain, load it for a server that speaks TLS 1.2 and 1.3."""
    issuer, root = above
    key_path = folder.keys / f"{leaf.file}.key"
    key = _key(key_path)
    builder = _builder(_name(leaf.names[0]), key, issuer.certificate.subject)
    # All live equally long; the extra hour keeps "five days left" true for as long as one audit takes.
    builder = builder.not_valid_before(now - dt.timedelta(days=DAYS_OF_A_LEAF + 1 - leaf.days))
    builder = builder.not_valid_after(now + dt.timedelta(days=leaf.days, hours=1))
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_key_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    builder = builder.add_extension(x509.SubjectAlternativeName(map(x509.DNSName, leaf.names)), critical=False)
    builder = builder.add_extension(_authority_key(issuer), critical=False)
    chain = [builder.sign(issuer.key, hashes.SHA256())] * leaf.times
    chain += [issuer.certificate] if leaf.with_intermediate else []
    chain += [root.certificate] if leaf.with_root else []
    path = folder.certificates / f"{leaf.file}.pem"
    path.write_bytes(b"".join(link.public_bytes(serialization.Encoding.PEM) for link in chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, key_path)
    context.set_ciphers(leaf.ciphers)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


def _key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The key in this file, made and kept for the owner alone when there is none."""
    if path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key
    fresh = ec.generate_private_key(ec.SECP256R1())
    pem = fresh.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
    return fresh


def _builder(subject: x509.Name, key: ec.EllipticCurvePrivateKey, issuer: x509.Name) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _authority_key(issuer: Issuer) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    """What strict verifiers want: an authority signs certificates and lists, a leaf signs handshakes."""
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
