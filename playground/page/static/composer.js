// Where a person writes: text, files, the command menu, inline mode, and the wide button of Start and Unblock.

import { $, icon, make, toast } from "./dom.js";
import { act, ask } from "./net.js";
import { me, opened, state, topicOf } from "./store.js";
import { word } from "./words.js";

const INLINE_PAUSE = 250; // ms of quiet before an inline query is asked
const BIGGEST_FILE = 20 * 1024 * 1024;
let inlineTimer = 0;
let asked = 0;

export const where = (chat) => ({ person: me(chat), chat: chat.id, topic: topicOf(chat) || null });

// Takes typed words in another way: as a reply, or as a change of what was said.
let takeWords = async () => false;

export async function say(text) {
  const chat = opened();
  if (!chat || !text.trim() || await takeWords(text)) return;
  await act("say", { ...where(chat), text });
}

export function connect({ onSpeaker, onChanged, onWords }) {
  takeWords = onWords;
  const text = $("text");
  $("write").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    if (event.key === "Escape") hide();
    if (event.key === "ArrowUp" && !$("popup").hidden) { event.preventDefault(); $("popup").querySelector("button:last-of-type")?.focus(); }
  });
  text.addEventListener("input", typed);
  $("menu").addEventListener("click", () => ($("popup").hidden ? commands("") : hide()));
  $("popup").addEventListener("keydown", walk);
  $("file").addEventListener("change", upload);
  $("speaker").addEventListener("change", () => onSpeaker(Number($("speaker").value)));
  $("wide").addEventListener("click", async () => {
    const person = state.people.get(opened().id);
    if (person.blocked) await act("block", { person: person.id, blocked: false });
    else await say("/start");
    onChanged();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#popup, #composer, #manage, .acts-open")) hide();
  });
}

async function send() {
  const text = $("text").value;
  if (!text.trim()) return;
  $("text").value = "";
  grow();
  hide();
  try { await say(text); } catch (error) { $("text").value = text; toast(error.message); }
}

export function draw() {
  const chat = opened();
  if (!chat) return;
  const person = state.people.get(chat.id);
  const wide = person && (person.blocked || !person.started);
  $("wide").hidden = !wide && chat.speakers.length > 0;
  $("wide").disabled = chat.speakers.length === 0;
  $("wide").textContent = chat.speakers.length === 0 ? word("readOnly") : word(person?.blocked ? "unblock" : "start");
  $("write").hidden = !$("wide").hidden;
  speakers(chat);
  const labels = { menu: "menu", send: "send", attach: "attach", speaker: "speaker" };
  for (const [id, name] of Object.entries(labels)) { $(id).title = word(name); $(id).setAttribute("aria-label", word(name)); }
  $("text").placeholder = word("write");
}

function speakers(chat) {
  const select = $("speaker");
  select.hidden = chat.kind === "private" || chat.speakers.length < 2;
  if (select.hidden) return;
  select.replaceChildren(...chat.speakers.map((id) => make("option", { value: String(id) }, state.people.get(id)?.name ?? String(id))));
  select.value = String(me(chat));
}

function grow() {
  const text = $("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
}

function typed() {
  grow();
  const text = $("text").value;
  const inline = text.match(new RegExp(`^@${state.bot.username}\\s+(.*)$`, "is"));
  clearTimeout(inlineTimer);
  if (inline) inlineTimer = setTimeout(() => query(inline[1]), INLINE_PAUSE);
  else if (/^\/[a-z0-9_]*$/i.test(text)) commands(text.slice(1).toLowerCase());
  else hide();
}

export function startInline(words) {
  $("text").value = `@${state.bot.username} ${words}`;
  $("text").focus();
  typed();
}

async function commands(prefix) {
  const chat = opened();
  const typed = $("text").value;
  const found = (await ask("menu", { person: me(chat), chat: chat.id })).commands;
  // Sent, or typed on, while the list was fetched.
  if (chat !== opened() || typed !== $("text").value) return;
  const fitting = found.filter((one) => one.command.startsWith(prefix));
  if (!fitting.length && prefix) { hide(); return; }
  show(fitting.map((one) => option(make("b", {}, `/${one.command}`), one.description, () => {
    $("text").value = "";
    say(`/${one.command}`);
  })), word("noMenu"));
}

async function query(words) {
  const chat = opened();
  const number = (asked += 1);
  show([], word("searching"));
  try {
    const answer = await act("inline", { ...where(chat), query: words });
    if (number !== asked) return;
    show(answer.results.map((result, index) => option(make("b", {}, result.title), result.description, async () => {
      $("text").value = "";
      await act("choose", { ...where(chat), id: answer.id, index });
    })), word("nothing"));
  } catch {
    if (number === asked) show([], word("nothing"));
  }
}

function option(title, note, onChoose) {
  const button = make("button", { type: "button", role: "option" }, title, make("span", {}, note));
  button.addEventListener("click", () => { hide(); onChoose(); $("text").focus(); });
  return button;
}

// A list of things to do: [label, note, what it does].
export function offer(rows, otherwise = word("nothing")) {
  show(rows.map(([label, note, onChoose]) => option(make("b", {}, label), note, onChoose)), otherwise);
  $("popup").querySelector("button")?.focus({ preventScroll: true });
}

function show(options, otherwise) {
  $("popup").replaceChildren(...(options.length ? options : [make("p", {}, otherwise)]));
  $("popup").hidden = false;
  $("popup").scrollTop = 0;
  $("menu").replaceChildren(icon("close"));
  $("menu").classList.add("open");
}

export function hide() {
  $("popup").hidden = true;
  $("menu").replaceChildren(icon("menu"), make("span", {}, "/"));
  $("menu").classList.remove("open");
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") { hide(); $("text").focus(); }
  if (!step) return;
  event.preventDefault();
  const options = [...$("popup").querySelectorAll("button")];
  options[(options.indexOf(document.activeElement) + step + options.length) % options.length]?.focus();
}

async function upload() {
  const [file] = $("file").files;
  $("file").value = "";
  if (!file) return;
  if (file.size > BIGGEST_FILE) { toast(word("tooBig")); return; }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768));
  const kind = /^image\/(png|jpeg|gif)$/.test(file.type) ? "photo" : "document";
  await act("send", { ...where(opened()), name: file.name, mime: file.type, kind, data: btoa(binary) });
}
