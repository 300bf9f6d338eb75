import { useEffect, useState } from 'react';
import { health, overview, WrongKey } from './client';
import { Dashboard, type Known } from './Dashboard';
import { Login } from './Login';
import { isKorean, texts } from './texts';

/** Milliseconds between two looks. */
const interval = 5_000;
/** For the tab alone. */
const place = 'blankspace.adminKey';

export function Admin() {
  const [key, setKey] = useState(() => sessionStorage.getItem(place));
  const [isWrong, setIsWrong] = useState(false);
  const [known, setKnown] = useState<Known | null>(null);
  const [isUnreachable, setIsUnreachable] = useState(false);

  useEffect(() => {
    document.documentElement.lang = isKorean ? 'ko' : 'en';
    document.title = `BlankSpace · ${texts.title}`;
  }, []);

  useEffect(() => {
    if (key === null) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    // A server that does not tell is not asked again and again.
    let tells = true;
    const look = async (): Promise<void> => {
      try {
        const [parts, told] = await Promise.all([health(), tells ? overview(key) : null]);
        if (isOver) return;
        tells = told !== null;
        sessionStorage.setItem(place, key);
        setKnown({ health: parts, overview: told, at: new Date() });
        setIsUnreachable(false);
      } catch (error) {
        if (isOver) return;
        if (error instanceof WrongKey) {
          sessionStorage.removeItem(place);
          setIsWrong(true);
          setKey(null);
          return;
        }
        setIsUnreachable(true);
      }
      timer = setTimeout(() => void look(), interval);
    };
    void look();
    return () => { isOver = true; clearTimeout(timer); };
  }, [key]);

  if (key === null) return <Login isWrong={isWrong} onKey={entered => { setIsWrong(false); setKey(entered); }} />;
  return (
    <>
      <header className="admin-head">
        <h1><span className="mark" aria-hidden="true" />BlankSpace <span className="faint">{texts.title}</span></h1>
        <p className="faint" role="status">{isUnreachable ? texts.unreachable : known && `${texts.updated} ${known.at.toLocaleTimeString()}`}</p>
        <button type="button" className="outline" onClick={() => { sessionStorage.removeItem(place); setKnown(null); setKey(null); }}>{texts.leave}</button>
      </header>
      {known && <Dashboard known={known} />}
    </>
  );
}
