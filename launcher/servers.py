"""PostgreSQL and Redis for the processes of one run: the ones that are configured, or our own."""

import os
from pathlib import Path

from launcher.accounts import server_account
from launcher.children import Children
from launcher.postgres import Postgres, data_folder, usable_programs
from launcher.redis import Redis, redis_program


def start_servers(
    children: Children, *, virtual_environment: Path, state: Path, runtime: Path, durable: bool
) -> dict[str, str]:
    """Starts what the environment does not name, and returns the addresses of both."""
    addresses = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    redis = postgres = None
    if "REDIS_URL" not in addresses:
        program = redis_program(virtual_environment)
        redis = Redis(program, state / "redis", runtime / "redis.sock", durable)
        redis.start(children, dict(os.environ))
        addresses["REDIS_URL"] = redis.url
    if "DATABASE_URL" not in addresses:
        account = server_account()
        programs = usable_programs(virtual_environment, account, runtime / "postgresql")
        postgres = Postgres(programs, data_folder(state, account), runtime / "db", account, durable)
        postgres.prepare()
        postgres.start(children)
        addresses["DATABASE_URL"] = postgres.url
    if redis:
        children.wait_until(redis.ready, what="Redis")
    if postgres:
        children.wait_until(postgres.ready, what="PostgreSQL")
    return addresses
