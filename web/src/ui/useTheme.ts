import { useEffect, useState } from 'react';
import type { Storage } from '../chat/storage';

export type Theme = 'light' | 'dark';

/** Light or dark as the shopper's system says, until the shopper says otherwise. */
export function useTheme(storage: Storage): [Theme, Theme | null, () => void] {
  const [chosen, setChosen] = useState<Theme | null>(() => {
    const kept = storage.preference('theme');
    return kept === 'light' || kept === 'dark' ? kept : null;
  });
  const [system, setSystem] = useState<Theme>(() => (darkQuery().matches ? 'dark' : 'light'));
  useEffect(() => {
    const query = darkQuery();
    const changed = (): void => setSystem(query.matches ? 'dark' : 'light');
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  const theme = chosen ?? system;
  const toggle = (): void => {
    const next: Theme = theme === 'dark' ? 'light' : 'dark';
    const kept = next === system ? null : next;
    storage.setPreference('theme', kept);
    setChosen(kept);
  };
  return [theme, chosen, toggle];
}

const darkQuery = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');
