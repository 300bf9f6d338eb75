import type { Dependency } from '../api/types';

/** What /admin/overview tells; docs/openapi.yaml says what each member means. A server may leave any of them out. */
export interface Overview {
  dependencies?: Dependency[];
  server?: { version: string; startedAt: string };
  catalog?: { version: number; products: number; hidden: number; policies: number; embedded: number; updatedAt: string | null };
  ingest?: Ingest | null;
  minutes?: Minute[];
  intents?: Record<string, number>;
  conversations?: {
    name: string; startedAt: string; lastAt: string; turns: number; locale: string; intents: string[]; products: number;
    outcome: 'answered' | 'degraded' | 'failed' | 'stopped';
  }[];
  emptyQueries?: { query: string; count: number; lastAt: string }[];
  replacedSentences?: { sentence: string; reason: string; count: number; lastAt: string }[];
}

export interface Ingest {
  state: 'running' | 'done' | 'failed';
  source: string;
  startedAt: string;
  finishedAt?: string;
  read: number;
  total?: number;
  added: number;
  changed: number;
  removed: number;
  rejected: number;
  message?: string;
}

export interface Minute {
  at: string;
  turns: number;
  degraded: number;
  failed: number;
  p50Ms?: number;
  p95Ms?: number;
  promptTokens?: number;
  completionTokens?: number;
}
