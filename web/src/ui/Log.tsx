import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { Snapshot } from '../chat/session';
import { isRunning } from '../chat/turn';
import { useShop } from './context';
import { Icon } from './Icon';
import { TurnView } from './TurnView';

interface Props {
  snapshot: Snapshot;
  children: ReactNode;
}

/** The conversation. A new question goes to the top and the answer grows below it: nothing that is being read moves. */
export function Log({ snapshot, children }: Props) {
  const { texts } = useShop();
  const { turns, isOpening } = snapshot;
  const scroller = useRef<HTMLDivElement>(null);
  const [isBehind, setIsBehind] = useState(false);
  const isBusy = turns.some(isRunning);
  const lastKey = turns[turns.length - 1]?.key;

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => element.style.setProperty('--log-height', `${element.clientHeight}px`));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const toNewest = (isInstant: boolean): void => {
    const element = scroller.current;
    const last = element?.querySelector<HTMLElement>('.turn:last-of-type');
    if (!element || !last) return;
    const isCalm = isInstant || matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollTo({ top: last.offsetTop - 8, behavior: isCalm ? 'instant' as ScrollBehavior : 'smooth' });
  };

  const before = useRef(0);
  useLayoutEffect(() => {
    // Of a conversation that is read back, the end is shown at once.
    if (lastKey) toNewest(turns.length - before.current !== 1);
    before.current = turns.length;
  }, [lastKey]);

  const scrolled = (): void => {
    const element = scroller.current;
    const last = element?.querySelector<HTMLElement>('.turn:last-of-type');
    setIsBehind(Boolean(element && last && element.scrollTop < last.offsetTop - 120));
  };

  return (
    <div className="log-frame">
      <div className="log-scroll" ref={scroller} onScroll={scrolled} tabIndex={turns.length ? 0 : -1} aria-label={texts.log} role="region">
        <div className="log" role="log" aria-label={texts.log} aria-live="polite" aria-relevant="additions text" aria-busy={isBusy || isOpening}>
          {isOpening && <p className="note">{texts.opening}</p>}
          {turns.map((turn, index) => (
            <TurnView key={turn.key} turn={turn} isLast={index === turns.length - 1} canAsk={!isBusy} />
          ))}
        </div>
        {!turns.length && !isOpening && children}
      </div>
      {isBehind && (
        <button type="button" className="round newest" aria-label={texts.toNewest} onClick={() => toNewest(false)}><Icon name="down" /></button>
      )}
    </div>
  );
}
