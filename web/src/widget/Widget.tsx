import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Chat, type About } from '../ui/Chat';
import { ShopProvider, type Shop } from '../ui/context';
import { Icon } from '../ui/Icon';
import { ProductSheet } from '../ui/ProductSheet';
import { allTexts } from '../ui/useLanguage';
import type { Parts } from '../ui/build';

export interface WidgetHandle {
  open: () => void;
  close: () => void;
}

/** A button in the corner, and the conversation above it. */
export function Widget({ parts, handle }: { parts: Parts; handle: { current: WidgetHandle | null } }) {
  const { session, storage, languages } = parts;
  // Open as it was on the page before, but for phones, where it would hide the page that the shopper went to.
  const [isOpen, setIsOpen] = useState(() => storage.isOpen() && !matchMedia('(max-width: 480px)').matches);
  const [shown, setShown] = useState<About | null>(null);
  const [about, setAbout] = useState<About | null>(null);
  const launcher = useRef<HTMLButtonElement>(null);
  const isRestored = useRef(false);
  const language = languages.current;
  const texts = allTexts[language];

  useEffect(() => storage.saveOpen(isOpen), [storage, isOpen]);
  useEffect(() => {
    if (!isOpen || isRestored.current) return;
    isRestored.current = true;
    void session.restore();
  }, [isOpen, session]);

  const close = useCallback(() => {
    setIsOpen(false);
    launcher.current?.focus();
  }, []);
  handle.current = { open: () => setIsOpen(true), close };

  const openProduct = useCallback((id: string, name: string) => setShown({ id, name }), []);
  const shop = useMemo<Shop>(() => ({ ...parts, texts, language, openProduct }), [parts, texts, language, openProduct]);

  return (
    <ShopProvider value={shop}>
      <div className={isOpen ? 'widget widget-open' : 'widget'} lang={language}>
        {isOpen && (
          <section className="panel" role="dialog" aria-label={texts.title}
            onKeyDown={event => { if (event.key === 'Escape' && !event.defaultPrevented && !shown) close(); }}>
            <header className="panel-head">
              <h1><span className="mark" aria-hidden="true" />{texts.title}</h1>
              <button type="button" className="round" aria-label={texts.newChat} title={texts.newChat} onClick={session.startNew}><Icon name="plus" /></button>
              <button type="button" className="round" aria-label={texts.widget.close} title={texts.widget.close} onClick={close}><Icon name="close" /></button>
            </header>
            <Chat about={about} setAbout={setAbout} />
          </section>
        )}
        <button type="button" className="launcher" ref={launcher} aria-expanded={isOpen}
          aria-label={isOpen ? texts.widget.close : texts.widget.open} onClick={() => (isOpen ? close() : setIsOpen(true))}>
          <Icon name={isOpen ? 'down' : 'chat'} />
        </button>
        {shown && (
          <ProductSheet id={shown.id} name={shown.name} onClose={() => setShown(null)}
            onAsk={(id, name) => { setShown(null); setAbout({ id, name }); }} />
        )}
      </div>
    </ShopProvider>
  );
}
