import type { Constraints, OneOrMany } from '../api/types';
import { money } from './money';
import type { Language, Texts } from './texts';

const many = (value: OneOrMany): string => (Array.isArray(value) ? value.join(' · ') : value);

/** What was understood, each wish in a few words. */
export function constraintLabels(constraints: Constraints, currency: string, texts: Texts, language: Language): string[] {
  const words = texts.constraints;
  const labels: string[] = [];
  const { priceMin, priceMax, attribute = {}, exclude = {} } = constraints;
  const price = (amount: number): string => money(amount, currency, language);
  if (priceMin !== undefined && priceMax !== undefined) labels.push(words.between(price(priceMin), price(priceMax)));
  // "Under 50,000" comes as at most 49,999.
  else if (priceMax !== undefined && priceMax % 100 === 99) labels.push(words.under(price(priceMax + 1)));
  else if (priceMax !== undefined) labels.push(words.upTo(price(priceMax)));
  else if (priceMin !== undefined && priceMin % 100 === 1) labels.push(words.over(price(priceMin - 1)));
  else if (priceMin !== undefined) labels.push(words.from(price(priceMin)));
  for (const name of ['category', 'brand', 'color', 'size', 'gender', 'material', 'season'] as const) {
    const value = constraints[name];
    if (value !== undefined) labels.push(many(value));
  }
  for (const [name, value] of Object.entries(attribute)) labels.push(value === true ? name : `${name} ${range(value)}`);
  for (const value of Object.values(exclude)) if (value !== undefined) labels.push(words.without(many(value)));
  if (constraints.inStock) labels.push(words.inStock);
  const { discountMin } = constraints;
  if (discountMin !== undefined) labels.push(discountMin > 1 ? words.discount(discountMin) : words.onSale);
  if (constraints.sort) labels.push(words.sort[constraints.sort] ?? constraints.sort);
  return labels;
}

function range(value: string | { min?: number; max?: number; unit: string }): string {
  if (typeof value === 'string') return value;
  const { min, max, unit } = value;
  return min === max ? `${min}${unit}` : `${min ?? ''}~${max ?? ''}${unit}`;
}
