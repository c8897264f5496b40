/** The page's icons: lines on a grid of 24, hidden from screen readers, as a text stands beside each. */
const PATHS = {
  add: 'M12 5v14M5 12h14',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  down: 'M6 9l6 6 6-6',
  moveDown: 'M12 5v14M6 13l6 6 6-6',
  moveUp: 'M12 19V5M6 11l6-6 6 6',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  remove: 'M6 6l12 12M18 6L6 18',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  stop: 'M12 8v5M12 16.5v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
  play: 'M7 5l12 7-12 7z',
  life: 'M3 12h4l3-8 4 16 3-8h4',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
