/** Forms as Zapier's editor shows them, from the app's own answer. */
import {
  at,
  type Connection,
  type Item,
  isEmpty,
  isItem,
  items,
  type OperationKind,
  unwrap,
} from '../../zapier';
import { cleanInput } from '../../zapier/fields';
import { fillItem } from '../../zapier/template';
import type { Choice, FormField, StepAsk } from '../wire';

/** Names an operation of the app. */
export interface OperationName {
  kind: OperationKind;
  key: string;
}

/** The types that a form shows in their own way; any other is text of several lines. */
const TYPES: readonly FormField['type'][] = [
  ...(['string', 'text', 'integer', 'number', 'boolean'] as const),
  ...(['datetime', 'file', 'password', 'copy'] as const),
];

/** What is filled in, with the values of earlier steps in it, as the app gets it for a form. */
export const filledIn = ({ input, earlier }: Pick<StepAsk, 'input' | 'earlier'>): Item =>
  cleanInput(fillItem(input, earlier));

/** The fields of an operation, as the app answers them for what is filled in. @throws CallFailed */
export async function rawFields(
  connection: Connection,
  { kind, key }: OperationName,
  inputData: Item,
): Promise<Item[]> {
  const answer = await connection.call(`${kind}.${key}.operation.inputFields`, { inputData });
  return items(unwrap(answer));
}

/** The form of a step. @throws CallFailed where the app can't tell it */
export async function formOf(connection: Connection, ask: StepAsk): Promise<FormField[]> {
  const raw = await rawFields(connection, ask, filledIn(ask));
  const { definition } = connection.app;
  const groups = items(at(definition, ask.kind, ask.key, 'operation', 'inputFieldGroups'));
  const labels = new Map(groups.map(({ key, label }) => [key, String(label)]));
  return raw.map((field) => fieldOf(field, { definition, operation: ask, labels }));
}

/** What a field stands in. */
interface Around {
  definition: Item;
  operation: OperationName;
  /** The labels of the groups, by their keys. */
  labels: Map<unknown, string>;
}

function fieldOf(raw: Item, around: Around): FormField {
  const { key, label, helpText, placeholder, children, dependsOn } = raw;
  const choices = fixedChoices(raw);
  const isLoaded =
    typeof raw.dynamic === 'string' || methodOf(around.definition, around.operation, String(key));
  const group = around.labels.get(raw.group);
  return {
    key: String(key),
    label: String(label ?? key),
    type: TYPES.find((type) => type === (raw.type ?? 'string')) ?? 'text',
    required: raw.required === true,
    list: raw.list === true,
    dict: raw.dict === true,
    altersForm: raw.altersDynamicFields === true,
    ...(typeof helpText === 'string' && { help: helpText }),
    ...(typeof placeholder === 'string' && { placeholder }),
    ...(!isEmpty(raw.default) && { default: raw.default }),
    ...(choices.length > 0 && { choices }),
    ...(isLoaded && { loads: { search: false } }),
    ...(Array.isArray(dependsOn) && dependsOn.length > 0 && { dependsOn: dependsOn.map(String) }),
    ...(Array.isArray(children) && { columns: items(children).map((child) => fieldOf(child, around)) }),
    ...(group !== undefined && { group }),
  };
}

/** Choices that stand in the field, in one of the three ways in which Zapier takes them. */
function fixedChoices({ choices }: Item): Choice[] {
  if (Array.isArray(choices)) {
    return choices.map((one) => {
      const { value = one, label = value } = isItem(one) ? one : {};
      return { value: String(value), label: String(label) };
    });
  }
  // Those that the app loads are no choices yet.
  const named = isItem(choices) && !('perform' in choices) ? choices : {};
  return Object.entries(named).map(([value, label]) => ({
    value,
    label: String(label),
  }));
}

/** The method of the app that loads the choices of a field. Zapier finds it in the definition, by the field's place. */
export function methodOf(definition: Item, { kind, key }: OperationName, field: string): string | undefined {
  const find = (fields: unknown, path: string): string | undefined => {
    for (const [place, one] of (Array.isArray(fields) ? fields : []).entries()) {
      const here = `${path}.${place}`;
      if (at(one, 'key') === field && at(one, 'choices', 'perform')) return `${here}.choices.perform`;
      const inside = find(at(one, 'children'), `${here}.children`);
      if (inside) return inside;
    }
    return undefined;
  };
  const path = `${kind}.${key}.operation.inputFields`;
  return find(at(definition, kind, key, 'operation', 'inputFields'), path);
}

/** What an operation is called. */
export const labelOf = ({ app }: Connection, { kind, key }: OperationName): string =>
  String(at(app.definition, kind, key, 'display', 'label') ?? key);
