import type { Client } from '../api/client';
import type { ServerEvent } from '../api/eventStream';
import { Problem } from '../api/problem';
import type { ChatRequest, TurnEvent } from '../api/types';

/** Milliseconds before each try to take up a stream that broke; the server keeps the turn for ten seconds. */
const pauses = [200, 800, 2_000, 4_000];

/** Where in a turn its listener stands. */
export interface Position {
  turnId: string | null;
  lastEventId: string | null;
}

/**
 * The events of a turn to its end, taken up again where the connection breaks.
 *
 * Asks `request` anew unless `from` says which turn it is. Throws a `Problem`.
 */
export async function* follow(
  client: Client, request: ChatRequest, from: Position, signal: AbortSignal,
): AsyncGenerator<{ id: string | null; event: TurnEvent }> {
  const position = { ...from };
  for (let failures = 0; ; failures += 1) {
    const events = position.turnId
      ? client.resume(position.turnId, position.lastEventId, signal)
      : client.ask(request, signal);
    try {
      for await (const item of events) {
        const event = decode(item);
        if (!event) continue;
        failures = 0;
        if (item.id) position.lastEventId = item.id;
        if (event.name === 'turn') position.turnId = event.data.turnId;
        yield { id: item.id, event };
        if (event.name === 'done' || event.name === 'error') return;
      }
    } catch (error) {
      if (signal.aborted) return;
      // An answer of the server is final, unless it is only not there right now.
      const status = error instanceof Problem ? error.body.status : undefined;
      if (status !== undefined && !(position.turnId && [502, 503, 504].includes(status))) throw error;
      // What has not begun may be asked again by the shopper alone: it could be done twice.
      if (!position.turnId) throw error instanceof Problem ? error : Problem.offline();
    }
    if (signal.aborted) return;
    if (!position.turnId || failures >= pauses.length) throw Problem.cut();
    await pause(pauses[failures] ?? 0, signal);
  }
}

function decode(item: ServerEvent): TurnEvent | null {
  try {
    return { name: item.name, data: JSON.parse(item.data) } as TurnEvent;
  } catch {
    return null;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
