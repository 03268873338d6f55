"""`python -P -m bot` is `zharshy`, for a place without the console script."""

import sys

from bot.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
