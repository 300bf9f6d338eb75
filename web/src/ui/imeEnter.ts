/**
 * Enter sends, also in the middle of a syllable.
 *
 * Input methods for Hangul keep the last syllable open. Browsers tell an Enter that closes it in three ways: as a key of the
 * composition (Chromium, Firefox), followed by a second, plain Enter in some systems; or after the composition has ended, with
 * the key code 229 (Safari). Taken plainly, one press sends nothing, or sends twice, the second time the last syllable alone.
 * Here a press sends once, when the syllable is whole; what an input method writes again into the emptied field is taken out.
 */
export class ImeEnter {
  private isComposing = false;
  /** An Enter waits for the end of the composition. */
  private isDue = false;
  /** The press that sent is not over yet. */
  private isPressSpent = false;
  private lastSyllable = '';
  /** When that was sent, to tell an echo of it. */
  private sentAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param send sends what the field holds and empties it; false where there was nothing to send. */
  constructor(private readonly field: HTMLTextAreaElement, private readonly send: () => boolean) {
    field.addEventListener('compositionstart', this.started);
    field.addEventListener('compositionend', this.ended);
    field.addEventListener('keydown', this.pressed);
    field.addEventListener('keyup', this.released);
    field.addEventListener('input', this.written);
  }

  end(): void {
    clearTimeout(this.timer);
    this.field.removeEventListener('compositionstart', this.started);
    this.field.removeEventListener('compositionend', this.ended);
    this.field.removeEventListener('keydown', this.pressed);
    this.field.removeEventListener('keyup', this.released);
    this.field.removeEventListener('input', this.written);
  }

  private readonly started = (): void => { this.isComposing = true; };

  private readonly ended = (event: CompositionEvent): void => {
    this.isComposing = false;
    this.lastSyllable = event.data;
    // The field holds the whole text only after the events of this key.
    if (this.isDue) this.schedule(0);
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.code !== 'Enter' && event.code !== 'NumpadEnter') return;
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (this.isPressSpent) return;
    if (this.isComposing || event.isComposing) {
      this.isDue = true;
      // An input method that does not close the syllable on Enter closes it when the field loses the focus.
      this.schedule(120);
      return;
    }
    this.deliver();
  };

  private readonly released = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.code === 'Enter' || event.code === 'NumpadEnter') this.isPressSpent = false;
  };

  private readonly written = (event: Event): void => {
    const { inputType } = event as InputEvent;
    const isEcho = performance.now() - this.sentAt < 150 && this.lastSyllable !== '' && !this.isComposing
      && (this.field.value === this.lastSyllable || this.field.value === '\n' || inputType === 'insertLineBreak');
    if (isEcho) this.field.value = '';
  };

  private schedule(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.isComposing) {
        this.field.blur();
        this.field.focus();
      }
      this.deliver();
    }, milliseconds);
  }

  private deliver(): void {
    clearTimeout(this.timer);
    // A press that is repeated or comes twice is one press.
    this.isPressSpent = true;
    this.isDue = false;
    if (this.send()) this.sentAt = performance.now();
    // Where no release is told.
    this.timer = setTimeout(() => { this.isPressSpent = false; }, 400);
  }
}
