import type { Citation, Product } from '../api/types';
import { useShop } from './context';

/** What an answer rests on, by product and policy. */
export function Citations({ citations, products }: { citations: Citation[]; products: Product[] }) {
  const { texts, openProduct } = useShop();
  const names = new Map(products.map(product => [product.id, product.name]));
  const sources = new Map<string, { citation: Citation; fields: string[] }>();
  for (const citation of citations) {
    const key = `${citation.kind} ${citation.id}`;
    const source = sources.get(key) ?? { citation, fields: [] };
    const field = texts.fields[citation.field] ?? citation.field.replace(/^attributes\./, '');
    if (!source.fields.includes(field)) source.fields.push(field);
    sources.set(key, source);
  }
  return (
    <details className="citations">
      <summary>{texts.citations(sources.size)}</summary>
      <ul>
        {[...sources.values()].map(({ citation, fields }) => {
          const name = names.get(citation.id) ?? citation.id;
          return (
            <li key={`${citation.kind} ${citation.id}`}>
              {citation.kind === 'product'
                ? <button type="button" className="name" onClick={() => openProduct(citation.id, name)}>{name}</button>
                : <span>{texts.policy} <span className="faint">{citation.id}</span></span>}
              <span className="faint"> · {fields.join(', ')}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
