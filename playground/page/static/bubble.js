// One message as a bubble with its keyboard.

import { face, icon, make } from "./dom.js";
import { formatted } from "./formatted.js";
import { actsButton } from "./people.js";
import { clock, word } from "./words.js";

// `context`: { me, kind, bot, acts } where acts has command, start, press(message, button, element), url, inline, copy.
export function bubble(message, context) {
  if (message.service) return make("li", { className: "service", dataset: { id: message.id } }, make("span", {}, word(message.service.startsWith("migrate") ? "migrated" : message.service)));
  const mine = message.sender_id === context.me && !message.bot;
  const item = make("li", { className: `message ${mine ? "mine" : "theirs"}`, dataset: { id: message.id, sender: message.sender_id ?? "" } });
  const many = context.kind === "group" || context.kind === "supergroup";
  if (many && !mine) item.append(portrait(message));
  const body = make("div", { className: "bubble with-acts" }, ...parts(message, context, many && !mine), actsButton(message));
  const stack = make("div", { className: "stack" }, body);
  if (message.rows.length) stack.append(keyboard(message, context));
  item.append(stack);
  return item;
}

function portrait(message) {
  if (message.bot) return make("span", { className: "face small bot" });
  return face(make("span", { className: "face small" }), message.sender, message.sender_id ?? 0);
}

function parts(message, context, named) {
  const found = [];
  if (named) found.push(make("p", { className: "sender", dataset: { colour: String(Math.abs(message.sender_id ?? 0) % 7) } }, message.sender));
  if (message.via) found.push(make("p", { className: "note" }, word("via", `@${context.bot}`)));
  if (message.forwarded) found.push(make("p", { className: "note" }, word("forwarded", message.forwarded)));
  if (message.reply) found.push(make("p", { className: "reply", dataset: { reply: message.reply.id } }, message.reply.text));
  if (message.file) found.push(attachment(message));
  if (message.contact) found.push(make("p", { className: "contact" }, icon("people"), message.contact));
  const words = make("div", { className: "words" });
  words.append(formatted(message.text, message.entities, context.acts, context.bot));
  words.append(stamp(message));
  found.push(words);
  return found;
}

function stamp(message) {
  const marks = [message.silent ? word("silent") : "", message.edited ? word("edited") : "", clock(message.date)];
  return make("span", { className: "stamp" }, marks.filter(Boolean).join(" "));
}

function attachment(message) {
  const { name, size, path } = message.file;
  if (message.kind === "photo") return make("img", { className: "photo", src: path, alt: message.text || word("photo"), loading: "lazy" });
  const kilobytes = size < 1024 ? `${size} B` : size < 1048576 ? `${Math.round(size / 1024)} KB` : `${(size / 1048576).toFixed(1)} MB`;
  return make(
    "a", { className: "attached", href: path, download: name },
    make("span", { className: "sheet" }, icon("paper")),
    make("span", {}, make("b", {}, name), make("small", {}, kilobytes)),
  );
}

function keyboard(message, context) {
  const rows = message.rows.map((row) => make("div", { className: "row" }, ...row.map((button) => key(message, button, context))));
  return make("div", { className: "keyboard" }, ...rows);
}

function key(message, button, context) {
  const element = make("button", { type: "button", className: "key" }, make("span", {}, button.text));
  if (button.url !== undefined) element.append(icon("out"));
  element.addEventListener("click", () => {
    if (button.data !== undefined) context.acts.press(message, button, element);
    else if (button.url !== undefined) context.acts.url(button.url);
    else if (button.inline !== undefined) context.acts.inline(button.inline);
    else if (button.copy !== undefined) context.acts.copy(button.copy);
  });
  return element;
}
