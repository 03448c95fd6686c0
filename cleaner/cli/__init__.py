"""The command `clean`: the only place that prints, reads arguments or exits."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click
from click_default_group import DefaultGroup

from cleaner.errors import CleanerError
from cleaner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

EXIT_USAGE, EXIT_BUG = 2, 123
# Objects made until Python looks for garbage (700 by default). Rules and patterns, which are most of them, stay.
GARBAGE_THRESHOLD = 50_000
DEFAULT = "run"
HELP = """Take the chrome off newsletters and saved articles.

\b
  clean issue.txt                        the clean text, on standard output
  clean < issue.eml                      the same, in a pipe
  clean issue.txt --lineage issue.json   and the account of what went, and why
  clean --check seeds/                   fail if anything would go
  clean explain issue.txt                why each block went or stayed

`clean` is short for `clean run`; `clean run --help` lists its options.
"""
COMMANDS = {
    "run": "cleaner.cli.run",
    "explain": "cleaner.cli.explain",
    "review": "cleaner.cli.review",
    "restore": "cleaner.cli.restore",
    "verify": "cleaner.cli.restore",
    "stats": "cleaner.cli.stats",
    "rules": "cleaner.cli.rules",
    "learn": "cleaner.cli.learn",
    "lineage": "cleaner.cli.lineage",
}
"""The commands and the modules that hold them; a module is imported when its command is wanted."""


class Commands(DefaultGroup):  # type: ignore[misc]  # click_default_group has no annotations
    """Finds the commands in `COMMANDS`; what is no command's name is an argument of `run`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; for what is none the default one."""
        name = cmd_name if cmd_name in COMMANDS else DEFAULT
        if name not in self.commands:
            self.add_command(getattr(import_module(COMMANDS[name]), name))
        get: Callable[[click.Context, str], click.Command | None] = super().get_command
        return get(ctx, cmd_name)


@click.group(
    cls=Commands,
    help=HELP,
    default=DEFAULT,
    default_if_no_args=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 --check found or --fix changed something; 2 usage, configuration, rules or a missing "
    "file; 3 some documents were kept whole, over a limit or unreadable (the rest are done); 123 a bug of ours.",
)
@click.version_option(__version__, "-V", "--version", prog_name="clean")
@click.pass_context
def group(ctx: click.Context) -> None:
    """Take the chrome off newsletters and saved articles."""
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        ctx.color = False


def main() -> None:
    """Run the command and exit as the help says."""
    gc.set_threshold(GARBAGE_THRESHOLD)
    code = _exit_code()
    gc.freeze()  # or Python would look through all objects once more on its way out
    sys.exit(code)


def _exit_code() -> int:
    try:
        # Without standalone mode click returns the code of `ctx.exit` or `Exit`, and else what the command returns.
        code: int | None = group(standalone_mode=False)
        return code or 0
    except click.Abort:
        return EXIT_USAGE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except CleanerError as error:
        click.echo(f"clean: {error}", err=True)
        return EXIT_USAGE
    except SystemExit:
        # Click's answer to a closed pipe. The reader has enough; nothing more can be written, not even by the
        # interpreter on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if os.environ.get("CLEAN_TRACEBACK"):
            raise
        click.echo(f"clean: a bug of ours, please report it: {type(error).__name__}: {error}", err=True)
        click.echo("clean: set CLEAN_TRACEBACK=1 to see where it happened", err=True)
        return EXIT_BUG
    return 0
