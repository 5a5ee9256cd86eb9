"""The two data servers together: made, started, ready, and what to tell their users."""

from portal.embedded.folder import DataFolder
from portal.embedded.postgres import APP, OWNER, Postgres
from portal.embedded.supervisor import Care, Supervisor, plain_environment
from portal.embedded.unprivileged import Way
from portal.embedded.valkey import Valkey

READY_WITHIN = 60


class DataServers:
    """PostgreSQL and Valkey of one data folder."""

    def __init__(self, folder: DataFolder, *, durable: bool = True, way: Way | None = None) -> None:
        self.folder = folder
        self.postgres = Postgres(folder, durable=durable, way=way)
        self.valkey = Valkey(folder, durable=durable)

    def recover(self) -> None:
        """End what a killed launcher left behind and clear the sockets; the folder's lock is held."""
        self.folder.end_left_over()
        self.postgres.end_left_over()
        for folder in {self.postgres.sockets, self.folder.sockets()}:
            for place in folder.iterdir():
                place.unlink()

    def start(self, supervisor: Supervisor) -> None:
        """Start both and wait for both."""
        environment = plain_environment()
        self.valkey.make()
        supervisor.start(self.valkey.program(), environment, Care.ALL_STOPS)
        if self.postgres.make(environment):
            # Whatever was prepared was prepared in a cluster that is gone.
            self.folder.prepared.unlink(missing_ok=True)
        supervisor.start(self.postgres.program(), environment, Care.ALL_STOPS)
        supervisor.wait_for(self.postgres.is_ready, "postgres", READY_WITHIN)
        supervisor.wait_for(self.valkey.is_ready, "valkey", READY_WITHIN)

    def owner_settings(self) -> dict[str, str]:
        """Where the owner, who migrates and seeds, finds both."""
        return {"DATABASE_URL": self.postgres.url(OWNER), "REDIS_URL": self.valkey.url}

    def app_settings(self) -> dict[str, str]:
        """Where web and workers, who cannot bypass row-level security, find both."""
        return {"DATABASE_URL": self.postgres.url(APP), "REDIS_URL": self.valkey.url}
