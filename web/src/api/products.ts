import type { Client } from './client';
import type { CatalogProduct, Product } from './types';

/** Products of the catalogue by id, each asked for once while it is kept. */
export class Products {
  private static readonly limit = 200;
  private readonly kept = new Map<string, Promise<CatalogProduct>>();

  constructor(private readonly client: Client) {}

  get(id: string): Promise<CatalogProduct> {
    const known = this.kept.get(id);
    if (known) return known;
    const product = this.client.product(id);
    this.kept.set(id, product);
    if (this.kept.size > Products.limit) this.kept.delete(this.kept.keys().next().value as string);
    product.catch(() => this.kept.delete(id));
    return product;
  }

  /** Those that are still there, as cards, in the order given. */
  async cards(ids: string[], language: string): Promise<Product[]> {
    const found = await Promise.allSettled(ids.slice(0, 50).map(id => this.get(id)));
    return found.flatMap(result => (result.status === 'fulfilled' ? [card(result.value, language)] : []));
  }
}

function card(product: CatalogProduct, language: string): Product {
  const { price = null, listPrice = null, brand } = product;
  const off = price !== null && listPrice !== null && listPrice > price ? (1 - price / listPrice) * 100 : 0;
  const names = typeof brand === 'string' ? { ko: brand } : brand;
  return {
    id: product._id,
    name: product.name,
    brand: (language === 'ko' ? names?.ko ?? names?.en : names?.en ?? names?.ko) ?? null,
    category: product.category ?? [],
    price,
    listPrice,
    currency: product.currency ?? 'KRW',
    discountPercent: Math.floor(off + 1e-9),
    colors: product.colors ?? [],
    sizes: product.sizes ?? [],
    stock: product.stock ?? null,
    rating: product.rating ?? null,
    reviewCount: product.reviewCount ?? 0,
    imageURL: product.imageURL ?? null,
    url: product.url ?? null,
    status: product.status ?? 'on_sale',
    why: null,
  };
}
