/** Jobs about surveys, deals and money: from the event to what is left behind, once. */
import { act } from '../../recipes/play';
import { pass, type Stage } from '../../recipes/stage';
import { type JsonObject, objects } from '../../sandbox/json';
import type { Contact, LocationRow } from '../../sandbox/state';
import type { Table } from '../../sandbox/table';
import { type Item, type Run, WebhookReceiver, type Zap } from '../../zapier';
import {
  jobZap,
  locationIn,
  nextPoll,
  outcomeOf,
  outcomesOf,
  rowNamed,
  rowsIn,
  setJobStage,
  takerOf,
  tasksOf,
  textsTo,
  turnedOn,
} from '../support/jobs';

const DAY_MS = 24 * 3_600_000;

let stage: Stage;
/** What the other apps were given, by their names. */
let others: Record<string, WebhookReceiver>;

/** An invoice as the seed has it. The seed's own are taken away, so that none of them falls due. */
let seeded: LocationRow;

beforeAll(async () => {
  // At the present, because the seed's payments are of the last weeks.
  stage = await setJobStage({});
  for (const invoice of state().invoices.all()) {
    seeded = invoice;
    state().invoices.delete(invoice.id);
  }
});
beforeEach(() => {
  others = {
    slack: new WebhookReceiver({ user_by_email: ({ email }) => [{ id: `slack ${email}` }] }),
    ...Object.fromEntries(
      ['googleAds', 'facebookConversions', 'quickbooks', 'shipstation'].map((app) => [
        app,
        new WebhookReceiver(),
      ]),
    ),
  };
});
afterAll(() => stage.close());

const state = () => stage.sandbox.state;
const given = (app: string): Item[] => others[app]?.received ?? [];
const happen = (event: string, details: JsonObject): JsonObject => stage.sandbox.happen(event, details);

const someone = takerOf(() => stage);

const nameOf = ({ firstName, lastName }: Contact) => `${firstName} ${lastName}`;

/** A Zap of a job, turned on. */
const jobOn = (number: number, name: string, settings: Item = {}): Promise<Zap> =>
  turnedOn(jobZap(stage, number, name, { settings, apps: others }));

/** The runs of the next poll. The poll after it starts none. */
async function runsOf(zap: Zap): Promise<Run[]> {
  const runs = await nextPoll(zap);
  expect(await nextPoll(zap)).toEqual([]);
  return runs;
}

const idNamed = <T extends LocationRow>(table: Table<T>, name: string) => rowNamed(stage, table, name).id;
const firstId = <T extends LocationRow>(table: Table<T>) => String(rowsIn(stage, table)[0]?.id);
const notesOf = ({ id }: Contact) => state().notes.where(({ contactId }) => contactId === id);
const dealsOf = ({ id }: Contact) => state().opportunities.where(({ contactId }) => contactId === id);
const enrolmentsOf = ({ id }: Contact) =>
  state()
    .enrolments.where(({ contactId }) => contactId === id)
    .map(({ targetId }) => targetId);
const tagsOf = ({ id }: Contact) => state().contacts.get(id)?.tags;

/** An open deal of a contact, a while old. */
async function dealOf({ id: contactId, assignedTo }: Contact): Promise<Item> {
  const [pipeline] = rowsIn(stage, state().pipelines);
  const deal = await act(stage, 'create_opportunity', {
    ...{ contactId, assignedTo, pipelineId: pipeline?.id },
    ...{ name: 'Two implants', status: 'open', monetaryValue: 4200 },
  });
  pass(DAY_MS);
  return deal;
}

const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** An invoice over 150 that was sent to a contact, and is due in so many days. */
function invoiceTo(contact: Contact, dueIn = 14): LocationRow {
  const { id: _id, ...like } = seeded;
  const moment = new Date().toISOString();
  return state().invoices.insert({
    ...like,
    locationId: locationIn(stage),
    status: 'sent',
    liveMode: true,
    name: 'Whitening',
    invoiceNumber: 7001,
    contactDetails: { id: contact.id, name: nameOf(contact), email: String(contact.email) },
    ...{ currency: 'USD', total: 150, amountDue: 150, amountPaid: 0 },
    ...{ issueDate: dayIn(dueIn - 14), dueDate: dayIn(dueIn), createdAt: moment, updatedAt: moment },
  });
}

describe('8: a deal that is moved to the stage of proposals', () => {
  /** The Zap, turned on, and what leads to its event. */
  async function proposals(meanwhile?: (contract: LocationRow) => void) {
    const [pipeline] = rowsIn(stage, state().pipelines);
    const [, , proposal, other] = objects(pipeline?.stages).map(({ id }) => String(id));
    const template = idNamed(state().documentTemplates, 'Yearly Contract');
    const settings = { pipeline: String(pipeline?.id), stage: String(proposal), template };
    const contracts = () => rowsIn(stage, state().documents, (row) => row.documentId !== undefined);
    const before = new Set(contracts().map(({ id }) => id));
    const sent = () => contracts().filter(({ id }) => !before.has(id));
    const waiting = () => {
      for (const contract of sent()) meanwhile?.(contract);
    };
    const zap = await turnedOn(jobZap(stage, 8, 'proposal', { settings, meanwhile: waiting }));
    const move = (deal: Item, to = proposal) =>
      act(stage, 'update_opportunity', { id: deal.id, pipelineId: pipeline?.id, pipelineStageId: to });
    return { zap, move, other, sent };
  }
  const remindersOf = (contact: Contact) =>
    tasksOf(stage, contact).filter(({ title }) => String(title).includes('about the contract'));

  test('sends its contact the contract, once, and gives the owner a task where it is not signed', async () => {
    const contact = someone();
    const [deal, elsewhere] = [await dealOf(contact), await dealOf(someone())];
    const { zap, move, other, sent } = await proposals();
    await move(deal);
    await move(elsewhere, other);

    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['success']);
    expect(sent()).toMatchObject([
      { name: 'Yearly Contract', status: 'sent', recipients: [{ id: contact.id }] },
    ]);
    expect(remindersOf(contact)).toMatchObject([
      { title: `Ask ${nameOf(contact)} about the contract: it is sent`, assignedTo: contact.assignedTo },
    ]);
  });

  test('leaves the owner alone where it is signed in time', async () => {
    const contact = someone();
    const deal = await dealOf(contact);
    const { zap, move } = await proposals(({ id }) => happen('document-signed', { documentId: id }));
    await move(deal);
    expect((await runsOf(zap)).map(outcomeOf)).toEqual([`${nameOf(contact)} has signed.`]);
    expect(remindersOf(contact)).toEqual([]);
  });

  test('sends nothing where it has no owner', async () => {
    const deal = await dealOf({ ...someone(), assignedTo: '' });
    const { zap, move, sent } = await proposals();
    await move(deal);
    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['Two implants has no owner to send the contract.']);
    expect(sent()).toEqual([]);
  });
});

describe('10: an invoice that is paid in full', () => {
  test('tags the customer, is booked, and wins the open deal', async () => {
    const customer = someone();
    const deal = await dealOf(customer);
    const invoice = invoiceTo(customer);
    const zap = await jobOn(10, 'paid invoice');

    happen('invoice-paid', { invoiceId: invoice.id, amount: 100 });
    expect(await runsOf(zap)).toEqual([]);
    happen('invoice-paid', { invoiceId: invoice.id, amount: 50 });
    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['success']);

    expect(tagsOf(customer)).toContain('customer');
    expect(given('quickbooks')).toMatchObject([
      { number: 7001, customer: nameOf(customer), description: 'Whitening', amount: 150, currency: 'USD' },
    ]);
    expect(state().opportunities.get(String(deal.id))?.status).toBe('won');
  });

  test('is booked where there is no deal, too', async () => {
    const customer = someone();
    for (const { id } of dealsOf(customer)) state().opportunities.delete(id);
    const zap = await jobOn(10, 'paid invoice');
    happen('invoice-paid', { invoiceId: invoiceTo(customer).id });
    const [run] = await runsOf(zap);
    expect(run && outcomesOf(run)).toEqual(['tagged done', 'booked done', 'deal stopped']);
    expect(given('quickbooks')).toHaveLength(1);
  });
});

describe('12: an invoice that is not paid', () => {
  test('is brought to mind 3 days after its day, and becomes a task for finance after 10', async () => {
    const client = someone();
    const settings = { finance: String(client.assignedTo) };
    const [text, task] = [await jobOn(12, 'text'), await jobOn(12, 'finance', settings)];
    const dueDate = String(invoiceTo(client, 1).dueDate);

    pass(3 * DAY_MS);
    expect(await nextPoll(text)).toEqual([]);
    pass(2 * DAY_MS);
    expect((await runsOf(text)).map(outcomeOf)).toEqual(['success']);
    expect(textsTo(stage, client).at(-1)?.body).toContain(
      `${nameOf(client)}, a friendly reminder: invoice 7001 was due on ${dueDate}, and 150 USD are still open.`,
    );

    expect(await nextPoll(task)).toEqual([]);
    pass(7 * DAY_MS);
    expect((await runsOf(task)).map(outcomeOf)).toEqual(['success']);
    expect(tasksOf(stage, client).filter(({ title }) => String(title).includes('7001'))).toMatchObject([
      { title: `Call about invoice 7001: 150 USD since ${dueDate}`, assignedTo: settings.finance },
    ]);
    expect(await nextPoll(text)).toEqual([]);
  });

  test('is left alone once it is paid, even while HighLevel shows it as open', async () => {
    const client = someone();
    const before = textsTo(stage, client).length;
    const zap = await jobOn(12, 'text');
    happen('invoice-paid', { invoiceId: invoiceTo(client, 1).id });
    const lagging = invoiceTo(client, 1);
    happen('invoice-paid', { invoiceId: lagging.id });
    state().invoices.update(lagging.id, { status: 'sent', amountDue: 150, amountPaid: 0 });
    pass(5 * DAY_MS);
    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['There is a payment of the invoice.']);
    expect(textsTo(stage, client)).toHaveLength(before);
  });

  test('is brought to mind where a part of it is paid, with what is left', async () => {
    const client = someone();
    const zap = await jobOn(12, 'text');
    happen('invoice-paid', { invoiceId: invoiceTo(client, 1).id, amount: 100 });
    pass(5 * DAY_MS);
    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['success']);
    expect(textsTo(stage, client).at(-1)?.body).toContain('and 50 USD are still open');
  });
});

describe('7: a deal that is won', () => {
  const sender = () =>
    String(state().users.find(({ locationIds }) => locationIds.includes(locationIn(stage)))?.id);
  const invoicesOf = ({ id }: Contact) =>
    rowsIn(stage, state().invoices, ({ contactDetails }) => Object(contactDetails).id === id);

  test('gets an invoice over its value, which is sent and due in two weeks', async () => {
    const customer = someone();
    const { id } = await dealOf(customer);
    const product = rowNamed(stage, state().products, 'Handbook');
    await act(stage, 'update_opportunity', { id, name: product.name, monetaryValue: 15 });
    const zap = await jobOn(7, 'won', { sender: sender() });
    await act(stage, 'update_opportunity_status', { id, status: 'won' });
    expect((await runsOf(zap)).map(outcomesOf)).toEqual([
      ['contact found', 'product found', 'due done', 'invoice done', 'sent done'],
    ]);
    expect(invoicesOf(customer)).toMatchObject([
      {
        ...{ status: 'sent', name: 'Handbook', currency: 'USD', total: 15, amountDue: 15 },
        contactDetails: { id: customer.id, name: nameOf(customer), email: customer.email },
        invoiceItems: [{ name: 'Handbook', qty: 1, amount: 15, productId: product.id }],
        dueDate: dayIn(14),
      },
    ]);
  });

  test('is billed at the product’s price where it has no value, and not at all where no product is called so', async () => {
    const customer = someone();
    const { id } = await dealOf(customer);
    await act(stage, 'update_opportunity', { id, name: 'Welcome Box' });
    state().opportunities.update(String(id), { monetaryValue: null });
    const zap = await jobOn(7, 'won', { sender: sender() });
    await act(stage, 'update_opportunity_status', { id, status: 'won' });
    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['success']);
    expect(invoicesOf(customer)).toMatchObject([{ total: 35, status: 'sent' }]);

    const other = await dealOf(someone());
    await act(stage, 'update_opportunity_status', { id: other.id, status: 'won' });
    expect((await runsOf(zap)).map(outcomesOf)).toEqual([['contact found', 'product stopped']]);
  });
});

describe('11: a payment in Stripe', () => {
  const payment = ({ email }: Contact, amount: number): Item => ({
    ...{ id: 'ch_3Pq', email, amount, created: '2026-11-20T15:30:00Z' },
    ...{ card_brand: 'Visa', card_last4: '4242' },
  });

  test('marks the invoice as paid, which starts the Zap for paid ones', async () => {
    const client = someone();
    const invoice = invoiceTo(client);
    const zap = jobZap(stage, 11, 'Stripe', { apps: others });
    const booked = await jobOn(10, 'paid invoice');
    expect(outcomeOf(await zap.run(payment(client, 150)))).toBe('success');
    expect(state().invoices.get(invoice.id)).toMatchObject({ status: 'paid', amountPaid: 150, amountDue: 0 });
    const [paid] = rowsIn(stage, state().transactions, ({ entityId }) => entityId === invoice.id);
    expect(paid).toMatchObject({
      ...{ amount: 150, contactId: client.id, fulfilledAt: '2026-11-20T15:30:00Z' },
      paymentMethod: { type: 'card', card: { brand: 'Visa', last4: '4242' } },
      chargeSnapshot: { notes: 'Stripe payment ch_3Pq' },
    });
    expect((await runsOf(booked)).map(({ item }) => item.id)).toEqual([invoice.id]);

    expect(outcomeOf(await zap.run(payment(client, 150)))).toBe('Nothing was found.');
  });

  test('of more than is due records nothing, and says so', async () => {
    const client = someone();
    const invoice = invoiceTo(client);
    const zap = jobZap(stage, 11, 'Stripe', { apps: others });
    expect(outcomeOf(await zap.run(payment(client, 151)))).toMatch(/^Record Invoice Payment did not work\./);
    expect(state().invoices.get(invoice.id)).toMatchObject({ status: 'sent', amountPaid: 0 });
  });
});

describe('19: the score of a survey', () => {
  const score = () => idNamed(state().customFields, 'Satisfaction Score');
  const settings = () => ({
    survey: idNamed(state().surveys, 'How Did We Do?'),
    score: score(),
    channel: '#care',
    workflow: idNamed(state().workflows, 'Welcome Series Workflow'),
  });

  test.each([
    ['3', { alarm: true, review: false }],
    ['6', { alarm: true, review: false }],
    ['7', { alarm: false, review: false }],
    ['8', { alarm: false, review: false }],
    ['9', { alarm: false, review: true }],
    ['10', { alarm: false, review: true }],
    ['', { alarm: false, review: false }],
  ])('of “%s” leads to %j', async (answer, { alarm, review }) => {
    const { workflow, survey, ...more } = settings();
    const zap = await jobOn(19, 'survey', { workflow, survey, ...more });
    const contact = someone();
    const answers = { ...(answer && { [score()]: Number(answer) }) };
    happen('form-submitted', { contactId: contact.id, surveyId: survey, answers });
    happen('form-submitted', {
      contactId: contact.id,
      surveyId: idNamed(state().surveys, 'Before Your Visit'),
      answers: { [score()]: 1 },
    });

    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['success']);
    const title = `Call back: scored us ${answer}`;
    const tasks = tasksOf(stage, contact).filter((one) => one.title === title);
    expect(tasks).toMatchObject(alarm ? [{ assignedTo: contact.assignedTo, completed: false }] : []);
    const text = expect.stringContaining(`${nameOf(contact)} (${contact.phone}) scored us ${answer}.`);
    expect(given('slack')).toEqual(alarm ? [{ channel: '#care', text }] : []);
    expect(enrolmentsOf(contact)).toEqual(review ? [workflow] : []);
  });
});

describe('20: a deal that is won', () => {
  const settings = { conversion: 'Sale', pixel: 'pixel-1', currency: 'EUR' };
  const google = { gclid: 'google-click' };
  const facebook = { fbclid: 'facebook-click', fbc: 'fb.1.1.facebook-click' };

  test.each([
    ['Google', google, { google: 1, facebook: 0 }],
    ['Facebook', facebook, { google: 0, facebook: 1 }],
    ['both', { ...google, ...facebook }, { google: 1, facebook: 1 }],
    ['neither', {}, { google: 0, facebook: 0 }],
  ])('is reported to the ads that were clicked on: %s', async (_, attributionSource, sent) => {
    const { id } = someone();
    const contact = state().contacts.update(id, { attributionSource });
    if (!contact) throw new Error('The contact is gone.');
    const deal = await dealOf(contact);
    const zap = await jobOn(20, 'won', settings);
    await act(stage, 'update_opportunity_status', { id: deal.id, status: 'won' });
    const time = state().opportunities.get(String(deal.id))?.lastStatusChangeAt;

    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['success']);
    const sale = { value: 4200, currency: 'EUR' };
    const toGoogle = { conversion: 'Sale', gclid: 'google-click', time, ...sale };
    const { email, phone } = contact;
    const event = { pixel: 'pixel-1', event_id: deal.id, event_time: time, click_id: facebook.fbc };
    expect(given('googleAds')).toEqual(Array(sent.google).fill(toGoogle));
    expect(given('facebookConversions')).toEqual(
      Array(sent.facebook).fill({ ...event, ...sale, email, phone }),
    );
  });

  test('and one that is lost is not reported', async () => {
    const { id } = someone();
    const contact = state().contacts.update(id, { attributionSource: google });
    if (!contact) throw new Error('The contact is gone.');
    const deal = await dealOf(contact);
    const zap = await jobOn(20, 'won', settings);
    await act(stage, 'update_opportunity_status', { id: deal.id, status: 'lost' });
    expect(await runsOf(zap)).toEqual([]);
    expect(given('googleAds')).toEqual([]);
  });
});

describe('21: a deal that stands still', () => {
  test('is brought to its owner’s mind after 14 days, once, and abandoned after 30', async () => {
    const contact = someone();
    const { id } = await dealOf(contact);
    const [pipeline] = rowsIn(stage, state().pipelines);
    const settings = { pipeline: pipeline?.id };
    const [nudge, abandon] = [await jobOn(21, '14', settings), await jobOn(21, '30', settings)];
    const deal = () => state().opportunities.get(String(id));
    const owner = state().users.get(String(contact.assignedTo));

    pass(12 * DAY_MS);
    const early = (await nextPoll(nudge)).filter(({ item }) => item.id === id);
    expect(early).toEqual([]);
    pass(2 * DAY_MS);
    const due = (await runsOf(nudge)).filter(({ item }) => item.id === id);
    expect(due.map(outcomeOf)).toEqual(['success']);
    const messages = given('slack').filter(({ text }) => String(text).includes(nameOf(contact)));
    expect(messages).toEqual([
      { user: `slack ${owner?.email}`, text: expect.stringContaining('for 14 days. What is the next step?') },
    ]);

    const before = (await nextPoll(abandon)).filter(({ item }) => item.id === id);
    expect([before, deal()?.status]).toEqual([[], 'open']);
    pass(16 * DAY_MS);
    const abandoned = (await runsOf(abandon)).filter(({ item }) => item.id === id);
    expect([abandoned.map(outcomeOf), deal()?.status]).toEqual([['success'], 'abandoned']);
  });
});

describe('24: a call that Voice AI took', () => {
  test('is written to the contact, opens a deal once, and is told to sales', async () => {
    const reason = idNamed(state().customFields, 'Background');
    const [agent] = rowsIn(stage, state().voiceAiAgents, ({ agentName }) => agentName === 'Reception').map(
      ({ id }) => id,
    );
    const pipeline = firstId(state().pipelines);
    const zap = await jobOn(24, 'Voice AI', { reason, pipeline, channel: '#sales' });
    const caller = someone();
    for (const { id } of dealsOf(caller)) state().opportunities.delete(id);
    const call = (about: string) =>
      happen('voice-ai-call-ended', {
        contactId: caller.id,
        agentId: String(agent),
        extractedData: { reason: about },
        summary: `Asks about ${about}.`,
        transcript: 'bot: Hello!\nhuman: {{hi}}',
      });

    call('a toothache');
    const [first] = await runsOf(zap);
    expect(first && outcomesOf(first)).toEqual([
      'contact found',
      'updated done',
      'deal done',
      'note done',
      'told done',
    ]);
    const fields = state().contacts.get(caller.id)?.customFields;
    expect(fields).toContainEqual({ id: reason, value: 'a toothache' });
    expect(dealsOf(caller)).toMatchObject([
      { name: `${nameOf(caller)}: a toothache`, pipelineId: pipeline, status: 'open' },
    ]);
    expect(notesOf(caller).at(-1)?.body).toBe(
      'Asks about a toothache.\n\nreason: a toothache\n\nbot: Hello!\nhuman: {{hi}}',
    );
    const text = `${nameOf(caller)} (${caller.phone}) called Reception: Asks about a toothache.`;
    expect(given('slack')).toEqual([{ channel: '#sales', text }]);

    call('whitening');
    const [second] = await runsOf(zap);
    expect(second && outcomesOf(second)).toContain('deal found');
    expect(dealsOf(caller)).toHaveLength(1);
  });
});

describe('29: a subscription that is cancelled', () => {
  test('takes the tag away, opens a win-back deal, gives a task and starts the workflow', async () => {
    const customer = someone();
    for (const { id } of dealsOf(customer)) state().opportunities.delete(id);
    await act(stage, 'add_tags_to_contact', { contactId: customer.id, tags: ['member'] });
    const { id } = happen('subscription-begun', { contactId: customer.id, amount: 45 });
    const pipeline = firstId(state().pipelines);
    const workflow = idNamed(state().workflows, 'Welcome Series Workflow');
    const zap = await jobOn(29, 'subscription', { tag: 'member', pipeline, workflow });

    happen('subscription-begun', { contactId: someone().id });
    expect(await runsOf(zap)).toEqual([]);
    happen('subscription-changed', { subscriptionId: String(id), status: 'canceled' });
    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['success']);

    expect(tagsOf(customer)).not.toContain('member');
    expect(dealsOf(customer)).toMatchObject([
      { name: `Win back ${nameOf(customer)}: Membership`, pipelineId: pipeline, monetaryValue: 45 },
    ]);
    const tasks = tasksOf(stage, customer).filter(({ title }) => title === 'Call: cancelled Membership');
    expect(tasks).toMatchObject([{ assignedTo: customer.assignedTo, completed: false }]);
    expect(enrolmentsOf(customer)).toEqual([workflow]);
  });
});

describe('30: an order', () => {
  test('is shipped with its items once it is paid, gives access, and is thanked for', async () => {
    const customer = someone();
    const before = textsTo(stage, customer).length;
    const zap = await jobOn(30, 'order', { tag: 'course access' });
    const { id } = happen('order-placed', {
      ...{ contactId: customer.id, amount: 80, paymentStatus: 'unpaid' },
    });
    expect(await runsOf(zap)).toEqual([]);
    happen('order-paid', { orderId: String(id) });
    expect((await runsOf(zap)).map(outcomeOf)).toEqual(['success']);

    const { email, city, address1 } = customer;
    expect(given('shipstation')).toMatchObject([
      {
        ...{ number: id, paid: 80, email, city, street: address1, name: nameOf(customer) },
        ...{ item_name: ['Gift card'], quantity: [1], unit_price: [80] },
      },
    ]);
    expect(tagsOf(customer)).toContain('course access');
    expect(textsTo(stage, customer).slice(before)).toMatchObject([
      { body: `Thank you, ${customer.firstName}! Your order over 80 USD is on its way.` },
    ]);
  });
});
