settings-token-missing = BOT_TOKEN is not set: take a token from @BotFather and put BOT_TOKEN=… into the environment or into .env (to look around without one: zharshy demo)
settings-articles-not-a-folder = { $name }: { $path } is a file, not a folder: name a folder of articles, or move the file away
settings-token-wrong = BOT_TOKEN does not look like a token: copy it whole from @BotFather (digits, a colon, letters)
settings-token-refused = BOT_TOKEN is refused by the Bot API server: it was revoked or belongs to another server; take the present one from @BotFather
settings-ids-wrong = { $name } holds “{ $value }”, which is no Telegram user id: write ids as numbers with commas between them, like 123456789,987654321
settings-postgres-extra = { $name } names PostgreSQL, whose driver is not installed: pip install 'zharshy[postgres]'
settings-worker-alone = { $name } names an SQLite file, from which one process delivers, zharshy run: for further workers set DATABASE_URL=postgresql://…
settings-database-wrong = { $name } is not understood: write sqlite:///relative/path.db, sqlite:////absolute/path.db or postgresql://user:password@host/database
settings-url-wrong = { $name } is not a web address: write it like { $example }
settings-proxy-wrong = { $name } is no proxy: write it like http://host:3128 or socks5://name:password@host:1080, with the port, and with % codes for special signs of the password
settings-webhook-secret-wrong = WEBHOOK_SECRET may hold 1 to 256 letters, digits, _ and - only: make one with python3 -c "import secrets; print(secrets.token_urlsafe(32))"
settings-webhook-secret-missing = WEBHOOK_SECRET is not set, but WEBHOOK_URL is: make one with python3 -c "import secrets; print(secrets.token_urlsafe(32))"
settings-webhook-refused = { $name } is refused by Telegram ({ $reason }): give the public https address of this bot, on port 443, 80, 88 or 8443
settings-webhook-port = { $name } is no address that Telegram calls: write https and port 443, 80, 88 or 8443
settings-zone-wrong = { $name } holds “{ $value }”, which is no time zone: write a name like Asia/Almaty
settings-switch-wrong = { $name } holds “{ $value }”: write true or false
settings-duration-wrong = { $name } holds “{ $value }”, which is no duration: write it like 24h, 90m or 2d
settings-number-wrong = { $name } holds “{ $value }”: write a whole number from { $low } to { $high }
settings-interval-wrong = { $name } holds “{ $value }”: write a duration from a second to a day, like 10m or 1h
settings-networks-wrong = { $name } holds “{ $value }”, which is no IP address and no network: write them with commas between, like 10.0.0.7,192.168.4.0/24
settings-ingest-token-wrong = INGEST_TOKEN holds 1 to 256 Latin letters, digits and signs, without spaces: make one with python3 -c "import secrets; print(secrets.token_urlsafe(32))"
settings-choice-wrong = { $name } holds “{ $value }”: write one of { $allowed }
settings-listen-wrong = { $name } holds “{ $value }”: write host:port, like 127.0.0.1:8081
settings-rate-unpaid = { $name } is { $value }, but more than 30 messages a second are not free: lower it to 30 or less, or set PAID_BROADCAST=true
settings-file-encoding = { $name } in the working folder is not UTF-8: save it as UTF-8
settings-file-unreadable = { $name } in the working folder can't be read ({ $reason }): mend its permissions

start-second-run = Zharshy already runs on { $path } (process { $pid }): stop that one first, or give this one another DATABASE_URL
start-folder-locked = { $path } takes no files ({ $reason }): mend its permissions, or point DATABASE_URL to another folder
start-conflict = another program takes this bot's updates: stop it, or give it a token of its own
store-missing = there is no store at { $path }: check the name, or DATABASE_URL
store-in-use = another command has { $path } open: wait until it has ended, then try again
backup-onto-itself = { $path } is the store itself: give the copy another name
backup-over-other = { $path } is there already and is no copy of a store: give the copy another name
settings-listen-taken = { $name } asks for { $value }, which can't be listened at ({ $reason }): choose another port, or stop the program that has it
start-clock = the clock of this machine shows { $now }, and it was { $known } already: set it, for example by `timedatectl set-ntp true`
store-moved = { $path } was moved or deleted while the bot works: put the same file back under this name before the bot stops, or the next start begins with an empty store
store-half-moved = a move into this database has not come to its end: run `zharshy move` again with the same two addresses, it goes on
store-not-utf8 = the database is in { $found }, texts need UTF8: make it anew with `createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 NAME`
move-addresses = a move goes from sqlite:///… to postgresql://…: write zharshy move FROM_URL TO_URL
move-password-shown = the password in TO_URL can be read by everybody on this machine in the list of processes: leave TO_URL out and give it in the environment as MOVE_TO_URL, or write - and give it on standard input
move-target-full = the target is not empty: name an empty database, for example after createdb zharshy
move-of-another = another store is being moved into this database: name an empty one
move-source-older = { $path } is of an older version: open it once with this one (zharshy run), then move it
move-differs = the copy differs from the source in { $tables }: close every program that writes to the source, then run the move again
backup-postgres = a PostgreSQL store is backed up by its own tools: pg_dump --format=custom --file=zharshy.dump "$DATABASE_URL"
restore-postgres = a PostgreSQL store is restored by its own tools, while nothing of Zharshy runs: pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" zharshy.dump
settings-not-for-env = { $name } holds ${ "{" }…{ "}" } or a line break, which .env cannot hold: give it in the environment, or choose another value
init-no-answer = init asks, and there is nobody to answer: run it at a terminal, or give the values in the environment to zharshy init --yes
