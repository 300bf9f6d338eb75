import { deadline } from './deadline';
import { serverEvents, type ServerEvent } from './eventStream';
import { Problem } from './problem';
import type { Capabilities, CatalogProduct, ChatRequest, ConversationRecord } from './types';

/** Milliseconds that a call without a stream may take. */
const callDeadline = 15_000;
/** Milliseconds to the head of a stream. */
const headDeadline = 30_000;

/** The assistant server's HTTP interface. */
export class Client {
  /** Without a slash at its end; empty where the page comes from the server itself. */
  readonly base: string;

  constructor(base = '') {
    this.base = base.replace(/\/+$/, '');
  }

  url(path: string): string {
    return this.base + path;
  }

  /** The events of a new turn. It goes on for some seconds where the connection breaks, see `resume`. */
  ask(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ServerEvent> {
    return this.stream('/api/llm/chat', signal, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream', Prefer: 'resumable' },
      body: JSON.stringify(request),
    });
  }

  /** The events of a turn that is at work or was lately, those after `lastEventId`. */
  resume(turnId: string, lastEventId: string | null, signal: AbortSignal): AsyncGenerator<ServerEvent> {
    const headers: Record<string, string> = { Accept: 'text/event-stream' };
    if (lastEventId) headers['Last-Event-ID'] = lastEventId;
    return this.stream(`/api/llm/chat/${encodeURIComponent(turnId)}/stream`, signal, { headers });
  }

  async cancel(turnId: string): Promise<void> {
    await this.call(`/api/llm/chat/${encodeURIComponent(turnId)}/cancel`, { method: 'POST', keepalive: true });
  }

  async conversation(id: string): Promise<ConversationRecord> {
    return (await this.call(`/api/llm/conversations/${encodeURIComponent(id)}`)).json();
  }

  async deleteConversation(id: string): Promise<void> {
    await this.call(`/api/llm/conversations/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  async forgetUser(id: string): Promise<void> {
    await this.call(`/api/llm/users/${encodeURIComponent(id)}`, { method: 'DELETE' });
  }

  async product(id: string): Promise<CatalogProduct> {
    return (await this.call(`/api/llm/products/${encodeURIComponent(id)}`)).json();
  }

  /** What a shopper did with a product; never of enough weight to fail for. */
  record(kind: 'view' | 'click', userId: string, productId: string): void {
    this.call('/api/llm/events', {
      method: 'POST', keepalive: true,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ kind, userId, productId }),
    }).catch(() => undefined);
  }

  async capabilities(): Promise<Capabilities> {
    return (await this.call('/api/llm/capabilities')).json();
  }

  private async call(path: string, init: RequestInit = {}): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.url(path), { signal: deadline(callDeadline), ...init });
    } catch {
      throw Problem.offline();
    }
    if (!response.ok) throw await Problem.of(response);
    return response;
  }

  private async *stream(path: string, signal: AbortSignal, init: RequestInit): AsyncGenerator<ServerEvent> {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    const timer = setTimeout(abort, headDeadline);
    try {
      let response: Response;
      try {
        response = await fetch(this.url(path), { ...init, signal: controller.signal, cache: 'no-store' });
      } catch {
        throw Problem.offline();
      }
      clearTimeout(timer);
      if (!response.ok) throw await Problem.of(response);
      if (response.body) yield* serverEvents(response.body);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      controller.abort();
    }
  }
}
