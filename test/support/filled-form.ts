/** Fills in a form by what it shows alone, as a person would: types, choices, help and examples. */
import { type Item, isItem, items } from '../../zapier';

/** How a form is filled in: the required fields alone, or all of them. */
export type Filling = 'least' | 'all';

/** A value for each field. Files are the link that is given. */
export function filled(form: Item[], filling: Filling, file: string): Item {
  const chosen = form.filter(
    ({ key, type, required }) => type !== 'copy' && String(key) && (filling === 'all' || required === true),
  );
  return Object.fromEntries(chosen.map((field) => [String(field.key), valueFor(field, file)]));
}

function valueFor(field: Item, file: string): unknown {
  if (Array.isArray(field.children)) return [filled(items(field.children), 'all', file)];
  const value = oneValue(field, file);
  if (!field.list) return value;
  // One file alone is no list to whoever reads the form.
  return field.type === 'file' ? [value, value] : [value];
}

function oneValue(field: Item, file: string): unknown {
  const [choice] = Array.isArray(field.choices) ? field.choices : Object.keys(Object(field.choices));
  if (choice !== undefined) return isItem(choice) ? choice.value : choice;
  const help = String(field.helpText ?? '');
  const least = Number(/(?:From|At least) ([\d.]+)(?: to|\.)/.exec(help)?.[1] ?? Number.NaN);
  const characters = Number(/At most (\d+) characters/.exec(help)?.[1] ?? Number.POSITIVE_INFINITY);
  const wanted = Number(/At least (\d+) characters/.exec(help)?.[1] ?? 0);
  const suchAs = /Such as (\S+)\.$/.exec(help)?.[1];
  switch (field.type) {
    case 'number':
    case 'integer':
      return Number.isNaN(least) ? 1 : least;
    case 'boolean':
      return true;
    case 'datetime':
      return '2026-12-24T09:00:00Z';
    case 'file':
      return file;
    case 'json':
      return field.placeholder;
    default:
      if (suchAs ?? field.placeholder) return suchAs ?? field.placeholder;
      if (/\bIDs?$/.test(String(field.label))) return 'x9Qm2LrT7bWc4VnZ';
      return 'Ada Lovelace'.padEnd(wanted, '.').slice(0, characters);
  }
}
