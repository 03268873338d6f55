// The lab: faults that end by themselves, a clock that goes on, a crowd with live counts and a curve of the rate.

import { $, make, toast } from "./dom.js";
import { act, ask } from "./net.js";
import { clock, current, day, word } from "./words.js";

const LOOK_MS = 1000;
const CROWD = 1500;
const HOUR = 3600;
const LASTS = [5, 15, 60];
const JUMPS = [["hourOn", HOUR], ["nightOn", 8 * HOUR], ["dayOn", 24 * HOUR]];
let lasts = 15;
let shown = null; // what the server told last
let drawnIn = ""; // the language and kinds of the buttons that stand there
let timer = 0;

// Kazakh writes thousands as Russian does, and not every browser knows it.
const number = (count) => count.toLocaleString(current() === "en" ? "en" : "ru");
// A copy that is still on its way is not missing: that is said when nothing has been sent for a while.
const QUIET = 10;
const resting = () => shown.rate.slice(-QUIET).every((count) => count === 0) && Object.keys(shown.faults).length === 0;

export const isOpen = () => !$("lab").hidden;

export function open() {
  $("lab").hidden = false;
  draw();
  look();
}

export function close() {
  $("lab").hidden = true;
  clearTimeout(timer);
}

async function look() {
  clearTimeout(timer);
  try { take(await ask("lab")); } catch { /* the page tells of a lost connection itself */ }
  if (isOpen()) timer = setTimeout(look, LOOK_MS);
}

function take(body) {
  shown = body;
  draw();
}

async function tell(name, body, button) {
  button.disabled = true;
  try { take(await act(name, body)); } catch (error) { toast(error.message); }
  button.disabled = false;
}

function button(label, name, body) {
  const element = make("button", { type: "button", className: "lab-button" }, label);
  element.addEventListener("click", () => tell(name, body(), element));
  return element;
}

// Buttons stay while their language stays: a click that is under way must not lose its button.
export function draw() {
  if (!isOpen() || !shown) return;
  const now = `${current()} ${shown.kinds}`;
  if (now !== drawnIn) {
    drawnIn = now;
    $("lab-crowd-buttons").replaceChildren(
      button(word("crowdAdd", number(CROWD)), "lab_crowd", () => ({ count: CROWD })),
      button(word("crowdBlock"), "lab_block", () => ({})),
    );
    $("lab-faults").replaceChildren(...shown.kinds.map(fault));
    $("lab-calm").replaceChildren(button(word("calm"), "lab_calm", () => ({})));
    $("lab-clock-buttons").replaceChildren(...JUMPS.map(([name, seconds]) => button(word(name), "lab_clock", () => ({ seconds }))));
    $("lab-lasts").replaceChildren(...LASTS.map(choice));
    $("lab-lasts").setAttribute("aria-label", word("lasts"));
  }
  fill();
}

function fault(kind) {
  const element = button(word(`fault_${kind}`), "lab_fault", () => ({ kind, seconds: lasts }));
  element.dataset.kind = kind;
  element.append(make("i", {}));
  return element;
}

function choice(seconds) {
  const element = make("button", { type: "button" }, word("seconds", seconds));
  element.setAttribute("aria-pressed", String(seconds === lasts));
  element.addEventListener("click", () => {
    lasts = seconds;
    for (const other of $("lab-lasts").children) other.setAttribute("aria-pressed", String(other === element));
  });
  return element;
}

function fill() {
  for (const element of $("lab-faults").children) {
    const left = shown.faults[element.dataset.kind];
    element.setAttribute("aria-pressed", String(left !== undefined));
    element.querySelector("i").textContent = left === undefined ? "" : word("seconds", Math.ceil(left));
  }
  $("lab-calm").hidden = Object.keys(shown.faults).length === 0;
  $("lab-now").textContent = `${day(shown.now)}, ${clock(shown.now)}`;
  $("lab-size").textContent = shown.crowd ? word("crowdSize", number(shown.crowd), shown.blocked) : word("crowdNone");
  const rows = shown.articles.map((one) => make(
    "tr", {}, make("th", { scope: "row" }, one.name),
    make("td", {}, number(one.delivered)),
    make("td", { className: one.repeated ? "bad" : "" }, number(one.repeated)),
    make("td", { className: one.missing && resting() ? "bad" : "" }, number(one.missing)),
  ));
  $("lab-rows").replaceChildren(...rows);
  $("lab-table").hidden = rows.length === 0;
  $("lab-nothing").hidden = rows.length > 0;
  curve();
}

// One line for the minute, its highest second above it.
function curve() {
  const most = Math.max(...shown.rate, 1);
  const step = 300 / (shown.rate.length - 1);
  const points = shown.rate.map((count, at) => `${(at * step).toFixed(1)},${(76 - (count / most) * 70).toFixed(1)}`);
  $("lab-line").setAttribute("points", points.join(" "));
  $("lab-area").setAttribute("points", `0,78 ${points.join(" ")} 300,78`);
  $("lab-most").textContent = word("perSecond", shown.rate.at(-1));
  $("lab-curve").setAttribute("aria-label", `${word("rate")}: ${word("perSecond", shown.rate.at(-1))}`);
}
