/** Searches that create what they did not find. */
import { withArticle } from '../fields/ids';

/** A search with the action that stands behind it. */
interface Pair {
  /** What is found or made: `Task`. */
  noun: string;
  create: string;
  /** The action that changes what was found, and where its fields take the ids of that from. */
  update?: { key: string; ids: { [field: string]: string } };
}

/** The pairs, by the keys of their searches. */
const PAIRS: { [search: string]: Pair } = {
  // Upsert, because HighLevel's search lags by seconds. What is found stays as it is, as Zaps expect of this pair.
  find_contact: { noun: 'Contact', create: 'upsert_contact' },
  find_task: {
    noun: 'Task',
    create: 'create_contact_task',
    update: { key: 'update_contact_task', ids: { contactId: 'contactId', taskId: 'id' } },
  },
  find_contact_note: { noun: 'Contact Note', create: 'create_contact_note' },
  find_appointment: {
    noun: 'Appointment',
    create: 'create_appointment',
    update: { key: 'update_appointment', ids: { eventId: 'id' } },
  },
  find_appointment_notes: { noun: 'Appointment Note', create: 'create_appointment_note' },
  find_calendar: { noun: 'Calendar', create: 'create_calendar' },
  find_opportunity: {
    noun: 'Opportunity',
    create: 'create_opportunity',
    update: { key: 'update_opportunity', ids: { id: 'id' } },
  },
  find_conversation: {
    noun: 'Conversation',
    create: 'create_conversation',
    update: { key: 'update_conversation', ids: { conversationId: 'id' } },
  },
  find_user: { noun: 'User', create: 'create_user' },
  find_custom_value: { noun: 'Custom Value', create: 'set_custom_value' },
  find_location_by_name: { noun: 'Location', create: 'create_location' },
  find_business: {
    noun: 'Business',
    create: 'create_business',
    update: { key: 'update_business', ids: { businessId: 'id' } },
  },
  find_custom_object_record: {
    noun: 'Custom Object Record',
    create: 'create_custom_object_record',
    update: { key: 'update_custom_object_record', ids: { schemaKey: 'objectKey', id: 'id' } },
  },
  find_association: { noun: 'Association', create: 'create_association' },
  find_relations: { noun: 'Relation', create: 'create_relation' },
  find_invoice: { noun: 'Invoice', create: 'create_invoice' },
  find_estimate: { noun: 'Estimate', create: 'create_estimate' },
  find_blog_post: {
    noun: 'Blog Post',
    create: 'create_blog_post',
    update: { key: 'update_blog_post', ids: { postId: 'id' } },
  },
  find_media_file: { noun: 'Media File', create: 'upload_media_file' },
};

/** A pair as Zapier takes it. */
function toSearchOrCreate(search: string, { noun, create, update }: Pair) {
  const thing = withArticle(noun.toLowerCase());
  const description = update
    ? `Finds ${thing} and updates it, or creates it where there is none.`
    : `Finds ${thing}, or creates it where there is none.`;
  return {
    key: search,
    display: { label: `Find or Create ${noun}`, description },
    search,
    create,
    ...(update && { update: update.key, updateInputFromSearchOutput: update.ids }),
  };
}

/** Every pair, by its key, as Zapier takes it. */
export const searchOrCreates = Object.fromEntries(
  Object.entries(PAIRS).map(([search, pair]) => [search, toSearchOrCreate(search, pair)]),
);
