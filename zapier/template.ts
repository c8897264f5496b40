import { type Item, isItem } from './json';

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

/**
 * Fills a step's input from what the earlier steps gave.
 *
 * A template is `{{step.field}}`, `{{step.field__inner}}` or `{{step.list__0}}`. Alone in its field it keeps
 * the value's type; with text around it, or beside another, it makes text. What is missing becomes ''. Values
 * are put in as they are: braces inside them are never read as templates.
 */
export function fill(template: unknown, data: Item): unknown {
  if (typeof template === 'string') return fillText(template, data);
  if (Array.isArray(template)) return template.map((element) => fill(element, data));
  return isItem(template) ? fillItem(template, data) : template;
}

/** Fills an object of templates. */
export function fillItem(template: Item, data: Item): Item {
  return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value, data)]));
}

/** Fills a template into text. */
export function render(template: string, data: Item): string {
  return template.replace(PLACEHOLDER, (_, path: string) => asText(lookUp(data, path)));
}

/** Each value as the text that it makes within other text. */
export function asTexts(values: Item): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, asText(value)]));
}

/** The paths that a template asks for: `step.field`. */
export function pathsIn(template: unknown): string[] {
  if (typeof template === 'string') return [...template.matchAll(PLACEHOLDER)].map(([, path = '']) => path);
  if (Array.isArray(template)) return template.flatMap(pathsIn);
  return isItem(template) ? Object.values(template).flatMap(pathsIn) : [];
}

/** The steps whose output a template asks for. */
export const stepsIn = (template: unknown): string[] =>
  pathsIn(template).map((path) => path.split('.', 1).join(''));

function fillText(template: string, data: Item): unknown {
  const [only, ...others] = template.matchAll(PLACEHOLDER);
  if (only && others.length === 0 && only[0] === template) return lookUp(data, only[1] ?? '') ?? '';
  return render(template, data);
}

function lookUp(data: Item, path: string): unknown {
  return path.split('.').reduce<unknown>((found, part) => descend(found, part.split('__')), data);
}

/** Follows a flattened path. A key may contain `__` itself, so the longest key that exists wins. */
function descend(value: unknown, path: string[]): unknown {
  if (path.length === 0) return value;
  if (Array.isArray(value)) return descendList(value, path);
  if (!isItem(value)) return undefined;
  for (let length = path.length; length > 0; length -= 1) {
    const key = path.slice(0, length).join('__');
    if (Object.hasOwn(value, key)) return descend(value[key], path.slice(length));
  }
  return undefined;
}

/** A number picks an element. Any other name is read from each element: a line-item value. */
function descendList(list: unknown[], path: string[]): unknown {
  const [first = '', ...rest] = path;
  if (/^\d+$/.test(first)) return descend(list[Number(first)], rest);
  return list.map((element) => descend(element, path));
}

/** A value as the text that it makes within other text; a list with commas. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(asText).join(',');
  return isItem(value) ? JSON.stringify(value) : String(value);
}
