/** What happens in a sub-account beside what `life.ts` tells: what Zaps wait for that wait for an event. */
import { payInvoice, writePayment } from '../../sandbox/api/shared/payment-record';
import { writeSubmission } from '../../sandbox/api/shared/submission-record';
import { Ids } from '../../sandbox/ids';
import { isObject, text, texts } from '../../sandbox/json';
import type { RandomData } from '../../sandbox/seed/random-data';
import type { Contact, LocationRow, PlainTable } from '../../sandbox/state';
import { DAY, HOUR, MINUTE } from './clock';
import { CITY, TAG, WAITS } from './event-kinds';
import type { Habit } from './life';
import type { Place } from './world';

const iso = (at = Date.now()) => new Date(at).toISOString();
const day = (at: number) => iso(at).slice(0, 10);

const here = ({ state, locationId }: Place, table: PlainTable): LocationRow[] =>
  state[table].where((row) => row.locationId === locationId);

const one = (place: Place, table: PlainTable, random: RandomData, fits = (_row: LocationRow) => true) =>
  random.one(here(place, table).filter(fits));

const contactsOf = ({ state, locationId, pinned }: Place): Contact[] =>
  state.contacts.where((row) => row.locationId === locationId && row.id !== pinned.clerk);

const somebody = (place: Place, random: RandomData): Contact | undefined =>
  random.one(contactsOf(place).slice(-60));

const times = (size: number, act: () => void): void => {
  for (let nth = 0; nth < size; nth += 1) act();
};

/** Ids of payments, which are no records of their own. */
const ids = (random: RandomData) => new Ids(random.number(1, 1e9));

function submit(place: Place, random: RandomData, table: 'forms' | 'surveys'): void {
  const contact = somebody(place, random);
  const id = random.one(here(place, table))?.id;
  const where = table === 'forms' ? { formId: id } : { surveyId: id };
  if (contact) writeSubmission(place.state, contact, { ...where, answers: {}, at: Date.now() });
}

function addTask(place: Place, random: RandomData, dueIn: number): void {
  const { state, locationId, pinned } = place;
  const contactId = somebody(place, random)?.id ?? pinned.contact;
  const dueDate = iso(Date.now() + dueIn);
  state.tasks.insert({ locationId, contactId, title: random.word('remark'), completed: false, dueDate });
}

const isOpenTask = ({ completed, id }: LocationRow, { pinned }: Place) =>
  completed !== true && id !== pinned.task;

function addInvoice(place: Place, random: RandomData, status: string): void {
  const { state, locationId } = place;
  const contact = somebody(place, random);
  if (!contact) return;
  const total = random.number(10, 500);
  state.invoices.insert({
    locationId,
    status,
    liveMode: true,
    name: random.word('trade'),
    invoiceNumber: random.number(2000, 900_000),
    contactDetails: { id: contact.id, name: contact.firstName, email: contact.email },
    currency: 'USD',
    issueDate: day(Date.now()),
    dueDate: day(Date.now() + random.number(-2, 6) * DAY),
    invoiceItems: [],
    total,
    amountPaid: 0,
    amountDue: total,
  });
}

function addPayment(place: Place, random: RandomData, status: string): void {
  const contact = somebody(place, random);
  if (!contact) return;
  const source = { type: 'payment_link', subType: 'card_payment', id: 'link', name: 'Link' };
  writePayment(place.state, ids(random), contact, {
    amount: random.number(5, 200),
    currency: 'USD',
    at: Date.now(),
    status,
    entity: { type: 'order', id: `order-${random.number(1, 1e9)}` },
    source,
  });
}

const contactParts = ({ id, email, firstName }: Contact) => ({
  contactId: id,
  contactName: firstName,
  contactEmail: email,
});

/** Gives each of some records another value, in turns. */
const flipped = (value: unknown, [first, second]: readonly [string, string]) =>
  value === first ? second : first;

const people: { [name: string]: Habit } = {
  'forms are submitted': {
    perDay: 4,
    size: [1, 3],
    act: (place, random, size) => times(size, () => submit(place, random, 'forms')),
  },
  'a form is submitted by hundreds': {
    perDay: 0.1,
    size: [101, 250],
    act: (place, random, size) => times(size, () => submit(place, random, 'forms')),
  },
  'surveys are submitted': {
    perDay: 3,
    size: [1, 60],
    act: (place, random, size) => times(size, () => submit(place, random, 'surveys')),
  },
  'contacts get and lose a tag': {
    perDay: 4,
    size: [1, 3],
    act: (place, random, size) =>
      times(size, () => {
        const row = somebody(place, random);
        const tags = texts(row?.tags);
        if (row)
          place.state.contacts.update(row.id, {
            tags: tags.includes(TAG) ? tags.filter((tag) => tag !== TAG) : [...tags, TAG],
          });
      }),
  },
  'contacts move to the city, and away': {
    perDay: 3,
    act(place, random) {
      const row = somebody(place, random);
      if (row) place.state.contacts.update(row.id, { city: row.city === CITY ? 'Riverside' : CITY });
    },
  },
  'contacts get another email, and theirs back': {
    perDay: 3,
    act(place, random) {
      const row = somebody(place, random);
      const own = `${row?.id}.a@example.com`;
      if (row)
        place.state.contacts.update(row.id, { email: flipped(row.email, [own, `${row.id}.b@example.com`]) });
    },
  },
};

const tasks: { [name: string]: Habit } = {
  'tasks are added, due soon or long ago': {
    perDay: 4,
    size: [1, 3],
    act: (place, random, size) => times(size, () => addTask(place, random, random.number(-30, 30) * HOUR)),
  },
  'tasks are done': {
    perDay: 3,
    act(place, random) {
      const row = one(place, 'tasks', random, (task) => isOpenTask(task, place));
      if (row) place.state.tasks.update(row.id, { completed: true });
    },
  },
  'tasks are reopened': {
    perDay: 1,
    act(place, random) {
      const row = one(
        place,
        'tasks',
        random,
        ({ completed, id }) => completed === true && id !== place.pinned.task,
      );
      if (row) place.state.tasks.update(row.id, { completed: false });
    },
  },
  'the due date of a task moves': {
    perDay: 2,
    act(place, random) {
      const row = one(place, 'tasks', random, (task) => isOpenTask(task, place));
      if (row) place.state.tasks.update(row.id, { dueDate: iso(Date.now() + random.number(-20, 40) * HOUR) });
    },
  },
};

const calls: { [name: string]: Habit } = {
  'a call comes in': {
    perDay: 4,
    act(place, random) {
      const contact = somebody(place, random);
      if (!contact) return;
      const { state, locationId } = place;
      const conversation = state.conversations.find(({ contactId }) => contactId === contact.id);
      state.messages.insert({
        locationId,
        contactId: contact.id,
        conversationId: conversation?.id,
        type: 1,
        messageType: 'TYPE_CALL',
        direction: 'inbound',
        dateAdded: iso(),
        meta: { call: { status: random.one(['pending', 'completed', 'no-answer']), duration: 30 } },
      });
    },
  },
  'calls end': {
    perDay: 6,
    act(place) {
      const isPending = ({ meta }: LocationRow) =>
        isObject(meta) && isObject(meta.call) && meta.call.status === 'pending';
      for (const { id } of here(place, 'messages').filter(isPending))
        place.state.messages.update(id, { meta: { call: { status: 'completed', duration: 90 } } });
    },
  },
  'a Voice AI agent takes a call': {
    perDay: 3,
    act(place, random) {
      const { state, locationId } = place;
      state.voiceAiCalls.insert({
        locationId,
        agentId: `agent-${locationId}`,
        contactId: somebody(place, random)?.id,
        duration: random.number(20, 1500),
        trialCall: false,
        isAgentDeleted: false,
        translation: { enabled: false },
        extractedData: {},
        executedCallActions: [],
        ...(random.number(0, 1) && { summary: random.word('remark') }),
      });
    },
  },
  'the summary of a call is written': {
    perDay: 3,
    act(place, random) {
      const row = one(place, 'voiceAiCalls', random, ({ summary }) => !text(summary));
      if (row) place.state.voiceAiCalls.update(row.id, { summary: random.word('remark') });
    },
  },
};

const money: { [name: string]: Habit } = {
  'invoices are written': { perDay: 2, act: (place, random) => addInvoice(place, random, 'draft') },
  'invoices are sent at once': {
    perDay: 2,
    size: [1, 3],
    act: (place, random, size) => times(size, () => addInvoice(place, random, 'sent')),
  },
  'an invoice is sent': {
    perDay: 2,
    act(place, random) {
      const row = one(place, 'invoices', random, ({ status }) => status === 'draft');
      if (row) place.state.invoices.update(row.id, { status: 'sent' });
    },
  },
  'invoices are paid, in full or in part': {
    perDay: 3,
    act(place, random) {
      const { state } = place;
      const row = one(place, 'invoices', random, ({ status }) =>
        ['sent', 'partially_paid'].includes(String(status)),
      );
      const contact = contactsOf(place).at(-1);
      const due = Number(row?.amountDue);
      const amount = random.number(0, 2) ? due : Math.ceil(due / 2);
      if (row && contact) payInvoice(state, ids(random), row, contact, { amount, at: Date.now() });
    },
  },
  'the due date of an invoice moves': {
    perDay: 1,
    act(place, random) {
      const row = one(place, 'invoices', random, ({ status }) => status === 'sent');
      if (row) place.state.invoices.update(row.id, { dueDate: day(Date.now() + random.number(-3, 5) * DAY) });
    },
  },
  'an estimate is answered': {
    perDay: 2,
    act(place, random) {
      const row = one(place, 'estimates', random);
      const next = random.one(['sent', 'accepted', 'declined', 'invoiced']);
      if (row) place.state.estimates.update(row.id, { estimateStatus: next });
    },
  },
  'payments succeed and fail': {
    perDay: 4,
    size: [1, 3],
    act: (place, random, size) =>
      times(size, () =>
        addPayment(place, random, random.one(['succeeded', 'succeeded', 'failed']) ?? 'succeeded'),
      ),
  },
  'a payment is paid back, in part or in full': {
    perDay: 1,
    act(place, random) {
      const row = one(place, 'transactions', random, ({ status }) => status === 'succeeded');
      if (row)
        place.state.transactions.update(row.id, {
          amountRefunded: Math.min(Number(row.amount), Number(row.amountRefunded) + 5),
        });
    },
  },
  'orders are placed': {
    perDay: 3,
    act(place, random) {
      const contact = somebody(place, random);
      const { state, locationId } = place;
      if (contact)
        state.orders.insert({
          locationId,
          ...contactParts(contact),
          amount: 40,
          currency: 'USD',
          status: 'completed',
          paymentStatus: 'paid',
          liveMode: true,
          items: [],
          sourceType: 'funnel',
          sourceId: 'shop',
        });
    },
  },
  'subscriptions begin': {
    perDay: 2,
    act(place, random) {
      const contact = somebody(place, random);
      const { state, locationId } = place;
      if (contact)
        state.subscriptions.insert({
          locationId,
          ...contactParts(contact),
          amount: 45,
          currency: 'USD',
          liveMode: true,
          status: random.one(['active', 'trialing', 'incomplete']),
          entityType: 'order',
          entitySourceType: 'payment_link',
        });
    },
  },
  'subscriptions are canceled, and active again': {
    perDay: 3,
    act(place, random) {
      const row = one(place, 'subscriptions', random);
      const next = row?.status === 'active' ? random.one(['canceled', 'past_due']) : 'active';
      if (row) place.state.subscriptions.update(row.id, { status: next });
    },
  },
  'a document is sent, signed, and sent again': {
    perDay: 2,
    act(place, random) {
      const row = one(place, 'documents', random);
      if (!row) return;
      const isSigned = row.status === 'completed';
      place.state.documents.update(row.id, {
        status: isSigned ? 'sent' : 'completed',
        ...(isSigned && { documentRevision: Number(row.documentRevision) + 1 }),
      });
    },
  },
  'records of a custom object are added': {
    perDay: 3,
    act(place, random) {
      const { state, locationId, pinned } = place;
      state.objectRecords.insert({
        locationId,
        objectKey: pinned.object,
        objectId: pinned.objectId,
        properties: { name: random.word('kind') },
        owner: [],
        followers: [],
      });
    },
  },
  'hundreds of records of a custom object are imported': {
    perDay: 0.1,
    size: [101, 220],
    act(place, random, size) {
      const { state, locationId, pinned } = place;
      times(size, () =>
        state.objectRecords.insert({
          locationId,
          objectKey: pinned.object,
          objectId: pinned.objectId,
          properties: { name: random.word('kind') },
          owner: [],
          followers: [],
        }),
      );
    },
  },
};

const meetings: { [name: string]: Habit } = {
  'an appointment is booked for the next hours': {
    perDay: 4,
    act(place, random) {
      const { state, locationId, pinned } = place;
      const begins = Math.round((Date.now() + random.number(1, 9) * HOUR) / (15 * MINUTE)) * 15 * MINUTE;
      state.appointments.insert({
        locationId,
        contactId: somebody(place, random)?.id ?? pinned.contact,
        calendarId: pinned.calendar,
        title: random.word('remark'),
        startTime: iso(begins),
        endTime: iso(begins + HOUR / 2),
      });
    },
  },
  'an appointment of the next days is cancelled': {
    perDay: 8,
    act(place, random) {
      const { state, locationId, pinned } = place;
      const isNear = ({ startTime }: { startTime: string }) =>
        Date.parse(startTime) > Date.now() && Date.parse(startTime) < Date.now() + 4 * DAY;
      const row = random.one(
        state.appointments.where(
          (one) =>
            one.locationId === locationId &&
            one.calendarId === pinned.calendar &&
            one.id !== pinned.appointment &&
            one.appointmentStatus === 'confirmed' &&
            isNear(one),
        ),
      );
      if (row) state.appointments.update(row.id, { appointmentStatus: 'cancelled' });
    },
  },
};

const deals: { [name: string]: Habit } = {
  'a deal has stood still for almost as long as Zaps wait for': {
    perDay: 4,
    act(place, random) {
      const { state, locationId, pinned } = place;
      const at = Date.now() - WAITS.stale * DAY + random.number(1, 4) * HOUR;
      state.opportunities.insert({
        locationId,
        contactId: somebody(place, random)?.id ?? pinned.contact,
        name: random.word('trade'),
        status: 'open',
        monetaryValue: 100,
        pipelineId: pinned.pipeline,
        pipelineStageId: pinned.stages[0],
        followers: [],
        customFields: [],
        ...Object.fromEntries(['createdAt', 'updatedAt', 'lastActionDate'].map((name) => [name, iso(at)])),
        lastStageChangeAt: iso(at + 1),
        lastStatusChangeAt: iso(at + 1),
      });
    },
  },
};

/** All of it, by name. */
export const EVENT_LIFE: { readonly [name: string]: Habit } = {
  ...people,
  ...tasks,
  ...calls,
  ...money,
  ...meetings,
  ...deals,
};
