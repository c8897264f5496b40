import { type Item, isItem } from './json';

const PLACEHOLDER = /\{\{\s*([^{}]+?)\s*\}\}/g;

/**
 * Fills a step's input from what the earlier steps gave.
 *
 * A template is `{{step.field}}`, `{{step.field__inner}}` or `{{step.list__0}}`. Alone in its field it keeps
 * the value's type; with text around it, or beside another, it makes text. What is missing becomes ''. Braces that
 * name no step stay as they are: they may be merge fields of the app. Values are put in as they are: braces inside
 * them are never read as templates.
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
  return template.replace(PLACEHOLDER, (written, path: string) =>
    namesStep(data, path) ? asText(descend(data, path)) : written,
  );
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
export const stepsIn = (template: unknown): string[] => pathsIn(template).map(stepOf);

function fillText(template: string, data: Item): unknown {
  const [only, ...others] = template.matchAll(PLACEHOLDER);
  if (only?.[0] !== template || others.length > 0) return render(template, data);
  const [, path = ''] = only;
  return namesStep(data, path) ? (descend(data, path) ?? '') : template;
}

/** The step that a path begins with. */
const stepOf = (path: string): string => path.split('.', 1).join('');

const namesStep = (data: Item, path: string): boolean => Object.hasOwn(data, path.split(/\.|__/, 1).join(''));

/** What joins the parts of a path. */
const JOINTS = /\.|__/g;

/** Follows a flattened path. A key may contain what joins the parts, so the longest key that exists wins. */
function descend(value: unknown, path: string): unknown {
  if (path === '') return value;
  if (Array.isArray(value)) return descendList(value, path);
  if (!isItem(value)) return undefined;
  if (Object.hasOwn(value, path)) return value[path];
  for (const joint of [...path.matchAll(JOINTS)].reverse()) {
    const key = path.slice(0, joint.index);
    if (Object.hasOwn(value, key)) return descend(value[key], path.slice(joint.index + joint[0].length));
  }
  return undefined;
}

/** A number picks an element. Any other name is read from each element: a line-item value. */
function descendList(list: unknown[], path: string): unknown {
  const [, index, rest = ''] = /^(\d+)(?:\.|__|$)(.*)$/s.exec(path) ?? [];
  if (index !== undefined) return descend(list[Number(index)], rest);
  return list.map((element) => descend(element, path));
}

/** A value as the text that it makes within other text; a list with commas. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(asText).join(',');
  return isItem(value) ? JSON.stringify(value) : String(value);
}
