"""nginx with the `server` blocks a test writes."""

import contextlib
import os

from tests.real_servers.server import program, served

CONFIG = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 256; }}
http {{
    access_log off;
    server_tokens off;
    types {{ text/html html; text/css css; text/javascript js; application/json json; image/png png; text/plain txt; }}
    default_type text/html;
    charset utf-8;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    ssl_session_cache off;
{servers}
}}
"""


@contextlib.contextmanager
def nginx(folder, address, port, servers):
    """Serves until the block ends; `port` is one of those the blocks listen on."""
    folder.mkdir(exist_ok=True)
    config = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    config.write_text(CONFIG.format(folder=folder, servers=servers, user=user))
    with served([program("nginx"), "-p", folder, "-e", "stderr", "-c", config], folder, address, port):
        yield
