/** An operation's form, as its spec has it and as Zapier takes it. */
import { uniqBy } from 'lodash';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { type Field, toZapierField } from '../fields/field';
import { locationFields } from '../fields/location';
import { endpoint } from '../highlevel/contract';
import { isOfLocation } from '../highlevel/contract/account';
import { withPlainErrors } from '../highlevel/errors';
import type { AnySpec, Form } from './spec';

type InputFields = (PlainInputField | ((z: ZObject, bundle: Bundle) => Promise<PlainInputField[]>))[];

const isField = (field: Form['fields'][number]): field is Field => typeof field !== 'function';

/** The fields that are the same for every account, those of a choice among them; each once. */
export const staticFields = (spec: Form): Field[] =>
  uniqBy(
    spec.fields.flatMap((field) => (isField(field) ? [field] : (field.possible ?? []))),
    'key',
  );

/**
 * The operation's form. What needs a sub-account begins with the Location field, which an agency's
 * connection alone shows. Functions are made anew for each operation: Zapier's tester tells
 * operations apart by them.
 */
export function inputFields(spec: AnySpec): InputFields {
  const form = spec.fields.map((field) =>
    isField(field)
      ? toZapierField(field)
      : withPlainErrors(async (z: ZObject, bundle: Bundle) => (await field(z, bundle)).map(toZapierField)),
  );
  const key = spec.endpoint;
  if (!key) return form;
  const location = withPlainErrors(async (z: ZObject, bundle: Bundle) =>
    isOfLocation(endpoint(key)) ? locationFields(z, bundle) : [],
  );
  return [location, ...form];
}
