/** The values of a step's result, under the labels by which Zapier offers them to later steps. */
import { startCase } from 'lodash';
import { type Connection, type Item, isEmpty, isItem, items } from '../../zapier';
import type { ShownValue } from '../wire';
import type { OperationName } from './forms';

/** What joins the keys of a value that is within another. */
const JOINT = '__';

/** What stands for a value that the app reads only when a step uses it. */
const POINTER = /^hydrate\|\|\|.*\|\|\|hydrate$/s;
const READ_LATER = '(read when a later step uses it)';

/** The labels of an operation's values, by their keys; none where the app can't tell them. */
export async function labelsOf(
  connection: Connection,
  { kind, key }: OperationName,
  inputData: Item,
): Promise<Map<string, string>> {
  const answer = await connection.call(`${kind}.${key}.operation.outputFields`, { inputData });
  return new Map(answer.ok ? labelled(items(answer.value)) : []);
}

/** Of two fields with one key the later holds: the first ones tell Zapier by what items are told apart. */
const labelled = (fields: Item[], before: string[] = []): [string, string][] =>
  fields.flatMap(({ key, label, children }) => {
    const path = [...before, String(key)].join(JOINT);
    return [[path, String(label ?? startCase(path))], ...labelled(items(children), [path])] as [
      string,
      string,
    ][];
  });

/** An item's values that are not empty, those with a label first, in the order of the labels. */
export function shownOf(item: Item, labels: Map<string, string>): ShownValue[] {
  const order = new Map([...labels.keys()].map((key, place) => [key, place]));
  const placeOf = ({ path }: ShownValue) => order.get(path) ?? order.size;
  return flattened(item, [])
    .map(({ path, value }) => ({
      path,
      label: labels.get(path) ?? startCase(path),
      value: typeof value === 'string' && POINTER.test(value) ? READ_LATER : value,
    }))
    .sort((one, other) => placeOf(one) - placeOf(other));
}

/** Objects become their values. Of rows each column becomes a list, as Zapier gives line items. */
function flattened(value: unknown, path: string[]): { path: string; value: unknown }[] {
  if (isEmpty(value)) return [];
  if (isItem(value)) return Object.entries(value).flatMap(([key, one]) => flattened(one, [...path, key]));
  const rows = Array.isArray(value) ? value : [];
  if (rows.length === 0 || !rows.every(isItem)) return [{ path: path.join(JOINT), value }];
  const columns = [...new Set(rows.flatMap(Object.keys))];
  return columns.flatMap((column) => {
    const cells = rows.map((row) => row[column] ?? null);
    return flattened(cells, [...path, column]);
  });
}
