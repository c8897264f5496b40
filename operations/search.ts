import type { Bundle, Search, ZObject } from 'zapier-platform-core';
import { withPlainErrors } from '../highlevel/errors';
import { itemsOrNoAnswer } from '../highlevel/paging';
import type { Output } from '../records/record';
import { inputFields } from './form';
import { outputFields, recordOf } from './output';
import { prepare } from './prepare';
import { startRun } from './run';
import type { SearchSpec } from './search-spec';
import type { Run } from './spec';

/** Makes a search of its spec: what was found, the best first; `[]` where nothing was. */
export function search(spec: SearchSpec): Search {
  return {
    key: spec.key,
    noun: spec.noun ?? spec.record.noun,
    display: { label: spec.label, description: spec.description },
    operation: {
      inputFields: inputFields(spec),
      outputFields: [outputFields(spec.record)],
      sample: spec.record.sample,
      perform: withPlainErrors((z: ZObject, bundle: Bundle) => find(spec, startRun(spec, z, bundle))),
    },
  };
}

async function find(spec: SearchSpec, run: Run): Promise<Output[]> {
  const { values, wording, send } = await prepare(spec, run, spec.nothing && { accepts: spec.nothing });
  const answer = await send();
  const found = itemsOrNoAnswer(run.z, wording, answer, spec.items, values);
  return Promise.all(found.map((raw) => recordOf(spec.record, raw, run)));
}
