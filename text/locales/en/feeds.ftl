## Feeds of sites (RSS, Atom, JSON Feed)

menu-feeds = Feeds of sites
help-feeds = 📡 /feeds feeds of sites, which the bot reads by itself
feeds-head = 📡 <b>Feeds: { $count }</b>
feeds-none = 📡 There is no feed yet. Add the RSS or Atom feed of a site, and the bot reads it by itself and sends what is new.
feeds-line = { $state ->
    [active] ✅
    [failing] ⚠️
    [dead] ⛔
   *[new] ⏳
 } { $url } · { $rubric } · articles: { $count }
feeds-any-rubric = rubric by the feed
feeds-add = ➕ Add a feed
feeds-ask-url =
    📡 Write the address of the feed, like <code>https://site.kz/feed</code>.

    If everything shall go to one rubric, write its name on a second line; else the feed itself names the rubrics. To leave: /cancel
feeds-ask-over = ⏳ The address was asked for more than a day ago, so this was not taken for one. To begin anew: /feeds
feeds-asking = ⏳ Reading { $url }…
feeds-added = ✅ The feed is added. What it holds now went to the archive: { $count }. What is new from now on goes to readers.
feeds-added-silent = ⚠️ The feed is added, but it could not be read just now: { $reason } The bot tries again by itself.
feeds-not-added = The feed was not added. { $reason }
feeds-card =
    📡 <b>{ $url }</b>

    State: { $state ->
        [active] is read
        [failing] could not be read the last time
        [dead] stopped, the bot asks it no more
       *[new] was not read yet
    }
    Rubric: { $rubric }
    Articles from it: { $count }
    Last read: { $read }
    Asked next: { $due }
feeds-card-map = { $category } → { $rubric }
feeds-card-trouble = Why: { $reason }
feeds-never = never yet
feeds-not-asked = not asked
feeds-check = 🔄 Ask now
feeds-checked = New: { $added }, changed: { $updated }
feeds-whole = 📄 Take the whole text from pages
feeds-part = 📄 The feed’s own text is enough
feeds-remove = 🗑 Remove the feed
feeds-remove-sure = 🗑 Remove the feed <b>{ $url }</b>? The bot reads it no more; its articles stay.
feeds-remove-yes = Yes, remove
feeds-removed = 🗑 The feed is removed: { $url }. Its articles stay.
feeds-gone = There is no such feed any more.
feed-told-dead = ⛔ The feed <b>{ $url }</b> was stopped: { $reason } The bot asks it no more. To ask again, or to remove it: /feeds
audit-feed-added = Added a feed
audit-feed-changed = Changed a feed
audit-feed-removed = Removed a feed
feed-unknown = There is no such feed in the list: { $url }. The list: zharshy feeds list
feed-known = This feed is in the list already.
feed-map = “{ $value }” is not understood: write --map CATEGORY=RUBRIC.
feed-address = This is no address of a feed: write it whole, with https:// or http://.
feed-private = { $host } is no public address (a private network, or a port of other services), so it was not asked. If the server is yours, put its IP address into FEEDS_ALLOW_PRIVATE.
feed-no-host = There is no server { $host }: check the address.
feed-unreachable = The server { $host } takes no connections.
feed-tls = The certificate of { $host } can’t be trusted: the owner of the site has to renew it.
feed-broken = The answer of the server is broken ({ $reason }).
feed-slow = The answer was not there whole within { $seconds } seconds.
feed-big = The answer is too big: at most { $limit } MB.
feed-packing = The answer is packed in a way that is broken, or was not asked for.
feed-status = The server answered { $status }: check the address.
feed-busy = The server answered { $status }: it can give nothing just now.
feed-leads-nowhere = The address leads on to what is no web address.
feed-robots = The site keeps this page from bots (robots.txt).
feed-gone = The server says that the feed is gone for good (410).
feed-redirects = The address leads in a circle, or on too many times: at most { $limit }.
feed-downgrade = The https address leads to http, which is not safe, so it was not read.
feed-ended-program = The bot ended several times while it read this feed, so it is not asked for now.
source-no-feed = This is no feed (RSS, Atom), perhaps an ordinary page: write the address of the feed itself, which often ends in /feed or /rss.
source-no-feeds = This is no list of feeds (OPML).
source-no-page = This is no web page.
source-no-json = This is no JSON.
