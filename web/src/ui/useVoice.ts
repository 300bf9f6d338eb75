import { useEffect, useMemo, useState } from 'react';
import { VoiceSession } from '../voice/voiceSession';
import { useShop } from './context';

/** Whether a server's health says that it can listen: it names what understands speech, and that is up. */
const listener = 'recognizer';

/** Conversations by voice, where the server and the browser can; null where not. */
export function useVoice(): VoiceSession | null {
  const { client, session, storage, language } = useShop();
  const [isAvailable, setIsAvailable] = useState(false);
  useEffect(() => {
    if (typeof AudioWorkletNode === 'undefined' || typeof WebSocket === 'undefined') return;
    client.health().then(
      health => setIsAvailable(health.dependencies.some(part => part.name === listener && part.state === 'up')),
      () => undefined);
  }, [client]);
  const voice = useMemo(() => new VoiceSession(session, {
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
  }), [client, session, storage, language]);
  useEffect(() => () => voice.end(), [voice]);
  return isAvailable ? voice : null;
}
