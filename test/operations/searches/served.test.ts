/** What a trigger can watch, a search can look up in the middle of a Zap. */
import { endpointsOf } from '../../../operations/search-ways';
import { operations } from '../../../registry';
import { isSearch } from '../../support/operations';

/** The search that looks up what each trigger of the first catalog watches. */
const SERVED_BY: { readonly [trigger: string]: string } = {
  get_contact: 'find_contact',
  search_contacts: 'find_contact',
  get_contacts_by_business: 'find_business_contacts',
  get_duplicate_contact: 'find_duplicate_contact',
  get_contact_appointments: 'find_appointment',
  get_contact_tasks: 'find_task',
  get_contact_task: 'find_task',
  get_contact_notes: 'find_contact_note',
  get_contact_note: 'find_contact_note',
  list_contacts: 'find_contact',
  list_calendar_groups: 'find_calendar_group',
  list_calendars: 'find_calendar',
  get_calendar: 'find_calendar',
  get_free_slots: 'find_free_slots',
  list_calendar_events: 'find_appointment',
  list_blocked_slots: 'find_blocked_slots',
  get_appointment: 'find_appointment',
  list_appointment_notes: 'find_appointment_notes',
  list_calendar_notifications: 'find_calendar_notification',
  get_calendar_notification: 'find_calendar_notification',
  list_calendar_resources: 'find_calendar_resource',
  get_calendar_resource: 'find_calendar_resource',
  search_opportunities: 'find_opportunity',
  get_opportunity: 'find_opportunity',
  list_pipelines: 'find_pipeline_stage',
  search_users: 'find_user',
  filter_users_by_email: 'find_user',
  get_user: 'find_user',
  list_users_by_location: 'find_user',
  search_conversations: 'find_conversation',
  get_conversation: 'find_conversation',
  get_email: 'find_email',
  get_message: 'find_messages',
  get_messages_by_conversation: 'find_messages',
  get_message_recording: 'find_call_recording',
  get_message_transcription: 'find_call_transcription',
  download_transcription: 'find_call_transcription',
  get_business: 'find_business',
  list_businesses: 'find_business',
  list_workflows: 'find_workflow',
  list_snapshots: 'find_snapshot',
  list_campaigns: 'find_campaign',
  list_locations: 'find_location_by_name',
  list_custom_fields: 'find_custom_field',
  get_company: 'find_company',
  find_associations: 'find_association',
  get_association: 'find_association',
  get_association_key: 'find_association',
  get_association_by_object_keys: 'find_association',
  get_relations_by_record: 'find_relations',
  check_blog_url_slug: 'find_blog_slug',
  get_blog_authors: 'find_blog_author',
  get_blog_categories: 'find_blog_category',
  get_blog_posts: 'find_blog_post',
  get_blogs: 'find_blog',
};

/** The triggers whose search asks another endpoint, and why. */
const BY_ANOTHER_ENDPOINT: { readonly [trigger: string]: string } = {
  get_conversation:
    'The search of conversations tells more of one: its contact, its dates, its types by name.',
  download_transcription: 'The text of the transcription is a file that is read only where a step uses it.',
  list_contacts: 'The older list, which HighLevel calls deprecated.',
  filter_users_by_email: 'It takes an agency alone; the search of users does the same for both.',
};

const searches = new Map(
  operations.flatMap(({ kind, spec }) =>
    kind === 'search' && isSearch(spec) ? [[spec.key, endpointsOf(spec)] as const] : [],
  ),
);
const triggers = operations.filter(({ kind, spec }) => kind === 'trigger' && spec.key in SERVED_BY);

test('each of the 55 reads of triggers is served by a search', () => {
  expect(Object.keys(SERVED_BY)).toHaveLength(55);
  expect(triggers).toHaveLength(55);
  const unserved = Object.entries(SERVED_BY).filter(([, search]) => !searches.has(search));
  expect(unserved).toEqual([]);
});

test('by the endpoint of the trigger, or for a reason by another', () => {
  const others = triggers.flatMap(({ spec: { key, endpoint } }) => {
    const isSame = endpoint && searches.get(SERVED_BY[key] ?? '')?.includes(endpoint);
    return isSame ? [] : [key];
  });
  expect(others.sort()).toEqual(Object.keys(BY_ANOTHER_ENDPOINT).sort());
});
