/** The names of the contacts that rows of a drop-down are about: HighLevel gives their ids alone. */
import { uniq } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { detailsOf } from '../highlevel/errors';
import type { Raw } from '../highlevel/json';
import { numberedContacts } from '../reads/contacts';
import { readPage } from '../reads/read';
import { contactName } from '../records/contact';
import { idOf } from '../records/record';
import { together } from './filters';

/** One page of contacts. Of more, those that come first get their names. */
const MOST = 100;

/** The rows with their contacts' names as `contactName`, by one request; without where HighLevel refuses it. */
export async function withContactNames(z: ZObject, bundle: Bundle, rows: Raw[]): Promise<Raw[]> {
  const ids = uniq(rows.map(({ contactId }) => String(contactId ?? '')))
    .filter(Boolean)
    .slice(0, MOST);
  if (!ids.length) return rows;
  const filters = together(
    ids.map((id) => ({ field: 'id', operator: 'eq', value: id })),
    'OR',
  );
  try {
    const ask = { wording: { doing: 'Reading the names of contacts' }, input: { filters } };
    const { items } = await readPage(z, bundle, numberedContacts, ask);
    const names = new Map(items.map((contact) => [idOf(contact), contactName(contact)]));
    return rows.map((row) => ({ ...row, contactName: names.get(String(row.contactId)) }));
  } catch (error) {
    if (!detailsOf(error)) throw error;
    return rows;
  }
}
