settings-token-missing = BOT_TOKEN не задан: получите токен у @BotFather и впишите BOT_TOKEN=… в окружение или в .env (посмотреть без токена: zharshy demo)
settings-articles-not-a-folder = { $name }: { $path } — это файл, а не папка; укажите папку статей или переместите файл
settings-token-wrong = BOT_TOKEN не похож на токен: скопируйте его целиком у @BotFather (цифры, двоеточие, буквы)
settings-token-refused = Сервер Bot API не принял BOT_TOKEN: токен отозван или с другого сервера; возьмите действующий у @BotFather
settings-ids-wrong = В { $name } стоит «{ $value }» — это не номер пользователя Telegram: пишите номера через запятую, например 123456789,987654321
settings-postgres-extra = { $name } указывает на PostgreSQL, но его драйвер не установлен: pip install 'zharshy[postgres]'
settings-worker-alone = { $name } указывает на файл SQLite, с ним рассылает один процесс — zharshy run; для дополнительных worker укажите DATABASE_URL=postgresql://…
settings-database-wrong = { $name } непонятен: пишите sqlite:///относительный/путь.db, sqlite:////полный/путь.db или postgresql://user:password@host/database
settings-url-wrong = { $name } — не веб-адрес: пишите так: { $example }
settings-proxy-wrong = { $name } — не прокси: пишите так: http://host:3128 или socks5://name:password@host:1080, с портом; особые знаки пароля — кодами с %
settings-webhook-secret-wrong = В WEBHOOK_SECRET бывают только буквы, цифры, _ и -, от 1 до 256 знаков: создайте его командой python3 -c "import secrets; print(secrets.token_urlsafe(32))"
settings-webhook-secret-missing = WEBHOOK_SECRET не задан, хотя задан WEBHOOK_URL: создайте его командой python3 -c "import secrets; print(secrets.token_urlsafe(32))"
settings-webhook-refused = Telegram не принял { $name } ({ $reason }): укажите открытый https-адрес этого бота, порт 443, 80, 88 или 8443
settings-webhook-port = По адресу { $name } Telegram не обратится: нужен https и порт 443, 80, 88 или 8443
settings-zone-wrong = В { $name } стоит «{ $value }» — такого часового пояса нет: пишите, например, Asia/Almaty
settings-switch-wrong = В { $name } стоит «{ $value }»: пишите true или false
settings-duration-wrong = В { $name } стоит «{ $value }» — это не промежуток времени: пишите 24h, 90m или 2d
settings-number-wrong = В { $name } стоит «{ $value }»: нужно целое число от { $low } до { $high }
settings-interval-wrong = В { $name } стоит «{ $value }»: напишите срок от секунды до суток, например 10m или 1h
settings-networks-wrong = В { $name } стоит «{ $value }» — это не IP-адрес и не сеть: пишите через запятую, например 10.0.0.7,192.168.4.0/24
settings-ingest-token-wrong = INGEST_TOKEN — это от 1 до 256 латинских букв, цифр и знаков без пробелов: создайте его командой python3 -c "import secrets; print(secrets.token_urlsafe(32))"
settings-choice-wrong = В { $name } стоит «{ $value }»: можно { $allowed }
settings-listen-wrong = В { $name } стоит «{ $value }»: пишите хост:порт, например 127.0.0.1:8081
settings-rate-unpaid = { $name } равен { $value }, а больше 30 сообщений в секунду бесплатно нельзя: уменьшите до 30 или включите PAID_BROADCAST=true
settings-file-encoding = Файл { $name } в рабочей папке не в UTF-8: сохраните его в UTF-8
settings-file-unreadable = Файл { $name } в рабочей папке не читается ({ $reason }): исправьте права доступа

start-second-run = Жаршы уже работает с { $path } (процесс { $pid }): сначала остановите его или задайте другой DATABASE_URL
start-folder-locked = В { $path } нельзя записать файл ({ $reason }): исправьте права или укажите в DATABASE_URL другую папку
start-conflict = Обновления этого бота забирает другая программа: остановите её или дайте ей свой токен
store-missing = По адресу { $path } нет хранилища: проверьте имя файла или DATABASE_URL
store-in-use = Файл { $path } открыт другой командой: дождитесь её конца и повторите
backup-onto-itself = { $path } — это само хранилище: дайте копии другое имя
backup-over-other = { $path } уже есть, и это не копия хранилища: дайте копии другое имя
settings-listen-taken = { $name } требует { $value }, но этот адрес не занять ({ $reason }): выберите другой порт или остановите программу, которая его держит
start-clock = часы этой машины показывают { $now }, а было уже { $known }: переведите их, например командой `timedatectl set-ntp true`
store-moved = { $path } переместили или удалили во время работы бота: верните тот же файл под этим именем до остановки бота, иначе следующий запуск начнётся с пустого хранилища
store-half-moved = перенос в эту базу не закончен: запустите `zharshy move` ещё раз с теми же двумя адресами, он продолжится
store-not-utf8 = база данных в кодировке { $found }, а тексты требуют UTF8: создайте базу заново командой `createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 ИМЯ`
move-addresses = перенос идёт из sqlite:///… в postgresql://…: пишите zharshy move FROM_URL TO_URL
move-password-shown = пароль в TO_URL виден всем на этой машине в списке процессов: не пишите TO_URL, а передайте его в переменной MOVE_TO_URL или напишите - и подайте его на стандартный ввод
move-target-full = база назначения не пуста: укажите пустую, например после createdb zharshy
move-of-another = в эту базу переносится другое хранилище: укажите пустую
move-source-older = { $path } — от более старой версии: сначала откройте его один раз этой версией (zharshy run), затем переносите
move-differs = копия отличается от источника: { $tables }. Закройте все программы, которые пишут в источник, и повторите перенос
backup-postgres = хранилище PostgreSQL копируется его собственным средством: pg_dump --format=custom --file=zharshy.dump "$DATABASE_URL"
restore-postgres = хранилище PostgreSQL возвращается его собственным средством, пока ничего от Жаршы не запущено: pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" zharshy.dump
settings-not-for-env = В { $name } есть ${ "{" }…{ "}" } или перенос строки, а в .env так нельзя: задайте значение в окружении или выберите другое
init-no-answer = init задаёт вопросы, а отвечать некому: запустите её в терминале или дайте значения в окружении команде zharshy init --yes
