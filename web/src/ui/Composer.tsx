import { forwardRef, useEffect, useImperativeHandle, useRef, useState, type ReactNode } from 'react';
import { useShop } from './context';
import { Icon } from './Icon';
import { ImeEnter } from './imeEnter';

/** What the server takes of a message. */
const longest = 2_000;

export interface ComposerHandle {
  focus: () => void;
}

interface Props {
  isBusy: boolean;
  hint: string;
  send: (message: string) => void;
  stop: () => void;
  /** The button for voice, where there is one. */
  children?: ReactNode;
}

/** Where the shopper writes. The field keeps its own text: nothing is written into it while a syllable is being composed. */
export const Composer = forwardRef<ComposerHandle, Props>(function Composer({ isBusy, hint, send, stop, children }, handle) {
  const { texts } = useShop();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isEmpty, setIsEmpty] = useState(true);
  const latest = useRef({ isBusy, send });
  latest.current = { isBusy, send };

  const grow = (): void => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
    setIsEmpty(!element.value.trim());
  };

  const submit = useRef((): boolean => {
    const element = field.current;
    if (!element || latest.current.isBusy || !element.value.trim()) return false;
    const message = element.value;
    element.value = '';
    grow();
    latest.current.send(message);
    return true;
  }).current;

  useImperativeHandle(handle, () => ({ focus: () => field.current?.focus() }), []);
  useEffect(() => {
    if (!field.current) return undefined;
    const enter = new ImeEnter(field.current, submit);
    return () => enter.end();
  }, [submit]);

  return (
    <form className="composer" autoComplete="off" onSubmit={event => { event.preventDefault(); submit(); field.current?.focus(); }}>
      <textarea ref={field} rows={1} maxLength={longest} enterKeyHint="send" placeholder={hint} aria-label={texts.field}
        aria-keyshortcuts="Enter" aria-description={texts.keys} onInput={grow} />
      {children}
      {isBusy ? (
        <button type="button" className="round round-solid" aria-label={texts.stop} title={texts.stop}
          onClick={() => { stop(); field.current?.focus(); }}><Icon name="stop" /></button>
      ) : (
        <button type="submit" className="round round-solid" aria-label={texts.send} title={texts.send} disabled={isEmpty}>
          <Icon name="send" />
        </button>
      )}
    </form>
  );
});
