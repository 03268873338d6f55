"""`python -P -m playground`: the playground as a process of its own, steered over `/control/…`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import signal
import sys

from playground.server import Playground


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="playground", description="A pretend Telegram Bot API on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port; the address is printed")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--rate", type=float, help="messages in a sliding second, beyond which 429 is answered")
    parser.add_argument("--private-rate", type=float, help="the same for each private chat")
    parser.add_argument("--group-rate", type=int, help="the same for each group, in a minute")
    parser.add_argument("--people", type=int, default=0, help="private chats 1 … N exist from the beginning")
    parser.add_argument("--record", action="store_true", help="keep the parameters of all calls")
    parser.add_argument("--page", action="store_true", help="serve the chat page at /, with the demo's people in it")
    parser.add_argument("--quiet-log", metavar="FILE", help="write warnings and errors there instead of the terminal")
    return parser.parse_args()


async def _serve(options: argparse.Namespace) -> None:
    playground = Playground(
        options.port,
        options.latency,
        options.rate,
        strict_private=options.private_rate,
        strict_group=options.group_rate,
        record=options.record,
        page=options.page,
    )
    if options.page:
        from playground.demo.world import DemoWorld

        DemoWorld(playground)
    if options.people:
        playground.add_range(1, options.people)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with playground:
        sys.stdout.write(f"{playground.url}\n")
        sys.stdout.flush()
        await stop.wait()


def main() -> int:
    """Runs until SIGINT or SIGTERM; 1 when the port is taken."""
    options = _arguments()
    logging.basicConfig(level=logging.WARNING, filename=options.quiet_log, format="%(asctime)s %(message)s")
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(options))
    except OSError as error:
        sys.stderr.write(f"cannot listen on port {options.port}: {error.strerror or error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
