import { memo, type ReactNode } from 'react';
import { slugOf } from '../api/problem';
import type { CartAction } from '../api/types';
import { isRunning, type Turn } from '../chat/turn';
import { constraintLabels } from '../text/constraints';
import { Citations } from './Citations';
import { Comparison } from './Comparison';
import { useShop } from './context';
import { Icon } from './Icon';
import { Markdown } from './Markdown';
import { ProductList } from './ProductList';

interface Props {
  turn: Turn;
  isLast: boolean;
  /** Whether a new question may be asked now. */
  canAsk: boolean;
}

/** A question and its answer: products first, since they come first and stay where they are while the text is written. */
export const TurnView = memo(function TurnView({ turn, isLast, canAsk }: Props) {
  const { texts, session } = useShop();
  const products = turn.list?.products ?? [];
  const isComparison = turn.intent === 'compare' && products.length > 1;
  return (
    <article className="turn">
      {turn.message && (
        <h2 className="mine"><span className="unseen">{texts.me}: </span>{turn.message}</h2>
      )}
      <div className="theirs" role="group" aria-label={texts.assistant}>
        <Understood turn={turn} />
        {isComparison ? <Comparison products={products.slice(0, 5)} />
          : turn.list && <ProductList list={turn.list} canAsk={canAsk} />}
        {turn.answer && (
          <div className={isRunning(turn) ? 'answer answer-streaming' : 'answer'}><Markdown text={turn.answer} /></div>
        )}
        {isRunning(turn) && !turn.answer && <Waiting />}
        {turn.action && <ActionNote action={turn.action} turn={turn} />}
        {turn.state === 'stopped' && <p className="note">{texts.stopped}</p>}
        {turn.state === 'failed' && <Failure turn={turn} />}
        {isLast && (turn.state === 'failed' || turn.state === 'stopped') && turn.message && (
          <button type="button" className="outline" onClick={session.retry}><Icon name="again" />{texts.again}</button>
        )}
        {turn.end && turn.end.degraded.length > 0 && <p className="note">{texts.degraded}</p>}
        {turn.citations.length > 0 && !isRunning(turn) && <Citations citations={turn.citations} products={products} />}
        {isLast && turn.suggestions.length > 0 && !isRunning(turn) && (
          <Suggestions list={turn.suggestions} canAsk={canAsk} />
        )}
      </div>
    </article>
  );
});

function Understood({ turn }: { turn: Turn }) {
  const { texts, language } = useShop();
  const currency = turn.list?.products[0]?.currency ?? 'KRW';
  const labels = constraintLabels(turn.constraints, currency, texts, language);
  if (!labels.length) return null;
  return (
    <ul className="understood" aria-label={texts.understood}>
      {labels.map(label => <li key={label}>{label}</li>)}
    </ul>
  );
}

function Waiting() {
  const { texts } = useShop();
  return <p className="waiting"><i /><i /><i /><span>{texts.thinking}</span></p>;
}

function Failure({ turn }: { turn: Turn }) {
  const { texts } = useShop();
  const problem = turn.problem ?? {};
  return (
    <div className="failure" role="alert">
      <strong>{texts.failed}</strong>
      <p>{texts.problems[slugOf(problem)] ?? texts.problemElse}</p>
      {problem.requestId && <p className="faint">{problem.requestId}</p>}
    </div>
  );
}

function ActionNote({ action, turn }: { action: CartAction; turn: Turn }) {
  const { texts } = useShop();
  const names = new Map(turn.list?.products.map(product => [product.id, product.name]));
  const what = action.blocked ? texts.blocked[action.blocked] ?? texts.blockedElse : texts.actions[action.kind] ?? action.kind;
  const item = (entry: CartAction['items'][number]): ReactNode => {
    const options = [entry.size, entry.color].filter(Boolean).join(', ');
    return <li key={entry.productId}>{names.get(entry.productId) ?? entry.productId}{options && ` (${options})`} × {entry.quantity}</li>;
  };
  return (
    <div className={action.blocked ? 'action action-blocked' : 'action'}>
      <Icon name="cart" />
      <div><strong>{what}</strong>{action.items.length > 0 && <ul>{action.items.map(item)}</ul>}</div>
    </div>
  );
}

function Suggestions({ list, canAsk }: { list: string[]; canAsk: boolean }) {
  const { texts, session } = useShop();
  return (
    <ul className="chips" aria-label={texts.suggestions}>
      {list.map(text => (
        <li key={text}><button type="button" disabled={!canAsk} onClick={() => session.ask(text)}>{text}</button></li>
      ))}
    </ul>
  );
}
