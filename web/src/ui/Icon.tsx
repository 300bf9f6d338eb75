const paths = {
  send: 'M12 19V5M5.5 11.5 12 5l6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  menu: 'M4 7h16M4 12h16M4 17h10',
  plus: 'M12 5v14M5 12h14',
  trash: 'M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10 11v5M14 11v5',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z',
  language: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c2.6 2.4 3.8 5.2 3.8 8.5s-1.2 6.1-3.8 8.5c-2.6-2.4-3.8-5.2-3.8-8.5s1.2-6.1 3.8-8.5Z',
  microphone: 'M12 3.5a3 3 0 0 0-3 3V12a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3',
  scales: 'M12 4v16M7 20h10M4.5 8 12 6l7.5 2M4.5 8 2.5 14h5ZM19.5 8l-2 6h5Z',
  check: 'M5 12.5 10 17.5 19 7',
  down: 'M12 5v14M5.5 12.5 12 19l6.5-6.5',
  again: 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 8.7M4.5 4v4.7h4.7',
  outside: 'M9 5H5v14h14v-4M13 5h6v6M19 5l-9 9',
  cart: 'M3.5 4.5h2.3L8 15.5h9.2l2.3-8H6.6M9 19.5h.01M16.5 19.5h.01',
  chat: 'M4.5 5.5h15v10h-8l-4.5 4v-4h-2.5Z',
} as const;

const filled = {
  stop: 'M8.5 6.5h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Z',
  star: 'M12 3.6l2.6 5.3 5.8.8-4.2 4.1 1 5.8L12 16.9l-5.2 2.7 1-5.8L3.6 9.7l5.8-.8Z',
} as const;

export type IconName = keyof typeof paths | keyof typeof filled;

/** A drawing that says nothing by itself: whatever it stands on is labelled. */
export function Icon({ name }: { name: IconName }) {
  const isFilled = name in filled;
  return (
    <svg className={isFilled ? 'icon icon-filled' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={{ ...paths, ...filled }[name]} />
    </svg>
  );
}
