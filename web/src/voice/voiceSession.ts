import { slugOf } from '../api/problem';
import type { TurnEvent } from '../api/types';
import type { ChatSession } from '../chat/session';
import { VoiceConnection, type VoiceMessage } from './connection';
import { Microphone, MicrophoneError, type MicrophoneFailure } from './microphone';
import { Playback } from './playback';

export type VoiceMode = 'handsFree' | 'pushToTalk';

export type VoicePhase = 'off' | 'connecting' | 'ready' | 'listening' | 'recognizing' | 'answering' | 'speaking';

export type VoiceTrouble = MicrophoneFailure | 'lost' | 'muted' | 'unheard' | { problem: string };

export interface VoiceState {
  phase: VoicePhase;
  mode: VoiceMode;
  /** What has been understood so far of what is being said. */
  partial: string;
  trouble: VoiceTrouble | null;
}

export interface VoiceSettings {
  /** The address of the WebSocket, for the conversation that is open. */
  address: () => string;
  worklet: string;
}

/** Sent when the button is let go: the server ends a turn when it has heard this much silence (1.4 s at most). */
const silence = new ArrayBuffer(2 * 16_000 * 1.5);

/**
 * A conversation by voice: the microphone's sound goes up, transcripts, the answer's events and its sound come down.
 *
 * Hands-free, the server tells turns apart, and speech into an answer stops it. With the button, sound goes up only while it is
 * held, and holding it stops the answer.
 */
export class VoiceSession {
  private state: VoiceState = { phase: 'off', mode: 'handsFree', partial: '', trouble: null };
  private readonly listeners = new Set<() => void>();
  private readonly meters = new Set<(level: number) => void>();
  private microphone: Microphone | null = null;
  private connection: VoiceConnection | null = null;
  private playback: Playback | null = null;
  private isHeld = false;
  private hasTurnEnded = true;
  private turn: ((event: TurnEvent | null) => void) | null = null;
  /** Counts starts, so that what belongs to an earlier one is let go. */
  private generation = 0;

  constructor(private readonly chat: ChatSession, private readonly settings: VoiceSettings) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): VoiceState => this.state;

  /** Tells the loudness of what the microphone hears, from 0 to 1, some 25 times a second. */
  readonly meter = (told: (level: number) => void): (() => void) => {
    this.meters.add(told);
    return () => this.meters.delete(told);
  };

  /** Called from a click: browsers play sound only then. */
  readonly start = async (): Promise<void> => {
    if (this.state.phase !== 'off') return;
    const generation = (this.generation += 1);
    this.change({ phase: 'connecting', partial: '', trouble: null });
    this.playback = new Playback(() => this.drained());
    this.playback.unlock();
    try {
      const microphone = await Microphone.open(this.settings.worklet, ({ sound, level }) => this.heard(sound, level));
      if (generation !== this.generation) return microphone.close();
      this.microphone = microphone;
    } catch (error) {
      if (generation !== this.generation) return;
      this.end();
      this.change({ trouble: error instanceof MicrophoneError ? error.failure : 'missing' });
      return;
    }
    this.connection = new VoiceConnection(this.settings.address(), message => this.take(message), () => {
      if (generation !== this.generation) return;
      const { trouble } = this.state;
      this.end();
      this.change({ trouble: trouble ?? 'lost' });
    });
  };

  readonly end = (): void => {
    this.generation += 1;
    this.turn?.(null);
    this.turn = null;
    this.connection?.close();
    this.microphone?.close();
    this.playback?.close();
    this.connection = this.microphone = this.playback = null;
    this.isHeld = false;
    this.hasTurnEnded = true;
    this.change({ phase: 'off', partial: '', trouble: null });
  };

  readonly setMode = (mode: VoiceMode): void => {
    this.isHeld = false;
    this.change({ mode });
    if (this.hasTurnEnded && !this.playback?.isPlaying) this.rest();
  };

  /** The button is pressed: what is being said is dropped, and the shopper heard. */
  readonly hold = (): void => {
    if (this.isHeld || this.state.mode !== 'pushToTalk') return;
    if (this.state.phase === 'off') void this.start();
    this.isHeld = true;
    this.silenceAnswer();
    if (this.connection) this.change({ phase: 'listening', partial: '', trouble: null });
  };

  readonly release = (): void => {
    if (!this.isHeld) return;
    this.isHeld = false;
    this.connection?.sendSound(silence);
    if (this.state.phase === 'listening') this.change({ phase: 'recognizing' });
  };

  /** Stops the answer that is being given or spoken. */
  readonly silenceAnswer = (): void => {
    if (this.hasTurnEnded && !this.playback?.isPlaying) return;
    this.connection?.tell('cancel');
    this.interrupted();
  };

  private heard(sound: ArrayBuffer, level: number): void {
    const isSent = this.state.mode === 'handsFree' || this.isHeld;
    for (const told of this.meters) told(isSent ? level : 0);
    if (isSent) this.connection?.sendSound(sound);
  }

  private take(message: VoiceMessage): void {
    switch (message.type) {
      case 'ready': this.rest(); break;
      case 'speech_started':
        if (this.hasTurnEnded) this.change({ phase: 'listening', partial: '', trouble: null });
        break;
      case 'speech_ended': if (this.hasTurnEnded) this.change({ phase: 'recognizing' }); break;
      case 'partial': this.change({ partial: message.text }); break;
      case 'transcript': this.transcribed(message.text.trim()); break;
      case 'event':
        this.turn?.(message.event);
        break;
      case 'audio':
        if (!this.turn) break;
        this.playback?.add(message.sound, message.sampleRate);
        this.change({ phase: 'speaking' });
        break;
      case 'hold': this.playback?.hold(); break;
      case 'resume': this.playback?.goOn(); break;
      case 'interrupted': this.interrupted(); break;
      case 'turn_ended':
        this.turn?.(null);
        this.hasTurnEnded = true;
        if (!this.playback?.isPlaying) this.drained();
        break;
      case 'muted': this.change({ trouble: 'muted' }); break;
      case 'failed':
        this.turn?.({ name: 'error', data: message.problem });
        this.change({ trouble: { problem: slugOf(message.problem) } });
        if (this.hasTurnEnded) this.rest();
        break;
    }
  }

  private transcribed(text: string): void {
    this.change({ partial: '' });
    if (!text) {
      // Speech of which nothing was understood, or a noise: said, so that nobody waits for an answer.
      this.rest();
      return this.change({ trouble: 'unheard' });
    }
    this.playback?.clear();
    this.hasTurnEnded = false;
    this.turn = this.chat.spoken(text);
    this.change({ phase: 'answering' });
  }

  private interrupted(): void {
    this.playback?.clear();
    this.turn?.(null);
    this.turn = null;
    this.hasTurnEnded = true;
    this.rest();
  }

  /** Everything that came has been played. */
  private drained(): void {
    if (!this.hasTurnEnded) return;
    this.connection?.tell('played');
    this.turn = null;
    this.rest();
  }

  private rest(): void {
    if (this.state.phase === 'off' || (this.state.phase === 'connecting' && !this.connection)) return;
    this.change({ phase: this.state.mode === 'handsFree' || this.isHeld ? 'listening' : 'ready' });
  }

  private change(part: Partial<VoiceState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}
