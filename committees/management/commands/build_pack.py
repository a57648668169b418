"""Make the pack of a meeting here and now, for clerks who script. Needs no worker and starts no build."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committees.contents import Contents
from committees.making import CannotMake, MadeEdition, make
from committees.models import Meeting
from committees.models.publication import EditionKind


class Command(BaseCommand):
    help = "Make the agenda pack of a meeting as it stands now and write it to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", help="the meeting's reference, like PAF-2019-04-11")
        parser.add_argument(
            "--edition",
            choices=EditionKind.values,
            default=EditionKind.PUBLIC,
            help="public (the default), or members: with the exempt papers, not for publication",
        )
        parser.add_argument("-o", "--output", required=True, type=Path, help="the PDF file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        if not output.parent.is_dir():
            raise CommandError(f"There is no folder {output.parent}.")
        kind = EditionKind(options["edition"])
        made = self._make(_meeting(options["reference"]), kind)
        try:
            if kind == EditionKind.MEMBERS:
                # Other people on this computer have no business with it.
                output.touch(mode=0o600)
            output.write_bytes(made.pdf)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{output}: {made.pages} pages, sha256 {made.sha256}")

    def _make(self, meeting: Meeting, kind: EditionKind) -> MadeEdition:
        contents = Contents(meeting)
        try:
            return make(contents, [kind])[kind]
        except CannotMake as problem:
            titles = {part.key: part.title for part in contents.all_parts}
            raise CommandError(f"{titles.get(problem.key, 'The pack')}: {problem}") from problem


def _meeting(reference: str) -> Meeting:
    meeting = (
        Meeting.objects.select_related("committee", "contact").filter(reference__iexact=reference).first()
    )
    if meeting is None:
        raise CommandError(
            f"There is no meeting with the reference {reference}. Its page shows it in the address."
        )
    if meeting.kind != Meeting.Kind.PUBLIC:
        raise CommandError(
            f"{reference} is a {meeting.get_kind_display().lower()}, which has no agenda pack."
        )
    if not meeting.items.on_agenda().exists():
        raise CommandError(f"The agenda of {reference} has no items yet.")
    return meeting
