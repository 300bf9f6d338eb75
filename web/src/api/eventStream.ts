/** One server-sent event. */
export interface ServerEvent {
  id: string | null;
  name: string;
  data: string;
}

/** Characters of one event; a server that sends more is not ours. */
const longestEvent = 4_000_000;

/** Reads server-sent events from a response as they come. */
export async function* serverEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      text += done ? decoder.decode() : decoder.decode(value, { stream: true });
      if (text.length > longestEvent) throw new Error('an event is too long');
      // A carriage return at the end may be half of a line break.
      const usable = done || !text.endsWith('\r') ? text.length : text.length - 1;
      const blocks = text.slice(0, usable).replace(/\r\n?/g, '\n').split('\n\n');
      text = (blocks.pop() ?? '') + text.slice(usable);
      for (const block of blocks) {
        const event = parse(block);
        if (event) yield event;
      }
      if (done) return;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function parse(block: string): ServerEvent | null {
  let id: string | null = null;
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    switch (line.slice(0, colon)) {
      case 'event': name = value; break;
      case 'id': id = value; break;
      case 'data': data.push(value); break;
    }
  }
  return data.length ? { id, name, data: data.join('\n') } : null;
}
