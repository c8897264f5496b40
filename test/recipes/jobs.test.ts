/** The jobs of agencies, each from its trigger to what it leaves behind in HighLevel and elsewhere. */
import { act } from '../../recipes/play';
import { type Stage, settled } from '../../recipes/stage';
import { type Item, WebhookReceiver, type Zap } from '../../zapier';
import { jobZap, locationIn, outcomeOf, outcomesOf, rowNamed, rowsIn, setJobStage } from '../support/jobs';

let stage: Stage;
let slack: WebhookReceiver;

beforeAll(async () => {
  stage = await setJobStage();
});
beforeEach(() => {
  slack = new WebhookReceiver();
});
afterAll(() => stage.close());

/** A Zap of a job, with Slack at its other end. */
const zapIn = (number: number, name: string, settings: Item = {}): Zap =>
  jobZap(stage, number, name, { settings, apps: { slack } });

const here = () => locationIn(stage);
const told = () => slack.received.map(({ text }) => String(text));
const contactsWith = (email: string) =>
  rowsIn(stage, stage.sandbox.state.contacts, (one) => one.email === email);
const idOf = (table: 'calendars' | 'calendarGroups' | 'blogs' | 'blogAuthors' | 'workflows', name: string) =>
  rowNamed(stage, stage.sandbox.state[table], name).id;

describe('2: a Facebook lead', () => {
  const lead: Item = {
    first_name: 'Lena',
    last_name: 'Østergård',
    email: 'lena.ostergard@example.com',
    phone_number: '+12125550151',
    form_name: 'Welcome Series Workflow',
    campaign_name: 'Implants',
  };
  const enrolmentsOf = (contactId = '') =>
    stage.sandbox.state.enrolments.where((one) => one.contactId === contactId).map((one) => one.targetId);

  test('becomes a tagged contact in the workflow of its form, and stays one when it comes again', async () => {
    const zap = zapIn(2, 'Facebook');
    expect(outcomeOf(await zap.run(lead))).toBe('success');
    expect(outcomeOf(await zap.run(lead))).toBe('success');
    const [contact, ...others] = contactsWith('lena.ostergard@example.com');
    expect(others).toEqual([]);
    expect(contact).toMatchObject({ firstName: 'Lena', phone: '+12125550151', source: 'Facebook: Implants' });
    expect(contact?.tags).toEqual(['facebook lead', 'welcome series workflow']);
    expect(enrolmentsOf(contact?.id)).toEqual([idOf('workflows', 'Welcome Series Workflow')]);
  });

  test.each([
    ['no workflow has the name of its form', 'Whitening'],
    ['that workflow is a draft', 'Win Back Workflow'],
  ])('is kept as a contact, and starts nothing, where %s', async (_, form_name) => {
    const email = `${form_name.slice(0, 3)}@example.com`.toLowerCase();
    const run = await zapIn(2, 'Facebook').run({ ...lead, phone_number: '', email, form_name });
    expect(outcomesOf(run)).toEqual(['contact done', 'tagged done', 'workflow stopped']);
    const [contact] = contactsWith(email);
    expect(contact?.tags).toEqual(['facebook lead', form_name.toLowerCase()]);
    expect(enrolmentsOf(contact?.id)).toEqual([]);
  });
});

describe('16: a Calendly booking', () => {
  const booking: Item = {
    event_name: 'Consultation',
    name: 'Ruth Okafor',
    email: 'ruth.okafor@example.com',
    start_time: '2026-01-20T18:05:00-05:00',
    end_time: '2026-01-20T18:35:00-05:00',
  };
  const appointmentsOf = (email: string) => {
    const ids = contactsWith(email).map(({ id }) => id);
    return stage.sandbox.state.appointments.where((one) => ids.includes(String(one.contactId)));
  };
  const statuses = (email: string) => appointmentsOf(email).map((one) => one.appointmentStatus);

  test('becomes an appointment, once, outside the free slots too; a cancellation cancels it, once', async () => {
    const { email } = booking;
    const [booked, cancelled] = [zapIn(16, 'booking'), zapIn(16, 'cancellation')];

    expect(outcomesOf(await booked.run(booking))).toEqual([
      'calendar found',
      'contact done',
      'appointment done',
    ]);
    expect(outcomesOf(await booked.run(booking))).toEqual([
      'calendar found',
      'contact found',
      'appointment found',
    ]);
    expect(appointmentsOf(String(email))).toMatchObject([
      {
        title: 'Consultation: Ruth Okafor',
        calendarId: idOf('calendars', 'Consultation'),
        startTime: '2026-01-20T23:05:00.000Z',
        endTime: '2026-01-20T23:35:00.000Z',
        appointmentStatus: 'confirmed',
      },
    ]);

    expect(outcomeOf(await cancelled.run(booking))).toBe('success');
    expect(outcomeOf(await cancelled.run(booking))).toBe('Nothing was found.');
    expect(statuses(String(email))).toEqual(['cancelled']);

    expect(outcomeOf(await booked.run(booking))).toBe('success');
    expect(statuses(String(email))).toEqual(['cancelled', 'confirmed']);
  });

  test('is another appointment on the same day where its time is another', async () => {
    const again = { ...booking, email: 'twice@example.com', name: 'Twice' };
    const zap = zapIn(16, 'booking');
    await zap.run(again);
    const later = { start_time: '2026-01-20T19:05:00-05:00', end_time: '2026-01-20T19:35:00-05:00' };
    await zap.run({ ...again, ...later });
    expect(appointmentsOf('twice@example.com')).toHaveLength(2);
  });

  test('of an event type that has no calendar makes nothing', async () => {
    const email = 'stray@example.com';
    const run = await zapIn(16, 'booking').run({ ...booking, event_name: 'Wine Tasting', email });
    expect(outcomesOf(run)).toEqual(['calendar stopped']);
    expect(contactsWith(email)).toEqual([]);
  });

  test('of somebody else is left alone by a cancellation', async () => {
    await zapIn(16, 'booking').run({ ...booking, email: 'stays@example.com' });
    const run = await zapIn(16, 'cancellation').run({ ...booking, email: 'unknown@example.com' });
    expect(outcomeOf(run)).toBe('Nothing was found.');
    expect(statuses('stays@example.com')).toEqual(['confirmed']);
  });
});

describe('17: every morning', () => {
  const settings = () => ({ group: idOf('calendarGroups', 'Visits to Acme Dental'), channel: '#team' });
  const ofDay = (clock: string) => `2026-01-15T${clock}:00-05:00`;
  /** Takes the seed's own appointments and tasks away, so that the day holds what a test puts into it. */
  beforeEach(() => {
    for (const table of [stage.sandbox.state.appointments, stage.sandbox.state.tasks]) {
      for (const { id } of table.all()) table.delete(id);
    }
  });
  const come = async (firstName: string, startTime: string, more: Item = {}) => {
    const lastName = 'Diaz';
    const phone = `+1212555016${firstName.length}`;
    const { id: contactId } = await act(stage, 'upsert_contact', { firstName, lastName, phone });
    const calendarId = idOf('calendars', 'Consultation');
    return act(stage, 'create_appointment', {
      calendarId,
      contactId,
      startTime,
      appointmentStatus: 'confirmed',
      ignoreFreeSlotValidation: true,
      ...more,
    });
  };

  test('the team is told of today’s appointments one by one, with who comes, to whom and how to call', async () => {
    await come('Eva', ofDay('15:30'));
    await come('Amir', ofDay('09:00'));
    await come('Later', '2026-01-16T09:00:00-05:00');
    await come('Nobody', ofDay('11:00'), { appointmentStatus: 'cancelled' });
    const run = await zapIn(17, 'appointments', settings()).run({ id: '2026-01-15' });
    expect(outcomeOf(run)).toBe('success');
    expect(told()).toEqual([
      expect.stringMatching(
        /^Thursday, January 15 at 9:00 AM: Amir Diaz \(\+12125550164\), Consultation with \S+/,
      ),
      expect.stringMatching(
        /^Thursday, January 15 at 3:30 PM: Eva Diaz \(\+12125550163\), Consultation with \S+/,
      ),
    ]);
  });

  test('the team is told of all open tasks that are due by tonight, in one message', async () => {
    const [{ id: contactId } = { id: '' }] = stage.sandbox.state.contacts.where(
      ({ locationId }) => locationId === here(),
    );
    const task = (title: string, dueDate: string, completed = false) =>
      act(stage, 'create_contact_task', { contactId, title, dueDate, completed });
    await task('Call back, before ten', ofDay('09:00'));
    await task('Send the plan', '2026-01-12T09:00:00-05:00');
    await task('Next week', '2026-01-22T09:00:00-05:00');
    await task('Done', ofDay('08:00'), true);
    // The search over all contacts knows a new task some seconds later.
    stage.sandbox.clock.advance(5 * 60_000);
    const run = await zapIn(17, 'tasks', settings()).run({ id: '2026-01-15' });
    expect(outcomeOf(run)).toBe('success');
    expect(told()).toEqual(['Open tasks: 2\nSend the plan\nCall back, before ten']);
    expect(slack.received[0]?.channel).toBe('#team');
  });

  test.each(['appointments', 'tasks'])('nobody is told anything where there are no %s', async (name) => {
    const run = await zapIn(17, name, settings()).run({ id: '2026-01-15' });
    expect(outcomeOf(run)).toBe('Nothing was found.');
    expect(told()).toEqual([]);
  });
});

describe('27: a finished document', () => {
  const author = () => String(stage.sandbox.state.blogAuthors.find((one) => one.locationId === here())?.name);
  const settings = { blog: 'our blog', picture: 'https://www.example.com/gums.jpg' };
  const document = (more: Item = {}): Item => ({
    title: 'Five Habits, für gesunde Zähne!',
    html: '<p>Brush. Floss. {{contact.name}} 😊</p>',
    owner: author().toUpperCase(),
    folder: 'tips',
    ...more,
  });
  const postsWith = (urlSlug: string) =>
    stage.sandbox.state.blogPosts.where((one) => one.urlSlug === urlSlug && one.locationId === here());
  const count = () => stage.sandbox.state.blogPosts.all().length;

  test('becomes a post; a second run updates that post, and makes no other', async () => {
    const before = count();
    const zap = zapIn(27, 'Google Doc', settings);
    const first = await zap.run(document());
    expect(outcomeOf(first)).toBe('success');
    expect(outcomesOf(first)).toContain('post not found');
    const slug = 'five-habits-fur-gesunde-zahne';
    expect(postsWith(slug)).toMatchObject([
      {
        blogId: idOf('blogs', 'Our Blog'),
        title: 'Five Habits, für gesunde Zähne!',
        rawHTML: '<p>Brush. Floss. {{contact.name}} 😊</p>',
        author: idOf('blogAuthors', author()),
        imageUrl: settings.picture,
        status: 'PUBLISHED',
      },
    ]);
    const html = '<p>Brush. Floss. Rinse.</p>';
    const second = await zap.run(document({ html, folder: 'News' }));
    expect(outcomesOf(second)).toEqual(expect.arrayContaining(['post found', 'updated done']));
    const [post] = postsWith(slug);
    const [categoryId] = [post?.categories].flat();
    const category = stage.sandbox.state.blogCategories.get(String(categoryId));
    expect([post?.rawHTML, category?.label, count()]).toEqual([html, 'News', before + 1]);
  });

  test.each([
    ['nobody of its owner’s name writes the blog', { owner: 'Nemo' }, 'author'],
    ['no category has the name of its folder', { folder: 'Recipes' }, 'category'],
  ])('publishes nothing where %s', async (_, more, last) => {
    const before = count();
    const run = await zapIn(27, 'Google Doc', settings).run(document(more));
    expect(outcomesOf(run).at(-1)).toBe(`${last} stopped`);
    expect(count()).toBe(before);
  });

  test('publishes nothing where a post of another blog has the address', async () => {
    const title = 'Only Once';
    const zap = zapIn(27, 'Google Doc', settings);
    await zapIn(27, 'Google Doc', { ...settings, blog: 'Press Room' }).run(document({ title }));
    expect(outcomeOf(await zap.run(document({ title })))).toBe('Another post has the address only-once.');
    expect(postsWith('only-once')).toHaveLength(1);
  });
});

describe('31: a click on a trigger link', () => {
  const settings = () => ({
    workflow: idOf('workflows', 'Welcome Series Workflow'),
    secret: 'correct horse',
    channel: '#sales',
  });
  const aContact = () => {
    const { contacts } = stage.sandbox.state;
    const contact = contacts.find((one) => one.locationId === here() && Boolean(one.assignedTo && one.phone));
    if (!contact) throw new Error('Nobody has an owner and a phone.');
    return contact;
  };
  const click = (url: string, secret: string, workflowId = settings().workflow) =>
    stage.sandbox.happen('workflow', {
      ...{ url, workflowId, contactId: aContact().id },
      customData: { link: 'Whitening offer', secret },
    });

  test('gives the contact’s owner a task that is due tomorrow, and tells the team', async () => {
    const zap = zapIn(31, 'link clicked', settings());
    await zap.turnOn();
    click(stage.hooks.addressOf(zap), 'correct horse');
    await settled(stage);
    expect(zap.history.map(outcomeOf)).toEqual(['success']);
    const { id, firstName, lastName, phone, assignedTo } = aContact();
    const title = 'Call back: clicked Whitening offer';
    const [task, ...others] = stage.sandbox.state.tasks.where((one) => one.title === title);
    expect(others).toEqual([]);
    expect(task).toMatchObject({ contactId: id, assignedTo, completed: false });
    const due = Date.parse(String(task?.dueDate)) - stage.sandbox.clock.ms();
    expect(Math.round(due / 3_600_000)).toBe(24);
    expect(slack.received).toEqual([
      { channel: '#sales', text: `${firstName} ${lastName} (${phone}) clicked Whitening offer.` },
    ]);
  });

  test('starts nothing without the secret, or in another workflow', async () => {
    const zap = zapIn(31, 'link clicked', settings());
    await zap.turnOn();
    click(stage.hooks.addressOf(zap), 'wrong');
    click(stage.hooks.addressOf(zap), 'correct horse', idOf('workflows', 'Spring Offer Workflow'));
    await settled(stage);
    expect(zap.deliveries).toMatchObject([{ polled: 0 }, { polled: 0 }]);
    expect(told()).toEqual([]);
  });
});

describe('32: a note on any contact', () => {
  const settings = { channel: '#team' };
  afterEach(() => stage.sandbox.webhooks.setAddresses({ NoteCreate: null }));
  const contact = () => stage.sandbox.state.contacts.where((one) => one.locationId === here()).at(-1);
  const user = () => stage.sandbox.state.users.find((one) => one.locationIds.includes(String(here())));

  test('is told to the team, with whom it is about; that of a Zap is not', async () => {
    const zap = zapIn(32, 'note', settings);
    await zap.turnOn();
    stage.sandbox.webhooks.setAddresses({ NoteCreate: stage.hooks.addressOf(zap) });
    const note = { contactId: contact()?.id, body: 'Prefers mornings {{always}} 😊' };
    await act(stage, 'create_contact_note', { ...note, userId: user()?.id });
    await act(stage, 'create_contact_note', note);
    await settled(stage);
    expect(zap.history.map(outcomeOf)).toEqual(['success', 'No person wrote the note.']);
    const who = `${contact()?.firstName} ${contact()?.lastName}`;
    expect(told()).toEqual([`Note on ${who}: Prefers mornings {{always}} 😊`]);
  });
});

describe('26: a row of the content sheet', () => {
  const zone = () => stage.sandbox.state.locations.get(here())?.timezone;
  const user = () =>
    String(stage.sandbox.state.users.find(({ locationIds }) => locationIds.includes(here()))?.id);
  const settings = () => ({ sheet: 'Content', folder: 'Pictures', user: user() });
  const row: Item = {
    row: '7',
    status: 'Approved',
    text: 'Hi {{first_name}} 👋, spring is here',
    picture: 'spring picture.png',
    platform: 'Facebook',
    time: '2026-01-20 09:00',
  };
  const file = () => `${stage.sandbox.url}/_sandbox/files/0b1c`;
  const others = () => ({
    sheets: new WebhookReceiver(),
    drive: new WebhookReceiver({ find_file: ({ name }) => (name === row.picture ? [{ file: file() }] : []) }),
  });
  const posts = () => rowsIn(stage, stage.sandbox.state.socialPosts, ({ summary }) => summary === row.text);
  const run = (apps: ReturnType<typeof others>, given: Item) =>
    jobZap(stage, 26, 'post', { settings: settings(), apps }).run(given);

  test('that is approved becomes a post with its picture, at its time in the sub-account', async () => {
    const apps = others();
    expect(zone()).toBe('America/New_York');
    expect(outcomeOf(await run(apps, row))).toBe('success');
    const [facebook] = rowsIn(
      stage,
      stage.sandbox.state.socialAccounts,
      (one) => one.platform === 'facebook',
    );
    const [media] = rowsIn(stage, stage.sandbox.state.mediaFiles, ({ name }) => name === row.picture);
    const [post, ...more] = posts();
    expect(more).toEqual([]);
    expect(post).toMatchObject({
      accountIds: [facebook?.id],
      status: 'scheduled',
      displayDate: '2026-01-20T14:00:00.000Z',
      media: [{ url: media?.url, type: 'image/png' }],
      createdBy: user(),
    });
    expect(apps.sheets.received).toEqual([
      { sheet: 'Content', row: '7', status: 'Scheduled', post: post?.id },
    ]);
    // What the last step has written is a change of the row again.
    expect(outcomeOf(await run(apps, { ...row, status: 'Scheduled' }))).toBe('The row is not approved.');
    expect(posts()).toHaveLength(1);
  });

  test.each([
    [
      'its account must be connected again',
      { platform: 'LinkedIn' },
      /must be connected again in HighLevel\.$/,
    ],
    ['its picture is not there', { picture: 'summer.png' }, /^Nothing was found\.$/],
    ['its platform has no account', { platform: 'Pinterest' }, /^Nothing was found\.$/],
  ])('posts nothing where %s', async (_, change, says) => {
    const apps = others();
    const before = posts().length;
    expect(outcomeOf(await run(apps, { ...row, ...change }))).toMatch(says);
    expect(posts()).toHaveLength(before);
    expect(apps.sheets.received).toEqual([]);
  });
});
