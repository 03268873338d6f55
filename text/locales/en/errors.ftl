# What went wrong and how to mend it. A key starts with the name of its room.

text-empty = The message has no visible text.
text-too-long = The text is too long: { $units } characters, and Telegram takes no more than { $limit }.
text-unknown-tag = Telegram does not know the tag <code>{ $tag }</code>.
text-bad-tag = This tag is written wrongly: <code>{ $tag }</code>
text-unclosed-tag = The tag <code>{ $tag }</code> is not closed.
text-stray-tag = The tag <code>{ $tag }</code> is out of place.
text-nested-tag = The tag <code>{ $tag }</code> may not stand inside <code>{ $outer }</code>.
text-bad-entity = This character reference is written wrongly: <code>{ $entity }</code>
text-bad-character = The text holds a character that cannot be sent: { $code }.

# The store
store-newer = { $path } was written by a newer Zharshy (schema { $found }, this one knows { $known }): install the newer version, or restore a backup made before the upgrade
store-older = { $path } is a store of an older Zharshy (schema { $found }, this one has { $known }): start zharshy run of this version once, it brings the store up
store-damaged = { $path } is damaged or is no store: put back a sound backup by zharshy restore FILE
store-damaged-postgres = a page of the database is damaged ({ $why }): stop Zharshy and put back the last copy with pg_restore
store-foreign = { $path } is a database of another program: point DATABASE_URL to another file
store-schema = { $path } is not as Zharshy makes it: { $how ->
    [more] it has { $what }, which no version made
    [less] it lacks { $what }
   *[other] { $what } differs
 }. Take another copy, or ask whoever changed it to undo that
store-too-slow = { $path } takes too long to check: it may be damaged, or made to last for ever; take another copy
store-unusable = { $path } can't be used ({ $why }): check the folder's permissions and the free space
store-locked-at-start = { $path } is locked by another program: close that one, then try again
store-locked = another program keeps the store locked: close it, and try again
store-not-recorded = { $count } answers of Telegram could not be recorded, the store took nothing until the end of the stop ({ $why }): the next start counts these messages as of unknown fate
store-full = the store can't be written ({ $why }): make room on the disk and check the permissions
store-unknown-url = DATABASE_URL is not understood: write sqlite:///relative/path.db or sqlite:////absolute/path.db, or postgresql://user:password@host/database
store-reindexed-twice = the search index is being rebuilt by another command: wait for its end
store-no-article = there is no article { $id }
store-no-chat = there is no chat { $chat }
store-no-rubric = there is no rubric { $name }

source-not-text = { $kind ->
    [unknown] This is not text: it is full of control characters or of bytes that mean nothing. Save it as text in UTF-8.
   *[other] This is no text but a { $kind } file.
 }
source-no-article = This is no article but { $kind ->
    [mail] a mail. Put its text into a file of its own.
    [MHTML] a page saved as MHTML. Save it as “HTML”.
    [sitemap] a site map. Put in the articles themselves, or a feed.
    [feed-list] a list of feeds (OPML). To add them: zharshy feeds add feeds.opml.
    [settings] a file of settings. If it is an article, save it as Markdown or JSON.
    [code] program text. If it is an article, put its text into a .txt or .md file.
    [log] a log.
    [subtitles] a file of subtitles.
    [calendar] a calendar or an address book.
    [XML] XML of an unknown kind. Save it as RSS, Atom or HTML.
   *[data] data without sentences. Put in a file with the text.
 }
source-encoding = { $kind ->
    [unknown] These bytes are no words in any encoding that is read here. Save the file in UTF-8.
   *[old] The file seems to be in an old Cyrillic encoding (KOI-8, DOS or the like). Save it in UTF-8.
 }
source-no-file = This is no file but a pipe or a device. Put the text into a file.
source-picture = { $why ->
    [missing] The picture is not there. The article was taken without it.
    [outside] The picture lies outside the folder of the articles. The article was taken without it.
    [big] The picture is too big: at most { $limit } MB. The article was taken without it.
    [kind] The picture is no JPEG, PNG or WebP file. The article was taken without it.
    [sides] The picture is too large or too long and narrow. The article was taken without it.
   *[broken] The picture's file is damaged. The article was taken without it.
 }
source-too-big = The file is too big: at most { $limit } MB.
source-empty = The file is empty.
source-unreadable = The file could not be read. The program's log says more.
source-cannot-open = The file can't be opened: { $reason }.
source-changing = The file is still being written. Try again when it is done.
source-no-body = The article has no text.
source-no-words = There are no words in it, only signs or digits. Write the text, or take the file away.
source-own-article = The newsroom wrote this article itself, so no file can change it. Correct it in the chat: /edit { $id }
source-title-long = The title is too long: at most { $limit } characters.
source-body-long = The article's text is too long: at most { $limit } characters.
source-json-syntax = Not valid JSON: line { $line }, column { $column }.
source-json-cut = The JSON stops before its end: the file is cut short.
source-json-deep = The JSON is too deep: far too many brackets inside brackets.
source-json-shape = An article should be here: a JSON object with a field “body”.
source-field-type = The field “{ $field }” is wrong: { $wanted ->
    [count] it takes a whole number, zero or more.
    [switch] it takes true or false.
   *[text] it takes text.
 }{ $field ->
    [body] {""}
   *[other]{" "}The article was taken without it.
 }
source-date = The date cannot be understood: “{ $value }”. Write it like 2026-01-30T13:48. The article is in the archive and goes to no reader.
source-front-matter = The fields at the head of the file cannot be understood: line { $line }. Each line is “name: value”.
source-unpublished = This is no published article ({ $kind }), so it was not taken.
source-feed-syntax = The feed is not valid: line { $line }.
source-feed-cut = The feed stops before its end.
source-feed-doctype = The DOCTYPE of the feed declares names of its own (ENTITY); such files are not read, for safety.
source-feed-deep = The feed's tags are nested far too deep.
source-feed-empty = The feed has no articles.
source-feed-list-empty = The list has no address of a feed (xmlUrl).
source-table-columns = The table has no column with the text of an article (named “body” or “text”). Its first line: { $columns }.
source-table-row = This cell of the table is damaged or too long: at most { $limit } characters. The file was not read further.
source-document-deep = The document is too deep: far too many tables or parts inside each other.
source-zip-damaged = The zip archive is damaged.
source-zip-locked = The zip archive is locked with a password.
source-zip-nested = An archive inside an archive is not read. Put it in on its own.
source-zip-big = The file is too big once unpacked: at most { $limit } MB.
source-zip-entries = Too many files in the archive: at most { $limit }.
source-slow = The file took too long to read and was not taken. Try to save it as plain text.
source-memory = The file needs too much memory to be read and was not taken. Split it into several files.
source-ended-reader = The process that reads files ended twice on this one. Mend the file, and it is read again.
source-ended-program = The bot ended twice while it read this file, so it was not taken. Mend the file, and it is read again.
source-many-errors = There were { $count } errors in a row; the rest was not read.
source-line-long = A line is too long: at most { $limit } MB.
source-bad-file = ⚠️ <b>{ $file }</b> could not be read. { $reason ->
    [not-text] { source-not-text }
    [no-article] { source-no-article }
    [encoding] { source-encoding }
    [no-file] { source-no-file }
    [too-big] { source-too-big }
    [empty] { source-empty }
    [cannot-open] { source-cannot-open }
    [no-body] { source-no-body }
    [no-words] { source-no-words }
    [own-article] { source-own-article }
    [title-long] { source-title-long }
    [body-long] { source-body-long }
    [json-syntax] { source-json-syntax }
    [json-cut] { source-json-cut }
    [json-deep] { source-json-deep }
    [json-shape] { source-json-shape }
    [field-type] { source-field-type }
    [date] { source-date }
    [front-matter] { source-front-matter }
    [feed-syntax] { source-feed-syntax }
    [feed-cut] { source-feed-cut }
    [feed-doctype] { source-feed-doctype }
    [feed-deep] { source-feed-deep }
    [feed-empty] { source-feed-empty }
    [table-columns] { source-table-columns }
    [table-row] { source-table-row }
    [document-deep] { source-document-deep }
    [zip-damaged] { source-zip-damaged }
    [zip-locked] { source-zip-locked }
    [zip-nested] { source-zip-nested }
    [zip-big] { source-zip-big }
    [picture] { source-picture }
    [zip-entries] { source-zip-entries }
    [slow] { source-slow }
    [memory] { source-memory }
    [ended-reader] { source-ended-reader }
    [ended-program] { source-ended-program }
    [many-errors] { source-many-errors }
    [line-long] { source-line-long }
   *[unreadable] { source-unreadable }
 }{ $more ->
    [0] {""}
   *[other] {" "}Further errors in this file: { $more }.
 }
source-bad-files = ⚠️ Further files that could not be read: { $count }. They are { $files }… The program's log names all.
source-held = ✋ Many new articles appeared in “{ $folder }” at once: { $count }. They are in the archive, but readers did not get them. What shall become of them?
source-twin = 👯 “{ $title }” repeats “{ $earlier }” almost word by word, so readers did not get it. What shall become of it? To correct the earlier one: /edit { $id }
source-archived = 🗄 { $count ->
    [one] { $count } new article appeared in “{ $folder }”, but it was
   *[other] { $count } new articles appeared in “{ $folder }”, but they were
 } published more than { $hours } h ago: in the archive, not sent to readers.
source-folder-unreadable = ⚠️ The folder of articles cannot be read: <b>{ $folder }</b>. { $reason }. Make it, or mend the setting ARTICLES_DIR.

store-no-server = cannot connect to the PostgreSQL server: { $why }; check that it runs and that DATABASE_URL is right
store-away = the database server does not answer for now ({ $why }); it will be tried again
