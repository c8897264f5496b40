/** A workflow's Webhook action starts a Zap: what the Zap is given, and what its owner sees before. */
import { address, here, someContact, workflowBody } from './calls';

const zap = address();
const SECRET = { input: { secret: 'open sesame' } };
const trigger = 'workflow_event' as const;

describe('a call of a workflow', () => {
  test.each([['text and headers'], ['the parsed body alone']])(
    'starts the Zap with the contact as HighLevel has it, where Zapier hands on %s',
    async (form) => {
      const parsedOnly = form === 'the parsed body alone' ? { parsedOnly: true as const } : {};
      const { started, requests } = await zap.send({ trigger, body: workflowBody(zap), ...parsedOnly });
      const { id, email, tags } = someContact(zap);
      expect(started).toMatchObject([
        {
          id: expect.stringMatching(/^[0-9a-f]{32}$/),
          isVerified: false,
          contactId: id,
          locationId: here(zap),
          contact: { email, tags },
          customData: { link: 'https://www.example.com/offers' },
        },
      ]);
      expect(requests).toEqual(['GET /contacts/{contactId}']);
    },
  );

  test('gives the contact as the polling triggers do, with the name of its owner', async () => {
    const contact = zap.sandbox.state.contacts.where(
      (row) => row.locationId === here(zap) && Boolean(row.assignedTo),
    )[0];
    const { started } = await zap.send({ trigger, body: workflowBody(zap, { contact_id: contact?.id }) });
    expect(started).toMatchObject([
      { contact: { assignedTo: contact?.assignedTo, assignedToName: expect.any(String) } },
    ]);
  });

  test('gives an appointment its zone, an opportunity its own names, and a payment its lines', async () => {
    const body = workflowBody(zap, {
      id: 'yWQobCRIhRguQtD2llvk',
      opportunity_name: 'Dental implant',
      status: 'open',
      pipeline_id: 'p1',
      pipeline_name: 'Sales',
      pipleline_stage: 'Proposal Sent',
      lead_value: '4200',
      calendar: {
        id: 'cal1',
        appointmentId: 'app1',
        calendarName: 'First consultation',
        title: 'Check-up',
        startTime: '2026-07-01T10:00:00',
        endTime: '2026-07-01T10:30:00',
        selectedTimezone: 'America/Chicago',
        appoinmentStatus: 'confirmed',
      },
      payment: {
        transaction_id: 't1',
        payment_status: 'succeeded',
        total_amount: 120,
        currency_code: 'USD',
        line_items: [{ title: 'Check-up', quantity: 1, price: 120 }],
      },
      user: { firstName: 'Renata', email: 'renata@example.com' },
    });
    const { started } = await zap.send({ trigger, body });
    expect(started).toMatchObject([
      {
        appointment: {
          id: 'app1',
          calendarId: 'cal1',
          calendarName: 'First consultation',
          startTime: '2026-07-01T10:00:00.000-05:00',
          endTime: '2026-07-01T10:30:00.000-05:00',
          appointmentStatus: 'confirmed',
          appointmentStatusName: 'Confirmed',
        },
        opportunity: {
          id: 'yWQobCRIhRguQtD2llvk',
          name: 'Dental implant',
          status: 'open',
          pipelineId: 'p1',
          pipelineName: 'Sales',
          pipelineStageName: 'Proposal Sent',
          monetaryValue: 4200,
        },
        payment: {
          id: 't1',
          status: 'succeeded',
          amount: 120,
          currency: 'USD',
          items: [{ title: 'Check-up' }],
        },
        user: { firstName: 'Renata', email: 'renata@example.com' },
      },
    ]);
  });

  test('leaves out what says nothing, and passes text on unharmed', async () => {
    const said = {
      quote: '“Grüße” 😊 {{contact.x}} and {{bundle.inputData.y}}',
      'Wedding Day': '2026-05-09',
    };
    const customData = { ...said, tag: '{{contact.nobody_knows}}', empty: '', nothing: 'null', none: null };
    const { started } = await zap.send({ trigger, body: workflowBody(zap, { customData }) });
    expect(started).toMatchObject([{ customData: said }]);
    expect(Object.keys(Object(started[0]?.customData))).toEqual(Object.keys(said));
  });

  test('with the secret may give the contact as it was sent, without a request', async () => {
    const input = { ...SECRET.input, contactDetails: 'sent' };
    const body = workflowBody(zap, {
      customData: { Secret: 'open sesame', link: 'x' },
      'Wedding Day': '2026-05-09',
      'Empty One': '',
      contact: { attributionSource: { medium: 'form', mediumId: 'null' } },
    });
    const { started, requests } = await zap.send({ trigger, body, input });
    expect(requests).toEqual([]);
    expect(started).toMatchObject([
      {
        isVerified: true,
        contact: {
          name: 'As It Was Sent',
          email: 'as.sent@example.com',
          tags: ['one', 'two'],
          dateAdded: '2026-05-04T14:12:09.000Z',
          attributionSource: { medium: 'form' },
          customFields: { 'Wedding Day': '2026-05-09' },
        },
        customData: { link: 'x' },
      },
    ]);
    expect(JSON.stringify(started)).not.toContain('open sesame');
  });

  test('without a secret never gives the contact as it was sent, whatever the form says', async () => {
    const { started } = await zap.send({
      trigger,
      body: workflowBody(zap),
      input: { contactDetails: 'sent' },
    });
    expect(started).toMatchObject([{ isVerified: false, contact: { email: someContact(zap).email } }]);
  });

  test('may be a Custom Webhook’s, whose fields are its author’s own', async () => {
    const body = { contact_id: someContact(zap).id, secret: 'open sesame', order: 42, 'Size of Shoe': '39' };
    const { started } = await zap.send({ trigger, body, ...SECRET });
    expect(started).toMatchObject([
      {
        isVerified: true,
        contact: { email: someContact(zap).email },
        customData: { order: 42, 'Size of Shoe': '39' },
      },
    ]);
    expect(JSON.stringify(started)).not.toContain('open sesame');
  });

  test('may be of no contact, where it comes with the secret', async () => {
    const { started, requests } = await zap.send({
      trigger,
      body: { total: 7 },
      headers: { 'X-Secret': 'open sesame' },
      ...SECRET,
    });
    expect(started).toMatchObject([
      { isVerified: true, contactId: '', locationId: here(zap), customData: { total: 7 } },
    ]);
    expect(requests).toEqual([]);
  });

  test('may hold several events, each of which starts the Zap', async () => {
    const [one, other] = zap.sandbox.state.contacts.where(({ locationId }) => locationId === here(zap));
    const bodies = [one, other].map((contact) => workflowBody(zap, { contact_id: contact?.id }));
    const { started } = await zap.send({ trigger, body: bodies });
    expect(started.map(({ contactId }) => contactId)).toEqual([one?.id, other?.id]);
  });
});

describe('a test of the trigger', () => {
  test('shows the newest contacts in the shape of an event', async () => {
    const { started } = await zap.send({ trigger, body: workflowBody(zap), zap: 'another' });
    zap.forget();
    const shown = await zap.test({ trigger });
    expect(shown).toHaveLength(3);
    const keysOf = (event: object | undefined) =>
      Object.keys(event ?? {}).filter((key) => key !== 'customData' && key !== 'locationName');
    for (const one of shown) expect(keysOf(one).sort()).toEqual(keysOf(started[0]).sort());
  });

  test('shows the last event first, so that its custom data can be mapped by their names', async () => {
    await zap.send({ trigger, body: workflowBody(zap, { customData: { 'Which Link': 'offers' } }) });
    const shown = await zap.test({ trigger });
    expect(shown).toHaveLength(3);
    expect(shown[0]).toMatchObject({ customData: { 'Which Link': 'offers' } });
    expect(await zap.fields({ trigger })).toContainEqual({
      key: 'customData__Which Link',
      label: 'Which Link',
    });
  });

  test('shows the last event where its own id is not told, to whoever has the same form', async () => {
    await zap.send({ trigger, body: workflowBody(zap) });
    expect((await zap.test({ trigger, zap: '' }))[0]).toMatchObject({
      customData: { link: 'https://www.example.com/offers' },
    });
  });

  test('shows the last event though the newest contacts can’t be read', async () => {
    await zap.send({ trigger, body: workflowBody(zap) });
    zap.sandbox.faults.add({
      endpoint: 'POST /contacts/search',
      status: 403,
      body: { message: 'Forbidden' },
      times: 9,
    });
    expect(await zap.test({ trigger })).toMatchObject([
      { customData: { link: 'https://www.example.com/offers' } },
    ]);
  });

  test('shows a sample where a sub-account has no contacts, and where an agency has not chosen one', async () => {
    for (const { id } of zap.sandbox.state.contacts.where(() => true)) zap.sandbox.state.contacts.delete(id);
    expect(await zap.test({ trigger })).toMatchObject([{ contact: { name: 'Amara Okafor' } }]);
    expect(await zap.test({ trigger, level: 'agency' })).toMatchObject([
      { contact: { name: 'Amara Okafor' } },
    ]);
  });

  test('tells beside the sample why the last call did not start the Zap, until one does', async () => {
    await zap.send({ trigger, body: workflowBody(zap, { location: { id: 'OtherLocation0000001' } }) });
    const shown = await zap.test({ trigger });
    expect(shown).toHaveLength(3);
    expect(shown[0]).toMatchObject({
      contact: expect.anything(),
      lastRefusal: expect.stringMatching(
        /^The last call, of .* UTC, did not start the Zap\. It is of another sub-account/,
      ),
    });
    expect(await zap.fields({ trigger })).toContainEqual(expect.objectContaining({ key: 'lastRefusal' }));
    await zap.send({ trigger, body: workflowBody(zap) });
    expect((await zap.test({ trigger }))[0]).not.toHaveProperty('lastRefusal');
  });
});
