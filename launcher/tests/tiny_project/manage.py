"""The smallest project that run.py can run: one table, one row, one person."""

import os
import sys
from pathlib import Path

import psycopg2

sys.path.insert(0, str(Path(__file__).parent))

from scrutiny import connection_facts


def main(command: str) -> None:
    with psycopg2.connect(**connection_facts()) as connection, connection.cursor() as cursor:
        if command == "migrate":
            cursor.execute("CREATE TABLE IF NOT EXISTS starts (at timestamptz DEFAULT now())")
        if command == "load_demo" and "TINY_LOADING_FAILS" in os.environ:
            sys.exit("The demo council is made of paper.")
        if command == "demo_people":
            cursor.execute("SELECT count(*) FROM starts")
            print(f"Clara Clerk has seen {cursor.fetchone()[0]} starts")


main(sys.argv[1])
