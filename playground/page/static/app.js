// Starts the page: draws it, keeps it up to date, and passes on what people do.

import * as composer from "./composer.js";
import { $, alarm, make, toast } from "./dom.js";
import * as lab from "./lab.js";
import { act, ask, listen } from "./net.js";
import * as people from "./people.js";
import * as room from "./room.js";
import * as sidebar from "./sidebar.js";
import { apply, count, inView, load, me, opened, read, state, turnToNews } from "./store.js";
import { choose, current, LANGUAGES, word } from "./words.js";

const ACTION_SECONDS = 5; // how long Telegram shows "typing" when no message follows
const FONT_SECONDS = 2; // for the font; then the page is drawn without it
// A text that is drawn before its font has come may keep empty boxes in Chromium.
const emojiFont = Promise.race([
  document.fonts.load("16px 'Zharshy Emoji'", "📖").catch(() => {}),
  new Promise((go) => { setTimeout(go, FONT_SECONDS * 1000); }),
]);
const pressed = new Map(); // id of a press -> its button
const answers = new Map(); // answers that came before the id of their press
const actionTimers = new Map();
const waiting = []; // news that came while the state was asked for
let refreshing = 0;

function labels() {
  document.documentElement.lang = current();
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  $("back").setAttribute("aria-label", word("back"));
  for (const id of ["lab-open", "lab-close"]) $(id).setAttribute("aria-label", word(id === "lab-open" ? "lab" : "back"));
  $("to-end").setAttribute("aria-label", word("toEnd"));
  $("languages").replaceChildren(...Object.entries(LANGUAGES).map(([code, name]) => {
    const button = make("button", { type: "button", lang: code }, name);
    button.setAttribute("aria-pressed", String(code === current()));
    button.addEventListener("click", () => { choose(code); labels(); draw(); });
    return button;
  }));
  document.querySelector(".dropper").hidden = !state.canDrop;
}

function draw() {
  sidebar.draw();
  room.draw();
  composer.draw();
  people.draw();
  lab.draw();
  title();
}

function title() {
  const all = [...state.chats.values()].reduce((sum, chat) => sum + (state.unread.get(`${chat.id}`) ?? 0), 0);
  document.title = all ? `(${all}) ${word("title")}` : word("title");
}

// News that comes while the whole state is on its way waits for it: the state may be older than the news.
async function refresh() {
  refreshing += 1;
  try {
    const [found] = await Promise.all([ask("state"), emojiFont]);
    load(found);
  } finally {
    refreshing -= 1;
  }
  labels();
  draw();
  if (refreshing === 0) waiting.splice(0).forEach(happened);
}

function open(id) {
  if (state.open !== id) { composer.hide(); people.forgetAbout(); $("text").value = ""; }
  if (id !== null && state.open !== id) turnToNews(state.chats.get(id));
  state.open = id;
  lab.close();
  $("app").dataset.view = id === null ? "list" : "room";
  draw();
  if (id !== null && window.matchMedia("(pointer: fine)").matches && !$("write").hidden) $("text").focus();
}

const acts = {
  command: (text) => tell(composer.say(text)),
  start: (payload) => {
    const chat = opened();
    const person = me(chat);
    if (chat.kind !== "private") open(person);
    tell(act("say", { person, chat: person, text: `/start ${payload}`.trim() }));
  },
  topic: (id) => { state.topic.set(opened().id, id); draw(); },
  url: (url) => {
    const target = new URL(url, "http://t.me");
    if (target.hostname === "t.me" && target.pathname.slice(1) === state.bot.username) acts.start(target.searchParams.get("start") ?? "");
    else window.open(target.href, "_blank", "noopener,noreferrer");
  },
  inline: (words) => composer.startInline(words),
  copy: async (text) => {
    try { await navigator.clipboard.writeText(text); toast(word("copied")); } catch { toast(text); }
  },
  press: async (message, button, element) => {
    element.classList.add("waiting");
    setTimeout(() => element.classList.remove("waiting"), 15000);
    const chat = opened();
    const body = await tell(act("press", { ...composer.where(chat), message: message.id, data: button.data }));
    if (!body) { element.classList.remove("waiting"); return; }
    pressed.set(body.press, element);
    if (answers.has(body.press)) answered(answers.get(body.press));
  },
};

async function tell(promise) {
  try { return await promise; } catch (error) { toast(error.message); return null; }
}

function answered(event) {
  const element = pressed.get(event.press);
  if (!element) { answers.set(event.press, event); return; }
  pressed.delete(event.press);
  answers.delete(event.press);
  element.classList.remove("waiting");
  if (event.text && event.alert) alarm(event.text);
  else if (event.text) toast(event.text);
}

function acting(event) {
  const chat = state.chats.get(event.chat);
  if (!chat) return;
  chat.action = event.action;
  clearTimeout(actionTimers.get(chat.id));
  actionTimers.set(chat.id, setTimeout(() => { chat.action = ""; sidebar.draw(); if (chat.id === state.open) room.typing(chat); }, ACTION_SECONDS * 1000));
  sidebar.draw();
  if (chat.id === state.open) room.typing(chat);
}

function messageEvent(event) {
  const chat = apply(event.event, event.message);
  if (!chat) return;
  const seen = chat.id === state.open && inView(chat, event.message) && !document.hidden;
  if (event.event === "message" && event.message.bot && !seen) count(chat, event.message);
  if (chat.id === state.open) room.change(event.event, event.message);
  sidebar.draw();
  title();
}

function happened(event) {
  if (refreshing > 0 && (event.message || event.keys)) waiting.push(event);
  else if (event.event === "toast") answered(event);
  else if (event.event === "action") acting(event);
  else if (event.event === "chats") tell(refresh());
  else if (event.event === "keys") { const chat = state.chats.get(event.chat); if (chat) { chat.keys = event.keys; people.draw(); } }
  else if (event.message) messageEvent(event);
}

async function drop() {
  const button = $("drop");
  button.disabled = true;
  const body = await tell(act("drop"));
  if (body) toast(word("dropped", body.told));
  button.disabled = false;
}

sidebar.connect(open);
room.connect(acts);
people.connect();
composer.connect({
  onWords: people.takeWords,
  onSpeaker: (id) => { state.speaker.set(opened().id, id); draw(); },
  onChanged: () => tell(refresh()),
});
$("drop").addEventListener("click", drop);
$("lab-open").addEventListener("click", () => {
  open(null);
  $("app").dataset.view = "lab";
  lab.open();
  draw();
});
$("lab-close").addEventListener("click", () => open(null));
$("back").addEventListener("click", () => open(null));
$("block").addEventListener("click", async () => {
  await tell(act("block", { person: opened().id, blocked: true }));
  tell(refresh());
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden || !opened()) return;
  read(opened());
  sidebar.draw();
  title();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && $("popup").hidden && !$("alert").open) open(null);
});

labels();
listen({
  onOpen: () => tell(refresh().then(() => {
    const first = [...state.chats.keys()][0];
    if (state.open === null && first !== undefined && window.matchMedia("(min-width: 760px)").matches) open(first);
  })),
  onEvent: happened,
  onLost: () => toast(word("lost")),
});
