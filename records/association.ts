import { findList } from '../highlevel/content';
import { BARE_LIST, type Raw } from '../highlevel/json';
import { requireItems } from '../highlevel/paging';
import { idOf, outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** How records of two kinds can be connected, such as students and teachers. */
export const association: RecordType = {
  noun: 'Association',
  fields: outputs('string', {
    id: 'Association ID',
    key: 'Key',
    firstObjectLabel: 'First Label',
    firstObjectKey: 'First Object',
    secondObjectLabel: 'Second Label',
    secondObjectKey: 'Second Object',
    associationType: 'Type',
    locationId: 'Sub-Account ID',
  }),
  sample: {
    id: SAMPLE_IDS.Association,
    key: 'student_teacher',
    firstObjectLabel: 'Student',
    firstObjectKey: 'custom_objects.student',
    secondObjectLabel: 'Teacher',
    secondObjectKey: 'contact',
    associationType: 'USER_DEFINED',
    locationId: SAMPLE_IDS.Location,
  },
  from: plainRecord(),
};

/** The associations in an answer: a named list, or one bare record as the description says. */
export const associationsIn = (answer: Raw): Raw[] => listedOrBare(answer, 'associations');

/** The association that a call for one gave. */
export const associationIn = (answer: Raw): Raw => firstOrBare(answer, 'associations');

/** How an association is named in a drop-down: `Student – Teacher`. */
export function associationLabel(raw: Raw): string {
  const { firstObjectLabel, secondObjectLabel, key } = raw;
  return [firstObjectLabel, secondObjectLabel].filter(Boolean).join(' – ') || String(key ?? idOf(raw));
}

/**
 * The records under a name, or the answer itself where it is one. HighLevel describes the lists of
 * associations and relations as one record each, and gives `{ associations }` and `{ relations, total }`.
 *
 * @throws MissingContent where it is neither
 */
export function listedOrBare(answer: Raw, name: string): Raw[] {
  return findList(answer, name) ?? (idOf(answer) ? [answer] : requireItems(answer, BARE_LIST));
}

/**
 * The first record under a name, or the answer itself, whatever is in it: what a write answers is no list of
 * all.
 */
export const firstOrBare = (answer: Raw, name: string): Raw =>
  (findList(answer, name) ?? findList(answer, BARE_LIST))?.[0] ?? answer;
