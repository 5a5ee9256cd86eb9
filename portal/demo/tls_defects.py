"""What is wrong with the chains and the ciphers that the web machines offer."""

from portal.demo import places
from portal.demo.defect import FAIL, WARN, Defect

TLS_DEFECTS = (
    Defect(
        id="api-any-cipher",
        check="cipher-suites",
        subject=places.API,
        outcome=FAIL,
        planted="every cipher is taken, those without a certificate among them",
        look_alike_subject=places.APP,
        look_alike="older ciphers beside the newest, none of them broken",
        repair="the library's own choice",
    ),
    Defect(
        id="docs-certificate-twice",
        check="certificate-chain",
        subject=places.DOCS,
        outcome=WARN,
        planted="the host's own certificate is sent twice",
        look_alike_subject=places.APP,
        look_alike="the root is sent along, which is needless and allowed",
        repair="each certificate once",
    ),
)
