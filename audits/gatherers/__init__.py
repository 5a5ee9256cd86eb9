"""Every gatherer, in the order they start; the only code of the audits that talks to the outside."""

from audits.gatherers.bundle import BUNDLE_GATHERER
from audits.gatherers.caa import CAA_GATHERER
from audits.gatherers.cloudflare import CLOUDFLARE_GATHERER
from audits.gatherers.dns import DNS_GATHERER
from audits.gatherers.dnssec import DNSSEC_GATHERER
from audits.gatherers.exposure import EXPOSURE_GATHERER
from audits.gatherers.gatherer import Gatherer
from audits.gatherers.hosting import HOSTING_GATHERER
from audits.gatherers.http import HTTP_GATHERER
from audits.gatherers.log_ins import LOG_INS_GATHERER
from audits.gatherers.mail import MAIL_GATHERER
from audits.gatherers.messages import MESSAGES_GATHERER
from audits.gatherers.mta_sts import STS_POLICY_GATHERER
from audits.gatherers.origins import ORIGINS_GATHERER
from audits.gatherers.probes import PROBES_GATHERER
from audits.gatherers.reach import REACH_GATHERER
from audits.gatherers.registration import REGISTRATION_GATHERER
from audits.gatherers.repository import REPOSITORY_GATHERER
from audits.gatherers.smtp import SMTP_GATHERER
from audits.gatherers.timing import TIMING_GATHERER
from audits.gatherers.tls import TLS_GATHERER
from audits.gatherers.url_forms import FORMS_GATHERER
from audits.gatherers.visitors import VISITORS_GATHERER
from audits.gatherers.wildcard import WILDCARD_GATHERER

GATHERERS: tuple[Gatherer, ...] = (
    DNS_GATHERER,
    DNSSEC_GATHERER,
    REGISTRATION_GATHERER,
    WILDCARD_GATHERER,
    REACH_GATHERER,
    HOSTING_GATHERER,
    MAIL_GATHERER,
    MESSAGES_GATHERER,
    STS_POLICY_GATHERER,
    SMTP_GATHERER,
    HTTP_GATHERER,
    VISITORS_GATHERER,
    CLOUDFLARE_GATHERER,
    FORMS_GATHERER,
    TLS_GATHERER,
    CAA_GATHERER,
    TIMING_GATHERER,
    BUNDLE_GATHERER,
    EXPOSURE_GATHERER,
    PROBES_GATHERER,
    REPOSITORY_GATHERER,
    ORIGINS_GATHERER,
    LOG_INS_GATHERER,
)
