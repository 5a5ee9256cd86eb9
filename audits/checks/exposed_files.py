"""Does the host hand out files that no visitor should get?"""

from collections.abc import Iterator

from audits.core.amount import amount
from audits.core.check import Check
from audits.core.derived.exposure import Exposure, exposed_files, exposures
from audits.core.observed.dns import DNS, ZONE
from audits.core.observed.exposure import EXPOSURE, ExposedFiles
from audits.core.observed.http import HTTP
from audits.core.observed.reach import REACH
from audits.core.outcome import Impact, Outcome
from audits.core.parsing import debug_route, exposed_file
from audits.core.subject import Host, url_label
from audits.core.verdict import Judgement, Observation, Verdict

HIDE = (
    "Serve the folder the build writes and nothing else. Until then answer 404 on {name} for every path with a dot "
    "file (nginx: location ~ /\\.(?!well-known/) {{ return 404; }}; Apache: RedirectMatch 404 /\\.(?!well-known/))."
)
NONE = Verdict("none", Outcome.PASS, "{name} hands out none of {count} files that no visitor should get")
LISTED = Verdict(
    "listed",
    Outcome.NOT_APPLICABLE,
    "{name} hands out {things} that no visitor should get, each judged by itself",
    fix="Work through the findings of this check, one an address.",
)
INCOMPLETE = Verdict(
    "incomplete",
    Outcome.COULD_NOT_CHECK,
    "Not every file could be asked for on {name}: {unread}",
    fix="Run this check again in ten minutes, or let our address through the wall that answered in the host's place.",
)
GIT_FOLDER = Verdict(
    "git-folder",
    Outcome.FAIL,
    "Anybody can download the repository {name} was copied with: {url} is served",
    Impact.BLOCKER,
    fix=HIDE
    + " Then take the .git folder off the server, and rotate every secret in that repository's history: it has "
    "been in the open.",
)
ENVIRONMENT = Verdict(
    "environment",
    Outcome.FAIL,
    "Anybody can read the environment file {url}: {shown}",
    Impact.BLOCKER,
    fix=HIDE + " Then move {path} out of the served folder and replace every value in it: each has been in the open. "
    "{rotate}",
)
CREDENTIALS = Verdict(
    "credentials",
    Outcome.FAIL,
    "Anybody can read the credentials in {url}",
    Impact.BLOCKER,
    fix=HIDE + " Then move {path} out of the served folder and replace what it held: it has been in the open. {rotate}",
)
DUMP = Verdict(
    "database-dump",
    Outcome.FAIL,
    "Anybody can download a copy of the database: {url}",
    Impact.BLOCKER,
    fix="Delete {path} from the web server now and find out in its access log who fetched it: if it held data about "
    "people, a notification duty may follow (GDPR article 33: 72 hours). Keep dumps outside of every served folder.",
)
COMPOSE = Verdict(
    "compose-file",
    Outcome.FAIL,
    "Anybody can read how the services of {name} are put together: {url}",
    Impact.INCIDENT,
    fix="Serve the folder the build writes and nothing else, and take {path} out of it. Replace any password that "
    "stands in it. {rotate}",
)
LISTING = Verdict(
    "folder-listing",
    Outcome.WARN,
    "{url} tells the names of the files beside it",
    Impact.CLEANUP,
    fix="Delete {path} from the web server and leave it out of the next copy: rsync --exclude .DS_Store, or a line in "
    ".gitignore.",
)
VERSION_FOLDER = Verdict(
    "version-folder",
    Outcome.FAIL,
    "Anybody can download the code {name} was copied with: {url} is served",
    Impact.BLOCKER,
    fix=HIDE + " Then take the .svn folder off the server, and replace every secret that the code ever held.",
)
ARCHIVE = Verdict(
    "archive",
    Outcome.FAIL,
    "Anybody can download an archive of what lies on {name}: {url} begins with {shown}",
    Impact.BLOCKER,
    fix="Delete {path} from the web server now and find out in its access log who fetched it. Replace every secret in it; "
    "if it held data about people, a notification duty may follow (GDPR article 33: 72 hours).",
)
SOURCE_COPY = Verdict(
    "source-copy",
    Outcome.FAIL,
    "Anybody can read code of the app that an editor left behind: {url}",
    Impact.INCIDENT,
    fix="Delete {path} from the web server and replace what secrets stood in it. {rotate} Copy with rsync --exclude '*~' "
    "--exclude '*.bak', so that none comes back.",
)
LOG = Verdict(
    "log",
    Outcome.FAIL,
    "Anybody can read the log of the app: {url}, {shown}",
    Impact.INCIDENT,
    fix="Serve the folder named public and nothing above it on {name}. A log holds what people typed and what broke.",
)
DEBUG_PAGE = Verdict(
    "debug-page",
    Outcome.FAIL,
    "Anybody can look inside the running app at {url}: {shown}",
    Impact.BLOCKER,
    fix="Switch debugging off in production on {name} (Laravel: APP_DEBUG=false, Symfony: APP_ENV=prod, Django: DEBUG = "
    "False, Flask: no debug=True, Spring: management.endpoints.web.exposure.include=health), deploy, and replace every "
    "secret the app runs with.",
)
STATUS_PAGE = Verdict(
    "status-page",
    Outcome.FAIL,
    "Anybody can read how the server of {name} is set up: {url}, {shown}",
    Impact.INCIDENT,
    fix="Delete {path} on {name}, or let it be read from the machine itself alone (Apache: Require local; nginx: allow "
    "127.0.0.1; deny all;). Replace the secrets among the variables it showed.",
)
METRICS = Verdict(
    "metrics",
    Outcome.WARN,
    "Anybody can read numbers about the running app at {url}: {shown}",
    Impact.CLEANUP,
    fix="Serve {path} of {name} on a port of its own that only the collector reaches, or ask for a token there.",
)
PIPELINE = Verdict(
    "pipeline",
    Outcome.WARN,
    "Anybody can read how {name} is built and deployed: {url}",
    Impact.CLEANUP,
    fix="Serve the folder the build writes and nothing else, and take {path} out of it. {rotate}",
)
DIRECTORY = Verdict(
    "directory",
    Outcome.WARN,
    "{url} lists the files of a folder: {shown}",
    Impact.CLEANUP,
    fix="Switch the listing of folders off on {name} (nginx: autoindex off; Apache: Options -Indexes), or put a page there.",
)
VERDICTS = {
    exposed_file.GIT_HEAD: GIT_FOLDER,
    exposed_file.GIT_CONFIG: GIT_FOLDER,
    exposed_file.ENVIRONMENT: ENVIRONMENT,
    exposed_file.NPM_CREDENTIALS: CREDENTIALS,
    exposed_file.AWS_CREDENTIALS: CREDENTIALS,
    exposed_file.PASSWORD_FILE: CREDENTIALS,
    exposed_file.PRIVATE_KEY: CREDENTIALS,
    exposed_file.DATABASE_DUMP: DUMP,
    exposed_file.COMPOSE: COMPOSE,
    exposed_file.FOLDER_LISTING: LISTING,
    exposed_file.VERSION_FOLDER: VERSION_FOLDER,
    exposed_file.ARCHIVE: ARCHIVE,
    exposed_file.SOURCE_COPY: SOURCE_COPY,
    exposed_file.PIPELINE: PIPELINE,
    exposed_file.LOG: LOG,
    debug_route.DEBUG_PAGE: DEBUG_PAGE,
    debug_route.STATUS_PAGE: STATUS_PAGE,
    debug_route.METRICS: METRICS,
    debug_route.DIRECTORY: DIRECTORY,
}


def judge(files: ExposedFiles) -> Judgement:
    """Whether every file was asked for and none is there; what is there is said of each thing alone."""
    found = exposures(files)
    asked = Observation(f"https://{files.name}/", f"asked for {len(files.asked)} files that no visitor should get")
    if files.unread:
        unread = tuple(Observation("not answered", clause) for clause in files.unread)
        return INCOMPLETE.given(asked, *unread, name=files.name, unread="; ".join(files.unread[:3]))
    if found:
        return LISTED.given(asked, name=files.name, things=amount(len(found), "thing"))
    return NONE.given(
        *(Observation(url, "no such file") for url in files.asked), name=files.name, count=len(files.asked)
    )


def parts(files: ExposedFiles) -> Iterator[Judgement]:
    """One answer for each thing to fix."""
    for exposure in exposures(files):
        yield _of(exposure).about(url_label(exposure.url))


def _of(exposure: Exposure) -> Judgement:
    shown = tuple(
        Observation(file.url, f"{file.size} bytes of {file.grammar}: {', '.join(file.shown)}")
        for file in exposure.files
    )
    secrets = tuple(secret for secret in exposure.secrets if secret.is_leak)
    return VERDICTS[exposure.grammar].given(
        *shown,
        *(sighting for secret in exposure.secrets for sighting in secret.sightings),
        name=exposure.host,
        url=exposure.url,
        path=exposure.url.removeprefix(f"https://{exposure.host}"),
        shown=", ".join(exposure.files[0].shown),
        rotate=" ".join(dict.fromkeys(f"{secret.title}: {secret.rotate}" for secret in secrets)),
    )


CHECK = Check(
    id="exposed-files",
    version=2,
    subject=Host,
    title="Files nobody should get",
    why="A served .git folder or .env file is the first thing every scanner on the internet asks a new host for.",
    references=("CWE-538", "https://owasp.org/www-project-web-security-testing-guide/ WSTG-CONF-04"),
    reads=exposed_files,
    verdicts=(NONE, LISTED, INCOMPLETE, *dict.fromkeys(VERDICTS.values())),
    judge=judge,
    sources=(DNS, ZONE, REACH, HTTP, EXPOSURE),
    parts=parts,
)
