import type { Client } from '../api/client';
import { Products } from '../api/products';
import type { CartAction } from '../api/types';
import { ChatSession } from '../chat/session';
import type { Storage } from '../chat/storage';
import { LanguageChoice } from './useLanguage';

/** What lives as long as the page. */
export interface Parts {
  client: Client;
  storage: Storage;
  products: Products;
  session: ChatSession;
  languages: LanguageChoice;
}

interface Options {
  /** The language where the shopper has not chosen one; else the browser's. */
  language?: string | null;
  productId?: string | undefined;
  onAction: (action: CartAction) => void;
}

export function build(client: Client, storage: Storage, options: Options): Parts {
  const products = new Products(client);
  const languages = new LanguageChoice(storage, options.language);
  const session = new ChatSession(client, products, storage, {
    locale: () => languages.chosen ?? undefined,
    language: () => languages.current,
    productId: options.productId,
    onAction: options.onAction,
  });
  return { client, storage, products, session, languages };
}
