'use strict';

// Everything that comes from the server or the shopper enters the page as text, never as markup.

const korean = !navigator.language || navigator.language.toLowerCase().startsWith('ko');
const texts = korean ? {
  title: '쇼핑 도우미', reset: '새 대화', log: '대화', field: '메시지', send: '보내기', stop: '중지',
  hint: '찾는 상품이나 궁금한 점을 적어 주세요',
  welcome: '무엇을 찾고 계세요?', invitation: '원하는 상품, 예산, 상황을 말씀해 주시면 이 상점의 상품에서 찾아 드려요.',
  examples: ['평점 높은 상품 추천해 줘', '지금 할인 중인 상품 보여 줘', '반품은 어떻게 하나요?'],
  me: '나', assistant: '도우미', stopped: '답변을 중지했어요.', failed: '답변을 받지 못했어요', again: '다시 시도',
  offline: '서버에 연결할 수 없어요. 연결을 확인하고 다시 시도해 주세요.', cut: '답변이 도중에 끊겼어요. 다시 시도해 주세요.',
  soldOut: '품절', rating: '평점', reviews: n => `리뷰 ${n.toLocaleString()}`, left: n => `${n}개 남음`, noPrice: '가격 문의',
  colors: '색상', sizes: '사이즈', shown: (n, total) => `${total}개 중 ${n}개`, more: n => `외\u00a0${n}`,
  listPrice: '정가', price: '판매가', off: '할인', blocked: '요청을 처리할 수 없어요',
  action: { cart_add: '장바구니 담기 요청', cart_remove: '장바구니 빼기 요청', cart_total: '장바구니 합계 요청', order: '주문 요청' },
  block: {
    sold_out: '품절된 상품이에요', size_unavailable: '그 사이즈는 없어요', color_unavailable: '그 색상은 없어요',
    quantity_unavailable: '재고가 모자라요', unknown_product: '어떤 상품인지 알 수 없어요',
  },
  problems: {
    'message-too-long': '메시지는 2,000자까지 보낼 수 있어요.', 'empty-message': '메시지를 적어 주세요.',
    'catalog-not-ready': '상품 목록을 준비하고 있어요. 잠시 후 다시 시도해 주세요.',
    'too-many-turns': '지금은 이용자가 많아요. 잠시 후 다시 시도해 주세요.',
    'turn-timeout': '답변이 너무 오래 걸렸어요. 다시 시도해 주세요.',
    'internal-error': '서버에 문제가 생겼어요. 잠시 후 다시 시도해 주세요.',
  },
} : {
  title: 'Shopping assistant', reset: 'New chat', log: 'Conversation', field: 'Message', send: 'Send', stop: 'Stop',
  hint: 'What are you looking for?',
  welcome: 'What are you looking for?', invitation: 'Tell me what you want, your budget, the occasion. I search this shop.',
  examples: ['Recommend something with good ratings', 'Show me what is on sale', 'How do returns work?'],
  me: 'You', assistant: 'Assistant', stopped: 'Stopped.', failed: 'No answer', again: 'Try again',
  offline: 'The server cannot be reached. Check your connection and try again.', cut: 'The answer broke off. Try again.',
  soldOut: 'Sold out', rating: 'Rating', reviews: n => n === 1 ? '1 review' : `${n.toLocaleString()} reviews`, left: n => `${n} left`,
  noPrice: 'Ask for the price', colors: 'Colours', sizes: 'Sizes', shown: (n, total) => `${n} of ${total}`, more: n => `+${n}`,
  listPrice: 'List price', price: 'Price', off: 'off', blocked: 'This cannot be done',
  action: { cart_add: 'Add to cart', cart_remove: 'Remove from cart', cart_total: 'Cart total', order: 'Order' },
  block: {
    sold_out: 'sold out', size_unavailable: 'no such size', color_unavailable: 'no such colour',
    quantity_unavailable: 'not enough in stock', unknown_product: 'which product?',
  },
  problems: {},
};

const byId = id => document.getElementById(id);
const [log, scroller, form, field, send, stop] = ['log', 'scroller', 'form', 'message', 'send', 'stop'].map(byId);

let conversationId = null;
let running = null;             // AbortController of the turn under way
const names = new Map();        // product id → name, for what an action is about

function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter(child => child != null));
  return node;
}

function button(label, className, act) {
  const node = element('button', className, label);
  node.type = 'button';
  node.addEventListener('click', act);
  return node;
}

// Follows the newest text until the shopper's message stands at the top, unless the reader has scrolled away.
let asked = null;
let followed = 0;

function follow() {
  const end = scroller.scrollHeight - scroller.clientHeight;
  followed = Math.max(0, Math.min(end, asked ? asked.offsetTop - 8 : end));
  scroller.scrollTop = followed;
}

function growing(change) {
  const attached = Math.abs(scroller.scrollTop - followed) < 40;
  change();
  if (attached) follow();
}

// --- products

function money(amount, currency) {
  if (korean && currency === 'KRW') return amount.toLocaleString('ko-KR') + '원';
  try {
    const format = new Intl.NumberFormat(korean ? 'ko-KR' : navigator.language, { style: 'currency', currency });
    return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
  } catch {
    return `${amount.toLocaleString()} ${currency}`;
  }
}

// Only web addresses and paths of this server; anything else, such as javascript:, is dropped.
function safeURL(text) {
  try {
    const url = new URL(text, location.href);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

const drawn = name => `/images/${encodeURIComponent(Array.from(name).slice(0, 40).join(''))}.svg`;

function listed(label, values) {
  if (!values.length) return null;
  const rest = values.length - 5;
  const text = values.slice(0, 5).join(', ') + (rest > 0 ? `\u00a0${texts.more(rest)}` : '');
  return element('p', 'small', `${label} ${text}`);
}

function spoken(text) {
  const node = element('span', '', text);
  node.setAttribute('role', 'img');
  return node;
}

function priceLine(product) {
  const line = element('p', 'price');
  if (product.price == null) return element('p', 'small', texts.noPrice);
  if (product.discountPercent > 0) {
    const percent = element('b', '', `${product.discountPercent}%`);
    percent.setAttribute('aria-label', `${product.discountPercent}% ${texts.off}`);
    line.append(percent);
  }
  line.append(element('span', '', money(product.price, product.currency)));
  if (product.listPrice != null && product.listPrice > product.price) {
    const old = element('del', '', money(product.listPrice, product.currency));
    old.setAttribute('aria-label', `${texts.listPrice} ${old.textContent}`);
    line.append(old);
  }
  return line;
}

function card(product) {
  names.set(product.id, product.name);
  const soldOut = product.status === 'sold_out' || product.stock === 0;
  const image = element('img');
  image.alt = '';
  image.loading = 'lazy';
  image.addEventListener('error', () => { image.src = drawn(product.name); }, { once: true });
  image.src = (product.imageURL && safeURL(product.imageURL)) || drawn(product.name);

  const link = product.url && safeURL(product.url);
  const name = element(link ? 'a' : 'p', 'name', product.name);
  if (link) { name.href = link; name.target = '_blank'; name.rel = 'noopener noreferrer'; }

  let rating = null;
  if (product.rating != null) {
    const star = spoken('★');
    star.className = 'star';
    star.setAttribute('aria-label', texts.rating);
    const count = product.reviewCount > 0 ? ` (${texts.reviews(product.reviewCount)})` : '';
    rating = element('p', 'small', star, ` ${product.rating.toFixed(1)}${count}`);
  }
  const few = !soldOut && product.stock != null && product.stock <= 5;
  return element('li', soldOut ? 'card sold' : 'card',
    element('div', 'picture', image, soldOut ? element('span', 'badge', texts.soldOut)
      : few ? element('span', 'badge', texts.left(product.stock)) : null),
    element('div', 'facts',
      product.brand ? element('p', 'brand', product.brand) : null,
      name, priceLine(product), rating, listed(texts.colors, product.colors), listed(texts.sizes, product.sizes),
      product.why ? element('p', 'why', product.why) : null));
}

// --- a turn

class Answer {
  constructor(message) {
    this.message = message;
    this.waiting = element('div', 'waiting', element('i'), element('i'), element('i'));
    this.waiting.setAttribute('aria-hidden', 'true');
    this.bubble = element('p', 'bubble');
    this.rest = element('div', 'turn');
    this.root = element('div', 'turn theirs', this.waiting, this.bubble, this.rest);
    this.root.setAttribute('role', 'group');
    this.root.setAttribute('aria-label', texts.assistant);
    log.append(this.root);
  }

  take(name, data) {
    growing(() => {
      switch (name) {
        case 'turn': conversationId = data.conversationId; break;
        case 'products': this.products(data); break;
        case 'delta': this.waiting.remove(); this.bubble.append(data.text); break;
        case 'action': this.action(data); break;
        case 'suggestions': this.suggestions(data.suggestions); break;
        case 'done':
          this.waiting.remove();
          if (this.bubble.textContent !== data.answer) this.bubble.textContent = data.answer;
          break;
        case 'error': this.fail(data); break;
      }
    });
  }

  products(data) {
    if (!data.products.length) return;
    if (data.total > data.products.length) {
      this.rest.append(element('p', 'note', texts.shown(data.products.length, data.total.toLocaleString())));
    }
    this.rest.append(element('ul', 'cards', ...data.products.map(card)));
  }

  action(data) {
    const items = data.items.map(item => {
      const options = [item.size, item.color].filter(Boolean).join(', ');
      return `${names.get(item.productId) ?? item.productId}${options ? ` (${options})` : ''} × ${item.quantity}`;
    });
    const what = data.blocked ? texts.block[data.blocked] ?? texts.blocked : texts.action[data.kind] ?? data.kind;
    this.rest.append(element('p', 'note', [what, ...items].join(' · ')));
  }

  suggestions(list) {
    if (list.length) this.rest.append(element('div', 'chips', ...list.map(text => button(text, '', () => say(text)))));
  }

  stopped() {
    this.waiting.remove();
    this.rest.append(element('p', 'note', texts.stopped));
  }

  fail(problem) {
    this.waiting.remove();
    const slug = String(problem.type ?? '').split(':').pop();
    const detail = texts.problems[slug] ?? problem.detail ?? '';
    this.rest.append(
      element('p', 'bubble failed', element('strong', '', texts.failed), detail),
      button(texts.again, 'again', () => say(this.message)));
  }
}

// Reads server-sent events from a response as they come.
async function* serverEvents(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    text += done ? decoder.decode() : decoder.decode(value, { stream: true });
    // A carriage return at the end may be half of a line break.
    const usable = done || !text.endsWith('\r') ? text.length : text.length - 1;
    const blocks = text.slice(0, usable).replace(/\r\n?/g, '\n').split('\n\n');
    text = blocks.pop() + text.slice(usable);
    for (const block of blocks) {
      let name = 'message';
      const data = [];
      for (const line of block.split('\n')) {
        if (line.startsWith('event:')) name = line.slice(6).trim();
        else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      }
      if (data.length) yield { name, data: JSON.parse(data.join('\n')) };
    }
    if (done) return;
  }
}

async function request(message, signal) {
  const body = { message };
  if (conversationId) body.conversationId = conversationId;
  const response = await fetch('/api/llm/chat', {
    method: 'POST', signal,
    headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: JSON.stringify(body),
  });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({ detail: `HTTP ${response.status}` }));
  // The server has forgotten the conversation: the message is still worth an answer.
  if (conversationId && String(problem.type).endsWith(':unknown-conversation')) {
    conversationId = null;
    return request(message, signal);
  }
  throw { problem };
}

async function say(message) {
  message = message.trim();
  if (!message || running) return;
  const turn = new AbortController();
  running = turn;
  update();
  document.querySelector('.welcome')?.remove();
  const mine = element('div', 'turn mine', element('p', 'bubble', message));
  mine.setAttribute('role', 'group');
  mine.setAttribute('aria-label', texts.me);
  log.append(mine);
  asked = mine;
  const answer = new Answer(message);
  follow();
  try {
    const response = await request(message, turn.signal);
    let ended = false;
    for await (const event of serverEvents(response.body)) {
      if (turn.signal.aborted) break;
      answer.take(event.name, event.data);
      ended ||= event.name === 'done' || event.name === 'error';
    }
    if (!ended && !turn.signal.aborted) answer.take('error', { detail: texts.cut });
  } catch (error) {
    if (!turn.signal.aborted) {
      const received = answer.bubble.textContent !== '';
      answer.take('error', error.problem ?? { detail: received ? texts.cut : texts.offline });
    }
  }
  if (turn.signal.aborted) answer.stopped();
  if (running === turn) running = null;
  update();
}

function update() {
  log.setAttribute('aria-busy', String(running !== null));
  stop.hidden = running === null;
  send.hidden = running !== null;
  send.disabled = !field.value.trim();
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}

function welcome() {
  const root = element('div', 'turn welcome', element('h2', '', texts.welcome), element('p', '', texts.invitation),
    element('div', 'chips', ...texts.examples.map(text => button(text, '', () => say(text)))));
  log.replaceChildren(root);
}

function submit() {
  if (running || !field.value.trim()) return;
  const message = field.value;
  field.value = '';
  say(message);
}

form.addEventListener('submit', event => { event.preventDefault(); submit(); field.focus(); });
field.addEventListener('input', update);
field.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.shiftKey) return;
  // While a Hangul syllable is being composed, Enter belongs to the input method (229: Safari tells it that way).
  if (event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  submit();
});
stop.addEventListener('click', () => { running?.abort(); field.focus(); });
byId('reset').addEventListener('click', () => {
  running?.abort();
  running = null;
  conversationId = null;
  names.clear();
  asked = null;
  welcome();
  update();
  field.focus();
});

document.documentElement.lang = korean ? 'ko' : 'en';
document.title = texts.title;
for (const node of document.querySelectorAll('[data-text]')) node.textContent = texts[node.dataset.text];
for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', texts[node.dataset.label]);
field.placeholder = texts[field.dataset.hint];
welcome();
update();
if (matchMedia('(hover: hover)').matches) field.focus();
