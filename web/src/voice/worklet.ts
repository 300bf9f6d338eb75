import { Resampler } from './resampler';

// Runs on the audio thread: what the microphone hears as pieces of 16 bit, 16 kHz, one channel.

declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => object): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

const rate = 16_000;
/** 40 ms. */
const pieceLength = 640;

class Capture extends AudioWorkletProcessor {
  private readonly resampler = new Resampler(sampleRate, rate);
  private piece = new Int16Array(pieceLength);
  private length = 0;
  private energy = 0;

  process(inputs: Float32Array[][]): boolean {
    const channel = inputs[0]?.[0];
    if (!channel) return true;
    for (const sample of this.resampler.take(channel)) {
      const value = Math.max(-1, Math.min(1, sample));
      this.piece[this.length] = Math.round(value * 32_767);
      this.energy += value * value;
      this.length += 1;
      if (this.length === pieceLength) this.post();
    }
    return true;
  }

  private post(): void {
    const { buffer } = this.piece;
    this.port.postMessage({ sound: buffer, level: Math.sqrt(this.energy / pieceLength) }, [buffer]);
    this.piece = new Int16Array(pieceLength);
    this.length = 0;
    this.energy = 0;
  }
}

registerProcessor('blankspace-capture', Capture);
