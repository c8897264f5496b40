/** What becomes known of a Zap, gathered from the lines that the server sends. */
import type { Item } from '../../../zapier';
import type { ZapNews } from '../../wire';

export type Did = Extract<ZapNews, { news: 'did' }>;
type Ended = Extract<ZapNews, { news: 'ended' }>;

export interface Run {
  item: Item;
  /** What each step did, in the order in which it was done; a step within a loop is there several times. */
  done: Did[];
  /** The step that goes on now. */
  at?: string;
  ended?: Ended;
}

export interface ZapState {
  settings: Item;
  labels: Record<string, string>;
  on: boolean;
  remembered?: number;
  address?: string;
  polled?: Extract<ZapNews, { news: 'polled' }>;
  runs: Run[];
  refused?: string;
}

export const newZapState = (): ZapState => ({ settings: {}, labels: {}, on: false, runs: [] });

/** More than a person looks through, and less than a browser keeps. */
const MOST_RUNS = 20;

/** The state with a line of news; the newest run is the last. A question leaves it as it is. */
export function withNews(state: ZapState, news: ZapNews): ZapState {
  switch (news.news) {
    case 'asks':
      return state;
    case 'refused':
      return { ...state, refused: news.message };
    case 'on': {
      const { remembered, address } = news;
      return { ...state, on: true, remembered, ...(address !== undefined && { address }) };
    }
    case 'off':
      return { ...state, on: false };
    case 'polled':
      return { ...state, polled: news };
    case 'run':
      return { ...state, runs: [...state.runs, { item: news.item, done: [] }].slice(-MOST_RUNS) };
    case 'step':
      return withLastRun(state, (run) => ({ ...run, at: news.id }));
    case 'did':
      return withLastRun(state, ({ at, ...run }) => ({ ...run, done: [...run.done, news] }));
    case 'ended':
      return withLastRun(state, ({ at, ...run }) => ({ ...run, ended: news }));
  }
}

function withLastRun(state: ZapState, change: (run: Run) => Run): ZapState {
  const last = state.runs.at(-1);
  return last ? { ...state, runs: [...state.runs.slice(0, -1), change(last)] } : state;
}
