// Talks to the playground: questions and acts by fetch, news by an event stream.

export async function ask(name, query = {}) {
  return answer(await fetch(`/page/${name}?${new URLSearchParams(query)}`));
}

export async function act(name, body = {}) {
  return answer(await fetch(`/page/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error || response.statusText);
  return body;
}

// `onOpen` is called at each connection: what was missed meanwhile is asked for anew.
export function listen({ onOpen, onEvent, onLost }) {
  const source = new EventSource("/page/events");
  source.addEventListener("open", onOpen);
  source.addEventListener("error", onLost);
  source.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
}
