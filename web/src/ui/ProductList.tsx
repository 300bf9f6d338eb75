import { useState } from 'react';
import type { Product, ProductList as List } from '../api/types';
import { useShop } from './context';
import { ProductCard } from './ProductCard';

/** What the assistant compares at one time. */
const mostCompared = 2;

/** The products of a turn. Two may be picked and compared. */
export function ProductList({ list, canAsk }: { list: List; canAsk: boolean }) {
  const { texts, session } = useShop();
  const [picked, setPicked] = useState<string[]>([]);
  const { products, total, relaxed } = list;
  if (relaxed?.length && !products.length) return <Relaxed names={relaxed} />;
  if (!products.length) return null;
  const pick = (product: Product): void => {
    setPicked(ids => (ids.includes(product.id) ? ids.filter(id => id !== product.id) : [...ids, product.id].slice(-mostCompared)));
  };
  const compare = (): void => {
    setPicked([]);
    session.ask(texts.compareQuestion, { shown: picked });
  };
  return (
    <section className="products" aria-label={texts.products}>
      <p className="count">{texts.shown(products.length, total)}</p>
      <ul className="cards" aria-live="off">
        {products.map(product => (
          <ProductCard key={product.id} product={product} isSelected={picked.includes(product.id)}
            onSelect={products.length > 1 && canAsk ? () => pick(product) : undefined} />
        ))}
      </ul>
      {picked.length > 0 && canAsk && (
        <div className="picked">
          <span>{texts.comparing(picked.length)}</span>
          <button type="button" className="plain" onClick={() => setPicked([])}>{texts.clearCompare}</button>
          <button type="button" className="solid" disabled={picked.length < mostCompared} onClick={compare}>{texts.compare}</button>
        </div>
      )}
    </section>
  );
}

function Relaxed({ names }: { names: string[] }) {
  const { texts } = useShop();
  const words = names.map(name => texts.constraints.names[name.split('.')[0] ?? name] ?? name);
  return <p className="note">{texts.relaxed([...new Set(words)].join(', '))}</p>;
}
