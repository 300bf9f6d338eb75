import { createRoot } from 'react-dom/client';
import { Client } from '../api/client';
import { Storage } from '../chat/storage';
import { build } from '../ui/build';
import { Page } from './Page';

const root = document.getElementById('root');
if (root) {
  const parts = build(new Client(), new Storage(), {
    // The page has no shop around it: whoever frames it may listen.
    onAction: action => window.dispatchEvent(new CustomEvent('blankspace:action', { detail: action })),
  });
  createRoot(root).render(<Page parts={parts} />);
}
