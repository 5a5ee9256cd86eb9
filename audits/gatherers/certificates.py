"""Certificates as sent, in words, and what OpenSSL says of their chain."""

import hashlib
import ssl
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs7
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID
from OpenSSL.crypto import FILETYPE_ASN1, X509, X509Store, X509StoreContext, X509StoreContextError, load_certificate

from audits.core.observed.tls import ANY_PURPOSE, SERVER_AUTH, Certificate, Verification

IGNORING_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME."""
TRUSTED = Verification(0, "ok")
MOST_CERTIFICATES = 10
UNKNOWN_KEY = "a key of an unknown kind"
E = TypeVar("E", bound=x509.ExtensionType)

_WORDS = {
    26: "unsuitable certificate purpose",
    66: "EE certificate key too weak",
    67: "CA certificate key too weak",
    68: "CA signature digest algorithm too weak",
}
"""What OpenSSL calls the errors that only a handshake finds (X509_verify_cert_error_string)."""


@lru_cache(maxsize=2)
def _system_roots(_paths: ssl.DefaultVerifyPaths) -> frozenset[bytes]:
    """The roots in the system's file; reading them takes longer than most handshakes, and they change with an update."""
    return frozenset(ssl.create_default_context().get_ca_certs(binary_form=True))


class Roots:
    """The certificates a host's chain may end at."""

    def __init__(self, context: ssl.SSLContext) -> None:
        known = context.get_ca_certs(binary_form=True)
        self._roots = [load_certificate(FILETYPE_ASN1, der) for der in known]
        self._private = frozenset(known) - _system_roots(ssl.get_default_verify_paths())
        folder = ssl.get_default_verify_paths().capath
        self._folder = folder if folder and Path(folder).is_dir() else None

    def put_into(self, store: X509Store) -> None:
        """Adds them all; the system's folder of roots is read by OpenSSL as it needs them."""
        for root in self._roots:
            store.add_cert(root)
        if self._folder:
            store.load_locations(None, self._folder)

    def verified(self, chain: tuple[x509.Certificate, ...], flags: int = 0) -> Verification:
        """What OpenSSL says of a chain, its leaf first, without the host name."""
        store = X509Store()
        self.put_into(store)
        if flags:
            store.set_flags(flags)
        leaf, *others = [X509.from_cryptography(certificate) for certificate in chain]
        try:
            X509StoreContext(store, leaf, others).verify_certificate()
        except X509StoreContextError as fault:
            code, _, message = fault.errors
            return Verification(int(code), str(message))
        return TRUSTED

    def anchor(self, chain: tuple[x509.Certificate, ...]) -> tuple[str, bool]:
        """The root that a chain ends at, dates aside, and whether the operator added it; no name when it ends nowhere."""
        store = X509Store()
        self.put_into(store)
        store.set_flags(IGNORING_TIME)
        leaf, *others = [X509.from_cryptography(certificate) for certificate in chain]
        try:
            found = X509StoreContext(store, leaf, others).get_verified_chain()[-1].to_cryptography()
        except X509StoreContextError:
            return "", False
        return found.subject.rfc4514_string(), found.public_bytes(Encoding.DER) in self._private

    def verified_now(self, chain: tuple[x509.Certificate, ...], complaint: int) -> Verification:
        """The same at this time, together with the first complaint of the handshake, which looks at more."""
        found = self.verified(chain)
        if found.code or not complaint:
            return found
        return complained(complaint)


def complained(code: int) -> Verification:
    """An error that only a handshake finds, in words."""
    return Verification(code, _WORDS.get(code, f"verification error {code}"))


def described(certificate: x509.Certificate) -> Certificate:
    """One certificate in words; raises ValueError for one whose parts cannot be read."""
    try:
        return _described(certificate)
    except (x509.DuplicateExtension, x509.UnsupportedGeneralNameType) as fault:
        raise ValueError(str(fault)) from fault


def _described(certificate: x509.Certificate) -> Certificate:
    names, addresses = _names(certificate)
    return Certificate(
        subject=certificate.subject.rfc4514_string() or "no subject",
        issuer=certificate.issuer.rfc4514_string() or "no issuer",
        names=names,
        addresses=addresses,
        not_before=certificate.not_valid_before_utc.isoformat(),
        not_after=certificate.not_valid_after_utc.isoformat(),
        serial=f"{certificate.serial_number:x}",
        sha256=certificate.fingerprint(hashes.SHA256()).hex(),
        key=_key(certificate),
        signature=_signature(certificate),
        issuer_urls=issuer_urls(certificate),
        key_id=_key_id(certificate),
        issuer_key_id=_issuer_key_id(certificate),
        public_key=_digest_of_key(certificate),
        purposes=_purposes(certificate),
        must_staple=_must_staple(certificate),
        timestamps=_timestamps(certificate),
    )


def issuer_urls(certificate: x509.Certificate) -> tuple[str, ...]:
    """Where the certificate says that its issuer's can be fetched (RFC 5280 section 4.2.2.1)."""
    try:
        access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(
        entry.access_location.value
        for entry in access
        if entry.access_method == AuthorityInformationAccessOID.CA_ISSUERS
        and isinstance(entry.access_location, x509.UniformResourceIdentifier)
    )


def last_of_path(chain: tuple[x509.Certificate, ...]) -> x509.Certificate:
    """The certificate whose issuer was not sent, going up from the leaf."""
    at, left = chain[0], list(chain[1:])
    while above := next((each for each in left if each.subject == at.issuer), None):
        left.remove(above)
        at = above
    return at


def fetched_certificates(body: bytes) -> tuple[x509.Certificate, ...]:
    """The certificates in what an issuer's address answered: DER, PEM or PKCS #7 (RFC 5280 section 4.2.2.1)."""
    if body.lstrip().startswith(b"-----BEGIN CERTIFICATE"):
        return tuple(x509.load_pem_x509_certificates(body))[:MOST_CERTIFICATES]
    try:
        return (x509.load_der_x509_certificate(body),)
    except ValueError:
        return tuple(pkcs7.load_der_pkcs7_certificates(body))[:MOST_CERTIFICATES]


def _names(certificate: x509.Certificate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        named = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return (), ()
    addresses = (str(ip_address(str(address))) for address in named.get_values_for_type(x509.IPAddress))
    return tuple(named.get_values_for_type(x509.DNSName)), tuple(addresses)


def _extension(certificate: x509.Certificate, kind: type[E]) -> E | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _key_id(certificate: x509.Certificate) -> str:
    found = _extension(certificate, x509.SubjectKeyIdentifier)
    return found.digest.hex() if found else ""


def _issuer_key_id(certificate: x509.Certificate) -> str:
    found = _extension(certificate, x509.AuthorityKeyIdentifier)
    return found.key_identifier.hex() if found and found.key_identifier else ""


def _digest_of_key(certificate: x509.Certificate) -> str:
    try:
        key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except (UnsupportedAlgorithm, ValueError):
        return ""
    return hashlib.sha256(key).hexdigest()


def _purposes(certificate: x509.Certificate) -> tuple[str, ...]:
    found = _extension(certificate, x509.ExtendedKeyUsage)
    named = {ExtendedKeyUsageOID.SERVER_AUTH: SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE: ANY_PURPOSE}
    return tuple(named.get(purpose, purpose.dotted_string) for purpose in found) if found else ()


def _must_staple(certificate: x509.Certificate) -> bool:
    found = _extension(certificate, x509.TLSFeature)
    return found is not None and x509.TLSFeatureType.status_request in found


def _timestamps(certificate: x509.Certificate) -> int:
    found = _extension(certificate, x509.PrecertificateSignedCertificateTimestamps)
    return len(found) if found else 0


def _key(certificate: x509.Certificate) -> str:
    try:
        key = certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return UNKNOWN_KEY
    match key:
        case rsa.RSAPublicKey() | dsa.DSAPublicKey():
            return f"{'RSA' if isinstance(key, rsa.RSAPublicKey) else 'DSA'} {key.key_size}"
        case ec.EllipticCurvePublicKey():
            return f"ECDSA {key.curve.name}"
        case ed25519.Ed25519PublicKey() | ed448.Ed448PublicKey():
            return "Ed25519" if isinstance(key, ed25519.Ed25519PublicKey) else "Ed448"
    return UNKNOWN_KEY


def _signature(certificate: x509.Certificate) -> str:
    try:
        digest = certificate.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return certificate.signature_algorithm_oid.dotted_string
    return digest.name.upper() if digest else "without a separate digest"
