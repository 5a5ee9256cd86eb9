"""A certificate authority made for one test: a root, intermediates below it, and leaves as wrong as wanted."""

import datetime as dt
import ssl
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

PEM, DER = serialization.Encoding.PEM, serialization.Encoding.DER


@dataclass(frozen=True)
class Signed:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: object

    @property
    def pem(self):
        return self.certificate.public_bytes(PEM)

    @property
    def private_pem(self):
        return self.key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    @property
    def der(self):
        return self.certificate.public_bytes(DER)


def authority(name, issuer=None, *, days=(-30, 3650), key=None):
    """A root, or an intermediate below `issuer`; with a given key, another certificate for the same authority."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    builder = _builder(name, key, issuer, days)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    usage = dict.fromkeys(_USAGES, False) | {"key_cert_sign": True, "crl_sign": True}
    builder = builder.add_extension(x509.KeyUsage(**usage), critical=True)
    return Signed(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


SERVERS, CLIENTS = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH


def leaf(
    issuer, *names, days=(-1, 80), issuer_url=None, bits=None, key=None, purpose=SERVERS, must_staple=False
):  # a certificate has as many parts as a test may want wrong
    """A server certificate; without an issuer it vouches for itself, `bits` makes its key RSA of that size."""
    key = key or (rsa.generate_private_key(65537, bits) if bits else ec.generate_private_key(ec.SECP256R1()))
    builder = _builder(names[0] if names else "nameless", key, issuer, days)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(map(x509.DNSName, names)), critical=False)
    if must_staple:
        builder = builder.add_extension(x509.TLSFeature([x509.TLSFeatureType.status_request]), critical=False)
    if issuer_url:
        place = x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(issuer_url)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([place]), critical=False)
    return Signed(builder.sign(issuer.key if issuer else key, hashes.SHA256()), key)


WITH_SHA256, WITH_SHA1 = bytes.fromhex("2a864886f70d01010b"), bytes.fromhex("2a864886f70d010105")


def signed_with_sha1(signed, issuer):
    """The same certificate signed as nobody may sign any more, which libraries refuse to do; its issuer's key is RSA."""
    old = signed.certificate
    body = old.tbs_certificate_bytes.replace(WITH_SHA256, WITH_SHA1)
    signature = issuer.key.sign(body, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 - broken is the point
    der = signed.der.replace(WITH_SHA256, WITH_SHA1).replace(old.signature, signature)
    return Signed(x509.load_der_x509_certificate(der), signed.key)


def server_context(folder, shown, *chain, ciphers="DEFAULT"):
    """A server's TLS context that sends `shown` and then `chain`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(ciphers)
    place = folder / f"{shown.certificate.serial_number}.pem"
    place.write_bytes(shown.private_pem + b"".join(each.pem for each in (shown, *chain)))
    context.load_cert_chain(place)
    return context


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _builder(name, key, issuer, days):
    now = dt.datetime.now(dt.UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer = issuer.certificate.subject if issuer else subject
    builder = x509.CertificateBuilder(signer, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now + dt.timedelta(days=days[0]))
    builder = builder.not_valid_after(now + dt.timedelta(days=days[1]))
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    if issuer:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(identifier, critical=False)
    return builder
