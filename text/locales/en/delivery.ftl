### What the owners are told by delivery

delivery-content-error = ⚠️ The push of “{ $title }” has stopped: Telegram does not take the message itself ({ $reason }). Correct the article, and the push goes on by itself.
delivery-photo-refused = 🖼 “{ $title }” goes out without its photo: Telegram does not take the picture ({ $reason }). Readers get the text.
delivery-mass-refused = ⏸ The sending of “{ $title }” is paused: Telegram gives most chats the same refusal ({ $reason }). It is hardly about the chats. Find the cause, then let it go on or end it. The chats that were refused wait ({ $count }); nothing is lost.
delivery-stars = ⭐ The sending of “{ $title }” is paused: { $reason }. Top up the balance and let it go on, or let it leave free of charge, more slowly. Nothing is lost.
delivery-quarantined = 🅿️ The sending of “{ $title }” is put aside: three times in a row the program ended or failed at it ({ $reason }), without getting on. Everything else goes on. /queue lets it try again.
delivery-throttled = 🐢 Telegram finds us too fast. Now at most { $rate } messages a second are sent, and in five minutes step by step as many as before; nothing is lost.
store-takes-nothing = 💾 The store takes nothing at present: { $reason }. Sending waits and goes on by itself; nothing is lost.
store-is-damaged = 🧯 { $reason }. Until then sending may stand still, and nothing is lost: new files wait where they are.
store-is-moved = 🧯 { $reason }. Until then the bot goes on with the file that it has open.
clock-ahead = 🕓 The clock of the server jumped ahead: it shows { $now }, and by our count it is { $expected }. Until it has been steady for an hour nothing is deleted, and nothing planned is published. News goes out as before. If the new time is right, press the button.
clock-behind = 🕓 The clock of the server is behind: it shows { $now }, but it was { $expected } already. Until it is set, the folder, the feeds and POST /articles wait, nothing is deleted, and digests and what is planned come late. News that was accepted goes out. If the time it shows is right, press the button.
clock-wrong = 🕓 The clock of the server is wrong: it shows { $now }, but it is { $expected } or later. Until it is set, the folder, the feeds and POST /articles wait, nothing is deleted, and digests and what is planned come late. News that was accepted goes out.
clock-right = ✅ The new time is right
clock-believed = ✅ The new time is taken, and everything goes by it.
clock-settled = The clock is all right by now, nothing waits.
