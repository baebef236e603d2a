"""PostgreSQL 18 on a loopback port with passwords only; the application is no superuser."""

import signal
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from mentorship.embedded.cluster import account_for, data_argument, end_postmaster, ensure_cluster
from mentorship.embedded.keys import Keys, load_keys
from mentorship.embedded.marks import leave_mark
from mentorship.embedded.processes import (
    Account,
    Service,
    StartError,
    plain_environment,
    spawn,
    start_with_port,
)
from mentorship.embedded.programs import Programs, find_programs

Connection = psycopg.Connection[tuple[object, ...]]

NAME = "mentorship"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@dataclass(frozen=True)
class Server:
    """What it takes to serve one data folder."""

    directory: Path
    data: Path
    programs: Programs
    account: Account
    keys: Keys
    settings: dict[str, str]


def start_postgres(
    directory: Path, *, durable: bool = False, max_connections: int = 300
) -> Service:
    """Not durable (tests): no fsync, and the application may create databases."""
    directory = directory.resolve()
    account = account_for(directory / "postgres")
    keys = load_keys(directory)
    programs = find_programs(directory, account)
    settings = SETTINGS | {"max_connections": str(max_connections)} | ({} if durable else FAST)
    with ExitStack() as undo:
        undo.callback(programs.cleanup)
        data = ensure_cluster(directory, programs, account, keys, durable=durable)
        end_postmaster(data)
        service = serve(Server(directory, data, programs, account, keys, settings))
        undo.callback(service.stop)
        prepare_database(directory, service.port, keys, may_create=not durable)
        undo.pop_all()
    service.cleanups.append(programs.cleanup)
    service.url = f"postgres://{NAME}:{keys.postgres}@127.0.0.1:{service.port}/{NAME}"
    return service


def serve(server: Server) -> Service:
    folder = data_argument(server.data, server.account)
    options = [f"--{name}={value}" for name, value in server.settings.items()]

    def start(port: int) -> Service:
        service = spawn(
            "postgres",
            [str(server.programs.postgres), "-D", folder, f"--port={port}", *options],
            server.directory,
            cwd=server.data,
            env=plain_environment(),
            account=server.account,
            stop_signal=signal.SIGINT,
        )
        service.port = port
        return service

    return start_with_port(start, lambda service: accepts_owner(service.port, server.keys))


def owner_connection(port: int, keys: Keys, database: str = "postgres") -> Connection:
    return psycopg.connect(
        host="127.0.0.1",
        port=port,
        user="postgres",
        password=keys.postgres_owner,
        dbname=database,
        autocommit=True,
        connect_timeout=5,
    )


def accepts_owner(port: int, keys: Keys) -> bool:
    try:
        owner_connection(port, keys).close()
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise StartError(
                "The passwords in `secrets` are not those of the database: run make reset"
            ) from error
        return False
    return True


def prepare_database(directory: Path, port: int, keys: Keys, *, may_create: bool) -> None:
    role = sql.Identifier(NAME)
    with owner_connection(port, keys) as server:
        if not exists(server, "SELECT 1 FROM pg_roles WHERE rolname = %s"):
            make = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER PASSWORD {}")
            server.execute(make.format(role, keys.postgres))
        createdb = sql.SQL("CREATEDB" if may_create else "NOCREATEDB")
        server.execute(sql.SQL("ALTER ROLE {} {}").format(role, createdb))
        if not exists(server, "SELECT 1 FROM pg_database WHERE datname = %s"):
            server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(role, role))
    with owner_connection(port, keys, NAME) as database:
        leave_mark(database.cursor(), directory)


def exists(connection: Connection, question: LiteralString) -> bool:
    return connection.execute(sql.SQL(question), [NAME]).fetchone() is not None
