/** Every trigger as Zapier polls it: what it remembers, what fires, and what never does. */
import app from '../index';
import { DEPTHS } from '../operations/poll-depth';
import { withSharedOperations } from '../operations/share';
import { withTriggerOnField } from '../operations/trigger';
import type { ListTriggerSpec, TriggerSpec } from '../operations/trigger-spec';
import type { PlainTable } from '../sandbox/state';
import { triggerSpecs } from '../triggers';
import { type App, Connection, handlerOf, type Item, loadApp, type Zap } from '../zapier';
import { after } from './support/answers';
import { exampleInput } from './support/example-inputs';
import { first, harness } from './support/harness';
import { fired, pollingZap, turnedOn } from './support/polled';

const zap = harness();
afterEach(() => jest.restoreAllMocks());

const TRIGGERS = Object.values(triggerSpecs).flat();

let loaded: App;
beforeAll(async () => {
  loaded = await loadApp(handlerOf(withSharedOperations(app)), {
    environment: { HIGHLEVEL_API_URL: zap.sandbox.url },
  });
});

/** Those that an agency's connection alone may poll. */
const OF_AGENCIES = ['filter_users_by_email', 'list_locations', 'list_snapshots', 'get_company'];
const connectionFor = ({ key }: TriggerSpec) =>
  new Connection(loaded, OF_AGENCIES.includes(key) ? zap.agencyAuthData : zap.authData);

const zapOn = (spec: TriggerSpec, input: Item): Zap => pollingZap(connectionFor(spec), spec.key, input);

/** What a trigger may be set to fire on; `new` alone where there is no choice. */
function choicesOf(spec: TriggerSpec): string[] {
  const field = withTriggerOnField(spec).fields.find((one) => 'key' in one && one.key === 'fireOn');
  return field && 'choices' in field ? Object.keys(Object(field.choices)) : ['new'];
}

/** Where an answer without what was asked for can't be told from one with nothing in it, and why. */
const CANT_TELL: { [key: string]: string } = {
  get_free_slots: 'A map of dates, which is empty where no time is free.',
  get_duplicate_contact: 'How HighLevel says that there is nobody is not described.',
  get_message_recording: 'A file.',
  get_message_transcription: 'There is none yet.',
  download_transcription: 'A file.',
};

describe.each(TRIGGERS.map((spec) => [spec.key, spec] as const))('%s', (key, spec) => {
  const example = () =>
    exampleInput(connectionFor(spec), { kind: 'triggers', key }, () => zap.sandbox.reset());

  test('fires nothing where nothing happens, though each answer has a trace id of its own', async () => {
    const input = await example();
    for (const fireOn of choicesOf(spec)) {
      const zapOf = await turnedOn(zapOn(spec, { ...input, fireOn }));
      expect([fireOn, await fired(zapOf)]).toEqual([fireOn, []]);
    }
  });

  test('gives records without the trace id of the answer that they came in', async () => {
    const sample = await zapOn(spec, await example()).sample();
    expect(sample.filter((record) => 'traceId' in record)).toEqual([]);
  });

  test('takes an answer that lacks what was asked for as a failure, and not as none', async () => {
    if (CANT_TELL[key]) return;
    const input = await example();
    zap.sandbox.faults.add({ endpoint: spec.endpoint, status: 200, body: {} });
    expect((await zapOn(spec, input).turnOn()).failure?.message).toBe(
      `${spec.label} did not work. HighLevel gave no answer that could be read. Run the step again in a few minutes.`,
    );
  });
});

/** The records of a list: what it takes to add one that was made and changed at a moment, and to take one away. */
interface Records {
  input: Item;
  add: (at: number) => string;
  remove: (id: string) => void;
}

const here = () => first(zap.sandbox.locations).locationId;
const state = () => zap.sandbox.state;
const iso = (at: number) => new Date(at).toISOString();

/** Records like the first one that the location has, with these moments. */
function like(table: PlainTable, moments: string[] = [], input: (row: Item) => Item = () => ({})): Records {
  const rows = state()[table];
  const { id: _id, ...row } = first(rows.where(({ locationId }) => locationId === here()));
  const dated = (at: number) => Object.fromEntries(moments.map((name) => [name, iso(at)]));
  return {
    input: input(row),
    add: (at) => rows.insert({ ...row, ...dated(at) }).id,
    remove: (id) => void rows.delete(id),
  };
}

function contacts(input: Item = {}): Records {
  const { contacts: rows } = state();
  return {
    input,
    add: (at) => rows.insert({ ...input, locationId: here(), dateAdded: iso(at), dateUpdated: iso(at) }).id,
    remove: (id) => void rows.delete(id),
  };
}

function conversations(): Records {
  const { contacts: people, conversations: rows } = state();
  for (const { id } of people.all()) people.delete(id);
  return {
    input: {},
    add(at) {
      const contactId = people.insert({ locationId: here() }).id;
      return rows.insert({ locationId: here(), contactId, dateAdded: at, lastMessageDate: at }).id;
    },
    remove(id) {
      people.delete(String(rows.get(id)?.contactId));
      rows.delete(id);
    },
  };
}

function users(): Records {
  const { users: rows } = state();
  const { companyId } = first(zap.sandbox.locations);
  return {
    input: {},
    add: (at) => rows.insert({ companyId, locationIds: [here()], dateAdded: iso(at) }).id,
    remove: (id) => void rows.delete(id),
  };
}

function locations(): Records {
  const { locations: rows } = state();
  const { companyId } = first(zap.sandbox.agencies);
  return {
    input: {},
    add: () => rows.insert({ companyId }).id,
    remove: (id) => void rows.delete(id),
  };
}

function notesOfAppointment(): Records {
  const { appointmentNotes: rows, appointments } = state();
  const appointmentId = first(appointments.where(({ locationId }) => locationId === here())).id;
  return {
    input: { appointmentId },
    add: (at) => rows.insert({ locationId: here(), appointmentId, body: 'Note', dateAdded: iso(at) }).id,
    remove: (id) => void rows.delete(id),
  };
}

const business = () => first(state().businesses.where(({ locationId }) => locationId === here())).id;
const CREATED = ['createdAt', 'updatedAt'];

/** Every trigger that pages. */
const PAGED: { [key: string]: () => Records } = {
  search_contacts: contacts,
  list_contacts: contacts,
  get_contacts_by_business: () => contacts({ businessId: business() }),
  search_conversations: conversations,
  get_messages_by_conversation: () =>
    like('messages', ['dateAdded'], ({ conversationId }) => ({ conversationId })),
  list_calendar_notifications: () => like('calendarNotifications', [], ({ calendarId }) => ({ calendarId })),
  list_calendar_resources: () => like('calendarResources', [], ({ resourceType }) => ({ resourceType })),
  list_appointment_notes: notesOfAppointment,
  search_opportunities: () =>
    like('opportunities', [...CREATED, 'lastStageChangeAt', 'lastStatusChangeAt', 'lastActionDate']),
  search_users: users,
  list_locations: locations,
  list_businesses: () => like('businesses', CREATED),
  find_associations: () => like('associations'),
  get_relations_by_record: () => like('relations', [], ({ firstRecordId }) => ({ recordId: firstRecordId })),
  get_blog_authors: () => like('blogAuthors', ['updatedAt']),
  get_blog_categories: () => like('blogCategories', ['updatedAt']),
  get_blog_posts: () => like('blogPosts', ['updatedAt'], ({ blogId }) => ({ blogId })),
  get_blogs: () => like('blogs'),
};

const isPaged = (spec: TriggerSpec): spec is ListTriggerSpec => spec.fires === 'list' && Boolean(spec.paging);
const LISTS = TRIGGERS.filter(isPaged).map((spec) => [spec.key, spec] as const);

test('every trigger that pages is driven here', () => {
  expect(Object.keys(PAGED).sort()).toEqual(LISTS.map(([key]) => key).sort());
});

/** A moment of long ago; sixty records have the same, so that pages end between equal ones. */
const longAgo = (nth: number) => Date.UTC(2026, 0, 1) + Math.floor(nth / 60) * 60_000;

describe.each(LISTS)('%s', (key, spec) => {
  const depth = Math.min(DEPTHS.turnOn.records, DEPTHS.turnOn.pages * (spec.paging?.size.max ?? 0));

  test.each(choicesOf(spec))(
    'fires nothing old where many go away while it is turned on and between polls: %s',
    async (fireOn) => {
      const { input, add, remove } = PAGED[key]?.() ?? contacts();
      const ids = Array.from({ length: depth * 1.8 }, (_, nth) => add(longAgo(nth)));
      // From both ends: one of them is the front of the list.
      const shrink = (count: number) => {
        for (const id of [...ids.splice(0, count), ...ids.splice(-count)]) remove(id);
      };
      after(zap.sandbox, [1, 2, 3], () => shrink(1));
      const zapOf = await turnedOn(zapOn(spec, { ...input, fireOn }));
      jest.restoreAllMocks();
      for (let poll = 0; poll < 3; poll += 1) {
        expect(await fired(zapOf)).toEqual([]);
        shrink(depth * 0.15 - 1);
      }
      expect(await fired(zapOf)).toEqual([]);
    },
  );

  test.each(choicesOf(spec))('fires each new one once: %s', async (fireOn) => {
    const { input, add } = PAGED[key]?.() ?? contacts();
    for (let nth = 0; nth < 30; nth += 1) add(longAgo(nth));
    const zapOf = await turnedOn(zapOn(spec, { ...input, fireOn }));
    const now = Date.now();
    const fresh = [now - 2000, now - 1000, now - 1000].map(add);
    expect((await fired(zapOf)).sort()).toEqual(fresh.sort());
    expect(await fired(zapOf)).toEqual([]);
  });
});
