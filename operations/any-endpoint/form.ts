/** The form of any endpoint, made of what the contract says of its parameters. */
import { flattenDeep, isEmpty, omitBy, partition, uniq } from 'lodash';
import type { DropdownName } from '../../fields/dropdown-list';
import { BadValue, type Field } from '../../fields/field';
import { type KnownId, knownIdField, knownIdOf } from '../../fields/known-ids';
import { parameterLabel } from '../../fields/parameter-label';
import { coerce, fromJson, inputRows, toNames } from '../../fields/values';
import type { Input } from '../../highlevel/compose';
import {
  type Endpoint,
  type Fact,
  type Facts,
  isAgencyOnly,
  type Shape,
  shape,
} from '../../highlevel/contract';
import { accountParameters } from '../../highlevel/contract/account';
import { PLACES, type Place, parameterKey } from '../../highlevel/contract/parameters';
import { isRecord } from '../../highlevel/json';
import { nest } from '../input';
import { exampleOf, isListOfLists } from './example';
import { isEpochMs, toEpoch, writtenAs } from './patterns';

/** A record within a record is shown field by field to this depth; what is deeper is JSON. */
const MOST_LEVELS = 3;
/** The same for the columns of line items. */
const MOST_COLUMN_LEVELS = 2;

/** One parameter of an endpoint, as its form shows it. */
interface Parameter {
  /** The field's key: the API's name, nested ones joined by `__`. */
  key: string;
  label: string;
  fact: Fact;
  /** It must be given, whatever else is. */
  required: boolean;
  /** The endpoint. */
  of: Endpoint;
  /** The label of the record that it is part of, where it must be given only if anything of that is. */
  neededWith?: string;
}

/**
 * The fields of an endpoint's form: the required ones first. What the connection fills is not asked for.
 */
export function endpointFields(facts: Endpoint): Field[] {
  const [required, optional] = partition(parametersOf(facts), (parameter) => parameter.required);
  return [...required, ...optional].flatMap((parameter) => fieldsFor(parameter));
}

/** The endpoint's input, placed as {@link endpointFields} names its fields. */
export function endpointInput(facts: Endpoint, values: Input): Input {
  const own = new Map(Object.entries(values).filter(([key]) => isPlaced(facts, key)));
  const input: Input = { ...nest(omitBy(values, (_, key) => own.has(key))), ...Object.fromEntries(own) };
  return withEmptyRecords(facts.body, input);
}

/** Whether a list must be sent, and may be empty: a form that leaves it empty means that. */
const mayBeEmpty = (fact: Fact): boolean => typeof fact === 'object' && fact.mayBeEmpty === true;

/** The input with the required records and lists of which nothing is given, and nothing must be: they are sent empty. */
function withEmptyRecords(facts: Facts, input: Input): Input {
  const filled = { ...input };
  for (const [name, fact] of Object.entries(facts)) {
    const { required, list, fields = {} } = shape(fact);
    const given = input[name];
    if (given === undefined && mayBeEmpty(fact)) filled[name] = [];
    if (list || isEmpty(fields)) continue;
    const needsNothing = !Object.values(fields).some((one) => shape(one).required);
    if (isRecord(given)) filled[name] = withEmptyRecords(fields, given);
    else if (given === undefined && required && needsNothing) filled[name] = {};
  }
  return filled;
}

/**
 * The first parameter that is missing within a record that is given, by the key of its field; `undefined` where
 * none is.
 */
export function missingWithin(facts: Facts, input: unknown, above = ''): string | undefined {
  const given = isRecord(input) ? input : {};
  for (const [name, fact] of Object.entries(facts)) {
    const key = above + name;
    const { fields, list, required } = shape(fact);
    const value = given[name];
    if (value === undefined && required && above) return key;
    if (value === undefined || !fields) continue;
    const rows = list ? flattenDeep([value]) : [value];
    const missing = rows.map((row) => missingWithin(fields, row, `${key}__`)).find(Boolean);
    if (missing) return missing;
  }
  return undefined;
}

/** The names of the parameters that are files. */
export const fileParameters = ({ body }: Endpoint): string[] =>
  Object.keys(body).filter((name) => shape(body[name] ?? '').type === 'file');

/** All parameters that a person is asked for. */
function parametersOf(facts: Endpoint): Parameter[] {
  const filled = new Set(
    accountParameters(facts)
      // A list of a whole agency may be narrowed to one sub-account, which nothing fills.
      .filter(({ from, required }) => required || from !== 'locationId' || !isAgencyOnly(facts))
      .map(({ name }) => name),
  );
  return PLACES.flatMap((place) =>
    Object.entries(facts[place] ?? {})
      .filter(([name]) => !filled.has(name) && !isSameAsPath(facts, place, name))
      .map(([name, fact]): Parameter => {
        const key = parameterKey(facts, place, name);
        const label = parameterLabel(name);
        return {
          key,
          label: key === name ? label : `${label} (${parameterLabel(place)})`,
          fact,
          required: shape(fact).required && !mayBeEmpty(fact),
          of: facts,
        };
      }),
  );
}

/** An id that stands in the path is the same wherever it stands besides: it is asked for once. */
const isSameAsPath = (facts: Endpoint, place: Place, name: string) =>
  place !== 'path' && Object.hasOwn(facts.path, name);

/** Whether a key names its place, as {@link parameterKey} does. */
const isPlaced = (facts: Endpoint, key: string) =>
  PLACES.some((place) => {
    const [start, name = ''] = [`${place}__`, key.slice(place.length + 2)];
    return (
      key.startsWith(start) &&
      Object.hasOwn(facts[place] ?? {}, name) &&
      parameterKey(facts, place, name) === key
    );
  });

function fieldsFor(parameter: Parameter, levels = 1): Field[] {
  const { key, label, fact, required } = parameter;
  const { fields, list } = shape(fact);
  if (!fields || isEmpty(fields) || isListOfLists(fact)) return [fieldFor(parameter)];
  if (list) return [lineItems(parameter, fields)];
  if (levels > MOST_LEVELS) return [jsonField(parameter)];
  const inside = Object.entries(fields).map(([name, inner]): Parameter => {
    const isNeeded = shape(inner).required;
    return {
      key: `${key}__${name}`,
      label: `${label}: ${parameterLabel(name)}`,
      fact: inner,
      required: required && isNeeded,
      of: parameter.of,
      ...(isNeeded && !required && { neededWith: label }),
    };
  });
  const [needed, others] = partition(inside, ({ fact: inner }) => shape(inner).required);
  return [...needed, ...others].flatMap((one) => fieldsFor(one, levels + 1));
}

/** The field of one value, or of a list of values. */
function fieldFor(parameter: Parameter): Field {
  const { key, label, fact, required } = parameter;
  const one = shape(fact);
  if (isJson(fact)) return jsonField(parameter);
  const known = knownIdOf(key, parameter.of);
  if (known && one.type === 'string' && !one.enum) return idsField(parameter, known);
  const helpText = helpOf(parameter, limitsOf(fact));
  if (isEpochMs(key, parameter.of)) {
    const send = (value: unknown) => coerce(toEpoch(value), one);
    return {
      key,
      label,
      type: 'datetime',
      ...(required && { required }),
      ...(helpText && { helpText }),
      send,
    };
  }
  return {
    key,
    label,
    ...(required && { required }),
    ...typeOf(one, parameter),
    ...(one.list && { list: true }),
    ...(one.enum?.length && { choices: choicesOf(one.enum) }),
    ...(helpText && { helpText }),
    ...(one.type !== 'file' && !hasFormat(fact) && { send: (value: unknown) => sent(value, one, fact) }),
  };
}

const hasFormat = (fact: Fact) => typeof fact === 'object' && fact.format !== undefined;

function sent(value: unknown, one: Shape, fact: Fact): unknown {
  const written = writtenAs(fact)?.send;
  if (written) return written(value);
  if (one.type === 'any') return fromJson(value);
  return coerce(one.list ? toNames(value) : value, one);
}

const TYPES = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  file: 'file',
  object: 'json',
  any: 'string',
} as const;

/** Names of texts of several lines. */
const LONG = /(body|html|message|description|notes?|text|content|terms|comment|prompt|summary)$/i;

function typeOf({ type, list }: Shape, { key, fact }: Parameter): Pick<Field, 'type'> {
  if (hasFormat(fact) || writtenAs(fact)?.send) return { type: 'datetime' };
  const isLong = (type === 'string' || type === 'any') && !list && LONG.test(key);
  return { type: isLong ? 'text' : TYPES[type] };
}

const choicesOf = (values: unknown[]) =>
  uniq(values.map(String)).map((value) => ({ value, sample: value, label: parameterLabel(value) || value }));

/** What a value must be like, as a sentence; empty where nothing is known. */
function limitsOf(fact: Fact): string {
  if (typeof fact === 'string') return '';
  const { min, max, minLength, maxLength, maxItems } = fact;
  const written = writtenAs(fact);
  return [
    written && !written.send && `Such as ${written.example}.`,
    min !== undefined && max !== undefined && `From ${min} to ${max}.`,
    min !== undefined && max === undefined && `At least ${min}.`,
    min === undefined && max !== undefined && `At most ${max}.`,
    minLength && minLength > 1 && `At least ${minLength} characters.`,
    maxLength && `At most ${maxLength} characters.`,
    maxItems && `At most ${maxItems} of them.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** The field of the id of a record that is known elsewhere, or of several. */
function idsField(parameter: Parameter, known: KnownId): Field {
  const { key, label, fact, required } = parameter;
  const {
    choices: _list,
    required: _always,
    helpText = '',
    ...field
  } = knownIdField(key, known, shape(fact).list ? { label } : undefined);
  return {
    ...field,
    label,
    ...(required && { required }),
    isId: /Ids?$/.test(key) && known.from !== 'userEmails',
    helpText: helpOf(parameter, helpText),
  };
}

/** The drop-downs of a form, by the keys of its fields. */
export const listsOf = (fields: Field[], facts: Endpoint): { [key: string]: DropdownName } =>
  Object.fromEntries(
    fields.flatMap((field) =>
      [field, ...(field.children ?? [])].flatMap(({ key, type, choices, dynamic }) => {
        const from = type !== 'string' || choices || dynamic ? undefined : knownIdOf(key, facts)?.from;
        return typeof from === 'string' ? [[key, from]] : [];
      }),
    ),
  );

/** Whether a value is given as JSON: a record of which nothing is described, or lists within lists. */
function isJson(fact: Fact): boolean {
  const { type, list } = shape(fact);
  return type === 'object' || (type === 'any' && list) || isListOfLists(fact);
}

const helpOf = ({ neededWith }: Parameter, ...sentences: string[]): string =>
  [neededWith && `Needed with any other field of “${neededWith}”.`, ...sentences].filter(Boolean).join(' ');

/** A value that is too deep for fields, as JSON. */
function jsonField(parameter: Parameter): Field {
  const { key, label, fact, required } = parameter;
  return {
    key,
    label,
    type: 'json',
    schema: { type: ['object', 'array'] },
    ...(required && { required }),
    helpText: helpOf(parameter, 'JSON.'),
    placeholder: exampleOf(fact),
    send: (value) => fromJsonOnly(value, fact),
  };
}

/** A record or a list, from JSON or as it is; a record alone makes a list of one. */
function fromJsonOnly(value: unknown, fact: Fact): unknown {
  const read = fromJson(value);
  if (typeof read !== 'object' || read === null) throw new BadValue(`JSON, such as ${exampleOf(fact)}`);
  return shape(fact).list && !Array.isArray(read) ? [read] : read;
}

/** A list of records, as line items. */
function lineItems(parameter: Parameter, fields: Facts): Field {
  const { key, label, required } = parameter;
  const columns = columnsOf(fields, { above: `${key}__`, before: '', of: parameter.of });
  return {
    key,
    label,
    ...(required && { required }),
    children: columns,
    helpText: helpOf(parameter, 'One row for each.'),
    send: (rows) =>
      inputRows(rows).map((row) => {
        const cells = Object.entries(row).map(([column, cell]) => [column.slice(key.length + 2), cell]);
        const item = nest(Object.fromEntries(cells));
        const missing = missingWithin({ row: { is: 'object', fields } }, { row: item });
        if (!missing) return item;
        const column = columns.find((one) => one.key === missing.replace(/^row/, key));
        throw new BadValue(`a value for “${column?.label ?? missing}” in each row`, 'have');
      }),
  };
}

/** Where columns stand: what their keys and labels begin with, and the endpoint. */
interface Above {
  above: string;
  before: string;
  of: Endpoint;
}

/** The columns of a list's rows. A list within a row is a text with commas, or JSON. */
function columnsOf(fields: Facts, { above, before, of }: Above, levels = 1): Field[] {
  return Object.entries(fields).flatMap(([name, fact]): Field[] => {
    const one = shape(fact);
    const column = { key: above + name, label: before + parameterLabel(name), fact, required: false, of };
    if (!one.list && one.fields && !isEmpty(one.fields) && levels < MOST_COLUMN_LEVELS) {
      return columnsOf(one.fields, { above: `${column.key}__`, before: `${column.label}: `, of }, levels + 1);
    }
    const isDeep = isJson(fact);
    const {
      list: _list,
      schema: _schema,
      helpText = '',
      ...field
    } = isDeep ? jsonField(column) : fieldFor(column);
    const help = [one.list && !isDeep && 'Several with commas.', helpText].filter(Boolean).join(' ');
    return [{ ...field, ...(isDeep && { type: 'text' as const }), ...(help && { helpText: help }) }];
  });
}
