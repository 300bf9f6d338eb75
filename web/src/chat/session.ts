import type { Client } from '../api/client';
import { Problem } from '../api/problem';
import type { Products } from '../api/products';
import type { CartAction, ChatRequest, ConversationRecord, TurnEvent } from '../api/types';
import { follow, type Position } from './follow';
import type { Entry, Storage } from './storage';
import { afterEvent, isRunning, newTurn, type Extras, type Turn } from './turn';

/** What the page shows; a new value with every change. */
export interface Snapshot {
  conversationId: string | null;
  turns: Turn[];
  conversations: Entry[];
  /** A conversation is being read back. */
  isOpening: boolean;
}

/** What stays the same from question to question. */
export interface SessionSettings {
  /** The language of the answers; undefined: that of the question. */
  locale: () => string | undefined;
  language: () => string;
  /** The product page that the shopper is on. */
  productId?: string | undefined;
  onAction: (action: CartAction) => void;
}

/** The conversation that is open: asks, listens, stops, takes up again, reads back. */
export class ChatSession {
  private snapshot: Snapshot;
  private readonly listeners = new Set<() => void>();
  private running: AbortController | null = null;

  constructor(
    private readonly client: Client, private readonly products: Products, private readonly storage: Storage,
    private readonly settings: SessionSettings,
  ) {
    this.snapshot = { conversationId: null, turns: [], conversations: storage.conversations(), isOpening: false };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): Snapshot => this.snapshot;

  get isBusy(): boolean {
    return this.snapshot.turns.some(isRunning);
  }

  // --- asking

  /** Nothing happens for a blank message, or while another is being answered. */
  readonly ask = (message: string, extras: Extras = {}): void => {
    const text = message.trim();
    if (!text || this.isBusy) return;
    const turn = newTurn(text, extras);
    this.change({ turns: [...this.snapshot.turns, turn] });
    void this.listen(turn, { turnId: null, lastEventId: null });
  };

  /** Stops the answer, here at once and at the server as soon as it hears of it. */
  readonly stop = (): void => {
    const turn = this.snapshot.turns.find(isRunning);
    if (!turn) return;
    this.running?.abort();
    this.running = null;
    if (turn.turnId) this.client.cancel(turn.turnId).catch(() => undefined);
    this.put({ ...turn, state: 'stopped' });
    this.dropUnkept();
  };

  /** Asks the last question again, in the place of the answer that was none. */
  readonly retry = (): void => {
    const last = this.snapshot.turns[this.snapshot.turns.length - 1];
    if (!last || isRunning(last)) return;
    this.change({ turns: this.snapshot.turns.slice(0, -1) });
    this.ask(last.message, last.extras);
  };

  private async listen(turn: Turn, from: Position): Promise<void> {
    const controller = new AbortController();
    this.running = controller;
    let now = turn;
    const put = (next: Turn): void => {
      now = next;
      if (!controller.signal.aborted) this.put(next);
    };
    try {
      for await (const { id, event } of follow(this.client, this.request(turn), from, controller.signal)) {
        if (controller.signal.aborted) return;
        this.take(turn.message, event);
        put({ ...afterEvent(now, event), lastEventId: id ?? now.lastEventId });
      }
    } catch (error) {
      const problem = error instanceof Problem ? error : Problem.offline();
      if (problem.slug === 'unknown-conversation' && this.snapshot.conversationId && !from.turnId) {
        // The server has forgotten the conversation: the question is still worth an answer.
        this.change({ conversationId: null });
        return this.listen(turn, from);
      }
      if (problem.slug === 'unknown-turn' && (await this.readBack(now))) return;
      put({ ...now, state: 'failed', problem: problem.slug === 'unknown-turn' ? Problem.cut().body : problem.body });
      if (!controller.signal.aborted) this.dropUnkept();
    } finally {
      if (this.running === controller) this.running = null;
    }
  }

  private request({ message, extras }: Turn): ChatRequest {
    const request: ChatRequest = { message, userId: this.storage.userId() };
    const { conversationId } = this.snapshot;
    const locale = this.settings.locale();
    const productId = extras.productId ?? this.settings.productId;
    if (conversationId) request.conversationId = conversationId;
    if (locale) request.locale = locale;
    if (productId) request.productId = productId;
    if (extras.shown?.length) request.shown = extras.shown;
    return request;
  }

  /** What an event means beyond its turn. */
  private take(message: string, event: TurnEvent): void {
    switch (event.name) {
      case 'action': this.settings.onAction(event.data); break;
      case 'turn': this.change({ conversationId: event.data.conversationId }); break;
      case 'done': this.remember(message); break;
      default: break;
    }
  }

  /** The conversation has got a turn: now the server keeps it, and so does the list. */
  private remember(message: string): void {
    const { conversationId: id, conversations } = this.snapshot;
    if (!id) return;
    const title = conversations.find(entry => entry.id === id)?.title ?? message.slice(0, 80);
    this.change({ conversations: this.storage.remember({ id, title, at: Date.now() }) });
  }

  /** A conversation without a turn that was finished is not kept by the server: the next question begins another. */
  private dropUnkept(): void {
    if (!this.snapshot.turns.some(turn => turn.state === 'done')) this.change({ conversationId: null });
  }

  // --- turns by voice, whose events come another way

  /** Begins a turn of what was said; returns what takes its events. */
  readonly spoken = (message: string): ((event: TurnEvent | null) => void) => {
    this.stop();
    let turn = newTurn(message);
    this.change({ turns: [...this.snapshot.turns, turn] });
    return event => {
      if (event) this.take(message, event);
      const next: Turn = event ? afterEvent(turn, event) : isRunning(turn) ? { ...turn, state: 'stopped' } : turn;
      if (next !== turn) this.put(next);
      turn = next;
      if (!isRunning(turn)) this.dropUnkept();
    };
  };

  // --- conversations

  readonly startNew = (): void => {
    this.stop();
    this.change({ conversationId: null, turns: [] });
  };

  readonly open = async (id: string): Promise<void> => {
    this.stop();
    this.change({ conversationId: id, turns: [], isOpening: true });
    try {
      const turns = await this.recorded(await this.client.conversation(id));
      if (this.snapshot.conversationId === id) this.change({ turns, isOpening: false });
    } catch (error) {
      if (this.snapshot.conversationId !== id) return;
      const isGone = error instanceof Problem && error.slug === 'unknown-conversation';
      const problem = error instanceof Problem ? error.body : Problem.offline().body;
      this.change({
        conversationId: isGone ? null : id, isOpening: false,
        turns: isGone ? [] : [{ ...newTurn(''), state: 'failed', problem }],
        conversations: isGone ? this.storage.drop(id) : this.snapshot.conversations,
      });
    }
  };

  readonly remove = async (id: string): Promise<void> => {
    await this.client.deleteConversation(id).catch(error => {
      if (!(error instanceof Problem) || error.slug !== 'unknown-conversation') throw error;
    });
    if (this.snapshot.conversationId === id) this.startNew();
    this.change({ conversations: this.storage.drop(id) });
  };

  /** Deletes all that is kept under the shopper's name, here and at the server. */
  readonly forget = async (): Promise<void> => {
    await this.client.forgetUser(this.storage.userId());
    this.startNew();
    this.storage.forget();
    this.change({ conversations: [] });
  };

  /** After a reload: the conversation of this tab, and the answer that was on its way. */
  readonly restore = async (): Promise<void> => {
    const { conversationId, running, isFirst } = this.storage.tab();
    // The server keeps a conversation once its first turn is over.
    if (conversationId && isFirst && running) this.change({ conversationId });
    else if (conversationId) await this.open(conversationId);
    if (!running || this.snapshot.conversationId !== conversationId || this.isBusy) return;
    const turns = this.snapshot.turns.filter(turn => !turn.turnId || turn.turnId !== running.turnId);
    if (!running.turnId) {
      this.change({ turns: [...turns, { ...running, state: 'failed', problem: Problem.cut().body }] });
      return;
    }
    this.change({ turns: [...turns, running] });
    await this.listen(running, { turnId: running.turnId, lastEventId: running.lastEventId });
  };

  private async recorded(record: ConversationRecord): Promise<Turn[]> {
    return Promise.all(record.turns.map(async kept => {
      const cards = await this.products.cards(kept.shown, this.settings.language());
      return {
        ...newTurn(kept.message), state: 'done' as const, turnId: kept.turnId, intent: kept.intent,
        constraints: kept.constraints, answer: kept.answer,
        list: cards.length ? { products: cards, total: cards.length } : null,
      };
    }));
  }

  /** Puts a turn that is over at the server in the place of what has come of it; false where it is not there either. */
  private async readBack(turn: Turn): Promise<boolean> {
    const id = this.snapshot.conversationId;
    if (!id) return false;
    const turns = await this.client.conversation(id).then(record => this.recorded(record)).catch(() => []);
    const found = turns.find(other => other.turnId === turn.turnId);
    if (found) this.put({ ...found, key: turn.key });
    return found !== undefined;
  }

  // --- the snapshot

  private put(turn: Turn): void {
    this.change({ turns: this.snapshot.turns.map(other => (other.key === turn.key ? turn : other)) });
  }

  private change(part: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...part };
    const { conversationId, turns } = this.snapshot;
    const running = turns.find(isRunning) ?? null;
    this.storage.saveTab({ conversationId, running, isFirst: turns.length === 1 });
    for (const listener of this.listeners) listener();
  }
}
