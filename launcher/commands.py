"""The command line of run.py."""

import argparse
from pathlib import Path

from launcher import demo, developing
from launcher.console import Problem, say
from launcher.interrupts import Interrupted

PROJECT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    try:
        if arguments[:1] == ["test"]:
            # argparse would take pytest's options for its own.
            return developing.test(PROJECT, arguments[1:])
        return _run(_parser().parse_args(arguments))
    except Problem as problem:
        say(f"\n{problem}")
        return 1
    except (Interrupted, KeyboardInterrupt):
        say("\nStopped.")
        return 130


def _run(options: argparse.Namespace) -> int:
    if options.command == "demo":
        return demo.run(PROJECT, options.state, port=options.port, fresh=options.fresh)
    if options.command == "manage":
        return demo.manage(PROJECT, options.state, options.arguments)
    return developing.lint(PROJECT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="run.py", description="Sets Scrutiny up and runs it here.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    run = commands.add_parser("demo", help="run the site with an invented council until you press Ctrl-C")
    run.add_argument("--port", type=int, default=8000, help="the port of the site (8000)")
    run.add_argument("--fresh", action="store_true", help="throw the data away and start over")
    _add_state(run)

    manage = commands.add_parser("manage", help="run a management command on the demo's data, running or not")
    _add_state(manage)
    manage.add_argument("arguments", nargs=argparse.REMAINDER, help="for example: build_pack --help")

    commands.add_parser(
        "test",
        help="run the tests; the rest of the line goes to pytest (--trust: those of secrecy, with figures)",
    )
    commands.add_parser("lint", help="check style, types, import order and migrations")
    return parser


def _add_state(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--state", type=Path, default=PROJECT / "var", help="where the data is kept (var)")
