// Small ways to build the page. Text goes in as text only: nothing here reads HTML.

export const $ = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "dataset") Object.assign(element.dataset, value);
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

// A round face: the first letters, a colour that stays with the id.
export function face(element, title, id) {
  const letters = title.split(/\s+/).map((part) => part.match(/\p{L}|\p{N}/u)?.[0] ?? "").join("").slice(0, 2);
  element.textContent = letters.toUpperCase();
  element.dataset.colour = String(Math.abs(id) % 7);
  return element;
}

let toastTimer = 0;

export function toast(text) {
  const element = $("toast");
  element.textContent = text;
  element.hidden = false;
  element.classList.remove("leaving");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => {
    element.classList.add("leaving");
    toastTimer = setTimeout(() => { element.hidden = true; }, 250);
  }, Math.max(2500, text.length * 55));
}

export function alarm(text) {
  const dialog = $("alert");
  $("toast").hidden = true;
  dialog.querySelector("p").textContent = text;
  if (!dialog.open) dialog.showModal();
}
