/** What goes over the wire: docs/openapi.yaml says what each member means. */

export type Intent =
  | 'search' | 'refine' | 'compare' | 'detail' | 'policy' | 'recommend' | 'cart' | 'order' | 'clarify' | 'smalltalk'
  | 'out_of_scope';

export type OneOrMany = string | string[];

export interface Constraints {
  priceMin?: number;
  priceMax?: number;
  category?: OneOrMany;
  brand?: OneOrMany;
  color?: OneOrMany;
  size?: OneOrMany;
  gender?: string;
  material?: OneOrMany;
  attribute?: Record<string, true | string | { min?: number; max?: number; unit: string }>;
  exclude?: Partial<Record<'category' | 'brand' | 'color' | 'material' | 'attribute' | 'term', OneOrMany>>;
  inStock?: boolean;
  discountMin?: number;
  season?: OneOrMany;
  sort?: 'price_asc' | 'price_desc' | 'rating' | 'reviews' | 'newest' | 'discount';
}

export interface Product {
  id: string;
  name: string;
  brand: string | null;
  category: string[];
  price: number | null;
  listPrice: number | null;
  currency: string;
  discountPercent: number;
  colors: string[];
  sizes: string[];
  stock: number | null;
  rating: number | null;
  reviewCount: number;
  imageURL: string | null;
  url: string | null;
  status: 'on_sale' | 'sold_out';
  why: string | null;
}

/** A product as the catalogue has it; what the shop does not state is left out. */
export interface CatalogProduct {
  _id: string;
  name: string;
  brand?: { ko?: string; en?: string } | string;
  category?: string[];
  price?: number;
  listPrice?: number;
  currency?: string;
  colors?: string[];
  sizes?: string[];
  material?: string;
  gender?: string;
  season?: string[];
  attributes?: Record<string, string | number | boolean>;
  description?: string;
  stock?: number;
  rating?: number;
  reviewCount?: number;
  reviews?: { rating?: number; text: string }[];
  imageURL?: string;
  url?: string;
  status?: 'on_sale' | 'sold_out';
}

export interface TurnStart {
  conversationId: string;
  turnId: string;
  intent: Intent;
  query: string;
  constraints: Constraints;
  locale: string;
}

export interface ProductList {
  products: Product[];
  total: number;
  relaxed?: string[];
}

export interface Citation {
  kind: 'product' | 'policy';
  id: string;
  field: string;
}

export interface CartAction {
  kind: 'cart_add' | 'cart_remove' | 'cart_total' | 'order';
  items: { productId: string; quantity: number; size?: string; color?: string }[];
  blocked?: string;
}

export interface TurnEnd {
  answer: string;
  model: string;
  degraded: string[];
  timings: { understandMs?: number; retrieveMs?: number; firstTokenMs?: number; totalMs?: number };
}

/** RFC 9457. */
export interface ProblemBody {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  requestId?: string;
}

export type TurnEvent =
  | { name: 'turn'; data: TurnStart }
  | { name: 'products'; data: ProductList }
  | { name: 'delta'; data: { text: string } }
  | { name: 'citations'; data: { citations: Citation[] } }
  | { name: 'action'; data: CartAction }
  | { name: 'suggestions'; data: { suggestions: string[] } }
  | { name: 'done'; data: TurnEnd }
  | { name: 'error'; data: ProblemBody };

export interface ChatRequest {
  message: string;
  conversationId?: string;
  userId?: string;
  locale?: string;
  productId?: string;
  shown?: string[];
}

export interface ConversationRecord {
  id: string;
  turns: {
    turnId: string;
    at: string;
    message: string;
    intent: Intent;
    query: string;
    constraints: Constraints;
    shown: string[];
    answer: string;
  }[];
}

export interface Capabilities {
  /** Whether there are conversations by voice. */
  voice: boolean;
}

export interface Dependency {
  name: string;
  state: 'up' | 'starting' | 'down';
  required: boolean;
  detail: string;
  since?: string;
}

export interface Health {
  status: 'ok' | 'degraded' | 'starting' | 'down';
  dependencies: Dependency[];
}
