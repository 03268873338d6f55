# Why something did not arrive, in the language of whoever reads it.

why =
    { $why ->
        [blocked] blocked the bot
        [kicked] the bot was removed from the chat
        [deactivated] the Telegram account is deleted
        [never-opened] has never opened the bot
        [chat-gone] the chat is no more
        [topic-gone] the topic was deleted
        [topic-closed] the topic is closed
        [no-rights] the bot may not write there
        [away] blocked the bot, or the chat is no more
        [quiet] stopped the news, or blocked the bot
        [moved] the group has a new number: the old message is out of reach
        [deleted] the message was deleted in the chat
        [fixed] Telegram lets nobody change this message any more
        [cut-off] the program was cut off while sending
        [silent] Telegram gave no answer
        [cancelled] the sending was cancelled
        [unfollowed] unfollowed the rubric
        [markup] Telegram did not understand the formatting of the text
        [long] the text is too long
        [empty] the text is empty
        [button] a button has a wrong link
        [photo-address] the photo could not be fetched from its address
        [photo-size] the photo is too large or too narrow
        [photo-broken] the file of the photo is damaged
        [photo-lost] the file of the photo is not in the store
        [stars] the bot has no Stars left for paid sending ({ $said })
        [defect] an error of the program: { $said }
        [unsaid] no reason was given
       *[telegram] Telegram said: “{ $said }”
    }
