// The list of chats: faces, last words, unread counts.

import { $, face, make } from "./dom.js";
import { state, unread } from "./store.js";
import { clock, current, word } from "./words.js";

let onOpen = () => {};
let drawn = "";
const buttons = new Map(); // chat id -> its button

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

// Buttons stay, only what is in them changes: a click that is under way must not lose its button.
export function draw() {
  const chats = [...state.chats.values()];
  const now = `${current()} ${chats.map((chat) => chat.id).join()}`;
  if (now !== drawn) {
    drawn = now;
    buttons.clear();
    $("chats").replaceChildren(
      ...section("readers", chats.filter((chat) => chat.kind === "private")),
      ...section("groups", chats.filter((chat) => chat.kind !== "private")),
    );
  }
  for (const chat of chats) fill(buttons.get(chat.id), chat);
}

function section(name, chats) {
  return chats.length ? [make("h3", {}, word(name)), ...chats.map(item)] : [];
}

function item(chat) {
  const button = make("button", { type: "button", className: "chat", dataset: { chat: chat.id } });
  button.addEventListener("click", () => onOpen(chat.id));
  buttons.set(chat.id, button);
  return button;
}

function fill(button, chat) {
  const last = chat.messages.at(-1);
  button.replaceChildren(
    face(make("span", { className: "face" }), chat.title, chat.id),
    make(
      "span", { className: "chat-text" },
      make("span", { className: "chat-top" }, make("b", {}, chat.title), language(chat), make("time", {}, last ? clock(last.date) : "")),
      make("span", { className: "chat-bottom" }, make("span", { className: "preview" }, ...preview(chat, last)), badge(unread(chat))),
    ),
  );
  if (chat.id === state.open) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
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
