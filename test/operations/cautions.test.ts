/** What HighLevel may do beside its description, by one report: people are told of it where they decide. */
import { shownFields } from '../../operations/form';
import { wholeForm } from '../support/documents';
import { subjects } from '../support/operations';

/** The operation, the field (none: the operation's description), and the words that it must have. */
type Caution = [operation: string, field: string | undefined, words: RegExp];

const CAUTIONS: Caution[] = [
  ['update_appointment', undefined, /^Updates an appointment, or moves it\. Choose its status again;/],
  ['update_appointment', 'appointmentStatus', /Choose it again .* back to Confirmed\.$/],
  ['update_appointment', 'assignedUserId', /may refuse an update without one/],
  [
    'update_appointment',
    'ignoreFreeSlotValidation',
    /refuses an update because of a slot .* yes may help\.$/,
  ],
  ['update_appointment', 'ignoreDateRange', /refuses to update an appointment of the past, yes may help\.$/],
  ['update_appointment', 'startTime', /Best as Find Free Slots gives it/],
  ['create_appointment', 'startTime', /Best as Find Free Slots gives it/],
  ['create_appointment', 'endTime', /may refuse an end that does not fit/],
  [
    'delete_event',
    undefined,
    /use Update Appointment with the status Cancelled: one that is deleted may stay\.$/,
  ],
  ['create_block_slot', 'endTime', /may cancel an appointment/],
  ['update_block_slot', 'endTime', /may cancel an appointment/],
  ['add_contact_to_workflow', 'workflowId', /^Choose a workflow, .*\. A draft enrolls nobody/],
  ['create_contact', 'phone', /With its country code, .*may drop a number without one\.$/],
  ['update_contact', 'phone', /With its country code, .*may drop a number without one\.$/],
  ['upsert_contact', undefined, /One that is found by its phone may get this email\.$/],
  ['add_tags_to_contact', 'tags', /has already may start no workflow\.$/],
  ['update_opportunity', 'pipelineStageId', /Choose its pipeline too/],
  ['search_opportunities', 'date', /were added on this day or later\.$/],
  ['search_opportunities', 'endDate', /were added on this day or before\.$/],
  ['search_contacts', 'filters__value', /may count days in the time zone of the sub-account/],
  ['find_contact', 'filters__value', /may count days in the time zone of the sub-account/],
  [
    'send_message',
    undefined,
    /It may still fail after this step has succeeded: the status of the message tells\.$/,
  ],
  ['send_message', 'message', /may refuse a merge tag that it can’t read/],
  ['send_message', 'html', /may refuse a merge tag that it can’t read/],
  ['get_message', 'id', /An email that was just sent may be found by Get Email by ID alone\.$/],
  ['get_blog_posts', 'status', /may leave out scheduled ones\.$/],
];

/** What an operation says: its description, or the help of each field, columns of line items included. */
function saidBy(key: string, name: string | undefined): string[] {
  const spec = subjects().find((one) => one.key === key)?.spec;
  if (!spec) throw new Error(`There is no ${key}.`);
  if (name === undefined) return [spec.description];
  const fields = shownFields(wholeForm(spec)).flatMap(({ children = [], ...field }) => [
    field,
    ...children.map((child) => ({ ...child, key: `${field.key}__${child.key}` })),
  ]);
  return fields.filter((field) => field.key === name).map(({ helpText }) => helpText ?? '');
}

test.each(CAUTIONS)('%s tells of it: %s %s', (key, field, words) => {
  const said = saidBy(key, field);
  expect(said.length).toBeGreaterThan(0);
  for (const one of said) expect(one).toMatch(words);
});

test('what only an update may need is not said where an appointment is booked', () => {
  for (const field of ['appointmentStatus', 'assignedUserId', 'ignoreFreeSlotValidation', 'ignoreDateRange'])
    expect(saidBy('create_appointment', field).join()).not.toMatch(/update|again/i);
});
