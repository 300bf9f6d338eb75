/** Plays pieces of sound one after another, without a gap. */
export class Playback {
  private readonly context = new AudioContext();
  private readonly sources = new Set<AudioBufferSourceNode>();
  private end = 0;

  /** @param drained called when the last piece has been played. */
  constructor(private readonly drained: () => void) {}

  get isPlaying(): boolean {
    return this.sources.size > 0;
  }

  /** @param sound samples of 16 bit, little-endian, one channel. */
  add(sound: ArrayBuffer, sampleRate: number): void {
    const view = new DataView(sound);
    const count = Math.floor(sound.byteLength / 2);
    if (!count || this.context.state === 'closed') return;
    const buffer = this.context.createBuffer(1, count, sampleRate);
    const samples = buffer.getChannelData(0);
    for (let index = 0; index < count; index += 1) samples[index] = view.getInt16(index * 2, true) / 32_768;
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.context.destination);
    source.onended = () => {
      if (this.sources.delete(source) && !this.sources.size) this.drained();
    };
    this.sources.add(source);
    this.end = Math.max(this.end, this.context.currentTime + 0.03);
    source.start(this.end);
    this.end += buffer.duration;
  }

  /** Allowed to make sound only after the shopper has done something. */
  unlock(): void {
    void this.context.resume();
  }

  hold(): void {
    if (this.context.state === 'running') void this.context.suspend();
  }

  goOn(): void {
    if (this.context.state === 'suspended') void this.context.resume();
  }

  /** Drops what has not been played. */
  clear(): void {
    const dropped = [...this.sources];
    this.sources.clear();
    for (const source of dropped) source.stop();
    this.end = 0;
    this.goOn();
  }

  close(): void {
    this.clear();
    if (this.context.state !== 'closed') void this.context.close();
  }
}
