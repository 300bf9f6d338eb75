import { createContext, useContext } from 'react';
import type { Client } from '../api/client';
import type { Products } from '../api/products';
import type { ChatSession } from '../chat/session';
import type { Storage } from '../chat/storage';
import type { Language, Texts } from '../text/texts';

/** What every part of the page may use. */
export interface Shop {
  client: Client;
  products: Products;
  session: ChatSession;
  storage: Storage;
  texts: Texts;
  language: Language;
  /** Shows a product's details. */
  openProduct: (id: string, name: string) => void;
}

const ShopContext = createContext<Shop | null>(null);

export const ShopProvider = ShopContext.Provider;

export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (!shop) throw new Error('outside of the page');
  return shop;
}
