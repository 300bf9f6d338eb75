import { createRoot } from 'react-dom/client';
import style from 'widget-style';
import { Client } from '../api/client';
import { Storage } from '../chat/storage';
import { build } from '../ui/build';
import { Widget, type WidgetHandle } from './Widget';

// One <script src="…/widget.js" data-server="…"> in any page of a shop; docs/web.md lists its attributes.

const script = document.currentScript as HTMLScriptElement | null;

function install(): void {
  const data = script?.dataset ?? {};
  const server = data.server ?? (script?.src ? new URL('.', script.src).href : '');
  const host = document.createElement('blankspace-assistant');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];
  const root = document.createElement('div');
  root.className = 'bs';
  root.dataset.theme = data.theme === 'dark' || data.theme === 'auto' ? data.theme : 'light';
  shadow.append(root);
  // Not in the body: what shops do to it (zoom, filters, transforms) would move the widget too.
  document.documentElement.append(host);
  // Above everything, whatever z-index the page uses.
  host.setAttribute('popover', 'manual');
  (host as HTMLElement & { showPopover?: () => void }).showPopover?.();

  const language = data.language ?? document.documentElement.lang;
  const parts = build(new Client(server), new Storage(), {
    language, productId: data.productId,
    // For the shop's own script to carry out.
    onAction: action => host.dispatchEvent(new CustomEvent('blankspace:action', { detail: action, bubbles: true })),
  });
  const handle: { current: WidgetHandle | null } = { current: null };
  createRoot(root).render(<Widget parts={parts} handle={handle} />);
  Object.assign(window, {
    BlankSpace: {
      open: () => handle.current?.open(),
      close: () => handle.current?.close(),
      ask: (message: string) => { handle.current?.open(); parts.session.ask(String(message)); },
    },
  });
}

if (document.body) install();
else document.addEventListener('DOMContentLoaded', install, { once: true });
