import { useEffect, useState } from 'react';
import type { VoiceSession } from '../voice/voiceSession';
import { useShop } from './context';

/** Conversations by voice, where the server and the browser can; null where not. The code for it is fetched only then. */
export function useVoice(): VoiceSession | null {
  const { client, session, storage, language } = useShop();
  const [module, setModule] = useState<typeof import('../voice/voiceSession') | null>(null);
  const [made, setMade] = useState<VoiceSession | null>(null);
  useEffect(() => {
    if (typeof AudioWorkletNode === 'undefined' || typeof WebSocket === 'undefined') return undefined;
    let isCurrent = true;
    const look = async (): Promise<void> => {
      const { voice } = await client.capabilities();
      if (!voice) return;
      const found = await import(new URL(client.url('/voice.js'), location.href).href);
      if (isCurrent) setModule(found);
    };
    look().catch(() => undefined);
    return () => { isCurrent = false; };
  }, [client]);
  useEffect(() => {
    if (!module) return undefined;
    const next = new module.VoiceSession(session, {
      worklet: client.url('/worklet.js'),
      address: () => {
        const url = new URL(client.url('/api/llm/realtime'), location.href);
        url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
        const { conversationId } = session.current();
        if (conversationId) url.searchParams.set('conversationId', conversationId);
        url.searchParams.set('userId', storage.userId());
        url.searchParams.set('language', language);
        return url.href;
      },
    });
    setMade(next);
    return () => next.end();
  }, [module, client, session, storage, language]);
  return made;
}
