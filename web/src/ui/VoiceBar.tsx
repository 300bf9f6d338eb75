import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { VoiceMode, VoiceSession, VoiceState } from '../voice/voiceSession';
import { useShop } from './context';
import { Icon } from './Icon';
import { useSnapshot } from './useSnapshot';

/** Stands in the composer's place while the shopper speaks. */
export function VoiceBar({ voice, onClose }: { voice: VoiceSession; onClose: () => void }) {
  const { texts } = useShop();
  const state = useSnapshot(voice);
  const words = texts.voice;
  const close = (): void => { voice.end(); onClose(); };
  const isTalking = state.phase === 'answering' || state.phase === 'speaking';
  return (
    <div className={`voice voice-${state.phase}`} onKeyDown={event => { if (event.key === 'Escape') close(); }}>
      <Meter voice={voice} />
      <div className="voice-text">
        <p role="status">{state.trouble ? troubleText(state, texts) : statusText(state, texts)}</p>
        {state.partial && <p className="voice-partial">{state.partial}</p>}
        <div className="modes" role="radiogroup" aria-label={words.mode}>
          {(['handsFree', 'pushToTalk'] as VoiceMode[]).map(mode => (
            <label key={mode}>
              <input type="radio" name="voice-mode" checked={state.mode === mode} onChange={() => voice.setMode(mode)} />
              <span>{words[mode]}</span>
            </label>
          ))}
        </div>
      </div>
      {state.mode === 'pushToTalk' && <HoldButton voice={voice} />}
      {state.phase === 'off' && state.mode === 'handsFree' && (
        <button type="button" className="round round-solid" aria-label={words.start} onClick={() => void voice.start()}><Icon name="microphone" /></button>
      )}
      {isTalking && (
        <button type="button" className="round" aria-label={words.silence} title={words.silence} onClick={voice.silenceAnswer}><Icon name="stop" /></button>
      )}
      <button type="button" className="round" autoFocus aria-label={words.end} title={words.end} onClick={close}><Icon name="close" /></button>
    </div>
  );
}

function HoldButton({ voice }: { voice: VoiceSession }) {
  const { texts } = useShop();
  const isKey = (event: KeyboardEvent): boolean => event.key === ' ' || event.key === 'Enter';
  return (
    <button type="button" className="round round-solid hold" aria-label={texts.voice.hold} title={texts.voice.hold}
      onPointerDown={event => { event.currentTarget.setPointerCapture(event.pointerId); voice.hold(); }}
      onPointerUp={voice.release} onPointerCancel={voice.release} onBlur={voice.release}
      onContextMenu={event => event.preventDefault()}
      onKeyDown={event => { if (isKey(event) && !event.repeat) { event.preventDefault(); voice.hold(); } }}
      onKeyUp={event => { if (isKey(event)) voice.release(); }}><Icon name="microphone" /></button>
  );
}

function Meter({ voice }: { voice: VoiceSession }) {
  const { texts } = useShop();
  const meter = useRef<HTMLDivElement>(null);
  useEffect(() => voice.meter(level => {
    const element = meter.current;
    // Loudness is heard by its logarithm: -50 dB is nothing, -8 dB all.
    const shown = Math.max(0, Math.min(1, (20 * Math.log10(level + 1e-6) + 50) / 42));
    element?.style.setProperty('--level', shown.toFixed(2));
    element?.setAttribute('aria-valuenow', String(Math.round(shown * 100)));
  }), [voice]);
  return (
    <div className="meter" ref={meter} role="meter" aria-label={texts.voice.level} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0}>
      <i /><i /><i /><i /><i />
    </div>
  );
}

type Texts = ReturnType<typeof useShop>['texts'];

function statusText(state: VoiceState, { voice }: Texts): string {
  switch (state.phase) {
    case 'off': return state.mode === 'pushToTalk' ? voice.ready : voice.start;
    case 'connecting': return voice.connecting;
    case 'ready': return voice.ready;
    case 'listening': return voice.listening;
    case 'recognizing': return voice.recognizing;
    case 'answering': return voice.answering;
    case 'speaking': return voice.speaking;
  }
}

function troubleText({ trouble }: VoiceState, texts: Texts): string {
  if (trouble && typeof trouble === 'object') return texts.problems[trouble.problem] ?? texts.problemElse;
  return trouble ? texts.voice[trouble] : '';
}
