/** Input fields of associations and relations, and the drop-downs of the records that they connect. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { request } from '../highlevel/client';
import { oneAssociation } from '../reads/associations';
import { associationIn } from '../records/association';
import type { DropdownName } from './dropdown-list';
import { choicesOf } from './dropdowns';
import { choice, type Dropdown, type Field, list } from './field';
import { chosenOrMapped, idField } from './ids';
import { toNames } from './values';

/** An association of the location, system-defined ones among them. */
export const associationId = (): Field => idField('associationId', 'Association', 'associations');

/** An association, chosen by its key, which is the name that it got when it was made. */
export const associationKey = (): Field => ({
  ...idField('key_name', 'Association Key', 'associationKeys'),
  ...chosenOrMapped('one', 'the key of an association'),
});

/** Several associations, to choose relations by. */
export const associationIds = (): Field =>
  list('associationIds', 'Associations', {
    choices: choicesOf('associations'),
    helpText: 'Only relations of these. Leave it empty for all.',
    send: toNames,
  });

/** A kind of record: contact, opportunity, business, or a custom object. */
export const objectKey = (key: string, label: string): Field =>
  choice(key, label, choicesOf('objects'), {
    required: true,
    helpText: 'A kind of record, such as Contact.',
  });

/** The kind of record that the field after it lists. */
export const recordType = (): Field => ({
  ...objectKey('objectKey', 'Record Type'),
  default: CONTACT,
  helpText: 'Chooses what the list of records shows.',
  notSent: 'It fills a drop-down.',
});

/** A record of the chosen type. */
export const recordId = (): Field =>
  idField(
    'recordId',
    'Record',
    {
      choices: dependingOn(['objectKey'], (z, bundle) => recordsOf(bundle.inputData?.objectKey, z, bundle)),
    },
    {
      helpText: 'Choose a Record Type first; or map the ID of a record of an earlier step.',
      helpInTrigger: 'Choose a Record Type first.',
    },
  );

/** One of the two records of a relation: of the kind that the chosen association has on that side. */
export const relatedRecord = (side: 'first' | 'second', label: string): Field =>
  idField(
    `${side}RecordId`,
    label,
    { choices: dependingOn(['associationId'], (z, bundle) => recordsOfSide(side, z, bundle)) },
    chosenOrMapped(`a record of the association's ${side} object`, 'the ID of one'),
  );

const dependingOn = (dependsOn: string[], perform: Dropdown['perform']): Dropdown => ({ perform, dependsOn });

/** A relation of the chosen record. */
export const relationId = (): Field =>
  idField('relationId', 'Relation', 'relations', {
    helpText: 'Choose a record above to list its relations here, or map the relation ID of an earlier step.',
    mappedAlone: true,
  });

const CONTACT = 'contact';

/** The drop-downs of the standard objects; each custom object's records come from one endpoint. */
const RECORDS: { [objectKey: string]: DropdownName } = {
  contact: 'contacts',
  opportunity: 'opportunities',
  business: 'businesses',
};

function recordsOf(objectKey: unknown, z: ZObject, bundle: Bundle) {
  const key = typeof objectKey === 'string' && objectKey ? objectKey : CONTACT;
  const inputData = { ...bundle.inputData, objectKey: key };
  return choicesOf(RECORDS[key] ?? 'objectRecords').perform(z, { ...bundle, inputData });
}

async function recordsOfSide(side: 'first' | 'second', z: ZObject, bundle: Bundle) {
  const answer = await request(z, bundle, {
    endpoint: oneAssociation.endpoint,
    input: { associationId: bundle.inputData?.associationId },
    wording: {
      doing: 'Listing the records',
      thing: 'association',
      labels: { associationId: 'Association' },
    },
  });
  const association = associationIn(answer);
  return recordsOf(association[`${side}ObjectKey`], z, bundle);
}
