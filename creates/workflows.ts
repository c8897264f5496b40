import { alsoSaying, date, type Field, yesNo } from '../fields/field';
import { businessId, contactId, contactIds, optional, users, workflowId } from '../fields/ids';
import { toList, toNames, toText } from '../fields/values';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { contentHash } from '../operations/revision';
import type { CreateSpec, Run } from '../operations/spec';
import { bulkBusiness } from '../records/bulk-business';
import { changedAll, done, followed, others, succeeded } from '../records/outcomes';

const eventStartTime = (): Field =>
  date('eventStartTime', 'Event Start', 'For a workflow whose steps wait for an event.');

const followers = (helpText: string): Field => users('followers', 'Followers', helpText, { required: true });

const IN_WORKFLOW = { contactId: 'Contact', workflowId: 'Workflow' } as const;

export const workflowCreates: CreateSpec[] = [
  {
    key: 'add_contact_to_workflow',
    label: 'Add Contact to Workflow',
    description: 'Adds a contact to a workflow.',
    endpoint: 'POST /contacts/{contactId}/workflow/{workflowId}',
    fields: [
      contactId(),
      alsoSaying(workflowId(), 'A draft enrolls nobody, though HighLevel answers as if it did.'),
      eventStartTime(),
    ],
    answer: ofContact,
    record: done('Contact', IN_WORKFLOW),
  },
  {
    key: 'remove_contact_from_workflow',
    label: 'Remove from Workflow',
    description: 'Removes a contact from a workflow.',
    endpoint: 'DELETE /contacts/{contactId}/workflow/{workflowId}',
    fields: [contactId(), workflowId(), eventStartTime()],
    answer: ofContact,
    record: done('Contact', IN_WORKFLOW),
  },
  {
    key: 'add_contact_followers',
    label: 'Add Contact Followers',
    description: 'Adds followers to a contact. The followers that it has stay.',
    endpoint: 'POST /contacts/{contactId}/followers',
    fields: [contactId(), followers('Users who are to follow the contact.')],
    answer: followersOf('Added'),
    record: followed('Contact', 'added', { contactId: 'Contact' }),
  },
  {
    key: 'remove_contact_followers',
    label: 'Remove Contact Followers',
    description: 'Removes followers from a contact. Its other followers stay.',
    endpoint: 'DELETE /contacts/{contactId}/followers',
    fields: [contactId(), followers('Users who are no longer to follow the contact.')],
    answer: followersOf('Removed'),
    record: followed('Contact', 'removed', { contactId: 'Contact' }),
  },
  {
    key: 'bulk_update_contact_business',
    label: 'Bulk Business Update',
    description: 'Adds contacts to a business, or takes them out of theirs, and says which were updated.',
    endpoint: 'POST /contacts/bulk/business',
    fields: [
      contactIds('ids'),
      optional(businessId(), 'The business to add them to.'),
      yesNo('remove', 'Remove from Business', {
        helpText:
          'Yes takes the contacts out of the business that they are in. Leave Business empty for this.',
        notSent: 'It is sent as no business.',
      }),
    ],
    answersEach: true,
    input: bulkBusinessInput,
    answer: bulkBusinessOutcome,
    record: bulkBusiness,
  },
];

/** The outcome for a contact, with the ids that were sent. */
function ofContact(answer: Raw, { contactId: id, workflowId: workflow }: Input): Raw {
  return {
    ...others(answer),
    id,
    contactId: id,
    ...(workflow !== undefined && { workflowId: workflow }),
    success: succeeded(answer),
  };
}

/** The outcome for a contact, and whether all of its followers were changed. */
function followersOf(change: 'Added' | 'Removed') {
  return (answer: Raw, values: Input): Raw => ({
    ...ofContact(answer, values),
    success: changedAll(answer, 'followers', change, values.followers),
  });
}

/** `null` takes contacts out of their business. A Business field that is mapped and empty must not do so. */
function bulkBusinessInput({ ids, businessId: business, remove }: Input, run: Run): Input {
  const removes = remove === true;
  if (removes && business !== undefined)
    throw run.refuse(`${run.label('remove')} works only without a ${run.label('businessId')}.`);
  if (!removes && business === undefined) {
    throw run.needsOrYes('businessId', 'remove');
  }
  return { ids, businessId: business ?? null };
}

/** Which contacts were updated. The API names only those; the others are missing. */
function bulkBusinessOutcome(answer: Raw, { ids, businessId: business }: Input): Raw {
  const asked = toNames(ids);
  const updated = toList(answer.ids).map(toText);
  const missing = asked.filter((id) => !updated.includes(id));
  return {
    id: contentHash([asked, business, answer.traceId]),
    success: succeeded(answer) && missing.length === 0,
    ...(business !== undefined && { businessId: business }),
    ids: updated,
    missing,
  };
}
