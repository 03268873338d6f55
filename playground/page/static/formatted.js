// A text with Telegram's entities as DOM nodes. Offsets are UTF-16 units, as JavaScript's own.

import { make } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

// `acts` has command(text) and start(payload); `bot` is the bot's user name.
export function formatted(text, entities, acts, bot) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fragment = document.createDocumentFragment();
  fill(fragment, text, 0, text.length, sorted, acts, bot);
  return fragment;
}

function fill(parent, text, start, end, entities, acts, bot) {
  let at = start;
  while (entities.length && entities[0].offset < end) {
    const entity = entities.shift();
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    if (from > at) parent.append(text.slice(at, from));
    const element = wrap(entity, text.slice(from, to), acts, bot);
    const inner = [];
    while (entities.length && entities[0].offset < to) inner.push(entities.shift());
    fill(element, text, from, to, inner, acts, bot);
    parent.append(element);
    // A line break right after a block would show as an empty line.
    at = element.matches("blockquote, pre") && text[to] === "\n" ? to + 1 : to;
  }
  if (at < end) parent.append(text.slice(at, end));
}

function wrap(entity, covered, acts, bot) {
  switch (entity.type) {
    case "text_link": return link(entity.url, acts, bot);
    case "url": return link(covered, acts, bot);
    case "email": return make("a", { href: `mailto:${covered}` });
    case "bot_command": return inner("command", () => acts.command(covered));
    case "spoiler": return inner("spoiler", (element) => element.classList.add("seen"));
    case "expandable_blockquote": return quote();
    case "pre": return make("pre", entity.language ? { dataset: { language: entity.language } } : {});
    case "mention": case "hashtag": case "text_mention": return make("span", { className: "mention" });
    default: return make(TAGS[entity.type] ?? "span");
  }
}

function inner(className, onClick) {
  const element = make("span", { className, tabIndex: 0, role: "button" });
  element.addEventListener("click", () => onClick(element));
  element.addEventListener("keydown", (event) => { if (event.key === "Enter") onClick(element); });
  return element;
}

function quote() {
  const element = make("blockquote", { className: "expandable" });
  element.addEventListener("click", () => element.classList.toggle("open"));
  return element;
}

function link(target, acts, bot) {
  let url;
  try { url = new URL(target); } catch { return make("span"); }
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return make("span", { className: "mention" });
  const element = make("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow" });
  if (url.hostname === "t.me" && url.pathname.slice(1).toLowerCase() === bot.toLowerCase()) {
    element.addEventListener("click", (event) => {
      event.preventDefault();
      acts.start(url.searchParams.get("start") ?? "");
    });
  }
  return element;
}
