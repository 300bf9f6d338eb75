/** Brings sound from one rate to a lower one, piece by piece: a windowed sinc, cut off below half the new rate. */
export class Resampler {
  private readonly step: number;
  private readonly reach: number;
  private readonly cutoff: number;
  private rest = new Float32Array(0);
  /** Of the next sample, in samples of `rest`. */
  private position: number;

  constructor(from: number, to: number) {
    this.step = from / to;
    this.cutoff = Math.min(1, to / from) * 0.92;
    this.reach = Math.ceil(12 * Math.max(1, this.step));
    this.position = this.reach;
  }

  take(samples: Float32Array): Float32Array {
    if (this.step === 1) return samples;
    const all = new Float32Array(this.rest.length + samples.length);
    all.set(this.rest);
    all.set(samples, this.rest.length);
    const out: number[] = [];
    for (; this.position + this.reach < all.length; this.position += this.step) out.push(this.at(all, this.position));
    const used = Math.max(0, Math.floor(this.position) - this.reach);
    this.rest = all.slice(used);
    this.position -= used;
    return Float32Array.from(out);
  }

  private at(samples: Float32Array, position: number): number {
    const first = Math.floor(position) - this.reach + 1;
    let sum = 0;
    let weight = 0;
    for (let index = Math.max(0, first); index < first + 2 * this.reach; index += 1) {
      const distance = index - position;
      const angle = Math.PI * distance * this.cutoff;
      const sinc = distance === 0 ? 1 : Math.sin(angle) / angle;
      const factor = sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / (this.reach + 1)));
      sum += (samples[index] ?? 0) * factor;
      weight += factor;
    }
    return sum / weight;
  }
}
