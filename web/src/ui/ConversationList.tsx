import { useState } from 'react';
import type { Snapshot } from '../chat/session';
import { Dialog } from './Dialog';
import { useShop } from './context';
import { Icon } from './Icon';

/** The shopper's own conversations, kept in this browser; what was said is read back from the server. */
export function ConversationList({ snapshot, onChosen }: { snapshot: Snapshot; onChosen: () => void }) {
  const { texts, session } = useShop();
  const [isForgetting, setIsForgetting] = useState(false);
  return (
    <>
      <button type="button" className="new-chat" onClick={() => { session.startNew(); onChosen(); }}>
        <Icon name="plus" />{texts.newChat}
      </button>
      <h2 className="list-title" id="conversations-title">{texts.conversations}</h2>
      {snapshot.conversations.length === 0 && <p className="note">{texts.noConversations}</p>}
      <ul className="conversations" aria-labelledby="conversations-title">
        {snapshot.conversations.map(({ id, title }) => (
          <li key={id} className={id === snapshot.conversationId ? 'conversation conversation-open' : 'conversation'}>
            <button type="button" className="conversation-title" aria-current={id === snapshot.conversationId || undefined}
              onClick={() => { if (id !== snapshot.conversationId) void session.open(id); onChosen(); }}>{title}</button>
            <button type="button" className="conversation-remove" aria-label={texts.removeConversation(title)}
              onClick={() => void session.remove(id).catch(() => undefined)}><Icon name="trash" /></button>
          </li>
        ))}
      </ul>
      <button type="button" className="forget" onClick={() => setIsForgetting(true)}>{texts.forget}</button>
      {isForgetting && <Forget onClose={() => setIsForgetting(false)} />}
    </>
  );
}

function Forget({ onClose }: { onClose: () => void }) {
  const { texts, session } = useShop();
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <Dialog label={texts.forget} className="ask" onClose={onClose}>
      <h2>{texts.forget}</h2>
      <p>{texts.forgetQuestion}</p>
      {hasFailed && <p role="alert" className="failure">{texts.notForgotten}</p>}
      <div className="ask-buttons">
        <button type="button" className="outline" onClick={onClose}>{texts.cancel}</button>
        <button type="button" className="solid danger" onClick={() => { session.forget().then(onClose, () => setHasFailed(true)); }}>
          {texts.forgetYes}
        </button>
      </div>
    </Dialog>
  );
}
