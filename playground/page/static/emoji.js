// Pictures for the common emoji on machines that have no emoji font (a bare server, a container); elsewhere the font's own.

import { make } from "./dom.js";

const DRAWN = [
  "2705", "25ab", "274c", "1f44b", "1f4f0", "1f5d1", "1f5c2", "1f50e", "1f50d", "26a0", "2699", "23f9", "23f8", "25b6",
  "25c0", "27a1", "2b05", "270d", "270f", "1f512", "1f446", "1f514", "1f515", "1f310", "1f4c4", "270b", "1f4d6", "1f517",
  "2b50", "23f0", "1f319", "1f4e5", "1f516", "1f4c5", "1f4e2", "1f4ca",
];
const PATTERN = new RegExp(`(?:${DRAWN.map((code) => `\\u{${code}}`).join("|")})\\u{fe0f}?`, "gu");

// A colour font leaves colour on a canvas; a missing glyph, or one of a text font, is as black as it was asked for.
const needed = (() => {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context) return false;
  context.font = "20px sans-serif, 'Noto Color Emoji', 'Apple Color Emoji', 'Segoe UI Emoji'";
  context.fillText("🔔", 2, 22);
  const { data } = context.getImageData(0, 0, 32, 32);
  return !data.some((value, index) => index % 4 < 3 && value > 60);
})();

// A text as nodes: the emoji stays in it, for copying and for readers aloud, with its picture over it.
export function pictured(text) {
  if (!needed || !text) return [text];
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > at) nodes.push(text.slice(at, match.index));
    const picture = make("span", { className: "emoji" }, match[0]);
    picture.style.backgroundImage = `url("/page/emoji.svg#e${match[0].codePointAt(0).toString(16)}")`;
    nodes.push(picture);
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push(text.slice(at));
  return nodes;
}
