import type { ProblemBody, TurnEvent } from '../api/types';

/** What the server says in a conversation by voice; docs/openapi.yaml tells what each means. */
export type VoiceMessage =
  | { type: 'ready' | 'speech_started' | 'speech_ended' | 'turn_ended' | 'hold' | 'resume' | 'interrupted' }
  | { type: 'partial' | 'transcript'; text: string }
  | { type: 'audio'; sampleRate: number; sound: ArrayBuffer }
  | { type: 'muted' | 'failed'; problem: ProblemBody }
  | { type: 'event'; event: TurnEvent };

const plain = ['ready', 'speech_started', 'speech_ended', 'turn_ended', 'hold', 'resume', 'interrupted'] as const;
const events = ['turn', 'products', 'delta', 'citations', 'action', 'suggestions', 'done'] as const;

/** Bytes that may wait to be sent; sound beyond them is dropped, since it would be heard too late. */
const mostWaiting = 512 * 1024;

/** The WebSocket of a conversation by voice. */
export class VoiceConnection {
  private readonly socket: WebSocket;
  private nextAudio: { sampleRate: number } | null = null;

  constructor(url: string, private readonly told: (message: VoiceMessage) => void, private readonly closed: () => void) {
    this.socket = new WebSocket(url);
    this.socket.binaryType = 'arraybuffer';
    this.socket.onmessage = event => this.take(event.data);
    this.socket.onclose = () => this.closed();
  }

  sendSound(sound: ArrayBuffer): void {
    if (this.socket.readyState === WebSocket.OPEN && this.socket.bufferedAmount < mostWaiting) this.socket.send(sound);
  }

  /** `played`: all that came has been played; `cancel`: stop answering. */
  tell(type: 'played' | 'cancel'): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ type }));
  }

  close(): void {
    this.socket.onclose = this.socket.onmessage = null;
    this.socket.close(1000);
  }

  private take(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      if (this.nextAudio) this.told({ type: 'audio', sound: data, ...this.nextAudio });
      this.nextAudio = null;
      return;
    }
    let message: { type?: string; [member: string]: unknown };
    try {
      message = JSON.parse(String(data));
    } catch {
      return;
    }
    const { type = '', ...members } = message;
    const isOf = <Name extends string>(names: readonly Name[]): boolean => (names as readonly string[]).includes(type);
    if (isOf(plain)) this.told({ type } as VoiceMessage);
    else if (type === 'partial' || type === 'transcript') this.told({ type, text: String(members.text ?? '') });
    else if (type === 'audio') this.nextAudio = { sampleRate: Number(members.sampleRate) || 16_000 };
    else if (type === 'muted') this.told({ type, problem: { ...members, type: String(members.problem ?? '') } });
    else if (type === 'error') this.told({ type: 'failed', problem: { ...members, type: String(members.problem ?? '') } });
    else if (isOf(events)) this.told({ type: 'event', event: { name: type, data: members } as unknown as TurnEvent });
  }
}
