type Named = Record<string, string>;

/** Every word of the page, in one language. */
export interface Texts {
  language: string;
  title: string;
  menu: string; closeMenu: string; close: string;
  newChat: string; conversations: string; noConversations: string;
  removeConversation: (title: string) => string;
  forget: string; forgetQuestion: string; forgetYes: string; cancel: string; notForgotten: string;
  switchLanguage: string; dark: string; light: string;
  log: string; opening: string; me: string; assistant: string;
  welcome: string; invitation: string; examples: string[];
  field: string; hint: string; send: string; stop: string; keys: string; note: string;
  thinking: string; stopped: string; failed: string; again: string; toNewest: string;
  understood: string;
  shown: (count: number, total: number) => string;
  relaxed: (list: string) => string;
  products: string; suggestions: string;
  soldOut: string; left: (count: number) => string; inStock: string; stock: (count: number) => string;
  price: string; listPrice: string; off: (percent: number) => string; noPrice: string;
  rating: (stars: string, count: number) => string;
  reviewCount: (count: number) => string;
  noRating: string; colors: string; sizes: string; more: (count: number) => string; why: string;
  details: (name: string) => string; compareThis: (name: string) => string; visit: string;
  askAbout: string; aboutHint: string; about: (name: string) => string; notAbout: string;
  noDetails: string; description: string; reviews: string;
  comparing: (count: number) => string; compare: string; clearCompare: string;
  /** A message to the assistant: compare the two products that are said to be shown. */
  compareQuestion: string;
  comparison: string; brand: string; material: string; gender: string; season: string; ratingName: string; discount: string;
  stockName: string; category: string; yes: string; no: string; unknown: string;
  citations: (count: number) => string; policy: string;
  fields: Named; actions: Named; blocked: Named; blockedElse: string;
  constraints: {
    upTo: (price: string) => string; under: (price: string) => string; over: (price: string) => string;
    from: (price: string) => string; between: (low: string, high: string) => string;
    inStock: string; onSale: string; discount: (percent: number) => string; without: (what: string) => string;
    sort: Named; names: Named;
  };
  degraded: string; problems: Named; problemElse: string;
  voice: {
    start: string; end: string; handsFree: string; pushToTalk: string; mode: string; hold: string; connecting: string;
    listening: string; ready: string; recognizing: string; answering: string; speaking: string; level: string;
    silence: string; muted: string; unheard: string; refused: string; missing: string; insecure: string; lost: string;
  };
  widget: { open: string; close: string };
}

export type Language = 'ko' | 'en';
