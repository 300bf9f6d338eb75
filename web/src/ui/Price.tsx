import type { Product } from '../api/types';
import { money } from '../text/money';
import { useShop } from './context';

type Priced = Pick<Product, 'price' | 'listPrice' | 'currency' | 'discountPercent'>;

export function Price({ product }: { product: Priced }) {
  const { texts, language } = useShop();
  const { price, listPrice, currency, discountPercent } = product;
  if (price === null) return <p className="price price-none">{texts.noPrice}</p>;
  return (
    <p className="price">
      {discountPercent > 0 && (
        <span className="off"><span aria-hidden="true">{discountPercent}%</span><span className="unseen">{texts.off(discountPercent)}</span></span>
      )}
      <strong><span className="unseen">{texts.price} </span>{money(price, currency, language)}</strong>
      {listPrice !== null && listPrice > price && (
        <del><span className="unseen">{texts.listPrice} </span>{money(listPrice, currency, language)}</del>
      )}
    </p>
  );
}

export function Rating({ rating, count }: { rating: number | null; count: number }) {
  const { texts } = useShop();
  if (rating === null) return <p className="rating faint">{texts.noRating}</p>;
  const stars = rating.toFixed(1);
  return (
    <p className="rating">
      <span className="unseen">{texts.rating(stars, count)}</span>
      <span aria-hidden="true" className="rating-drawn">
        <svg viewBox="0 0 24 24" className="star"><path d="M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8L12 16.9l-5.2 2.7 1-5.8L3.6 9.7l5.8-.8Z" /></svg>
        {stars}{count > 0 && <span className="faint">&nbsp;· {texts.reviewCount(count)}</span>}
      </span>
    </p>
  );
}

const few = 5;

/** Whether it is to be had; nothing where there is plenty or nobody counts. */
export function stockLabel(
  product: Pick<Product, 'status' | 'stock'>, texts: { soldOut: string; left: (n: number) => string },
): string | null {
  if (product.status === 'sold_out' || product.stock === 0) return texts.soldOut;
  return product.stock !== null && product.stock <= few ? texts.left(product.stock) : null;
}
