/** What survives a reload of the page: it is kept for this tab of the browser, until the tab is closed. */
import { useCallback, useEffect, useState } from 'preact/hooks';

/** Changes when what is kept changes its shape, so that a newer page reads nothing of an older one. */
const PREFIX = 'workbench.1.';

export type Change<T> = (change: (before: T) => T) => void;

/**
 * A state that is kept under a name.
 *
 * @param kept what of it is stored, the most that may be first: what comes after it is stored where a browser does
 * not take as much. Secrets are in none of them.
 */
export function useSession<T>(name: string, initial: () => T, kept: (state: T) => T[] = (state) => [state]) {
  const [state, setState] = useState<T>(() => load<T>(name) ?? initial());
  useEffect(() => {
    store(PREFIX + name, kept(state));
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

function store(key: string, states: unknown[]): void {
  for (const state of states) {
    try {
      sessionStorage.setItem(key, JSON.stringify(state));
      return;
    } catch {
      // More than a browser keeps, such as the results of large lists.
      sessionStorage.removeItem(key);
    }
  }
}
