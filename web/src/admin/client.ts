import { deadline } from '../api/deadline';
import type { Health } from '../api/types';
import type { Overview } from './types';

/** The key is wrong. */
export class WrongKey extends Error {}

const patience = 10_000;

/** null: this server does not tell. Throws `WrongKey`, or what fetch throws. */
export async function overview(key: string): Promise<Overview | null> {
  const response = await fetch('/admin/overview', {
    headers: { Authorization: `Bearer ${key}`, Accept: 'application/json' }, cache: 'no-store',
    signal: deadline(patience),
  });
  if (response.status === 401 || response.status === 403) throw new WrongKey();
  if (response.status === 404 || response.status === 405) return null;
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

export async function health(): Promise<Health> {
  const response = await fetch('/readyz', { cache: 'no-store', signal: deadline(patience) });
  return response.json();
}
