/** An operation's form, as its spec has it and as Zapier takes it. */
import { keyBy, uniqBy } from 'lodash';
import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import { type Field, inTrigger, toZapierField, withDependencies } from '../fields/field';
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

/** The same fields as people see them: a trigger's speak of no earlier step. */
export const shownFields = (spec: Form): Field[] => shownIn(spec)(staticFields(spec));

const shownIn = (spec: Form) => (fields: Field[]) => ('fires' in spec ? fields.map(inTrigger) : fields);

/** The parts of the operation's form, as Zapier takes them. */
export const inputFieldGroups = ({
  groups,
}: Form): { inputFieldGroups?: { key: string; label: string }[] } =>
  groups ? { inputFieldGroups: Object.entries(groups).map(([key, label]) => ({ key, label })) } : {};

/** Whether an action deletes a record, and not something of it. */
const deletes = ({ endpoint: key, record }: AnySpec) =>
  key?.startsWith('DELETE ') === true && record.sample.deleted === true;

/** A line of text in the form of what deletes a record. */
const FOR_GOOD: PlainInputField = { key: 'forGood', type: 'copy', helpText: 'This can’t be undone.' };

/**
 * The operation's form. What needs a sub-account begins with the Location field, which an agency's
 * connection alone shows. Functions are made anew for each operation: Zapier's tester tells
 * operations apart by them.
 */
export function inputFields(spec: AnySpec): InputFields {
  const shown = shownIn(spec);
  const known = keyBy(withDependencies(shown(spec.fields.filter(isField))), 'key');
  const form: InputFields = spec.fields.map((field) =>
    isField(field)
      ? toZapierField(known[field.key] ?? field)
      : withPlainErrors(async (z: ZObject, bundle: Bundle) =>
          shown(await field(z, bundle)).map(toZapierField),
        ),
  );
  const key = spec.endpoint;
  if (!key) return form;
  if (deletes(spec)) form.unshift(FOR_GOOD);
  const location = withPlainErrors(async (z: ZObject, bundle: Bundle) =>
    isOfLocation(endpoint(key)) ? locationFields(z, bundle) : [],
  );
  return [location, ...form];
}
