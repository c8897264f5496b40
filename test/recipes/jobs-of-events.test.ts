/** Jobs that begin with what happens in HighLevel: from the event to what is left behind, once. */
import { pass, type Stage } from '../../recipes/stage';
import { type JsonObject, objects } from '../../sandbox/json';
import type { Contact } from '../../sandbox/state';
import { type Surroundings, WebhookReceiver } from '../../zapier';
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

let stage: Stage;

beforeAll(async () => {
  stage = await setJobStage();
});
afterAll(() => stage.close());

const state = () => stage.sandbox.state;

const someone = takerOf(() => stage);

/** Lets something happen to a contact. */
const happen = (event: string, { id }: Contact, details: JsonObject = {}) =>
  stage.sandbox.happen(event, { contactId: id, ...details });

const rowsOfUsers = () => state().users.where(({ locationIds }) => locationIds.includes(locationIn(stage)));

describe('3: a missed call', () => {
  test('gets one text and one task, which stays one however often somebody calls', async () => {
    const zap = await turnedOn(jobZap(stage, 3, 'missed call'));
    const caller = someone();
    happen('message-received', caller, { channel: 'Call', status: 'no-answer', duration: 0 });
    happen('message-received', someone(), { channel: 'Call', status: 'completed' });
    happen('message-sent', someone(), { channel: 'Call', status: 'no-answer', duration: 0 });

    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    expect(textsTo(stage, caller).map(({ body }) => body)).toEqual([
      expect.stringMatching(`^Hi ${caller.firstName}, sorry that we missed`),
    ]);
    const title = 'Call back: missed call';
    const [task, ...others] = tasksOf(stage, caller).filter((one) => one.title === title);
    expect([task, others]).toMatchObject([{ assignedTo: caller.assignedTo, completed: false }, []]);
    const due = Date.parse(String(task?.dueDate)) - stage.sandbox.clock.ms();
    expect(Math.round(due / 60_000)).toBe(55);

    happen('message-received', caller, { channel: 'Call', status: 'busy', duration: 0 });
    const [again] = await nextPoll(zap);
    expect(again && outcomesOf(again)).toEqual(['contact found', 'texted done', 'due done', 'task found']);
    expect(textsTo(stage, caller).map(({ body }) => body)).toHaveLength(2);
    expect(tasksOf(stage, caller).filter((one) => one.title === title)).toHaveLength(1);
  });
});

describe('1: a lead form', () => {
  const setting = () => {
    const pipeline = rowNamed(stage, state().pipelines, 'Sales');
    const form = rowNamed(stage, state().forms, 'Booking form');
    const stages = objects(pipeline.stages);
    return {
      form: form.id,
      pipeline: pipeline.id,
      stage: String(stages.find(({ name }) => name === 'New Lead')?.id),
    };
  };
  const dealsOf = (contactId: string, pipelineId: string) =>
    state().opportunities.where((one) => one.contactId === contactId && one.pipelineId === pipelineId);

  test('makes one opportunity, and texts the owner each time; nobody where there is no owner', async () => {
    const settings = setting();
    const zap = await turnedOn(jobZap(stage, 1, 'form', { settings }));
    const lead = state().contacts.insert({
      locationId: locationIn(stage),
      firstName: 'Rosa',
      lastName: 'Lund',
      phone: '+12125550777',
      assignedTo: someone().assignedTo,
    });
    const submit = (contact: Contact, topic: string) =>
      happen('form-submitted', contact, { formId: settings.form, answers: { topic } });
    submit(lead, 'Implants {{now}} 😊');
    happen('form-submitted', someone(), { formId: rowNamed(stage, state().forms, 'Feedback form').id });

    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    expect(dealsOf(lead.id, settings.pipeline)).toMatchObject([
      {
        name: 'Rosa Lund: Booking form',
        status: 'open',
        pipelineStageId: settings.stage,
        assignedTo: lead.assignedTo,
      },
    ]);
    const owner = state().users.get(String(lead.assignedTo));
    const [colleague, ...others] = rowsIn(stage, state().contacts, ({ phone }) => phone === owner?.phone);
    if (!colleague) throw new Error('The owner has no contact.');
    expect(others).toEqual([]);
    expect(colleague.tags).toEqual(['team']);
    expect(textsTo(stage, colleague).map(({ body }) => body)).toEqual([
      expect.stringMatching(
        /^New lead: Rosa Lund, \+12125550777\nBooking form\n.*Topic: Implants {{now}} 😊/s,
      ),
    ]);

    submit(lead, 'Again');
    const [again] = await nextPoll(zap);
    expect(again && outcomesOf(again)).toEqual([
      ...['contact found', 'deal found', 'somebody done', 'user found', 'colleague found', 'texted done'],
    ]);
    expect(dealsOf(lead.id, settings.pipeline)).toHaveLength(1);
    expect(textsTo(stage, colleague).map(({ body }) => body)).toHaveLength(2);

    const ownerless = state().contacts.insert({ locationId: locationIn(stage), firstName: 'Olga' });
    submit(ownerless, 'Whitening');
    const [last] = await nextPoll(zap);
    expect(last && outcomesOf(last)).toEqual(['contact found', 'deal done', 'somebody stopped']);
  });
});

describe('4: a call', () => {
  const settings = { stages: 'New Lead; Proposal Sent: they asked for an offer' };
  const withDeal = () => {
    const contact = someone();
    const pipeline = rowNamed(stage, state().pipelines, 'Sales');
    for (const { id } of state().opportunities.where((one) => one.contactId === contact.id))
      state().opportunities.delete(id);
    const [first] = objects(pipeline.stages);
    const deal = state().opportunities.insert({
      locationId: locationIn(stage),
      contactId: contact.id,
      name: 'Implants',
      pipelineId: pipeline.id,
      pipelineStageId: String(first?.id),
      status: 'open',
    });
    const stageNow = () =>
      objects(pipeline.stages).find(({ id }) => id === state().opportunities.get(deal.id)?.pipelineStageId)
        ?.name;
    return { contact, stageNow };
  };
  const notesOn = ({ id }: Contact) =>
    state()
      .notes.where(({ contactId, title }) => contactId === id && title === 'Call summary')
      .map(({ body }) => body);
  const others = (stageName: string) => ({
    ai: new WebhookReceiver({ analyze: ({ text }) => ({ summary: `In short: ${text}`, stage: stageName }) }),
    openai: new WebhookReceiver({ transcription: () => ({ text: 'From the recording.' }) }),
  });

  test.each([
    ['with its transcription', true, 'In short: Could you send an offer?\nTomorrow.'],
    ['with its recording alone', false, 'In short: From the recording.'],
  ])('%s gets one summary, and its opportunity the stage', async (_, isTranscribed, summary) => {
    const apps = others('proposal sent');
    const zap = await turnedOn(jobZap(stage, 4, 'summary', { settings, apps }));
    const { contact, stageNow } = withDeal();
    const { id } = happen('message-received', contact, { channel: 'Call', duration: 90 });
    if (isTranscribed)
      stage.sandbox.happen('call-transcribed', {
        messageId: String(id),
        transcript: 'Could you send an offer?\nTomorrow.',
      });
    happen('message-received', someone(), { channel: 'Call', duration: 59 });

    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    expect([notesOn(contact), stageNow()]).toEqual([[summary], 'Proposal Sent']);
    expect(apps.openai.received).toHaveLength(isTranscribed ? 0 : 1);
    expect(apps.ai.received).toMatchObject([{ stages: settings.stages }]);
  });

  test('moves no opportunity to a stage that there is not, and keeps the summary', async () => {
    const zap = await turnedOn(jobZap(stage, 4, 'summary', { settings, apps: others('Nirvana') }));
    const { contact, stageNow } = withDeal();
    happen('message-received', contact, { channel: 'Call', duration: 90 });
    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['Nothing was found.']);
    expect([notesOn(contact).length, stageNow()]).toEqual([1, 'New Lead']);
  });
});

describe('5: a text', () => {
  test('is answered once, by what people made of the draft; nothing is sent where they decline', async () => {
    const ai = new WebhookReceiver({ analyze: () => ({ draft: 'Yes, at ten.' }) });
    const approval = new WebhookReceiver({ request: ({ draft }) => ({ draft: `${draft} See you!` }) });
    const zap = await turnedOn(jobZap(stage, 5, 'draft', { apps: { ai, approval } }));
    const sender = someone();
    const unread = (contactId: string) =>
      state().conversations.find((row) => row.contactId === contactId)?.unreadCount;
    happen('message-sent', sender, { body: 'How are your teeth?' });
    happen('message-received', sender, { body: 'Fine. Are you open tomorrow? {{x}}' });
    happen('message-received', sender, { channel: 'WhatsApp', body: 'Hello?' });

    const [run, ...more] = await nextPoll(zap);
    expect([run && outcomesOf(run), more]).toEqual([
      ['messages found', 'ai done', 'approved done', 'texted done', 'read done'],
      [],
    ]);
    expect(unread(sender.id)).toBe(0);
    expect(await nextPoll(zap)).toEqual([]);
    const thread = 'Us: How are your teeth?\nContact: Fine. Are you open tomorrow? {{x}}';
    expect(ai.received).toMatchObject([{ text: expect.stringContaining(thread) }]);
    expect(textsTo(stage, sender).map(({ body }) => body)).toEqual([
      'How are your teeth?',
      'Yes, at ten. See you!',
    ]);

    const declining: Surroundings['apps'][string] = Object.assign(new WebhookReceiver(), {
      perform: async () => ({
        ok: false as const,
        requests: 0,
        failure: { kind: 'halted' as const, message: 'The reviewer declined.' },
      }),
    });
    const declined = await turnedOn(jobZap(stage, 5, 'draft', { apps: { ai, approval: declining } }));
    const other = someone();
    happen('message-received', other, { body: 'Stop!' });
    expect((await nextPoll(declined)).map(outcomeOf)).toEqual(['The reviewer declined.']);
    expect(textsTo(stage, other).map(({ body }) => body)).toEqual([]);
    expect(unread(other.id)).toBe(1);
  });
});

describe('6: an email', () => {
  const link = (name: string) => `${stage.sandbox.url}/_sandbox/files/${name}`;
  const settings = () => ({
    folder: 'Inbox',
    field: String(rowsIn(stage, state().customFields, ({ dataType }) => dataType === 'FILE_UPLOAD')[0]?.id),
  });
  const namesIn = ({ id }: Contact) => {
    const value = state()
      .contacts.get(id)
      ?.customFields.find((one) => one.id === settings().field)?.value;
    return objects(Object.values(Object(value))).map(({ meta }) => Object(meta).originalname);
  };
  const notesOf = ({ id }: Contact) =>
    state()
      .notes.where(({ contactId }) => contactId === id)
      .map(({ title, body }) => `${title}: ${body}`);

  test('has each of its attachments saved, put on the contact and noted, once', async () => {
    const drive = new WebhookReceiver();
    const zap = await turnedOn(jobZap(stage, 6, 'attachments', { settings: settings(), apps: { drive } }));
    const [sender, other] = [someone(), someone()];
    const before = notesOf(sender);
    const attachments = [link('x-ray.pdf'), link('virus.exe'), link('front%20side.png')];
    happen('message-received', sender, { channel: 'Email', subject: 'My x-ray', attachments });
    happen('message-received', other, { channel: 'Email', subject: 'Hello' });
    happen('message-sent', other, { channel: 'Email', subject: 'Plan', attachments });

    const runs = await nextPoll(zap);
    expect(runs.map(outcomeOf)).toEqual(
      expect.arrayContaining(['The email has no attachments.', expect.stringMatching(/virus\.exe/)]),
    );
    expect(await nextPoll(zap)).toEqual([]);
    expect(drive.received).toEqual(attachments.map((file) => ({ folder: 'Inbox', file })));
    expect(namesIn(sender)).toEqual(['x-ray.pdf', 'front side.png']);
    expect(namesIn(other)).toEqual([]);
    expect(notesOf(sender).filter((note) => !before.includes(note))).toEqual([
      `File of an email: x-ray.pdf: My x-ray, from ${sender.email}`,
      `File of an email: front side.png: My x-ray, from ${sender.email}`,
    ]);
  });
});

describe('13: a booking', () => {
  test.each([['Consultation'], ['Follow-up']])('of %s tells its closer, once', async (calendar) => {
    const slack = new WebhookReceiver({ user_by_email: ({ email }) => [{ id: `slack of ${email}` }] });
    const zap = await turnedOn(jobZap(stage, 13, 'booking', { apps: { slack } }));
    const [contact, closer] = [someone(), rowsOfUsers()[0]];
    happen('form-submitted', contact, { answers: { topic: 'Whitening' } });
    const { id } = happen('appointment-booked', contact, {
      calendarId: rowNamed(stage, state().calendars, calendar).id,
      startTime: '2026-01-20T15:00:00-05:00',
    });
    state().appointments.update(String(id), { assignedUserId: closer?.id });

    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    const [looked, message, ...others] = slack.received;
    expect([looked, others]).toEqual([{ email: closer?.email }, []]);
    expect(message?.user).toBe(`slack of ${closer?.email}`);
    const text = String(message?.text);
    expect(text).toContain(`New booking: Tuesday, January 20 at 3:00 PM, ${calendar}`);
    expect(text).toContain(`${contact.firstName} ${contact.lastName}, ${contact.phone}, ${contact.email}`);
    expect(text).toContain('Topic: Whitening');
  });
});

describe('14: a no-show', () => {
  test('is offered three times, and enters the workflow, once', async () => {
    const workflow = rowNamed(stage, state().workflows, 'Welcome Series Workflow').id;
    const zap = await turnedOn(jobZap(stage, 14, 'no-show', { settings: { workflow } }));
    const [absent, present] = [someone(), someone()];
    const calendarId = rowNamed(stage, state().calendars, 'Consultation').id;
    for (const [contact, status] of [
      [absent, 'noshow'],
      [present, 'showed'],
    ] as const) {
      const { id } = happen('appointment-booked', contact, { calendarId });
      stage.sandbox.happen('appointment-marked', { appointmentId: String(id), status });
    }

    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    const [text, ...others] = textsTo(stage, absent).map(({ body }) => body);
    expect([others, textsTo(stage, present).map(({ body }) => body)]).toEqual([[], []]);
    const [said, ...times] = String(text).split('\n');
    expect(said).toBe(`Hi ${absent.firstName}, we missed you today. Which of these times suits you?`);
    expect(times).toEqual(
      Array(3).fill(expect.stringMatching(/^\w+day, January \d+, 2026 at \d+:\d\d [AP]M$/)),
    );
    const enrolled = state().enrolments.where((one) => one.targetId === workflow);
    expect(enrolled.map(({ contactId }) => contactId)).toEqual([absent.id]);
  });
});

describe('9: a contract', () => {
  test('that is signed starts the workflow, notes it and moves the deal, once; another document does not', async () => {
    const pipeline = rowNamed(stage, state().pipelines, 'Sales');
    const [first, second] = objects(pipeline.stages).map(({ id, name }) => ({
      id: String(id),
      name: String(name),
    }));
    const contact = someone();
    const locationId = locationIn(stage);
    const deal = state().opportunities.insert({
      locationId,
      contactId: contact.id,
      name: 'Yearly care',
      pipelineId: pipeline.id,
      pipelineStageId: first?.id,
      status: 'open',
    });
    const sent = (name: string) =>
      state().documents.insert({
        locationId,
        name,
        status: 'sent',
        documentRevision: 1,
        recipients: [
          { id: contact.id, entityName: 'contacts', isPrimary: true, contactName: contact.firstName },
        ],
      }).id;
    const [contract, other] = [sent('Care Agreement'), sent('Price List')];
    const [workflow] = rowsIn(stage, state().workflows, ({ status }) => status === 'published');
    const settings = { document: 'Agreement', workflow: String(workflow?.id), stage: String(second?.name) };
    const zap = await turnedOn(jobZap(stage, 9, 'signed', { settings }));
    for (const documentId of [contract, other]) stage.sandbox.happen('document-signed', { documentId });
    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    expect(state().opportunities.get(deal.id)?.pipelineStageId).toBe(second?.id);
    expect(
      state()
        .notes.where(({ contactId }) => contactId === contact.id)
        .at(-1),
    ).toMatchObject({
      body: 'Care Agreement, version 1',
    });
    const enrolled = state().enrolments.where(({ contactId }) => contactId === contact.id);
    expect(enrolled.map(({ targetId }) => targetId)).toEqual([workflow?.id]);
  });
});

describe('15: an appointment', () => {
  test('that is cancelled puts the open opportunity back, once', async () => {
    const pipeline = rowNamed(stage, state().pipelines, 'Sales');
    const [back, , , late] = objects(pipeline.stages).map(({ id }) => String(id));
    const contact = someone();
    const deal = state().opportunities.insert({
      locationId: locationIn(stage),
      contactId: contact.id,
      name: 'Implants',
      pipelineId: pipeline.id,
      pipelineStageId: late,
      status: 'open',
    });
    const zap = await turnedOn(jobZap(stage, 15, 'cancelled', { settings: { stage: 'New Lead' } }));
    const { id } = happen('appointment-booked', contact);
    expect(await nextPoll(zap)).toEqual([]);
    stage.sandbox.happen('appointment-cancelled', { appointmentId: String(id) });
    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    expect(state().opportunities.get(deal.id)).toMatchObject({ pipelineStageId: back, status: 'open' });
  });

  test('that is moved changes its row of the sheet, once; one without a row changes none', async () => {
    const [kept, stray] = [someone(), someone()].map((one) => String(happen('appointment-booked', one).id));
    const sheets = new WebhookReceiver({
      lookup_row: ({ value }) => (value === kept ? [{ row: '7' }] : []),
    });
    const settings = { sheet: 'Visits' };
    const zap = await turnedOn(jobZap(stage, 15, 'moved', { settings, apps: { sheets } }));
    for (const appointmentId of [kept, stray])
      stage.sandbox.happen('appointment-moved', {
        appointmentId: String(appointmentId),
        startTime: '2026-01-21T09:30:00-05:00',
      });
    expect((await nextPoll(zap)).map(outcomeOf).sort()).toEqual(['Nothing was found.', 'success']);
    expect(await nextPoll(zap)).toEqual([]);
    expect(sheets.received.filter(({ row }) => row !== undefined)).toEqual([
      { sheet: 'Visits', row: '7', time: 'Wednesday, January 21 at 9:30 AM' },
    ]);
  });
});

describe('18: a tag', () => {
  test('gives the contact to one person, with one welcome task; another tag does not', async () => {
    const [, anna, colleague] = rowsOfUsers();
    const settings = { tag: 'vip', email: String(anna?.email), follower: String(colleague?.id) };
    const [important, other] = [someone(), someone()];
    // Whoever has the tag when the Zap is turned on is known to it.
    for (const one of [important, other]) state().contacts.update(one.id, { tags: [] });
    const zap = await turnedOn(jobZap(stage, 18, 'tag', { settings }));
    happen('tag-added', important, { tag: 'vip' });
    happen('tag-added', other, { tag: 'newsletter' });
    // The search over all contacts knows a change some seconds later.
    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    expect(state().contacts.get(important.id)).toMatchObject({
      assignedTo: anna?.id,
      tags: ['vip'],
      followers: [colleague?.id],
    });
    const title = `Welcome ${important.firstName} ${important.lastName} in person`;
    expect(tasksOf(stage, important).filter((one) => one.title === title)).toMatchObject([
      { assignedTo: anna?.id },
    ]);
    expect(state().contacts.get(other.id)?.assignedTo).toBe(other.assignedTo);
  });
});

describe('22: the mailing list', () => {
  const settings = { audience: 'Newsletter' };

  test('loses who wants no more emails, once; another channel changes nothing', async () => {
    const mailchimp = new WebhookReceiver();
    const zap = await turnedOn(jobZap(stage, 22, 'opt-out', { settings, apps: { mailchimp } }));
    const [out, mute] = [someone(), someone()];
    state().contacts.update(out.id, { dndSettings: { Email: { status: 'permanent' } } });
    state().contacts.update(mute.id, { dndSettings: { SMS: { status: 'permanent' } } });
    const outcomes = (await nextPoll(zap)).map(outcomeOf).sort();
    expect(outcomes).toEqual(
      [`${mute.firstName} ${mute.lastName} may still be written to.`, 'success'].sort(),
    );
    expect(await nextPoll(zap)).toEqual([]);
    expect(mailchimp.received).toEqual([{ audience: 'Newsletter', email: out.email }]);
  });

  test('follows a changed email', async () => {
    const mailchimp = new WebhookReceiver();
    const zap = await turnedOn(jobZap(stage, 22, 'email', { settings, apps: { mailchimp } }));
    const contact = someone();
    const { email } = contact;
    state().contacts.update(contact.id, { email: 'moved@example.com' });
    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    expect(mailchimp.received).toEqual([{ audience: 'Newsletter', email, new_email: 'moved@example.com' }]);
  });
});

describe('23: a customer who waits', () => {
  test('raises an alarm after half an hour and becomes a task after an hour; who was answered does not', async () => {
    const slack = new WebhookReceiver();
    const settings = { channel: '#team' };
    const [waits, answered] = [someone(), someone()];
    const zap = await turnedOn(jobZap(stage, 23, 'waits', { settings, apps: { slack } }));
    for (const one of [waits, answered])
      happen('message-received', one, { channel: 'SMS', body: 'Are you there?' });
    expect(await nextPoll(zap)).toEqual([]);
    happen('message-sent', answered, { channel: 'SMS', body: 'We are.' });
    pass(31 * 60_000);
    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);
    const name = `${waits.firstName} ${waits.lastName}`;
    expect(slack.received.map(({ text }) => text)).toEqual([
      `${name} has waited for 30 minutes: Are you there?`,
    ]);
    expect(tasksOf(stage, waits).map(({ title }) => title)).toContain(
      `Answer ${name}, who has waited for an hour`,
    );
  });
});
