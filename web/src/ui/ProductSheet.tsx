import { useEffect, useState } from 'react';
import type { CatalogProduct } from '../api/types';
import { webAddress } from '../text/markdown';
import { attributeText } from './Comparison';
import { useShop } from './context';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import { Picture } from './Picture';
import { Price, Rating } from './Price';

interface Props {
  id: string;
  name: string;
  onClose: () => void;
  onAsk: (id: string, name: string) => void;
}

/** All that the catalogue says of a product. */
export function ProductSheet({ id, name, onClose, onAsk }: Props) {
  const { texts, products, client, storage } = useShop();
  const [product, setProduct] = useState<CatalogProduct | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    products.get(id).then(found => { if (isCurrent) setProduct(found); }, () => { if (isCurrent) setHasFailed(true); });
    client.record('view', storage.userId(), id);
    return () => { isCurrent = false; };
  }, [id, products, client, storage]);
  const page = product?.url ? webAddress(product.url, location.href) : null;
  // In the shop's own pages the shopper stays in the tab.
  const isHere = page !== null && new URL(page).origin === location.origin;
  return (
    <Dialog label={name} className="sheet" onClose={onClose}>
      <div className="sheet-head">
        <h2>{name}</h2>
        <button type="button" className="round" aria-label={texts.close} onClick={onClose}><Icon name="close" /></button>
      </div>
      <div className="sheet-scroll" tabIndex={0} role="group" aria-label={texts.description}>
        {hasFailed && <p className="note">{texts.noDetails}</p>}
        {product && <Details product={product} />}
      </div>
      <div className="sheet-foot">
        <button type="button" className="solid" onClick={() => onAsk(id, name)}><Icon name="chat" />{texts.askAbout}</button>
        {page && (
          <a className="outline" href={page} target={isHere ? undefined : '_blank'} rel="noopener noreferrer"
            onClick={() => client.record('click', storage.userId(), id)}>{texts.visit}<Icon name="outside" /></a>
        )}
      </div>
    </Dialog>
  );
}

function Details({ product }: { product: CatalogProduct }) {
  const { texts, language } = useShop();
  const { price = null, listPrice = null, currency = 'KRW', brand } = product;
  const off = price !== null && listPrice !== null && listPrice > price ? Math.floor((1 - price / listPrice) * 100 + 1e-9) : 0;
  const names = typeof brand === 'string' ? { ko: brand, en: brand } : brand;
  const facts: [string, string][] = [
    [texts.category, product.category?.join(' › ') ?? ''],
    [texts.colors, product.colors?.join(', ') ?? ''],
    [texts.sizes, product.sizes?.join(', ') ?? ''],
    [texts.stockName, product.status === 'sold_out' || product.stock === 0 ? texts.soldOut
      : product.stock === undefined ? '' : texts.stock(product.stock)],
    [texts.material, product.material ?? ''],
    [texts.gender, product.gender ?? ''],
    [texts.season, product.season?.join(', ') ?? ''],
    ...Object.entries(product.attributes ?? {}).map(([name, value]): [string, string] => [name, attributeText(value, texts)]),
  ];
  const reviews = (product.reviews ?? []).slice(0, 5);
  return (
    <>
      <div className="sheet-top">
        <div className="sheet-picture"><Picture name={product.name} address={product.imageURL ?? null} /></div>
        <div className="sheet-summary">
          <p className="brand">{(language === 'ko' ? names?.ko ?? names?.en : names?.en ?? names?.ko) ?? ''}</p>
          <Price product={{ price, listPrice, currency, discountPercent: off }} />
          <Rating rating={product.rating ?? null} count={product.reviewCount ?? 0} />
        </div>
      </div>
      {product.description && <p className="description">{product.description}</p>}
      <dl className="facts">
        {facts.filter(([, value]) => value).map(([label, value]) => (
          <div key={label}><dt>{label}</dt><dd>{value}</dd></div>
        ))}
      </dl>
      {reviews.length > 0 && (
        <section aria-label={texts.reviews}>
          <h3>{texts.reviews}</h3>
          <ul className="reviews">
            {reviews.map((review, index) => (
              <li key={index}>{review.rating !== undefined && <Rating rating={review.rating} count={0} />}<p>{review.text}</p></li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
