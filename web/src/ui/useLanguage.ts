import { useState } from 'react';
import type { Storage } from '../chat/storage';
import { en } from '../text/en';
import { ko } from '../text/ko';
import type { Language, Texts } from '../text/texts';

export const allTexts: Record<Language, Texts> = { ko, en };

export function languageOf(tag: string | null | undefined): Language | null {
  const primary = tag?.toLowerCase().split('-')[0];
  return primary === 'ko' || primary === 'en' ? primary : null;
}

/** The page's language. Chosen by hand, it is the language of the answers too; else those go by the question. */
export class LanguageChoice {
  chosen: Language | null;
  current: Language;

  constructor(private readonly storage: Storage, preset?: string | null) {
    this.chosen = languageOf(storage.preference('language'));
    this.current = this.chosen ?? languageOf(preset) ?? (languageOf(navigator.language) === 'ko' || !navigator.language ? 'ko' : 'en');
  }

  choose(language: Language): void {
    this.chosen = this.current = language;
    this.storage.setPreference('language', language);
  }
}

export function useLanguage(choice: LanguageChoice): [Language, () => void] {
  const [language, setLanguage] = useState(choice.current);
  const toggle = (): void => {
    const next: Language = language === 'ko' ? 'en' : 'ko';
    choice.choose(next);
    setLanguage(next);
  };
  return [language, toggle];
}
