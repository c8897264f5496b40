/** What survives a reload of the page: it is kept for this tab of the browser, until the tab is closed. */
import { useCallback, useEffect, useState } from 'preact/hooks';

/** Changes when what is kept changes its shape, so that a newer page reads nothing of an older one. */
const PREFIX = 'workbench.1.';

export type Change<T> = (change: (before: T) => T) => void;

/**
 * A state that is kept under a name.
 *
 * @param kept what of it is stored: secrets are left out here, and what is too large to store
 */
export function useSession<T>(name: string, initial: () => T, kept: (state: T) => T = (state) => state) {
  const [state, setState] = useState<T>(() => load<T>(name) ?? initial());
  useEffect(() => {
    store(name, kept(state));
  }, [name, state]);
  const change: Change<T> = useCallback((next) => setState(next), []);
  return [state, change] as const;
}

function load<T>(name: string): T | undefined {
  const text = sessionStorage.getItem(PREFIX + name);
  if (text === null) return undefined;
  const kept: T = JSON.parse(text);
  return kept;
}

function store(name: string, state: unknown): void {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(state));
  } catch {
    // More than a browser keeps, such as the results of large lists: a reload begins without them.
    sessionStorage.removeItem(PREFIX + name);
  }
}
