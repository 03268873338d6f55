// The open chat: its messages, topics, who is typing, and being at the end of it.

import { bubble } from "./bubble.js";
import { $, face, make } from "./dom.js";
import { inView, me, opened, read, state, topicOf, unread } from "./store.js";
import { day, word } from "./words.js";

const NEAR_END = 120; // px from the end within which new messages scroll by themselves
let acts = {};
let below = 0;

export function connect(handlers) {
  acts = handlers;
  $("scroll").addEventListener("scroll", () => { if (atEnd()) passed(); }, { passive: true });
  $("to-end").addEventListener("click", () => toEnd(true));
  $("messages").addEventListener("click", (event) => {
    const id = event.target.closest?.("[data-reply]")?.dataset.reply;
    const target = id && node(id);
    if (target) { target.scrollIntoView({ block: "center", behavior: "smooth" }); flash(target); }
  });
}

const node = (id) => $("messages").querySelector(`[data-id="${id}"]`);
const atEnd = () => $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight < NEAR_END;

function toEnd(smooth) {
  $("scroll").scrollTo({ top: $("scroll").scrollHeight, behavior: smooth ? "smooth" : "instant" });
  passed();
}

function passed() {
  below = 0;
  $("to-end").hidden = true;
}

function missed() {
  below += 1;
  $("to-end").hidden = false;
  const count = $("to-end").querySelector("b");
  count.hidden = false;
  count.textContent = String(below);
}

const context = (chat) => ({ me: me(chat), kind: chat.kind, bot: state.bot.username, acts });

// Everything anew: another chat, another topic, another language.
export function draw() {
  const chat = opened();
  $("room").hidden = !chat;
  $("nobody").hidden = Boolean(chat) || !$("lab").hidden;
  if (!chat) return;
  read(chat);
  head(chat);
  topics(chat);
  const shown = chat.messages.filter((message) => inView(chat, message));
  const items = [];
  let last = "";
  for (const message of shown) {
    if (day(message.date) !== last) items.push(divider((last = day(message.date))));
    items.push(bubble(message, context(chat)));
  }
  $("messages").replaceChildren(...(items.length ? items : [emptiness(chat)]));
  typing(chat);
  toEnd(false);
}

const divider = (name) => make("li", { className: "day", dataset: { day: name } }, make("span", {}, name));

function emptiness(chat) {
  const started = chat.kind !== "private" || state.people.get(chat.id)?.started;
  return make("li", { className: "empty" }, make("span", {}, started ? word("empty") : word("hello")));
}

export function head(chat) {
  face($("face"), chat.title, chat.id);
  $("room-title").textContent = chat.title;
  const acting = Boolean(chat.action);
  const person = state.people.get(chat.id);
  const kind = chat.kind === "channel" ? word("channel") : chat.forum ? word("forum") : word("group");
  const still = person ? [word("chatWithBot"), person.language ? word(person.language) : ""].filter(Boolean).join(", ") : kind;
  $("room-subtitle").textContent = acting ? `${state.bot.name} ${word("typing")}` : still;
  $("room-subtitle").classList.toggle("acting", acting);
  $("block").hidden = !person || !person.started || person.blocked;
  $("block").textContent = word("block");
}

export function topics(chat) {
  $("topics").hidden = !chat.forum;
  if (!chat.forum) return;
  const all = [{ id: 0, name: word("general"), closed: false }, ...chat.topics.filter((topic) => topic.id !== 1)];
  $("topics").replaceChildren(...all.map((topic) => {
    const count = unread(chat, topic.id);
    const tab = make(
      "button", { type: "button", role: "tab", className: "topic" }, topic.name,
      topic.closed ? make("small", {}, ` · ${word("closed")}`) : null,
      count ? make("em", { className: "badge" }, String(count)) : null,
    );
    tab.setAttribute("aria-selected", String(topic.id === topicOf(chat)));
    tab.addEventListener("click", () => acts.topic(topic.id));
    return tab;
  }));
}

// One change in the open chat, without drawing the rest again.
export function change(event, message) {
  const chat = opened();
  const old = node(message.id);
  if (event === "delete") { vanish(old); typing(chat); return; }
  if (!inView(chat, message)) { topics(chat); return; }
  if (old) {
    const fresh = bubble(message, context(chat));
    old.replaceWith(fresh);
    flash(fresh);
    return;
  }
  if (event !== "message") return;
  const follow = atEnd() || !message.bot;
  $("messages").querySelector(".empty")?.remove();
  const days = $("messages").querySelectorAll(".day");
  if (days[days.length - 1]?.dataset.day !== day(message.date)) $("messages").append(divider(day(message.date)));
  const item = bubble(message, context(chat));
  item.classList.add("arriving");
  $("messages").append(item);
  typing(chat);
  if (follow) toEnd(true); else missed();
}

function vanish(item) {
  if (!item) return;
  item.classList.add("vanishing");
  setTimeout(() => item.remove(), 220);
}

function flash(item) {
  item.classList.remove("changed");
  requestAnimationFrame(() => item.classList.add("changed"));
}

export function typing(chat) {
  head(chat);
  $("messages").querySelector(".typing")?.remove();
  if (!chat.action) return;
  const follow = atEnd();
  const dots = make("div", { className: "bubble dots" }, make("i"), make("i"), make("i"));
  $("messages").append(make("li", { className: "message theirs typing" }, make("div", { className: "stack" }, dots)));
  if (follow) $("scroll").scrollTop = $("scroll").scrollHeight;
}
