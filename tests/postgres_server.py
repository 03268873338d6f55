"""A private PostgreSQL for tests: a server in a temporary folder, a fresh migrated database for each test.

Nothing of the machine's own servers is touched. `PostgresServer` can be killed, frozen and started again on the same
port and data, for tests of outages; the one of the session (fixture `postgres_server`) must be left running.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg

from domain.clock import SystemClock
from storage.store import Store
from tests.ports import free_port
from tests.processes import stand_still

_TEMPLATE = "zharshy_template"
_PATIENCE = 30.0
_names = itertools.count(1)


def find_postgres() -> Path | None:
    """The folder of initdb and postgres, of the newest version there is; None when there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0)
    named = shutil.which("postgres")
    return Path(named).resolve().parent if named else None


class PostgresServer:
    """One server process; trust authentication, 127.0.0.1 and a port of its own.

    `durable`: fsync on, as in production, for tests that kill the server; without it tests are twice as fast.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        found = find_postgres()
        if found is None:
            raise RuntimeError("no PostgreSQL here: apt-get install postgresql")
        self._bin = found
        self._data = folder / "data"
        self._log = folder / "log.txt"
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root.
        self._user = "postgres" if os.getuid() == 0 else None
        folder.chmod(0o755)
        self.port = free_port()
        self._data.mkdir()
        self._log.touch()
        if self._user:
            for path in (self._data, self._log):
                shutil.chown(path, self._user)
        initdb = [self._bin / "initdb", "-D", self._data, "-A", "trust", "-U", "postgres", "-E", "UTF8"]
        self._call(*initdb, "--locale=C", "--no-sync", "--no-instructions")

    def url(self, database: str = "postgres") -> str:
        """The DATABASE_URL of a database of this server."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Starts the server, again after `stop` or `kill`, and waits until it answers."""
        options = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self._data,
            "fsync": "on" if self._durable else "off",
            "max_connections": 200,
            "shared_buffers": "128MB",
            "logging_collector": "off",
        }
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, *words],
                stdout=log,
                stderr=log,
                user=self._user,
                start_new_session=True,
                cwd=self._data,
            )
        self._wait()

    def stop(self) -> None:
        """Ends it as an operator's fast shutdown does."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Ends it, and every process of it, as a power cut does to them."""
        assert self._process is not None
        self._to_all(signal.SIGKILL)
        self._process.wait()
        self._process = None
        (self._data / "postmaster.pid").unlink(missing_ok=True)

    def freeze(self) -> None:
        """Stops it answering, as a partition of the network does; `thaw` ends that."""
        self._to_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self._to_all(signal.SIGCONT)

    def run(self, sql: str, database: str = "postgres") -> None:
        """Runs statements outside of a transaction."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(sql.encode())

    def fresh(self) -> str:
        """The DATABASE_URL of a new database with the present schema."""
        name = f"zharshy_{next(_names)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        return self.url(name)

    def empty(self, encoding: str = "UTF8") -> str:
        """The DATABASE_URL of a new database without anything."""
        name = f"empty_{next(_names)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drops a database, also with connections open."""
        self.run(f"DROP DATABASE IF EXISTS {url.rsplit('/', 1)[1]} WITH (FORCE)")

    def make_template(self) -> None:
        """Migrates the database that `fresh` copies."""

        async def migrate() -> None:
            store = await Store.open(self.url(_TEMPLATE), SystemClock())
            await store.close()

        self.run(f"CREATE DATABASE {_TEMPLATE} TEMPLATE template0")
        # In a thread of its own: the fixture that asks may itself run inside a loop.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(lambda: asyncio.run(migrate())).result()

    def cpu_seconds(self) -> float:
        """What the server has used so far, with all its processes, past and present."""
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        ticks = 0
        for pid in (str(self._process.pid), *children):
            # After the name in brackets: utime, stime, and those of ended children, are the 12th to 15th.
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def _to_all(self, number: signal.Signals) -> None:
        assert self._process is not None
        # Backends are session leaders of their own: found as children of the postmaster. While that stands still it
        # begins none, and those that end stay in the list.
        stand_still(self._process.pid)
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        for pid in (*map(int, children), self._process.pid):
            os.kill(pid, number)

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait(_PATIENCE)
            self._process = None

    def _wait(self) -> None:
        clock = SystemClock()
        until = clock.monotonic() + _PATIENCE
        while True:
            ready = subprocess.run([self._bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)])
            if ready.returncode == 0:
                return
            assert self._process is not None
            if self._process.poll() is not None or clock.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {self._log.read_text(errors='replace')[-2000:]}")

    def _call(self, *words: object) -> None:
        done = subprocess.run([str(word) for word in words], capture_output=True, user=self._user, cwd=self._data)
        if done.returncode:
            raise RuntimeError(f"{words[0]}: {done.stderr.decode(errors='replace')[-2000:]}")


@contextmanager
def private_server(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A server of one's own, started, with the template for `fresh`; gone in the end."""
    with tempfile.TemporaryDirectory(prefix="zharshy-pg-") as folder:
        server = PostgresServer(Path(folder), durable=durable)
        try:
            server.start()
            server.make_template()
            yield server
        finally:
            server.stop()
