import { useEffect, useState, type ReactNode } from 'react';
import type { CatalogProduct, Product } from '../api/types';
import { useShop } from './context';
import { Picture } from './Picture';
import { Price, Rating, stockLabel } from './Price';

interface Row {
  name: string;
  cells: ReactNode[];
  /** To tell whether the products differ in it. */
  values: string[];
}

/** Products side by side. What the list does not carry is looked up in the catalogue. */
export function Comparison({ products }: { products: Product[] }) {
  const shop = useShop();
  const { texts } = shop;
  const details = useDetails(products);
  const rows = [...facts(products, shop), ...lookedUp(products, details, shop)].filter(row => row.values.some(Boolean));
  return (
    <div className="comparison" role="region" aria-label={texts.comparison} tabIndex={0}>
      <table>
        <caption className="unseen">{texts.comparison}</caption>
        <thead>
          <tr>
            <td />
            {products.map(product => (
              <th key={product.id} scope="col">
                <span className="comparison-picture"><Picture name={product.name} address={product.imageURL} /></span>
                <button type="button" className="name" onClick={() => shop.openProduct(product.id, product.name)}>{product.name}</button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.name} className={new Set(row.values).size > 1 ? 'differs' : undefined}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, index) => <td key={products[index]?.id ?? index}>{cell}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useDetails(products: Product[]): Map<string, CatalogProduct> {
  const { products: catalogue } = useShop();
  const [details, setDetails] = useState(new Map<string, CatalogProduct>());
  const ids = products.map(product => product.id).join('\n');
  useEffect(() => {
    let isCurrent = true;
    void Promise.allSettled(ids.split('\n').map(id => catalogue.get(id))).then(found => {
      if (!isCurrent) return;
      const known = found.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
      setDetails(new Map(known.map(product => [product._id, product])));
    });
    return () => { isCurrent = false; };
  }, [ids, catalogue]);
  return details;
}

type Shop = ReturnType<typeof useShop>;

function facts(products: Product[], { texts }: Shop): Row[] {
  const row = (name: string, cell: (product: Product) => ReactNode, value: (product: Product) => string): Row =>
    ({ name, cells: products.map(cell), values: products.map(value) });
  const text = (name: string, value: (product: Product) => string): Row =>
    row(name, product => value(product) || texts.unknown, value);
  return [
    row(texts.price, product => <Price product={product} />, product => String(product.price ?? '')),
    row(texts.ratingName, product => <Rating rating={product.rating} count={product.reviewCount} />,
      product => (product.rating === null ? '' : `${product.rating} ${product.reviewCount}`)),
    text(texts.brand, product => product.brand ?? ''),
    text(texts.stockName, product =>
      stockLabel(product, texts) ?? (product.stock === null ? texts.inStock : texts.stock(product.stock))),
    text(texts.colors, product => product.colors.join(', ')),
    text(texts.sizes, product => product.sizes.join(', ')),
  ];
}

function lookedUp(products: Product[], details: Map<string, CatalogProduct>, { texts }: Shop): Row[] {
  const text = (name: string, value: (product: CatalogProduct | undefined) => string): Row => {
    const values = products.map(product => value(details.get(product.id)));
    return { name, cells: values.map(value => value || texts.unknown), values };
  };
  const attributes = new Set([...details.values()].flatMap(product => Object.keys(product.attributes ?? {})));
  return [
    text(texts.material, product => product?.material ?? ''),
    text(texts.gender, product => product?.gender ?? ''),
    text(texts.season, product => product?.season?.join(', ') ?? ''),
    ...[...attributes].slice(0, 12).map(name =>
      text(name, product => attributeText(product?.attributes?.[name], texts))),
  ];
}

export function attributeText(value: string | number | boolean | undefined, texts: { yes: string; no: string }): string {
  if (value === undefined) return '';
  return typeof value === 'boolean' ? (value ? texts.yes : texts.no) : String(value);
}
