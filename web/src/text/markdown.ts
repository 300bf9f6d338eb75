/**
 * The little markdown that answers are written in, as a tree. It becomes React elements, never HTML: what is not known stays
 * text. Pictures are left out, and links lead to web addresses only. Whatever is still open at the end of the text, as while
 * an answer is being written, is taken for closed there.
 */
export type Block =
  | { kind: 'paragraph' | 'heading' | 'quote'; content: Inline[] }
  | { kind: 'list'; isOrdered: boolean; start: number; items: Inline[][] }
  | { kind: 'code'; text: string };

export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis' | 'deleted'; content: Inline[] }
  | { kind: 'link'; href: string; content: Inline[] };

export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length) blocks.push({ kind: 'paragraph', content: parseInline(lines.join('\n')) });
    lines = [];
  };
  const all = text.replace(/\r\n?/g, '\n').split('\n');
  for (let index = 0; index < all.length; index += 1) {
    const line = all[index] ?? '';
    const item = /^\s{0,6}(?:[-*+•]|(\d{1,4})[.)])\s+(.*)$/.exec(line);
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
    if (/^\s*```/.test(line)) {
      flush();
      const end = all.findIndex((other, at) => at > index && /^\s*```/.test(other));
      blocks.push({ kind: 'code', text: all.slice(index + 1, end < 0 ? undefined : end).join('\n') });
      index = end < 0 ? all.length : end;
    } else if (item) {
      flush();
      addItem(blocks, item[1], item[2] ?? '');
    } else if (heading) {
      flush();
      blocks.push({ kind: 'heading', content: parseInline(heading[1] ?? '') });
    } else if (line.startsWith('>')) {
      flush();
      blocks.push({ kind: 'quote', content: parseInline(line.replace(/^>\s?/, '')) });
    } else if (!line.trim() || /^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      flush();
    } else {
      lines.push(line);
    }
  }
  flush();
  return blocks;
}

function addItem(blocks: Block[], number: string | undefined, text: string): void {
  const last = blocks[blocks.length - 1];
  const isOrdered = number !== undefined;
  const content = parseInline(text);
  if (last?.kind === 'list' && last.isOrdered === isOrdered) last.items.push(content);
  else blocks.push({ kind: 'list', isOrdered, start: Number(number ?? 1), items: [content] });
}

const deepest = 6;
const marks: [string, 'strong' | 'emphasis' | 'deleted'][] = [
  ['**', 'strong'], ['__', 'strong'], ['~~', 'deleted'], ['*', 'emphasis'],
];

export function parseInline(text: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain) out.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (let at = 0; at < text.length;) {
    const found = depth < deepest ? special(text, at, depth) : null;
    if (found) {
      flush();
      if (found.node) out.push(found.node);
      at = found.end;
    } else {
      plain += text[at] === '\\' && /[\\`*_[\]~#>!-]/.test(text[at + 1] ?? '') ? text[(at += 1)] : text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

/** What begins at a place and is more than a character; a node of null is left out. */
function special(text: string, at: number, depth: number): { node: Inline | null; end: number } | null {
  if (text[at] === '\n') return { node: { kind: 'break' }, end: at + 1 };
  if (text[at] === '`') {
    const end = text.indexOf('`', at + 1);
    return end > at + 1 ? { node: { kind: 'code', text: text.slice(at + 1, end) }, end: end + 1 } : null;
  }
  if (text[at] === '[' || text.startsWith('![', at)) return link(text, at, depth);
  for (const [mark, kind] of marks) {
    if (!text.startsWith(mark, at)) continue;
    const start = at + mark.length;
    if (!/\S/.test(text[start] ?? ' ')) return null;
    const close = closing(text, mark, start);
    // One star alone may be a footnote or a multiplication.
    if (close < 0 && mark.length === 1) return null;
    const end = close < 0 ? text.length : close;
    return { node: { kind, content: parseInline(text.slice(start, end), depth + 1) }, end: end + mark.length };
  }
  return null;
}

function closing(text: string, mark: string, from: number): number {
  for (let at = text.indexOf(mark, from + 1); at >= 0; at = text.indexOf(mark, at + 1)) {
    const isLonger = mark.length === 1 && (text[at + 1] === mark || text[at - 1] === mark);
    if (!isLonger && /\S/.test(text[at - 1] ?? ' ')) return at;
  }
  return -1;
}

function link(text: string, at: number, depth: number): { node: Inline | null; end: number } | null {
  const match = /^(!?)\[([^\]\n]{0,300})\]\(([^()\s]{0,2000})(?:\s+"[^"\n]*")?\)/.exec(text.slice(at, at + 2_400));
  if (!match) return null;
  const [whole = '', picture, label = '', address = ''] = match;
  const href = picture ? null : webAddress(address);
  const content = parseInline(label, depth + 1);
  const end = at + whole.length;
  if (picture) return { node: label ? { kind: 'text', text: label } : null, end };
  return { node: href ? { kind: 'link', href, content } : { kind: 'text', text: label }, end };
}

/** An address of the web, complete; null for anything else, such as `javascript:`. */
export function webAddress(text: string, base?: string): string | null {
  try {
    const url = base === undefined ? new URL(text) : new URL(text, base);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
