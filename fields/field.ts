import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { discreetly, refuse } from '../highlevel/errors';
import { isRecord } from '../highlevel/json';

/** An input field: Zapier's own, and what this app does with its value. */
export interface Field extends PlainInputField {
  /** How the value is sent, where that is not what the contract's type says. Throws {@link BadValue}. */
  send?: (value: unknown) => unknown;
  /** The API takes this list as one text, with commas. */
  joined?: true;
  /** Why the API has no parameter of this name: the value is for the operation's own function. */
  own?: string;
  /** The value is sent as it was typed: blanks around it are its own. */
  asIs?: true;
  /** The columns of line items. */
  children?: Field[];
}

/** Fields that depend on the account or on what is filled in already. */
export interface FieldsOf {
  (z: ZObject, bundle: Bundle): Promise<Field[]>;
  /** All that it can give, where they are the same for every account: they are read like any other. */
  all?: Field[];
}

/** A field of plain text. */
export const text = (key: string, label: string, helpText?: string): Field => ({
  key,
  label,
  type: 'string',
  ...(helpText && { helpText }),
});

/** Values and their labels as the choices that a drop-down's function gives. */
export const toChoices = (labels: { [value: string]: string }): { id: string; label: string }[] =>
  Object.entries(labels).map(([id, label]) => ({ id, label }));

/** Fields of one part of a form: the operation's `groups` have its label. */
export const inGroup = <Group extends string>(group: Group, fields: Field[]): Field[] =>
  fields.map((field) => ({ ...field, group }));

/** The label of a list: on an update, which replaces the list as a whole, it says so. */
export const listLabel = (label: string, updating: boolean): string =>
  updating ? `Replace All ${label} With` : label;

/** A value that can't be sent. The message ends the sentence “Label must be …”, or another verb's. */
export class BadValue extends Error {
  constructor(
    message: string,
    readonly verb: 'be' | 'have' | 'name' | 'not set' = 'be',
  ) {
    super(message);
  }
}

type Dropdown = { perform: (z: ZObject, bundle: Bundle) => Promise<unknown> };

const isDropdown = (choices: unknown): choices is Dropdown =>
  isRecord(choices) && typeof choices.perform === 'function';

/** A field as Zapier takes it. */
export function plain(given: Field): PlainInputField {
  const { send: _send, own: _own, joined: _joined, asIs: _asIs, children, ...field } = given;
  const { choices } = field;
  return {
    ...field,
    ...(isDropdown(choices) && { choices: { perform: discreetly(choices.perform) } }),
    ...(children && { children: children.map(plain) }),
  };
}

/** A {@link BadValue} as the sentence for its field; any other error as it is. */
export function asRefusal(z: ZObject, label: string, error: unknown): unknown {
  return error instanceof BadValue ? refuse(z, `“${label}” must ${error.verb} ${error.message}.`) : error;
}
