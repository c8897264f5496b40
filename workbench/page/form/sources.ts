/** The earlier steps of a chain, whose values may be put into the fields of a later one. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ShownValue } from '../../wire';

export interface Source {
  /** The step's name in templates. */
  id: string;
  /** Its place in the chain, from 1. */
  number: number;
  title: string;
  values: ShownValue[];
}

export const SourcesContext = createContext<Source[]>([]);
export const useSources = (): Source[] => useContext(SourcesContext);

const TEMPLATE = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Whether a text holds a value of an earlier step. */
export const hasTemplate = (value: unknown): boolean =>
  typeof value === 'string' && /\{\{[^{}]+\}\}/.test(value);

/** A text in parts: what is typed, and the paths of what is put in. */
export function partsOf(text: string): ({ text: string } | { path: string })[] {
  const parts: ({ text: string } | { path: string })[] = [];
  let from = 0;
  for (const match of text.matchAll(TEMPLATE)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ path: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** What a path is called, such as “1. Email”: its step's place in the chain, and its label there. */
export function nameOfPath(sources: Source[], path: string): string {
  const [id = '', ...rest] = path.split('.');
  const inner = rest.join('.');
  const source = sources.find((one) => one.id === id);
  if (!source) return `${inner || path} (of a step that is not there)`;
  const label = source.values.find((value) => value.path === inner)?.label ?? inner;
  return `${source.number}. ${label}`;
}
