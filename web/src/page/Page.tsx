import { useCallback, useEffect, useMemo, useState } from 'react';
import { Chat, type About } from '../ui/Chat';
import { ConversationList } from '../ui/ConversationList';
import { ShopProvider, type Shop } from '../ui/context';
import { Icon } from '../ui/Icon';
import { ProductSheet } from '../ui/ProductSheet';
import { allTexts, useLanguage } from '../ui/useLanguage';
import { useSnapshot } from '../ui/useSnapshot';
import { useTheme } from '../ui/useTheme';
import type { Parts } from '../ui/build';

/** The whole page: the shopper's conversations at the side, the one that is open in the middle. */
export function Page({ parts }: { parts: Parts }) {
  const { session, storage } = parts;
  const [language, toggleLanguage] = useLanguage(parts.languages);
  const [theme, chosenTheme, toggleTheme] = useTheme(storage);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const [shown, setShown] = useState<About | null>(null);
  const [about, setAbout] = useState<About | null>(null);
  const snapshot = useSnapshot(session);
  const texts = allTexts[language];

  useEffect(() => { void session.restore(); }, [session]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = texts.title;
  }, [language, texts]);
  useEffect(() => {
    if (chosenTheme) document.documentElement.dataset.theme = chosenTheme;
    else delete document.documentElement.dataset.theme;
  }, [chosenTheme]);

  const openProduct = useCallback((id: string, name: string) => setShown({ id, name }), []);
  const shop = useMemo<Shop>(() => ({ ...parts, texts, language, openProduct }), [parts, texts, language, openProduct]);
  const closeMenu = useCallback(() => setIsMenuOpen(false), []);

  return (
    <ShopProvider value={shop}>
      <div className={isMenuOpen ? 'page page-menu' : 'page'} onKeyDown={event => { if (event.key === 'Escape') closeMenu(); }}>
        <header className="head">
          <button type="button" className="round menu-button" aria-label={isMenuOpen ? texts.closeMenu : texts.menu}
            aria-expanded={isMenuOpen} aria-controls="menu" onClick={() => setIsMenuOpen(!isMenuOpen)}>
            <Icon name={isMenuOpen ? 'close' : 'menu'} />
          </button>
          <h1><span className="mark" aria-hidden="true" />{texts.title}</h1>
          <button type="button" className="round" aria-label={texts.switchLanguage} title={texts.switchLanguage} onClick={toggleLanguage}>
            <span className="letters" aria-hidden="true">{language === 'ko' ? 'EN' : '한'}</span>
          </button>
          <button type="button" className="round" aria-label={theme === 'dark' ? texts.light : texts.dark}
            title={theme === 'dark' ? texts.light : texts.dark} onClick={toggleTheme}><Icon name={theme === 'dark' ? 'sun' : 'moon'} /></button>
          <button type="button" className="round" aria-label={texts.newChat} title={texts.newChat} onClick={session.startNew}><Icon name="plus" /></button>
        </header>
        <nav className="side" id="menu" aria-label={texts.conversations}><ConversationList snapshot={snapshot} onChosen={closeMenu} /></nav>
        <div className="veil" onClick={closeMenu} />
        <main className="middle"><Chat about={about} setAbout={setAbout} /></main>
        {shown && (
          <ProductSheet id={shown.id} name={shown.name} onClose={() => setShown(null)}
            onAsk={(id, name) => { setShown(null); setAbout({ id, name }); }} />
        )}
      </div>
    </ShopProvider>
  );
}
