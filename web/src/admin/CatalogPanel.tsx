import { texts, when } from './texts';
import type { Ingest, Overview } from './types';

export function CatalogPanel({ catalog }: { catalog: NonNullable<Overview['catalog']> }) {
  const share = catalog.products ? catalog.embedded / catalog.products : 1;
  return (
    <>
      <Figures list={[
        [texts.products, catalog.products], [texts.hidden, catalog.hidden], [texts.policies, catalog.policies], [texts.version, catalog.version],
      ]} />
      <Progress label={texts.embedded} done={share} text={`${catalog.embedded.toLocaleString()} / ${catalog.products.toLocaleString()}`} />
      <p className="note">{texts.catalogUpdated}: {when(catalog.updatedAt)}</p>
    </>
  );
}

export function IngestPanel({ ingest }: { ingest: Ingest }) {
  const isRunning = ingest.state === 'running';
  return (
    <>
      <p className="ingest"><span className={`state state-${{ running: 'starting', done: 'up', failed: 'down' }[ingest.state]}`}>{texts.ingestStates[ingest.state]}</span> {ingest.source}</p>
      {isRunning && ingest.total !== undefined && ingest.total > 0 && (
        <Progress label={texts.read} done={ingest.read / ingest.total} text={`${ingest.read.toLocaleString()} / ${ingest.total.toLocaleString()}`} />
      )}
      <Figures list={[
        [texts.read, ingest.read], [texts.added, ingest.added], [texts.changed, ingest.changed], [texts.removed, ingest.removed],
        [texts.rejected, ingest.rejected],
      ]} />
      {ingest.message && <p className="note">{ingest.message}</p>}
      <p className="note">{when(ingest.startedAt)}{ingest.finishedAt && ` – ${when(ingest.finishedAt)}`}</p>
    </>
  );
}

function Figures({ list }: { list: [string, number][] }) {
  return (
    <dl className="figures">
      {list.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value.toLocaleString()}</dd></div>)}
    </dl>
  );
}

function Progress({ label, done, text }: { label: string; done: number; text: string }) {
  const percent = Math.round(Math.max(0, Math.min(1, done)) * 100);
  return (
    <div className="progress">
      <span>{label}</span><span className="faint">{text}</span>
      <progress max={100} value={percent} aria-label={label}>{percent}%</progress>
    </div>
  );
}
