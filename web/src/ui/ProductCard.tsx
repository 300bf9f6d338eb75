import type { Product } from '../api/types';
import { useShop } from './context';
import { Icon } from './Icon';
import { Picture } from './Picture';
import { Price, Rating, stockLabel } from './Price';

interface Props {
  product: Product;
  isSelected: boolean;
  /** undefined: there is nothing to compare it with. */
  onSelect: (() => void) | undefined;
}

export function ProductCard({ product, isSelected, onSelect }: Props) {
  const { texts, openProduct } = useShop();
  const isSoldOut = product.status === 'sold_out' || product.stock === 0;
  const badge = stockLabel(product, texts);
  return (
    <li className={isSoldOut ? 'card card-sold' : 'card'}>
      <div className="card-picture">
        <Picture name={product.name} address={product.imageURL} />
        {badge && <span className="badge">{badge}</span>}
        {onSelect && (
          <button type="button" className="pick" aria-pressed={isSelected} title={texts.compare}
            aria-label={texts.compareThis(product.name)} onClick={onSelect}>
            <Icon name={isSelected ? 'check' : 'scales'} />
          </button>
        )}
      </div>
      <div className="card-facts">
        {product.brand && <p className="brand">{product.brand}</p>}
        <h3 className="card-name">
          <button type="button" aria-label={texts.details(product.name)} onClick={() => openProduct(product.id, product.name)}>
            {product.name}
          </button>
        </h3>
        <Price product={product} />
        <Rating rating={product.rating} count={product.reviewCount} />
        <Listed label={texts.colors} values={product.colors} most={3} />
        <Listed label={texts.sizes} values={product.sizes} most={4} />
        {product.why && (
          <p className="why"><span className="unseen">{texts.why}: </span><Icon name="check" />{product.why.replaceAll(' · ', '\u00a0· ')}</p>
        )}
      </div>
    </li>
  );
}

function Listed({ label, values, most }: { label: string; values: string[]; most: number }) {
  const { texts } = useShop();
  if (!values.length) return null;
  const rest = values.length - most;
  return (
    <p className="listed">
      <span className="listed-name">{label}</span> {values.slice(0, most).join(', ')}
      {rest > 0 && <span className="nowrap"> {texts.more(rest)}</span>}
    </p>
  );
}
