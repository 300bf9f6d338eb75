/** Why there is no sound from the microphone. */
export type MicrophoneFailure = 'refused' | 'missing' | 'insecure';

export class MicrophoneError extends Error {
  constructor(readonly failure: MicrophoneFailure) {
    super(failure);
  }
}

/** A piece of sound (16 bit, little-endian, one channel, 16 kHz) and its loudness from 0 to 1. */
export interface Heard {
  sound: ArrayBuffer;
  level: number;
}

/** The microphone, from `open` until `close`. */
export class Microphone {
  private constructor(
    private readonly stream: MediaStream, private readonly context: AudioContext, private readonly node: AudioWorkletNode,
  ) {}

  /** Asks the shopper where that has not been done. Throws a `MicrophoneError`. */
  static async open(worklet: string, heard: (heard: Heard) => void): Promise<Microphone> {
    if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneError('insecure');
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
      });
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      throw new MicrophoneError(name === 'NotFoundError' || name === 'NotReadableError' ? 'missing' : 'refused');
    }
    // At the microphone's own rate: not every browser joins a stream to a context of another.
    const context = new AudioContext({ latencyHint: 'interactive' });
    try {
      await context.audioWorklet.addModule(worklet);
      const node = new AudioWorkletNode(context, 'blankspace-capture', { numberOfOutputs: 0, channelCount: 1 });
      node.port.onmessage = event => heard(event.data as Heard);
      context.createMediaStreamSource(stream).connect(node);
      await context.resume();
      return new Microphone(stream, context, node);
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      void context.close();
      throw error;
    }
  }

  close(): void {
    this.node.port.onmessage = null;
    for (const track of this.stream.getTracks()) track.stop();
    void this.context.close();
  }
}
