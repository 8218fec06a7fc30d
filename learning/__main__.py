"""The command `learning`, also as `python -m learning`. Wiring only."""

import sys

from learning.cli.commands import run


def main() -> int:
    """Run the command that the arguments name."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
