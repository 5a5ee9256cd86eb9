"""Every planted defect of the demo estate, in the order of the stages."""

from portal.demo.content_defects import CONTENT_DEFECTS
from portal.demo.entry_defects import ENTRY_DEFECTS
from portal.demo.mail_defects import MAIL_DEFECTS
from portal.demo.tls_defects import TLS_DEFECTS

DEFECTS = (*ENTRY_DEFECTS, *TLS_DEFECTS, *MAIL_DEFECTS, *CONTENT_DEFECTS)
