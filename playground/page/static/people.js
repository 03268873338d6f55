// What a person can do with a message, with a reply keyboard, and around a group or channel.

import { hide, offer, where } from "./composer.js";
import { $, icon, make, toast } from "./dom.js";
import { act } from "./net.js";
import { me, opened, state, topicOf } from "./store.js";
import { word } from "./words.js";

// What the next words are about: { kind: "reply" | "edit", message }, or null.
let about = null;

const told = async (promise) => {
  try { return await promise; } catch (error) { toast(error.message); return null; }
};

export function connect() {
  $("about").querySelector("button").addEventListener("click", forgetAbout);
  $("more").addEventListener("click", () => ($("popup").hidden ? sendMore() : hide()));
  $("manage").addEventListener("click", () => ($("popup").hidden ? manage() : hide()));
  $("messages").addEventListener("click", (event) => {
    const button = event.target.closest?.(".acts-open");
    const id = Number(button?.closest("[data-id]").dataset.id);
    const message = button && opened().messages.find((one) => one.id === id);
    if (message) actsOf(message);
  });
}

export function draw() {
  const chat = opened();
  if (!chat) return;
  $("manage").hidden = chat.kind === "private";
  for (const [id, name] of [["manage", "manage"], ["more", "more"]]) { $(id).title = word(name); $(id).setAttribute("aria-label", word(name)); }
  $("about").querySelector("button").setAttribute("aria-label", word("cancel"));
  keys(chat);
}

export function forgetAbout() {
  if (about?.kind === "edit") $("text").value = "";
  about = null;
  $("about").hidden = true;
}

// Sends what was typed as a reply or as a change, and says whether it did.
export async function takeWords(text) {
  const now = about;
  if (!now) return false;
  const body = { ...where(opened()), text };
  if (now.kind === "edit") await act("edit", { ...body, message: now.message.id });
  else await act("say", { ...body, reply_to: now.message.id });
  about = null;
  $("about").hidden = true;
  return true;
}

function begin(kind, message) {
  about = { kind, message };
  $("about").querySelector("span").textContent = `${word(kind)}: ${message.text.slice(0, 120)}`;
  $("about").hidden = false;
  if (kind === "edit") $("text").value = message.text;
  $("text").focus();
}

export function actsButton(message) {
  const button = make("button", { type: "button", className: "acts-open" }, icon("dots"));
  button.setAttribute("aria-label", word("acts"));
  button.title = word("acts");
  return message.service ? null : button;
}

function actsOf(message) {
  const chat = opened();
  const person = me(chat);
  const mine = message.sender_id === person && !message.bot && message.kind === "text" && !message.via;
  offer([
    [word("reply"), "", () => begin("reply", message)],
    [word("forward"), word("forwardHint"), () => told(act("forward", { person, chat: chat.id, message: message.id }))],
    ...(mine ? [[word("edit"), "", () => begin("edit", message)]] : []),
  ]);
}

function sendMore() {
  const chat = opened();
  offer([
    [word("sendPhoto"), "", () => $("file").click()],
    [word("sendContact"), "", () => told(act("contact", where(chat)))],
    [word("sendVoice"), "", () => told(act("send", { ...where(chat), name: "voice.ogg", mime: "audio/ogg", kind: "voice", data: btoa("OggS") }))],
  ]);
}

function keys(chat) {
  const rows = chat.keys ?? [];
  $("keys").hidden = rows.length === 0 || $("write").hidden;
  $("keys").replaceChildren(...rows.map((row) => make("div", { className: "row" }, ...row.map((key) => {
    const button = make("button", { type: "button" }, key.text);
    button.addEventListener("click", () => (key.kind === "chat" ? share(key) : told(act("key", { ...where(opened()), label: key.text }))));
    return button;
  }))));
}

async function share(key) {
  const person = me(opened());
  const found = await told(act("offered", { person, label: key.text }));
  if (found) offer(found.chats.map((chat) => [chat.title, "", () => told(act("share", { person, label: key.text, shared: chat.id }))]), word("noChats"));
}

// Everything that can be done around a group or channel, by the person who speaks there.
function manage() {
  const chat = opened();
  const body = { person: me(chat) ?? [...state.people.keys()][0], chat: chat.id };
  const bot = (status, may_write = true) => () => told(act("bot", { ...body, status, may_write }));
  const topic = (name) => () => told(act("topic", { ...body, act: name, topic: topicOf(chat) || 1 }));
  const open = topicOf(chat) ? chat.topics.find((one) => one.id === topicOf(chat)) : null;
  const inside = !["left", "kicked"].includes(chat.bot.status);
  const rows = inside
    ? [[word("botOut"), "", bot("kicked")], chat.bot.status === "administrator" && chat.bot.may_write
      ? [word(chat.kind === "channel" ? "botMute" : "botMember"), "", bot(chat.kind === "channel" ? "administrator" : "member", chat.kind !== "channel")]
      : [word("botAdmin"), "", bot("administrator")]]
    : [[word("botIn"), "", bot(chat.kind === "channel" ? "administrator" : "member")]];
  if (chat.kind === "supergroup") rows.push([word("topicNew"), "", () => told(act("topic", { ...body, act: "open", name: `${word("topic")} ${chat.topics.length + 1}` }))]);
  if (open) rows.push([`${word(open.closed ? "topicOpen" : "topicClose")}: ${open.name}`, "", topic(open.closed ? "reopen" : "close")], [`${word("topicDelete")}: ${open.name}`, "", topic("delete")]);
  if (chat.kind === "group") rows.push([word("toSupergroup"), "", () => told(act("migrate", body))]);
  for (const person of state.people.values()) {
    const admin = chat.admins.includes(person.id);
    rows.push([`${word(admin ? "demote" : "promote")}: ${person.name}`, "", () => told(act("promote", { ...body, who: person.id, admin: !admin }))]);
  }
  offer(rows);
}
