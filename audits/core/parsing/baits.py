"""Which addresses a host is asked for that no visitor should get, and which content proves each."""

import zlib
from dataclasses import dataclass

from audits.core.parsing import debug_route as route
from audits.core.parsing import exposed_file as file


@dataclass(frozen=True)
class Bait:
    """One address that is asked for: `reads` answers harmless words of the content when it is what the name promises."""

    path: str
    grammar: str
    reads: file.Reads


MOST = 7
"""Asked of one host, besides an invented address and one that follows from what was found."""
ALWAYS = (
    Bait("/.git/HEAD", file.GIT_HEAD, file.git_head),
    Bait("/.env", file.ENVIRONMENT, file.environment),
)
FOLLOWING = {file.GIT_HEAD: Bait("/.git/config", file.GIT_CONFIG, file.git_config)}
"""What is asked once another file was there: it tells what lies around it."""
OF_PAGES = (
    Bait("/.env.production", file.ENVIRONMENT, file.environment),
    Bait("/backup.sql", file.DATABASE_DUMP, file.database_dump),
    Bait("/.DS_Store", file.FOLDER_LISTING, file.folder_listing),
)
OF_APIS = (
    Bait("/metrics", route.METRICS, route.metrics),
    Bait("/actuator/env", route.DEBUG_PAGE, route.actuator),
    Bait("/console", route.DEBUG_PAGE, route.console),
)
OF_BACK_OFFICES = (
    Bait("/phpinfo.php", route.STATUS_PAGE, route.php_info),
    Bait("/server-status", route.STATUS_PAGE, route.server_status),
    Bait("/dump.sql", file.DATABASE_DUMP, file.database_dump),
)
IN_TURN = (
    Bait("/backup.zip", file.ARCHIVE, file.archive),
    Bait("/docker-compose.yml", file.COMPOSE, file.compose),
    Bait("/.env.local", file.ENVIRONMENT, file.environment),
    Bait("/phpinfo.php", route.STATUS_PAGE, route.php_info),
    Bait("/.npmrc", file.NPM_CREDENTIALS, file.npm_credentials),
    Bait("/_profiler/", route.DEBUG_PAGE, route.profiler),
    Bait("/.aws/credentials", file.AWS_CREDENTIALS, file.aws_credentials),
    Bait("/server-status", route.STATUS_PAGE, route.server_status),
    Bait("/.gitlab-ci.yml", file.PIPELINE, file.pipeline),
    Bait("/telescope/requests", route.DEBUG_PAGE, route.telescope),
    Bait("/db.sql", file.DATABASE_DUMP, file.database_dump),
    Bait("/.svn/wc.db", file.VERSION_FOLDER, file.version_folder),
    Bait("/metrics", route.METRICS, route.metrics),
    Bait("/_ignition/health-check", route.DEBUG_PAGE, route.ignition),
    Bait("/.htpasswd", file.PASSWORD_FILE, file.password_file),
    Bait("/backup.tar.gz", file.ARCHIVE, file.archive),
    Bait("/__debug__/render_panel/", route.DEBUG_PAGE, route.debug_toolbar),
    Bait("/.env.bak", file.ENVIRONMENT, file.environment),
    Bait("/storage/logs/laravel.log", file.LOG, file.log),
    Bait("/.ssh/id_rsa", file.PRIVATE_KEY, file.private_key),
    Bait("/debug/pprof/", route.DEBUG_PAGE, route.profiles),
    Bait("/.circleci/config.yml", file.PIPELINE, file.pipeline),
    Bait("/index.php~", file.SOURCE_COPY, file.source_copy),
    Bait("/wp-config.php.bak", file.SOURCE_COPY, file.source_copy),
)
"""Asked of some hosts each, so that an estate's hosts together are asked for all: machines are often set up alike."""
EVERY = (*ALWAYS, *FOLLOWING.values(), *OF_PAGES, *OF_APIS, *OF_BACK_OFFICES, *IN_TURN)


def baits_for(host: str) -> tuple[Bait, ...]:
    """What this host is asked for. The name alone decides, so that every run asks for the same and can tell it gone."""
    label = host.partition(".")[0]
    if label.startswith(("api", "backend", "graphql")):
        own = OF_APIS
    elif label.startswith(("admin", "internal", "old", "dev", "test", "staging", "beta")):
        own = OF_BACK_OFFICES
    else:
        own = OF_PAGES
    chosen = {bait.path: bait for bait in (*ALWAYS, *own)}
    start = zlib.crc32(host.encode()) % len(IN_TURN)
    for bait in (*IN_TURN[start:], *IN_TURN[:start]):
        if len(chosen) >= MOST:
            break
        chosen.setdefault(bait.path, bait)
    return tuple(chosen.values())


def folder_bait(path: str) -> Bait:
    """A folder of which a page loads something, asked for as a visitor would who shortens the address."""
    return Bait(path, route.DIRECTORY, route.directory)
