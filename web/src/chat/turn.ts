import type {
  CartAction, Citation, Constraints, Intent, ProblemBody, ProductList, TurnEnd, TurnEvent,
} from '../api/types';

/** waiting: nothing has come yet; streaming: something has. */
export type TurnState = 'waiting' | 'streaming' | 'done' | 'stopped' | 'failed';

/** What a question may have with it. */
export interface Extras {
  /** Ids of the products that it speaks of, in order. */
  shown?: string[];
  productId?: string;
}

/** A question and as much of its answer as has come. */
export interface Turn {
  /** Ours, for lists. */
  key: string;
  message: string;
  extras: Extras;
  state: TurnState;
  turnId: string | null;
  /** The id of the last event that has come. */
  lastEventId: string | null;
  intent: Intent | null;
  constraints: Constraints;
  list: ProductList | null;
  answer: string;
  citations: Citation[];
  action: CartAction | null;
  suggestions: string[];
  end: TurnEnd | null;
  problem: ProblemBody | null;
}

export function newTurn(message: string, extras: Extras = {}): Turn {
  return {
    key: randomId(), message, extras, state: 'waiting', turnId: null, lastEventId: null, intent: null, constraints: {},
    list: null, answer: '', citations: [], action: null, suggestions: [], end: null, problem: null,
  };
}

export const isRunning = (turn: Turn): boolean => turn.state === 'waiting' || turn.state === 'streaming';

/** The turn after one more event. Events of a kind that is not known are left out. */
export function afterEvent(turn: Turn, event: TurnEvent): Turn {
  const going: Turn = { ...turn, state: 'streaming' };
  switch (event.name) {
    case 'turn':
      return {
        ...going, turnId: event.data.turnId, intent: event.data.intent, constraints: event.data.constraints ?? {},
      };
    case 'products': return { ...going, list: event.data };
    case 'delta': return { ...going, answer: turn.answer + event.data.text };
    case 'citations': return { ...going, citations: event.data.citations };
    case 'action': return { ...going, action: event.data };
    case 'suggestions': return { ...going, suggestions: event.data.suggestions };
    case 'done': return { ...going, state: 'done', answer: event.data.answer, end: event.data };
    case 'error': {
      const isStopped = String(event.data.type ?? '').endsWith(':turn-cancelled');
      return isStopped ? { ...going, state: 'stopped' } : { ...going, state: 'failed', problem: event.data };
    }
    default: return turn;
  }
}

export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
