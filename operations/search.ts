import type { Bundle, PlainOutputField, Search, ZObject } from 'zapier-platform-core';
import { choice, type Field } from '../fields/field';
import { withPlainErrors } from '../highlevel/errors';
import { inputFieldGroups, inputFields } from './form';
import { readValues } from './input';
import { type OutputFieldsOf, outputFields } from './output';
import { startRun } from './run';
import { find, mostOf } from './search-reading';
import type { SearchSpec } from './search-spec';
import type { ChosenSpec, Run } from './spec';

/** The key of the factory's own field. */
const RESULTS = 'results';

/** Whether a search gives the first record that it finds, or all. It is the factory's own field: no spec sees it. */
const resultsField = (most: number): Field =>
  choice(
    RESULTS,
    'Results',
    { first: 'The First One', all: 'All, as Line Items' },
    {
      default: 'first',
      helpText: `What to give where several are found. All are at most ${most}, with their number.`,
      notSent: 'It says what to do with the answer.',
    },
  );

/** A search whose user chooses what it calls. */
export type ChosenSearchSpec = ChosenSpec<SearchSpec> & Pick<SearchSpec, 'most'>;

type AnySearch = SearchSpec | ChosenSearchSpec;

/** The spec with the field that the factory adds to its form. */
export const withResultsField = <Spec extends AnySearch>(spec: Spec): Spec =>
  mostOf(spec) === 1 ? spec : { ...spec, fields: [...spec.fields, resultsField(mostOf(spec))] };

/** Whether the step gives all that it finds. */
function givesAll(spec: AnySearch, run: Run): boolean {
  if (mostOf(spec) === 1) return false;
  return readValues({ ...run, spec: { ...spec, fields: [resultsField(mostOf(spec))] } })[RESULTS] === 'all';
}

/** Makes a search of its spec: what was found, the best first; `[]` where nothing was. */
export function search(spec: AnySearch): Search {
  const whole = withResultsField(spec);
  return {
    key: spec.key,
    noun: spec.noun ?? spec.record.noun,
    display: { label: spec.label, description: spec.description },
    operation: {
      inputFields: inputFields(whole),
      ...inputFieldGroups(whole),
      outputFields: [resultFields(spec)],
      sample: spec.record.sample,
      perform: withPlainErrors((z: ZObject, bundle: Bundle) => {
        const run = startRun(whole, z, bundle);
        const all = givesAll(spec, run);
        if (!('chosen' in spec)) return find(spec, all, run);
        const chosen = spec.chosen(run);
        return find(chosen, all, startRun(chosen, z, bundle));
      }),
    },
  };
}

/** The fields that the step gives: those of a record, or of all records as line items. */
function resultFields(spec: AnySearch): OutputFieldsOf {
  const ofRecord = outputFields(spec.record);
  return withPlainErrors(async (z, bundle) => {
    const fields = await ofRecord(z, bundle);
    return givesAll(spec, startRun(withResultsField(spec), z, bundle)) ? allFields(spec, fields) : fields;
  });
}

/**
 * Line items hold no further ones: a list within a record has no field of its own among them, nor has what one more
 * request tells of one record.
 */
export function allFields(
  { record, completes, overview }: Pick<SearchSpec, 'record' | 'completes' | 'overview'>,
  fields: PlainOutputField[],
): PlainOutputField[] {
  const isOfOne = (key: string) => completes?.gives.includes(key.split('__')[0] ?? key);
  const flat = fields.filter(({ key, children }) => !children && !key.includes('[]') && !isOfOne(key));
  return [
    { key: 'id', label: `${record.noun} ID of the First`, type: 'string' },
    { key: 'count', label: 'Number of Results', type: 'integer' },
    ...(overview?.fields ?? []),
    { key: 'results', label: 'Results', children: flat },
  ];
}
