// The list of chats: faces, last words, unread counts.

import { $, face, make } from "./dom.js";
import { state, unread } from "./store.js";
import { clock, word } from "./words.js";

let onOpen = () => {};

export function connect(open) {
  onOpen = open;
  $("chats").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const items = [...$("chats").querySelectorAll(".chat")];
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length]?.focus();
  });
}

export function draw() {
  const focused = document.activeElement?.closest?.(".chat")?.dataset.chat;
  const chats = [...state.chats.values()];
  $("chats").replaceChildren(
    ...section("readers", chats.filter((chat) => chat.kind === "private")),
    ...section("groups", chats.filter((chat) => chat.kind !== "private")),
  );
  if (focused) $("chats").querySelector(`[data-chat="${focused}"]`)?.focus();
}

function section(name, chats) {
  return chats.length ? [make("h3", {}, word(name)), ...chats.map(item)] : [];
}

function item(chat) {
  const last = chat.messages.at(-1);
  const count = unread(chat);
  const button = make(
    "button",
    { type: "button", className: "chat", dataset: { chat: chat.id } },
    face(make("span", { className: "face" }), chat.title, chat.id),
    make(
      "span", { className: "chat-text" },
      make("span", { className: "chat-top" }, make("b", {}, chat.title), language(chat), make("time", {}, last ? clock(last.date) : "")),
      make("span", { className: "chat-bottom" }, make("span", { className: "preview" }, ...preview(chat, last)), badge(count)),
    ),
  );
  if (chat.id === state.open) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => onOpen(chat.id));
  return button;
}

function language(chat) {
  const code = state.people.get(chat.id)?.language;
  return code ? make("i", { className: "language", title: word(code) }, code.toUpperCase()) : null;
}

function badge(count) {
  return count ? make("em", { className: "badge" }, count > 99 ? "99+" : String(count)) : null;
}

function preview(chat, last) {
  if (chat.action) return [make("span", { className: "acting" }, `${word("typing")}…`)];
  if (state.people.get(chat.id)?.blocked) return [make("span", { className: "note" }, word("blocked"))];
  if (!last) return [word("empty")];
  if (last.service) return [word("migrated")];
  const text = last.text || word(last.kind === "photo" ? "photo" : "document");
  const who = last.bot ? `${state.bot.name}: ` : chat.kind === "private" ? "" : `${last.sender}: `;
  return [who ? make("span", { className: "who" }, who) : null, text.slice(0, 90)].filter(Boolean);
}
