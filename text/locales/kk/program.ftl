settings-token-missing = BOT_TOKEN берілмеген: @BotFather-ден токен алып, ортаға немесе .env файлына BOT_TOKEN=… деп жазыңыз (токенсіз көру үшін: zharshy demo)
settings-articles-not-a-folder = { $name }: { $path } қалта емес, файл; мақалалар қалтасын көрсетіңіз немесе файлды басқа жерге көшіріңіз
settings-token-wrong = BOT_TOKEN токенге ұқсамайды: оны @BotFather-ден толық көшіріңіз (цифрлар, қос нүкте, әріптер)
settings-token-refused = Bot API сервері BOT_TOKEN-ді қабылдамады: токен күшін жойған немесе басқа сервердікі; қазіргісін @BotFather-ден алыңыз
settings-ids-wrong = { $name } ішінде «{ $value }» тұр, бұл Telegram пайдаланушысының нөмірі емес: нөмірлерді үтірмен бөліп жазыңыз, мысалы 123456789,987654321
settings-postgres-extra = { $name } PostgreSQL-ді көрсетеді, бірақ оның драйвері орнатылмаған: pip install 'zharshy[postgres]'
settings-worker-alone = { $name } SQLite файлын көрсетеді, онда жеткізетін бір ғана процесс — zharshy run; қосымша worker-лер үшін DATABASE_URL=postgresql://… деп жазыңыз
settings-database-wrong = { $name } түсініксіз: sqlite:///салыстырмалы/жол.db, sqlite:////толық/жол.db немесе postgresql://user:password@host/database деп жазыңыз
settings-url-wrong = { $name } веб-мекенжай емес: былай жазыңыз: { $example }
settings-proxy-wrong = { $name } прокси емес: былай жазыңыз: http://host:3128 немесе socks5://name:password@host:1080; порт болсын, құпиясөздегі ерекше таңбалар % кодымен жазылсын
settings-webhook-secret-wrong = WEBHOOK_SECRET ішінде тек әріп, цифр, _ және - болады, 1-ден 256 таңбаға дейін: оны мына пәрменмен жасаңыз: python3 -c "import secrets; print(secrets.token_urlsafe(32))"
settings-webhook-secret-missing = WEBHOOK_URL берілген, ал WEBHOOK_SECRET жоқ: оны мына пәрменмен жасаңыз: python3 -c "import secrets; print(secrets.token_urlsafe(32))"
settings-webhook-refused = Telegram { $name } мекенжайын қабылдамады ({ $reason }): осы боттың ашық https мекенжайын беріңіз, порты 443, 80, 88 немесе 8443
settings-webhook-port = { $name } мекенжайына Telegram хабарласпайды: https деп, 443, 80, 88 немесе 8443 портымен жазыңыз
settings-zone-wrong = { $name } ішінде «{ $value }» тұр, мұндай уақыт белдеуі жоқ: мысалы, Asia/Almaty деп жазыңыз
settings-switch-wrong = { $name } ішінде «{ $value }» тұр: true немесе false деп жазыңыз
settings-duration-wrong = { $name } ішінде «{ $value }» тұр, бұл уақыт аралығы емес: 24h, 90m немесе 2d деп жазыңыз
settings-number-wrong = { $name } ішінде «{ $value }» тұр: { $low } мен { $high } арасындағы бүтін сан керек
settings-interval-wrong = { $name } ішінде «{ $value }» тұр: 1 секунд пен бір күннің арасындағы ұзақтықты жазыңыз, мысалы 10m не 1h
settings-networks-wrong = { $name } ішінде «{ $value }» тұр, бұл IP мекенжай да, желі де емес: үтірмен бөліп жазыңыз, мысалы 10.0.0.7,192.168.4.0/24
settings-ingest-token-wrong = INGEST_TOKEN бос орынсыз 1-256 латын әрпі, цифр не белгіден тұрады: python3 -c "import secrets; print(secrets.token_urlsafe(32))" деп жасаңыз
settings-choice-wrong = { $name } ішінде «{ $value }» тұр: мыналардың бірін жазыңыз: { $allowed }
settings-listen-wrong = { $name } ішінде «{ $value }» тұр: хост:порт деп жазыңыз, мысалы 127.0.0.1:8081
settings-rate-unpaid = { $name } мәні { $value }, бірақ секундына 30 хабарламадан артығы тегін емес: 30-ға дейін азайтыңыз немесе PAID_BROADCAST=true қойыңыз
settings-file-encoding = Жұмыс қалтасындағы { $name } файлы UTF-8 емес: оны UTF-8 түрінде сақтаңыз
settings-file-unreadable = Жұмыс қалтасындағы { $name } файлы оқылмайды ({ $reason }): рұқсаттарын түзетіңіз

start-second-run = Жаршы { $path } қоймасымен жұмыс істеп тұр ({ $pid } процесі): алдымен соны тоқтатыңыз немесе басқа DATABASE_URL беріңіз
start-folder-locked = { $path } қалтасына файл жазылмайды ({ $reason }): рұқсатын түзетіңіз немесе DATABASE_URL-де басқа қалтаны көрсетіңіз
start-conflict = Бұл боттың жаңартуларын басқа бағдарлама алып жатыр: оны тоқтатыңыз немесе оған бөлек токен беріңіз
store-missing = { $path } орнында қойма жоқ: файл атын немесе DATABASE_URL-ді тексеріңіз
store-in-use = { $path } файлын басқа пәрмен ашып отыр: ол біткенше күтіп, қайталаңыз
backup-onto-itself = { $path } — қойманың өзі: көшірмеге басқа ат беріңіз
backup-over-other = { $path } бұрыннан бар және ол қойманың көшірмесі емес: көшірмеге басқа ат беріңіз
settings-listen-taken = { $name } { $value } мекенжайын сұрайды, бірақ оны алуға болмайды ({ $reason }): басқа порт таңдаңыз немесе оны ұстап тұрған бағдарламаны тоқтатыңыз
start-clock = бұл машинаның сағаты { $now } көрсетіп тұр, ал { $known } болып кеткен: сағатты түзетіңіз, мысалы `timedatectl set-ntp true` пәрменімен
store-moved = бот жұмыс істеп тұрғанда { $path } орнынан жылжытылды не өшірілді: бот тоқтағанша сол файлды осы атпен орнына қойыңыз, әйтпесе келесі іске қосу бос қоймадан басталады
store-half-moved = бұл дерекқорға көшіру аяқталмаған: `zharshy move` пәрменін сол екі мекенжаймен қайта орындаңыз, ол жалғасады
store-not-utf8 = дерекқордың кодтауы { $found }, ал мәтіндер үшін UTF8 қажет: дерекқорды `createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 АТАУЫ` пәрменімен қайта жасаңыз
move-addresses = көшіру sqlite:///… мекенжайынан postgresql://… мекенжайына жүреді: zharshy move FROM_URL TO_URL деп жазыңыз
move-password-shown = TO_URL ішіндегі құпиясөз осы машинадағы барлық адамға процестер тізімінен көрінеді: TO_URL орнына MOVE_TO_URL айнымалысын беріңіз немесе - жазып, мекенжайды стандартты енгізумен беріңіз
move-target-full = көшірілетін дерекқор бос емес: бос дерекқорды көрсетіңіз, мысалы createdb zharshy пәрменінен кейін
move-of-another = бұл дерекқорға басқа қойма көшіріліп жатыр: бос дерекқорды көрсетіңіз
move-source-older = { $path } — ескірек нұсқа: алдымен осы нұсқамен бір рет ашыңыз (zharshy run), сосын көшіріңіз
move-differs = көшірменің түпнұсқадан айырмасы бар: { $tables }. Түпнұсқаға жазатын бағдарламаларды жауып, көшіруді қайталаңыз
backup-postgres = PostgreSQL қоймасының көшірмесін оның өз құралы жасайды: pg_dump --format=custom --file=zharshy.dump "$DATABASE_URL"
restore-postgres = PostgreSQL қоймасын оның өз құралы қайтарады, ол кезде Жаршы жұмыс істемеуі керек: pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" zharshy.dump
settings-not-for-env = { $name } ішінде ${ "{" }…{ "}" } не жол ауысуы бар, .env оны сақтай алмайды: мәнді ортада беріңіз не басқасын таңдаңыз
init-no-answer = init сұрақ қояды, бірақ жауап беретін ешкім жоқ: оны терминалда іске қосыңыз не мәндерді орта айнымалыларында беріп, zharshy init --yes деңіз
