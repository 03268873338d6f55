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
