import { useSyncExternalStore } from 'react';

interface Source<Value> {
  subscribe: (listener: () => void) => () => void;
  current: () => Value;
}

export function useSnapshot<Value>(source: Source<Value>): Value {
  return useSyncExternalStore(source.subscribe, source.current);
}
