import type { Turn } from './turn';
import { randomId } from './turn';

/** A conversation in the shopper's own list. */
export interface Entry {
  id: string;
  title: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** What is open in this tab, so that a reload goes on where it was. */
export interface OpenTab {
  conversationId: string | null;
  /** The turn that was at work, with what had come of it. */
  running: Turn | null;
  /** Whether that is the conversation's first. */
  isFirst: boolean;
}

const nothingOpen: OpenTab = { conversationId: null, running: null, isFirst: false };

const longestList = 50;

/**
 * What the browser keeps: the list of conversations and a random name for the shopper (for good), and what is open (for the
 * tab). Where the browser keeps nothing (private windows, blocked storage) all of it lives as long as the page.
 */
export class Storage {
  private readonly memory = new Map<string, string>();

  constructor(private readonly prefix = 'blankspace.') {}

  conversations(): Entry[] {
    const list = this.read<Entry[]>(localStorageOf, 'conversations');
    return Array.isArray(list) ? list.filter(entry => typeof entry?.id === 'string') : [];
  }

  remember(entry: Entry): Entry[] {
    const others = this.conversations().filter(other => other.id !== entry.id);
    const list = [entry, ...others].slice(0, longestList);
    this.write(localStorageOf, 'conversations', list);
    return list;
  }

  drop(id: string): Entry[] {
    const list = this.conversations().filter(entry => entry.id !== id);
    this.write(localStorageOf, 'conversations', list);
    return list;
  }

  /** A name that says nothing about the shopper; the server keeps what it learns under it. */
  userId(): string {
    const known = this.read<string>(localStorageOf, 'user');
    if (typeof known === 'string' && known) return known;
    const made = randomId();
    this.write(localStorageOf, 'user', made);
    return made;
  }

  /** Forgets all that is kept for the shopper; the next one gets another name. */
  forget(): void {
    this.write(localStorageOf, 'conversations', null);
    this.write(localStorageOf, 'user', null);
    this.saveTab(nothingOpen);
  }

  tab(): OpenTab {
    return this.read<OpenTab>(sessionStorageOf, 'tab') ?? nothingOpen;
  }

  saveTab(tab: OpenTab): void {
    this.write(sessionStorageOf, 'tab', tab);
  }

  /** Whether the widget is open, as the shopper goes from page to page. */
  isOpen(): boolean {
    return this.read<boolean>(sessionStorageOf, 'open') === true;
  }

  saveOpen(isOpen: boolean): void {
    this.write(sessionStorageOf, 'open', isOpen);
  }

  preference(name: string): string | null {
    const value = this.read<string>(localStorageOf, name);
    return typeof value === 'string' ? value : null;
  }

  setPreference(name: string, value: string | null): void {
    this.write(localStorageOf, name, value);
  }

  private read<Value>(place: () => globalThis.Storage, name: string): Value | null {
    const key = this.prefix + name;
    try {
      const text = place().getItem(key);
      return text === null ? null : (JSON.parse(text) as Value);
    } catch {
      const text = this.memory.get(key);
      return text === undefined ? null : (JSON.parse(text) as Value);
    }
  }

  private write(place: () => globalThis.Storage, name: string, value: unknown): void {
    const key = this.prefix + name;
    const text = value === null ? null : JSON.stringify(value);
    try {
      if (text === null) place().removeItem(key);
      else place().setItem(key, text);
    } catch {
      if (text === null) this.memory.delete(key);
      else this.memory.set(key, text);
    }
  }
}

// Touching them throws where the browser blocks storage.
const localStorageOf = (): globalThis.Storage => window.localStorage;
const sessionStorageOf = (): globalThis.Storage => window.sessionStorage;
