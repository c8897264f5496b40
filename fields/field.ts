import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { refuse, withPlainErrors } from '../highlevel/errors';
import { isRecord } from '../highlevel/json';

/** An input field: Zapier's own, and what this app does with its value. */
export interface Field extends PlainInputField {
  /** How the value is sent, where that is not what the contract's type says. Throws {@link BadValue}. */
  send?: (value: unknown) => unknown;
  /** The API takes this list as one text, with commas. */
  commaSeparated?: true;
  /** The API takes a list, with one value in it at most. */
  oneInList?: true;
  /** Why the API has no parameter of this name: the value is for the operation's own function. */
  notSent?: string;
  /** The value is sent as it was typed: blanks around it are its own. */
  keepBlanks?: true;
  /** The columns of line items. */
  children?: Field[];
  /** Whether the value is an id, or several, where the key does not tell that. */
  isId?: boolean;
  /** What the field is called where its label is more than a name: `Tags` of “Replace All Tags With”. */
  name?: string;
  /** What is sent where the user clears it, if that is not the empty value of the contract's type. */
  whenCleared?: null;
  /** The help in a trigger's form, where the usual one speaks of earlier steps: a trigger has none. */
  helpInTrigger?: string;
  /** The value can't come from an earlier step: the field is a trigger's. */
  neverMapped?: true;
  /** The value may be mapped though the fields are empty that its list depends on: they must not lock it. */
  mappedAlone?: true;
}

/** Fields that depend on the account or on what is filled in already. */
export interface FieldsOf {
  (z: ZObject, bundle: Bundle): Promise<Field[]>;
  /** All that it can give, where they are the same for every account: they are read like any other. */
  possible?: Field[];
}

/** What a form is for: a new record, or one that is there. */
export type Use = 'create' | 'update';

/** What a field says beside its key and its label: its help alone, or more of it. */
export type About = string | Partial<Omit<Field, 'key' | 'label' | 'type'>>;

/** Makes the builder of one type of field. */
const ofType =
  (type: NonNullable<Field['type']>) =>
  (key: string, label: string, about: About = {}): Field => ({
    key,
    label,
    type,
    ...(typeof about === 'string' ? { helpText: about } : about),
  });

/** A line of text. */
export const text = ofType('string');
/** Text of several lines. */
export const longText = ofType('text');
/** A number, with a fraction or without. */
export const number = ofType('number');
/** A number without a fraction. */
export const wholeNumber = ofType('integer');
/** A file of an earlier step. It comes as a link. */
export const file = ofType('file');
/** Yes or no. */
export const yesNo = ofType('boolean');
/** A moment, or a day where the field's `send` makes one of it. */
export const date = ofType('datetime');

/** One of these values, chosen by their labels, or one of a drop-down's. */
export const choice = (
  key: string,
  label: string,
  choices: NonNullable<Field['choices']>,
  about: About = {},
): Field => ({ ...text(key, label, about), choices });

/** Several texts; `choices` among the rest offers some. */
export const list = (key: string, label: string, about: About = {}): Field => ({
  ...text(key, label, about),
  list: true,
});

/** Values and their labels as the choices that a drop-down's function gives. */
export const toChoices = (labels: { [value: string]: string }): { id: string; label: string }[] =>
  Object.entries(labels).map(([id, label]) => ({ id, label }));

/** The part of a form in which developers' fields stand. It is the last one. */
export const ADVANCED = { advanced: 'Advanced' } as const;

/** Fields of one part of a form: the operation's `groups` have its label. */
export const inGroup = <Group extends string>(group: Group, fields: Field[]): Field[] =>
  fields.map((field) => ({ ...field, group }));

/** A list that an update replaces as a whole: its label says so there. */
export const wholeList = (use: Use, field: Field): Field =>
  use === 'update' ? { ...field, label: `Replace All ${field.label} With`, name: nameOf(field) } : field;

/** What a field is called. */
export const nameOf = ({ key, label, name }: Field): string => name ?? label ?? key;

/** A value that can't be sent. The message ends the sentence “Label must be …”, or another verb's. */
export class BadValue extends Error {
  constructor(
    message: string,
    readonly verb: 'be' | 'have' | 'name' | 'not set' = 'be',
  ) {
    super(message);
  }
}

/** A field's `choices` that are read from the account. */
export interface Dropdown {
  perform: (z: ZObject, bundle: Bundle) => Promise<unknown>;
  /** The fields that the list depends on, of those that the form has. */
  dependsOn?: readonly string[];
}

const isDropdown = (choices: unknown): choices is Dropdown =>
  isRecord(choices) && typeof choices.perform === 'function';

/** The same field, whose help says one thing more. */
export function alsoSaying(field: Field, sentence: string): Field {
  const and = (help: string | undefined) => [help, sentence].filter(Boolean).join(' ');
  return {
    ...field,
    helpText: and(field.helpText),
    ...(field.helpInTrigger !== undefined && { helpInTrigger: and(field.helpInTrigger) }),
  };
}

/** A field in the form of a trigger, which has no step before it. */
export function inTrigger({ search: _search, helpInTrigger, ...field }: Field): Field {
  return { ...field, ...(helpInTrigger !== undefined && { helpText: helpInTrigger }), neverMapped: true };
}

/**
 * The same fields, in which a list that depends on other fields of the form says so, and they too. Nothing is
 * declared of a field that the form lacks: Zapier might lock the one that depends on it.
 */
export function withDependencies(fields: Field[]): Field[] {
  const keys = new Set(fields.map(({ key }) => key));
  const parentsOf = ({ choices }: Field): string[] =>
    isDropdown(choices) ? (choices.dependsOn ?? []).filter((key) => keys.has(key)) : [];
  const parents = new Set(fields.flatMap((field) => [field, ...(field.children ?? [])]).flatMap(parentsOf));
  const declaring = (field: Field): Field => {
    const dependsOn = field.mappedAlone ? [] : parentsOf(field);
    return {
      ...field,
      ...(dependsOn.length && { dependsOn }),
      ...(parents.has(field.key) && { altersDynamicFields: true }),
      ...(field.children && { children: field.children.map(declaring) }),
    };
  };
  return fields.map(declaring);
}

/** A field as Zapier takes it. */
export function toZapierField(given: Field): PlainInputField {
  const {
    send: _send,
    notSent: _notSent,
    commaSeparated: _commaSeparated,
    oneInList: _oneInList,
    keepBlanks: _keepBlanks,
    name: _name,
    isId: _isId,
    whenCleared: _whenCleared,
    helpInTrigger: _helpInTrigger,
    neverMapped: _neverMapped,
    mappedAlone: _mappedAlone,
    children,
    ...field
  } = given;
  const { choices } = field;
  return {
    ...field,
    ...(isDropdown(choices) && { choices: { perform: withPlainErrors(choices.perform) } }),
    ...(children && { children: children.map(toZapierField) }),
  };
}

/** A {@link BadValue} as the sentence for its field; any other error as it is. */
export function asRefusal(z: ZObject, label: string, error: unknown): unknown {
  return error instanceof BadValue ? refuse(z, `“${label}” must ${error.verb} ${error.message}.`) : error;
}
