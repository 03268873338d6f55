"""The arguments of every command, in the order in which `--help` lists them."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.parser import Commands, Parser, Version, add_command


def build_parser() -> argparse.ArgumentParser:
    """Every command with its arguments and examples."""
    parser = Parser(
        prog="zharshy",
        description="Zharshy distributes news over Telegram: articles in, each reader's rubrics out.",
        epilog="Settings are read from the environment and from .env in the working folder; see .env.example.\n"
        "Exit codes: 0 all well; 1 some of the work failed, or it can't start; 2 usage or settings.\n"
        "To look around without a token and without a network: zharshy demo",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=Version)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for declare in (
        _demo,
        _init,
        _run,
        _worker,
        _import,
        _feeds,
        _export,
        _show,
        _search,
        _chats,
        _stats,
        _check,
        _backup,
        _restore,
        _reindex,
        _move,
    ):
        declare(commands)
    return parser


def _demo(commands: Commands) -> None:
    parser = add_command(
        commands,
        "demo",
        "a playground in the browser with sample articles and the real bot; no token, no network",
        "zharshy demo\nzharshy demo --port 9000",
        module="demo.command",
    )
    parser.add_argument("--port", type=_port, default=8080, metavar="N", help="where the page is served (8080)")


def _init(commands: Commands) -> None:
    parser = add_command(
        commands,
        "init",
        "the first settings: asks for the token, finds your id, writes .env",
        "zharshy init\nBOT_TOKEN=123456:ABC-DEF ADMIN_IDS=123456789 zharshy init --yes",
        module="init.command",
    )
    parser.add_argument("--yes", action="store_true", help="ask nothing: the environment has the values")


def _run(commands: Commands) -> None:
    add_command(
        commands,
        "run",
        "the bot, delivery, schedules and the folder watch in one process",
        "BOT_TOKEN=123456:ABC-DEF zharshy run\nLOG_FORMAT=json zharshy run 2>> zharshy.log",
    )


def _worker(commands: Commands) -> None:
    add_command(
        commands,
        "worker",
        "one more delivery worker on a PostgreSQL database, on this machine or another",
        "DATABASE_URL=postgresql://zharshy@db.internal/zharshy BOT_TOKEN=123456:ABC-DEF zharshy worker",
    )


def _import(commands: Commands) -> None:
    parser = add_command(
        commands,
        "import",
        "files and folders of articles into the archive; nothing is pushed unless asked for",
        "zharshy import articles/\nzharshy import breaking.json --push\n"
        "zharshy import archive/ --rubric Саясат --dry-run\nzharshy import archive/ --json | jq .failed",
        module="import_articles",
    )
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder with all that is in it"
    )
    parser.add_argument("--push", action="store_true", help="send what is new and not too old to its followers")
    parser.add_argument("--rubric", default="", metavar="NAME", help="for articles that name none")
    parser.add_argument("--dry-run", action="store_true", help="read and report, change nothing")
    parser.add_argument("--report", type=Path, metavar="FILE", help="each failure as a line of JSON: file, error")
    parser.add_argument("--json", action="store_true", help="the answer as one JSON object")


def _export(commands: Commands) -> None:
    parser = add_command(
        commands,
        "export",
        "all articles as JSON Lines or as a folder of Markdown files; imported, they are the same",
        "zharshy export articles.jsonl\nzharshy export - | gzip > articles.jsonl.gz\n"
        "zharshy export articles/ --format markdown",
    )
    parser.add_argument("file", metavar="FILE", help="- is standard output; with --format markdown a folder")
    parser.add_argument("--format", choices=("jsonl", "markdown"), default="jsonl", help="jsonl, if nothing is said")


def _show(commands: Commands) -> None:
    parser = add_command(
        commands,
        "show",
        "one article, its versions, and the other articles that tell the same story",
        "zharshy show kz-2026-1204\nzharshy show https://example.kz/news/7 --json | jq .versions",
    )
    parser.add_argument("id", metavar="ID", help="the article's id, or its address")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def _search(commands: Commands) -> None:
    parser = add_command(
        commands,
        "search",
        "the bot's own search",
        "zharshy search Жапония\nzharshy search --limit 3 --json 'ұлттық банк'\n"
        "zharshy search --queries questions.txt > answers.jsonl\nzharshy search --explain сайлауға",
    )
    parser.add_argument("query", nargs="*", metavar="QUERY", help="the words")
    parser.add_argument("--limit", type=_count, default=10, metavar="N", help="at most so many hits (10)")
    parser.add_argument("--json", action="store_true", help="the answer as one JSON object")
    parser.add_argument("--queries", default="", metavar="FILE", help="one query a line (- is standard input)")
    parser.add_argument("--explain", action="store_true", help="show what was searched for, and scores")


def _feeds(commands: Commands) -> None:
    parser = add_command(
        commands,
        "feeds",
        "the feeds of sites that the bot reads by itself: RSS, Atom, JSON Feed",
        "zharshy feeds add https://site.kz/feed --rubric Саясат\n"
        "zharshy feeds add https://site.kz/feed --map Sport=Спорт --map World=Әлем\n"
        "zharshy feeds add subscriptions.opml\nzharshy feeds list --json\nzharshy feeds check",
    )
    ways = parser.add_subparsers(metavar="add|list|remove|check", required=True, dest="way")
    add = ways.add_parser("add", help="a feed by its address, or all of an OPML file; what they hold now is archive")
    add.add_argument("what", metavar="URL|FILE.opml")
    add.add_argument("--rubric", default="", metavar="NAME", help="for all articles whose category is not mapped")
    add.add_argument(
        "--map", action="append", default=[], metavar="CATEGORY=RUBRIC", help="a category of the feed to a rubric"
    )
    add.add_argument("--full", action="store_true", help="the feed gives teasers: take the pages behind them too")
    listed = ways.add_parser("list", help="every feed, how it stands and how many articles it gave")
    listed.add_argument("--json", action="store_true", help="one JSON list")
    remove = ways.add_parser("remove", help="reads a feed no more; its articles stay")
    remove.add_argument("url", metavar="URL")
    check = ways.add_parser("check", help="asks feeds now, all or these")
    check.add_argument("urls", nargs="*", metavar="URL")
    check.add_argument("--json", action="store_true", help="one JSON list")


def _chats(commands: Commands) -> None:
    parser = add_command(
        commands,
        "chats",
        "the audience: move it here from another bot, or take it away as CSV",
        "zharshy chats import audience.csv\nzharshy chats export audience.csv\nzharshy chats export -",
        module="chats.command",
    )
    ways = parser.add_subparsers(metavar="import|export", required=True, dest="way")
    into = ways.add_parser(
        "import", help="chats from a CSV: chat_id,language,rubrics (names or slugs, ; between, * all)"
    )
    into.add_argument("file", metavar="FILE.csv", help="- is standard input")
    out = ways.add_parser("export", help="every chat into a CSV that `import` takes")
    out.add_argument("file", metavar="FILE.csv", help="- is standard output")


def _stats(commands: Commands) -> None:
    parser = add_command(
        commands,
        "stats",
        "articles, chats by state, every broadcast with its counts",
        "zharshy stats\nzharshy stats --json | jq '.broadcasts[0]'",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def _check(commands: Commands) -> None:
    parser = add_command(
        commands,
        "check",
        "settings, token, database, disk and clock: a line each, exit 1 if any is bad",
        "zharshy check\nDATABASE_URL=sqlite:////srv/zharshy/zharshy.db zharshy check\n"
        "zharshy check --json | jq '.checks[] | select(.state != \"ok\")'",
        module="check.command",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def _backup(commands: Commands) -> None:
    parser = add_command(
        commands,
        "backup",
        "a consistent copy of the store, also while it runs",
        "zharshy backup zharshy-$(date +%F).db",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the copy; written whole or not at all")


def _restore(commands: Commands) -> None:
    parser = add_command(
        commands,
        "restore",
        "the store back from a copy, checked; the old file is kept beside it",
        "zharshy restore zharshy-2026-11-24.db",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="what `backup` wrote")


def _reindex(commands: Commands) -> None:
    add_command(commands, "reindex", "the search index anew, while the old one serves", "zharshy reindex")


def _move(commands: Commands) -> None:
    parser = add_command(
        commands,
        "move",
        "a store from SQLite to PostgreSQL: everything in it, compared row by row; cut off, it goes on",
        "zharshy move sqlite:///data/zharshy.db postgresql://zharshy@localhost/zharshy\n"
        "zharshy move sqlite:////srv/zharshy/zharshy.db - < address-with-the-password.txt\n"
        "MOVE_TO_URL=… zharshy move sqlite:////srv/zharshy/zharshy.db",
        module="move.command",
    )
    parser.add_argument("source", metavar="FROM_URL", help="sqlite:///… ; it is only read, and `run` must be stopped")
    parser.add_argument(
        "target",
        metavar="TO_URL",
        nargs="?",
        help="postgresql://… of an empty database; with a password: - for standard input, or none for MOVE_TO_URL",
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 0 to 65535")
    return int(text)


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r}: give a number from 1 to 1000")
    return int(text)
