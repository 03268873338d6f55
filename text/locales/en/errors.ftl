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
store-damaged = { $path } is damaged or is no store: put back a backup by zharshy restore FILE
store-foreign = { $path } is a database of another program: point DATABASE_URL to another file
store-unusable = { $path } can't be used ({ $why }): check the folder's permissions and the free space
store-locked-at-start = { $path } is locked by another program: close that one, then try again
store-locked = another program keeps the store locked: close it, and try again
store-full = the store can't be written ({ $why }): make room on the disk and check the permissions
store-unknown-url = DATABASE_URL is not understood: write sqlite:///relative/path.db or sqlite:////absolute/path.db
store-no-article = there is no article { $id }
store-no-chat = there is no chat { $chat }
store-no-rubric = there is no rubric { $name }
