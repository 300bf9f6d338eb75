import { useCallback, useEffect, useRef, useState } from 'react';
import { isRunning } from '../chat/turn';
import { Composer, type ComposerHandle } from './Composer';
import { useShop } from './context';
import { Icon } from './Icon';
import { Log } from './Log';
import { useSnapshot } from './useSnapshot';
import { useVoice } from './useVoice';
import { VoiceBar } from './VoiceBar';
import { Welcome } from './Welcome';

export interface About {
  id: string;
  name: string;
}

interface Props {
  /** The product that is asked about, where the shopper chose one. */
  about: About | null;
  setAbout: (about: About | null) => void;
}

/** The conversation and what the shopper writes or says. */
export function Chat({ about, setAbout }: Props) {
  const { texts, session } = useShop();
  const snapshot = useSnapshot(session);
  const composer = useRef<ComposerHandle>(null);
  const voice = useVoice();
  const [isVoiceOpen, setIsVoiceOpen] = useState(false);
  const isBusy = snapshot.turns.some(isRunning);

  useEffect(() => { if (about || matchMedia('(hover: hover)').matches) composer.current?.focus(); }, [about]);

  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A button that asked is gone now: the focus goes on from here, without calling up a phone's keyboard.
    const root = frame.current?.getRootNode() as Document | ShadowRoot | undefined;
    if (!isBusy || (root?.activeElement && root.activeElement !== document.body)) return;
    if (matchMedia('(hover: hover)').matches) composer.current?.focus();
    else frame.current?.querySelector<HTMLElement>('.log-scroll')?.focus();
  }, [isBusy]);

  const send = useCallback((message: string): void => {
    session.ask(message, about ? { productId: about.id, shown: [about.id] } : {});
    setAbout(null);
  }, [session, about, setAbout]);

  return (
    <div className="chat" ref={frame} onKeyDown={event => {
      if (event.key !== 'Escape' || !isBusy || isVoiceOpen) return;
      event.preventDefault();
      session.stop();
    }}>
      <Log snapshot={snapshot}><Welcome /></Log>
      <div className="dock">
        {about && (
          <p className="about">
            <span>{texts.about(about.name)}</span>
            <button type="button" aria-label={texts.notAbout} onClick={() => setAbout(null)}><Icon name="close" /></button>
          </p>
        )}
        {isVoiceOpen && voice
          ? <VoiceBar voice={voice} onClose={() => setIsVoiceOpen(false)} />
          : (
            <Composer ref={composer} isBusy={isBusy} hint={about ? texts.aboutHint : texts.hint} send={send} stop={session.stop}>
              {voice && (
                <button type="button" className="round" aria-label={texts.voice.start} title={texts.voice.start}
                  onClick={() => { setIsVoiceOpen(true); void voice.start(); }}><Icon name="microphone" /></button>
              )}
            </Composer>
          )}
        <p className="fine">{texts.note}</p>
      </div>
    </div>
  );
}
