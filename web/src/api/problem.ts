import type { ProblemBody } from './types';

/** What the server said went wrong, or what stands for it where it said nothing. */
export class Problem extends Error {
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title ?? 'problem');
    this.body = body;
  }

  /** The last part of the problem's type, such as `unknown-turn`; `offline` and `cut` are the page's own. */
  get slug(): string {
    return slugOf(this.body);
  }

  static async of(response: Response): Promise<Problem> {
    const body = (await response.json().catch(() => ({}))) as ProblemBody;
    return new Problem({ status: response.status, ...body });
  }

  static readonly offline = (): Problem => new Problem({ type: 'urn:blankspace:page:offline' });
  /** The answer broke off and could not be taken up again. */
  static readonly cut = (): Problem => new Problem({ type: 'urn:blankspace:page:cut' });
}

export function slugOf(body: ProblemBody): string {
  return String(body.type ?? '').split(':').pop() ?? '';
}
