import { useState } from 'react';
import { webAddress } from '../text/markdown';
import { useShop } from './context';

/** A product's picture; a quiet drawing where there is none or it does not load. */
export function Picture({ name, address }: { name: string; address: string | null }) {
  const { client } = useShop();
  const [failed, setFailed] = useState<string | null>(null);
  const source = address ? webAddress(address, new URL(client.url('/'), location.href).href) : null;
  if (!source || source === failed) return <Placeholder name={name} />;
  return (
    <img src={source} alt="" loading="lazy" decoding="async" referrerPolicy="no-referrer" draggable={false}
      onError={() => setFailed(source)} />
  );
}

/** Drawn from the name alone: the same name gives the same drawing. */
export function Placeholder({ name }: { name: string }) {
  const hash = hashOf(name);
  const hue = hash % 360;
  const x = 60 + ((hash >>> 9) % 80);
  const y = 50 + ((hash >>> 16) % 60);
  return (
    <svg viewBox="0 0 200 200" aria-hidden="true" focusable="false" className="placeholder">
      <rect width="200" height="200" fill={`hsl(${hue} 32% 88%)`} />
      <circle cx={x} cy={y} r="70" fill={`hsl(${(hue + 30) % 360} 38% 82%)`} />
      <circle cx={200 - x} cy={210 - y / 2} r="80" fill={`hsl(${(hue + 340) % 360} 34% 80%)`} />
      <text x="100" y="122" textAnchor="middle" fontSize="64" fontWeight="600" fill={`hsl(${hue} 30% 38%)`}>
        {Array.from(name.trim())[0] ?? ''}
      </text>
    </svg>
  );
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
