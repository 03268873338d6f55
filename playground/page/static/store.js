// What the page knows: people, chats, which one is open, what was not read yet.

export const state = {
  bot: { name: "", username: "" },
  canDrop: false,
  people: new Map(),
  chats: new Map(),
  open: null, // id of the open chat
  topic: new Map(), // chat id -> id of the open topic, 0 for the general one
  speaker: new Map(), // chat id -> id of the person who writes there
  unread: new Map(), // "chat" or "chat/topic" -> number
};

export function load(view) {
  state.bot = view.bot;
  state.canDrop = view.can_drop;
  state.people = new Map(view.people.map((person) => [person.id, person]));
  state.chats = new Map(view.chats.filter((chat) => !chat.away).map((chat) => [chat.id, chat]));
  if (!state.chats.has(state.open)) state.open = null;
}

export const opened = () => state.chats.get(state.open);

export function me(chat) {
  if (chat.kind === "private") return chat.id;
  const chosen = state.speaker.get(chat.id);
  return chat.speakers.includes(chosen) ? chosen : chat.speakers[0];
}

export const topicOf = (chat) => (chat.forum ? state.topic.get(chat.id) ?? 0 : null);

// A chat opens where something waits to be read; one never looked at, where something was said last.
export function turnToNews(chat) {
  if (!chat.forum || unread(chat, topicOf(chat))) return;
  const last = chat.messages.findLast((message) => unread(chat, message.topic ?? 0) || !state.topic.has(chat.id));
  if (last) state.topic.set(chat.id, last.topic ?? 0);
}

// Whether a message stands in the part of the chat that is on the screen.
export const inView = (chat, message) => !chat.forum || (message.topic ?? 0) === topicOf(chat);

// Puts a new, edited or deleted message where it belongs; the chat, or null for one that is not shown.
export function apply(event, message) {
  const chat = state.chats.get(message.chat);
  if (!chat) return null;
  const at = chat.messages.findIndex((known) => known.id === message.id);
  if (event === "delete") {
    if (at >= 0) chat.messages.splice(at, 1);
  } else if (at >= 0) {
    chat.messages[at] = message;
  } else if (event === "message") {
    chat.messages.push(message);
    chat.action = "";
  }
  return chat;
}

export function count(chat, message) {
  for (const key of [`${chat.id}`, `${chat.id}/${message.topic ?? 0}`]) {
    state.unread.set(key, (state.unread.get(key) ?? 0) + 1);
  }
}

export function read(chat) {
  const key = `${chat.id}/${topicOf(chat) ?? 0}`;
  const seen = state.unread.get(key) ?? 0;
  state.unread.set(key, 0);
  const whole = (state.unread.get(`${chat.id}`) ?? 0) - seen;
  state.unread.set(`${chat.id}`, chat.forum ? Math.max(whole, 0) : 0);
}

export const unread = (chat, topic) => state.unread.get(topic === undefined ? `${chat.id}` : `${chat.id}/${topic}`) ?? 0;
