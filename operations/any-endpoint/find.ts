/** What is found with the endpoint that a search's user chose. */
import { isEmpty } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isOnlyAside } from '../../highlevel/answer';
import { MissingContent } from '../../highlevel/content';
import type { Facts } from '../../highlevel/contract';
import { answerOf } from '../../highlevel/contract/every';
import type { Raw } from '../../highlevel/json';
import { countsNone } from '../../highlevel/paging';
import { idOf, type RecordType } from '../../records/record';
import type { SearchSpec } from '../search-spec';
import type { NoEndpointSpec, Run } from '../spec';
import { itemFacts, itemWithId, listPath, ownAnswerFields, recordFacts, recordIn, rowsIn } from './answer';
import { inputOf } from './call';
import { type Chosen, chosenOrNone, type Offers, requireChosen } from './chosen';
import { endpointFields } from './form';

/** Where an answer has its records, and what is described of one. */
export interface Content {
  /** The path of the list; `undefined` where the answer is about one record. */
  list: readonly string[] | undefined;
  record: Facts;
}

/** What an endpoint's answer holds, as far as it is described. */
export function contentOf({ key, version, facts }: Chosen): Content {
  const answer = answerOf(key, version);
  const one = recordFacts(answer);
  const about = facts.route.split('/').findLast((part) => part && !part.startsWith('{')) ?? '';
  const hasId = ['id', '_id'].some((name) => Object.hasOwn(one, name));
  const list = hasId ? undefined : isEmpty(answer) ? [] : listPath(answer, about);
  return { list, record: list ? itemFacts(answer, list) : one };
}

/**
 * The records in an answer.
 *
 * @throws MissingContent where it lacks the list
 */
export function recordsIn(answer: Raw, { list }: Content): Raw[] {
  if (list) {
    const rows = rowsIn(answer, list);
    if (rows) return rows;
    if (countsNone(answer)) return [];
    if (list.length && !idOf(recordIn(answer)))
      throw new MissingContent(`The answer holds no ${list.join('.')}.`);
  }
  return isOnlyAside(answer) ? [] : [recordIn(answer)];
}

/** The record of a step, known by its id or by the field that was chosen for that. */
export const recordOfItems = (record: RecordType, idField?: string): RecordType => ({
  ...record,
  from: (raw) => itemWithId(raw, idField),
});

/** The output fields of a record that the endpoint gives which is chosen in a form. */
export const recordFieldsOf = (offers: Offers) => async (_z: ZObject, bundle: Bundle) => {
  const chosen = chosenOrNone(bundle, offers);
  return chosen ? ownAnswerFields(contentOf(chosen).record) : [];
};

/** The search of the chosen endpoint. */
export function findChosen(offers: Offers, spec: NoEndpointSpec, run: Run): SearchSpec {
  const chosen = requireChosen(offers, run);
  const content = contentOf(chosen);
  const { key, label, description } = spec;
  return {
    key,
    label,
    description,
    endpoint: chosen.key,
    version: chosen.version,
    fields: endpointFields(chosen.facts),
    needs: [],
    input: (values, itsRun) => inputOf(chosen, values, itsRun),
    items: (answer) => recordsIn(answer, content),
    record: recordOfItems(spec.record),
  };
}
