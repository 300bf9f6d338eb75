import type { ReactNode } from 'react';
import { isKorean, texts } from './texts';

export interface Series<Value> {
  name: string;
  tone: 'main' | 'warm' | 'bad';
  values: Value[];
}

const width = 400;
const height = 168;
const frame = { left: 44, right: 6, top: 8, bottom: 22 };
const inner = { width: width - frame.left - frame.right, height: height - frame.top - frame.bottom };

/** Bars on top of one another, one a moment. */
export function BarChart({ times, series }: { times: string[]; series: Series<number>[] }) {
  const totals = times.map((_, index) => series.reduce((sum, one) => sum + Math.max(0, one.values[index] ?? 0), 0));
  const top = niceCeiling(Math.max(...totals, 0));
  // A young server's few minutes are no broad blocks.
  const step = Math.min(inner.width / Math.max(1, times.length), 24);
  return (
    <Chart times={times} series={series} top={top} summary={`${series.map(one => `${one.name} ${sum(one.values)}`).join(', ')}`}>
      {times.map((time, index) => {
        let below = 0;
        return series.map(one => {
          const value = Math.max(0, one.values[index] ?? 0);
          if (!value) return null;
          const size = (value / top) * inner.height;
          below += size;
          return (
            <rect key={time + one.name} className={`tone-${one.tone}`} x={frame.left + index * step + step * 0.14} width={step * 0.72}
              y={frame.top + inner.height - below} height={size} rx={Math.min(2, step * 0.2)} />
          );
        });
      })}
    </Chart>
  );
}

/** One line a series; a moment without a value breaks it. */
export function LineChart({ times, series }: { times: string[]; series: Series<number | null>[] }) {
  const all = series.flatMap(one => one.values.filter((value): value is number => value !== null));
  const top = niceCeiling(Math.max(...all, 0));
  const x = (index: number): number => frame.left + ((index + 0.5) * inner.width) / Math.max(1, times.length);
  const y = (value: number): number => frame.top + inner.height * (1 - value / top);
  const path = (values: (number | null)[]): string => values.map((value, index) =>
    (value === null ? '' : `${(values[index - 1] ?? null) === null ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`)).join('');
  return (
    <Chart times={times} series={series} top={top}
      summary={series.map(one => `${one.name} ${[...one.values].reverse().find(value => value !== null) ?? '—'} ms`).join(', ')}>
      {series.map(one => <path key={one.name} className={`line tone-${one.tone}`} d={path(one.values)} />)}
      {series.map(one => one.values.map((value, index) => value !== null
        && (one.values[index - 1] ?? null) === null && (one.values[index + 1] ?? null) === null
        && <circle key={one.name + index} className={`tone-${one.tone}`} cx={x(index)} cy={y(value)} r="2.5" />))}
    </Chart>
  );
}

interface ChartProps {
  times: string[];
  series: Series<number | null>[];
  top: number;
  summary: string;
  children: ReactNode;
}

function Chart({ times, series, top, summary, children }: ChartProps) {
  if (!times.length) return <p className="note">{texts.noData}</p>;
  const grid = [0, 0.5, 1];
  const ends = [times[0], times[times.length - 1]];
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary}>
        {grid.map(share => {
          const y = frame.top + inner.height * (1 - share);
          return (
            <g key={share}>
              <line className="grid" x1={frame.left} x2={width - frame.right} y1={y} y2={y} />
              <text className="axis" x={frame.left - 6} y={y + 4} textAnchor="end">{compact(top * share)}</text>
            </g>
          );
        })}
        {ends.map((time, index) => (
          <text key={index} className="axis" x={index ? width - frame.right : frame.left} y={height - 5} textAnchor={index ? 'end' : 'start'}>
            {time ? clock(time) : ''}
          </text>
        ))}
        {children}
      </svg>
      <figcaption>
        {series.map(one => <span key={one.name}><i className={`key tone-${one.tone}`} />{one.name}</span>)}
      </figcaption>
    </figure>
  );
}

const sum = (values: (number | null)[]): number => values.reduce<number>((total, value) => total + (value ?? 0), 0);

function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 8, 10].map(factor => factor * power).find(step => step >= value) ?? value;
}

const compact = (value: number): string =>
  new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value);

const clock = (time: string): string =>
  new Date(time).toLocaleTimeString(isKorean ? 'ko-KR' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
