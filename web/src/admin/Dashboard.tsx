import type { ReactNode } from 'react';
import type { Health } from '../api/types';
import { BarChart, LineChart } from './charts';
import { CatalogPanel, IngestPanel } from './CatalogPanel';
import { Table } from './Table';
import { texts, when } from './texts';
import type { Overview } from './types';

export interface Known {
  health: Health;
  /** null: the server does not tell. */
  overview: Overview | null;
  at: Date;
}

export function Dashboard({ known }: { known: Known }) {
  const told = known.overview ?? {};
  const minutes = told.minutes;
  // A gateway's health is that of its upstreams; what these lean on they tell themselves.
  const own = told.dependencies ?? [];
  const dependencies = [...own, ...known.health.dependencies.filter(part => !own.some(other => other.name === part.name))];
  const intents = Object.entries(told.intents ?? {}).sort((one, other) => other[1] - one[1]);
  return (
    <main className="panels">
      <Panel title={texts.dependencies}>
        <ul className="dependencies">
          {dependencies.map(part => (
            <li key={part.name}>
              <span className={`state state-${part.state}`}>{texts.states[part.state] ?? part.state}</span>
              <strong>{part.name}</strong>
              <span className="faint">{part.required ? texts.required : texts.optional}</span>
              <span className="detail">{part.detail}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={texts.catalog}>{told.catalog && <CatalogPanel catalog={told.catalog} />}</Panel>
      <Panel title={texts.ingest}>{told.ingest === null ? <p className="note">{texts.noIngest}</p> : told.ingest && <IngestPanel ingest={told.ingest} />}</Panel>
      <Panel title={texts.traffic}>
        {minutes && (
          <BarChart times={minutes.map(minute => minute.at)} series={[
            { name: texts.answered, tone: 'main', values: minutes.map(minute => minute.turns - minute.degraded - minute.failed) },
            { name: texts.degraded, tone: 'warm', values: minutes.map(minute => minute.degraded) },
            { name: texts.failed, tone: 'bad', values: minutes.map(minute => minute.failed) },
          ]} />
        )}
      </Panel>
      <Panel title={texts.latency}>
        {minutes && (
          <LineChart times={minutes.map(minute => minute.at)} series={[
            { name: 'p50', tone: 'main', values: minutes.map(minute => minute.p50Ms ?? null) },
            { name: 'p95', tone: 'warm', values: minutes.map(minute => minute.p95Ms ?? null) },
          ]} />
        )}
      </Panel>
      <Panel title={texts.usage}>
        {minutes && (
          <BarChart times={minutes.map(minute => minute.at)} series={[
            { name: texts.prompt, tone: 'main', values: minutes.map(minute => minute.promptTokens ?? 0) },
            { name: texts.completion, tone: 'warm', values: minutes.map(minute => minute.completionTokens ?? 0) },
          ]} />
        )}
      </Panel>
      <Panel title={texts.intents}>
        {told.intents && <Table heads={[texts.intents, texts.count]} rows={intents.map(([name, count]) => [name, count])} />}
      </Panel>
      <Panel title={texts.emptyQueries} width="two">
        {told.emptyQueries && (
          <Table heads={[texts.query, texts.count, texts.last]}
            rows={told.emptyQueries.map(entry => [entry.query, entry.count, when(entry.lastAt)])} />
        )}
      </Panel>
      <Panel title={texts.replaced} width="wide">
        {told.replacedSentences && (
          <Table heads={[texts.sentence, texts.reason, texts.count, texts.last]}
            rows={told.replacedSentences.map(entry => [entry.sentence, entry.reason, entry.count, when(entry.lastAt)])} />
        )}
      </Panel>
      <Panel title={texts.conversations} width="wide">
        {told.conversations && (
          <>
            <p className="note">{texts.conversationsNote}</p>
            <Table heads={[texts.conversation, texts.last, texts.turns, texts.locale, texts.intents, texts.products, texts.outcome]}
              rows={told.conversations.map(entry => [
                entry.name, when(entry.lastAt), entry.turns, entry.locale, entry.intents.join(', '), entry.products,
                texts.outcomes[entry.outcome] ?? entry.outcome,
              ])} />
          </>
        )}
      </Panel>
    </main>
  );
}

/** A part of the page; without children, one that the server does not tell of. */
function Panel({ title, width, children }: { title: string; width?: 'two' | 'wide'; children: ReactNode }) {
  return (
    <section className={width ? `panel-box ${width}` : 'panel-box'} aria-label={title}>
      <h2>{title}</h2>
      {children || <p className="note">{texts.unavailable}</p>}
    </section>
  );
}
