/** New or Updated Contact: any change, or that of chosen fields. */

import { labelsOf, partOf, watchedParts } from '../fields/contact-changes';
import { contactFilters } from '../fields/contact-filters';
import { SECOND_MS } from '../fields/dates';
import { yesNo } from '../fields/field';
import type { Input } from '../highlevel/compose';
import { sortedReach } from '../operations/poll-reach';
import { LIMITS } from '../operations/poll-reading';
import { contentHash, revisionOf } from '../operations/revision';
import type { Run } from '../operations/spec';
import type { Event, TriggerSpec } from '../operations/trigger-spec';
import { contacts } from '../reads/contacts';
import { changedContact } from '../records/contact-change';
import { type Output, toMs } from '../records/record';
import { byFilters } from './contacts';

/** Longer values are told apart by a hash: what is kept of a contact must be short. */
const MOST_CHARACTERS = 40;

/** HighLevel itself touches a new contact some seconds after it was added: 13 at most in recorded answers. */
const SETTLING_MS = 15 * SECOND_MS;

/** A value as it is kept. */
type Kept = string | { hash: string };

const toKept = (text: string): Kept =>
  text.length > MOST_CHARACTERS ? { hash: contentHash(text).slice(0, 12) } : text;

/** What is told of a value before; of a long one nothing but that it was another is known. */
const told = (kept: unknown): string | undefined => (typeof kept === 'string' ? kept : undefined);

/** Fires for any change, and for new contacts unless they are not wanted. */
function anyChange(includesNew: boolean): Event {
  const isSettled = ({ dateAdded, dateUpdated }: Output) =>
    (toMs(dateUpdated) ?? 0) > (toMs(dateAdded) ?? 0) + SETTLING_MS;
  return {
    since: ['dateAdded', 'dateUpdated'],
    isSo: (record) => includesNew || isSettled(record),
    revision: (record, raw) => revisionOf(changedContact, record, raw),
  };
}

/** Fires where one of these fields has another value than the app saw before. */
function changeOf(parts: string[], includesNew: boolean, { z, bundle }: Run): Event {
  const kept = (record: Output) => parts.map((part) => toKept(partOf(record, part)));
  const was = async (record: Output, former: unknown): Promise<Output> => {
    const before = Array.isArray(former) ? former : [];
    const labels = await labelsOf(parts, z, bundle);
    const now = kept(record);
    const changes = parts.flatMap((part, nth) =>
      contentHash(before[nth]) === contentHash(now[nth])
        ? []
        : [{ field: labels[nth], before: told(before[nth]), now: partOf(record, part) }],
    );
    return { ...record, changes };
  };
  return {
    since: ['dateAdded', 'dateUpdated'],
    evidence: { value: kept, was, time: 'dateUpdated', ...(includesNew && { added: 'dateAdded' }) },
  };
}

export const contactChangeTriggers: TriggerSpec[] = [
  {
    ...contacts,
    record: changedContact,
    key: 'updated_contact',
    label: 'New or Updated Contact',
    description: 'Triggers when a contact is added or changes, or when chosen fields of it change.',
    fires: 'list',
    fields: [
      watchedParts(
        'watched',
        'Only When These Change',
        'Choose fields, and the Zap starts only when one of them changes. Leave it empty for any change.',
      ),
      yesNo('includeNew', 'Include New Contacts', {
        helpText: 'Left empty, new contacts start the Zap if no fields are chosen above.',
        notSent: 'The trigger compares when a contact was added.',
      }),
      ...contactFilters(),
    ],
    notOffered: { sort: 'The trigger sorts by what it waits for.' },
    input: ({ watched: _watched, includeNew: _new, ...values }, run) => byFilters(values, run),
    event: ({ watched, includeNew }: Input, run) => {
      const parts = Array.isArray(watched) ? watched.map(String) : [];
      const event = parts.length
        ? changeOf(parts, includeNew === true, run)
        : anyChange(includeNew !== false);
      return { ...event, sort: contacts.sort.updated, sortedBy: 'dateUpdated' };
    },
    limits: [
      'Without chosen fields, it fires too when HighLevel touches a contact without changing what you see, such as when an appointment is booked.',
      `With chosen fields, a change is noticed once the Zap has seen the contact: ${LIMITS.turnOn.records.toLocaleString('en-US')} when it is turned on, ${contacts.paging.size.max} more with each check. For people who opt out, New Contact in Filtered List with “Do Not Disturb is yes” is exact from the first minute.`,
      sortedReach('changed contacts'),
    ].join(' '),
  },
];
