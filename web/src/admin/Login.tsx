import { useRef } from 'react';
import { texts } from './texts';

export function Login({ isWrong, onKey }: { isWrong: boolean; onKey: (key: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <main className="login">
      <h1><span className="mark" aria-hidden="true" />BlankSpace <span className="faint">{texts.title}</span></h1>
      <form onSubmit={event => { event.preventDefault(); if (field.current?.value) onKey(field.current.value); }}>
        <label htmlFor="key">{texts.key}</label>
        <input id="key" ref={field} type="password" autoComplete="current-password" required autoFocus aria-invalid={isWrong}
          aria-describedby="key-note" />
        <p id="key-note" className="note" role={isWrong ? 'alert' : undefined}>{isWrong ? texts.wrongKey : texts.keyHint}</p>
        <button type="submit" className="solid">{texts.enter}</button>
      </form>
    </main>
  );
}
