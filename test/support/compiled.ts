/** The app's definition as Zapier's servers get it: the answer of core's `definition` command, read. */
import { at, type Item, isItem, items } from '../../zapier';

/** A field of a form, or of a step's output. */
export interface Field {
  key: string;
  label: string;
  type: string;
  helpText: string;
  required: boolean;
  primary: boolean;
  /** Whether people choose the value from a list, fixed or read from the account. */
  dropdown: boolean;
  /** `trigger.id.label`: the trigger that fills the drop-down. */
  dynamic: string;
  /** `search.id`: the search that can be added as a step before. */
  search: string;
  group: string;
  /** Whether the field takes a list of values, pairs of them, or rows. */
  takesSeveral: boolean;
  /** Whether other fields follow it. */
  altersDynamicFields: boolean;
  children: Field[];
}

/** A trigger, a create or a search. */
export interface Operation {
  kind: 'trigger' | 'create' | 'search';
  key: string;
  noun: string;
  label: string;
  description: string;
  hidden: boolean;
  /** Fields that are the same for every account; those that functions give are not in a definition. */
  inputFields: Field[];
  outputFields: Field[];
  sample: Item;
  /** Whether people paste its address into HighLevel: a hook without a subscription. */
  isStaticHook: boolean;
}

/** The whole app. */
export interface Definition {
  operations: Operation[];
  searchOrCreates: { key: string; search: string; create: string; update: string }[];
  authentication: { fields: Field[]; connectionLabel: string };
  /** Every text of the definition, with its place. */
  texts: { place: string; text: string }[];
}

const KINDS = { trigger: 'triggers', create: 'creates', search: 'searches' } as const;

/** Reads a compiled definition. What it lacks is empty. */
export function readDefinition(compiled: unknown): Definition {
  const operations = (['trigger', 'create', 'search'] as const).flatMap((kind) =>
    values(at(compiled, KINDS[kind])).map((raw) => readOperation(kind, raw)),
  );
  const searchOrCreates = values(at(compiled, 'searchOrCreates')).map((raw) => ({
    key: text(raw.key),
    search: text(raw.search),
    create: text(raw.create),
    update: text(raw.update),
  }));
  const authentication = {
    fields: readFields(at(compiled, 'authentication', 'fields')),
    connectionLabel: text(at(compiled, 'authentication', 'connectionLabel')),
  };
  return { operations, searchOrCreates, authentication, texts: textsOf(compiled) };
}

/** The definition with the output fields that its functions give, which the definition itself has not. */
export function withOutputs(
  definition: Definition,
  given: (operation: Pick<Operation, 'kind' | 'key'>) => unknown[],
): Definition {
  const operations = definition.operations.map((operation) => ({
    ...operation,
    outputFields: [...operation.outputFields, ...readFields(given(operation))],
  }));
  return { ...definition, operations };
}

function readOperation(kind: Operation['kind'], raw: Item): Operation {
  const sample = at(raw, 'operation', 'sample');
  return {
    kind,
    key: text(raw.key),
    noun: text(raw.noun),
    label: text(at(raw, 'display', 'label')),
    description: text(at(raw, 'display', 'description')),
    hidden: at(raw, 'display', 'hidden') === true,
    inputFields: readFields(at(raw, 'operation', 'inputFields')),
    outputFields: readFields(at(raw, 'operation', 'outputFields')),
    sample: isItem(sample) ? sample : {},
    isStaticHook:
      at(raw, 'operation', 'type') === 'hook' && at(raw, 'operation', 'performSubscribe') === undefined,
  };
}

function readFields(raw: unknown): Field[] {
  return items(raw).map((field) => ({
    key: text(field.key),
    label: text(field.label),
    type: text(field.type),
    helpText: text(field.helpText),
    required: field.required === true,
    primary: field.primary === true,
    dropdown: field.choices !== undefined || field.dynamic !== undefined,
    dynamic: text(field.dynamic),
    search: text(field.search),
    group: text(field.group),
    takesSeveral: field.list === true || field.dict === true || items(field.children).length > 0,
    altersDynamicFields: field.altersDynamicFields === true,
    children: readFields(field.children),
  }));
}

function textsOf(value: unknown, place = ''): Definition['texts'] {
  if (typeof value === 'string') return [{ place, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, place ? `${place}.${key}` : key));
}

const values = (group: unknown): Item[] => (isItem(group) ? Object.values(group).filter(isItem) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
