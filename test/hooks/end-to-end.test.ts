/**
 * From HighLevel to the last step of a Zap, without a poll: the sandbox calls the Zap's address, the app's handler
 * takes the call, and the next step gets what came of it.
 */
import app from '../../index';
import { withSharedOperations } from '../../operations/share';
import { nameEndpoints } from '../../reads/names';
import { type Stage, setStage, settled } from '../../recipes/stage';
import { HOUR_MS, MINUTE_MS } from '../../sandbox/clock';
import { isObject, type JsonObject, text } from '../../sandbox/json';
import type { AppEvent } from '../../sandbox/webhooks/app-events';
import { Connection, HookServer, handlerOf, type Item, WebhookReceiver, Zap } from '../../zapier';
import { first, shortenWaits } from '../support/harness';

let stage: Stage;
let hooks: HookServer;
let highlevel: Connection;
let receiver: WebhookReceiver;

beforeAll(async () => {
  stage = await setStage(handlerOf(withSharedOperations(app)));
});
afterAll(() => stage.close());
beforeEach(async () => {
  stage.sandbox.reset();
  hooks = await new HookServer({ now: () => stage.sandbox.clock.ms() }).start();
  const { accessToken: access_token, locationId, companyId } = first(stage.sandbox.locations);
  highlevel = new Connection(stage.highlevel.app, {
    access_token,
    userType: 'Location',
    locationId,
    companyId,
  });
  receiver = new WebhookReceiver();
});

afterEach(() => {
  jest.restoreAllMocks();
  return hooks.close();
});

const here = () => first(stage.sandbox.locations).locationId;
const isHere = (row: { locationId?: unknown }) => row.locationId === here();
const state = () => stage.sandbox.state;
const aContact = () => first(state().contacts.where(isHere));

/** A Zap that is on: an instant trigger, and a step that posts these fields of the event elsewhere. */
async function instantZap(trigger: string, input: Item, posts: Item): Promise<Zap> {
  const zap = new Zap(
    {
      name: `${trigger} ${crypto.randomUUID()}`,
      trigger: { kind: 'hook', id: 'event', app: 'highlevel', trigger, input },
      steps: [
        {
          id: 'post',
          does: 'tells another app',
          kind: 'create',
          app: 'receiver',
          create: 'post',
          input: posts,
        },
      ],
    },
    { apps: { highlevel, receiver }, sleep: async () => undefined },
  );
  await zap.turnOn();
  return zap;
}

/** What the next step got, once nothing is on its way any more. */
async function received(): Promise<Item[]> {
  await settled({ ...stage, hooks });
  return receiver.received;
}

/** What the app read, but for the lists that give names. */
const read = () =>
  stage.sandbox.requests.flatMap(({ method, endpoint }) =>
    method === 'GET' && endpoint && !nameEndpoints.some((one) => one === endpoint) ? [endpoint] : [],
  );

describe('a workflow', () => {
  const POSTS = {
    who: '{{event.contact__email}}',
    link: '{{event.customData__link}}',
    workflow: '{{event.workflowName}}',
  };
  const reach = (details: JsonObject = {}) =>
    stage.sandbox.happen('workflow', {
      contactId: aContact().id,
      customData: { link: 'Spring offer' },
      ...details,
    });

  async function workflowZap(input: Item = {}): Promise<{ zap: Zap; url: string }> {
    const zap = await instantZap('workflow_event', input, POSTS);
    return { zap, url: hooks.addressOf(zap) };
  }

  test('tells the next step of the contact as HighLevel has it, and of its custom data', async () => {
    const { url } = await workflowZap();
    reach({ url });
    expect(await received()).toEqual([
      { who: aContact().email, link: 'Spring offer', workflow: expect.stringMatching(/Workflow$/) },
    ]);
    expect(read()).toEqual(['GET /contacts/{contactId}']);
  });

  test('starts each of its Zaps, once, and none of another sub-account', async () => {
    const zaps = [await workflowZap(), await workflowZap()];
    stage.sandbox.webhooks.disturb({ event: 'workflow', repeat: 1 });
    for (const { url } of zaps) reach({ url });
    stage.sandbox.webhooks.disturb({ event: 'workflow', foreign: 'location' });
    reach({ url: zaps[0]?.url });
    expect(await received()).toHaveLength(2);
    expect(zaps.map(({ zap }) => zap.history.length)).toEqual([1, 1]);
  });

  test('starts its Zap though HighLevel fails at first to tell of the contact', async () => {
    const { zap, url } = await workflowZap();
    shortenWaits();
    stage.sandbox.faults.add({ endpoint: 'GET /contacts/{contactId}', status: 503, times: 3 });
    reach({ url });
    expect(await received()).toHaveLength(1);
    expect(zap.deliveries).toMatchObject([{ polled: 1 }]);
  });

  test('with a secret starts the Zap that knows it, and no other', async () => {
    const { zap, url } = await workflowZap({ secret: 'correct horse' });
    reach({ url, customData: { secret: 'wrong' } });
    reach({ url, customData: { secret: 'correct horse', link: 'Summer offer' } });
    expect(await received()).toMatchObject([{ link: 'Summer offer' }]);
    expect(JSON.stringify(zap.history)).not.toContain('correct horse');
  });
});

/** Asks the API as the sub-account, as any other app does. */
async function ask(method: string, path: string, body?: JsonObject): Promise<JsonObject> {
  const response = await fetch(`${stage.sandbox.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${highlevel.authData.access_token}`,
      'content-type': 'application/json',
      version: '2021-07-28',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  return isObject(answer) ? answer : {};
}

/** A Zap that is on, its address beside its event in the app's settings. */
async function appEventZap(event: AppEvent, posts: Item): Promise<Zap> {
  const zap = await instantZap('app_event', { event }, posts);
  stage.sandbox.webhooks.setAddresses({ [event]: hooks.addressOf(zap) });
  return zap;
}

/** A scene: what happens in HighLevel, what the next step gets of it, and what the app asked for that. */
interface Scene {
  event: AppEvent;
  posts: Item;
  happens: () => unknown;
  got: () => object;
  asks: string[];
}

const SCENES: [what: string, scene: Scene][] = [
  [
    'a note on any contact',
    {
      event: 'NoteCreate',
      posts: { body: '{{event.body}}', contactId: '{{event.contactId}}', writer: '{{event.userId}}' },
      happens: () =>
        ask('POST', `/contacts/${aContact().id}/notes`, {
          body: 'Call back {{soon}} 😊',
          userId: first(state().users.where((row) => row.locationIds.includes(here()))).id,
        }),
      // The event does not say who wrote it: the note is read back.
      got: () => ({
        body: 'Call back {{soon}} 😊',
        contactId: aContact().id,
        writer: expect.stringMatching(/^\w{20}$/),
      }),
      asks: ['GET /contacts/{contactId}/notes/{id}'],
    },
  ],
  [
    'a message',
    {
      event: 'InboundMessage',
      posts: { body: '{{event.body}}', contactId: '{{event.contactId}}' },
      happens: () =>
        stage.sandbox.happen('message-received', { contactId: aContact().id, body: 'Are you open?' }),
      got: () => ({ body: 'Are you open?', contactId: aContact().id }),
      asks: ['GET /conversations/messages/{id}'],
    },
  ],
  [
    'an opportunity’s change of stage',
    {
      event: 'OpportunityStageUpdate',
      posts: { name: '{{event.name}}', stage: '{{event.pipelineStageName}}' },
      happens: () => {
        const { id, pipelineId } = anOpportunity();
        return ask('PUT', `/opportunities/${id}`, { pipelineId, pipelineStageId: nextStage().id });
      },
      got: () => ({ name: anOpportunity().name, stage: nextStage().name }),
      asks: ['GET /opportunities/{id}'],
    },
  ],
  [
    'a deletion',
    {
      event: 'ContactDelete',
      posts: { email: '{{event.email}}', isDeleted: '{{event.deleted}}' },
      happens: () => ask('DELETE', `/contacts/${aContact().id}`),
      got: () => ({ email: aContact().email, isDeleted: true }),
      asks: [],
    },
  ],
];

const anOpportunity = () => first(state().opportunities.where(isHere));

function nextStage(): JsonObject {
  const { pipelineId, pipelineStageId } = anOpportunity();
  const stages = state().pipelines.get(text(pipelineId))?.stages;
  const others = (Array.isArray(stages) ? stages : [])
    .filter(isObject)
    .filter(({ id }) => id !== pipelineStageId);
  return first(others);
}

describe('an event of the app', () => {
  test.each(SCENES)('tells the next step of %s', async (_what, { event, posts, happens, got, asks }) => {
    const zap = await appEventZap(event, posts);
    const expected = got();
    await happens();
    expect(await received()).toEqual([expected]);
    expect(zap.history).toMatchObject([{ outcome: 'success' }]);
    expect(read()).toEqual(asks);
  });

  const POSTS = { body: '{{event.body}}' };
  const write = (...bodies: string[]) => {
    for (const body of bodies) {
      state().notes.insert({ locationId: here(), contactId: aContact().id, body });
    }
  };
  const bodies = async () => (await received()).map(({ body }) => body);
  const disturb: Stage['sandbox']['webhooks']['disturb'] = (fault) => stage.sandbox.webhooks.disturb(fault);

  test('starts the Zap once, though it comes again, late, or behind a later one', async () => {
    await appEventZap('NoteCreate', POSTS);
    for (const fault of [{ repeat: 2 }, { behindNext: true }, { delayMs: HOUR_MS, repeat: 1 }])
      disturb(fault);
    write('again', 'behind', 'late', 'usual');
    expect(await bodies()).toEqual(['again', 'behind', 'usual']);
    stage.sandbox.clock.advance(HOUR_MS);
    expect(await bodies()).toEqual(['again', 'behind', 'usual', 'late']);
  });

  test('starts nothing where it is not HighLevel’s, of another app, or of another sub-account', async () => {
    const zap = await appEventZap('NoteCreate', POSTS);
    for (const signature of ['none', 'N/A', 'forged', 'tampered'] as const) disturb({ signature });
    for (const foreign of ['app', 'location'] as const) disturb({ foreign });
    write('none', 'N/A', 'forged', 'tampered', 'app', 'location');
    const [, other] = stage.sandbox.locations;
    state().notes.insert({ locationId: other?.locationId ?? '', body: 'of the other sub-account' });
    expect(await bodies()).toEqual([]);
    expect(zap.deliveries).toHaveLength(7);
    expect(zap.deliveries.filter(({ failure }) => failure)).toEqual([]);
    expect(read()).toEqual([]);
    write('ours');
    expect(await bodies()).toEqual(['ours']);
  });

  test('starts the Zap once, though HighLevel fails at first to give the record', async () => {
    const zap = await appEventZap('NoteCreate', POSTS);
    shortenWaits();
    stage.sandbox.faults.add({ endpoint: 'GET /contacts/{contactId}/notes/{id}', status: 502, times: 3 });
    write('patient');
    expect(await bodies()).toEqual(['patient']);
    expect(zap.deliveries).toHaveLength(1);
  });

  test('of a flood comes ten minutes later, where Zapier refused it, and again then', async () => {
    stage.sandbox.clock.set(Date.now());
    await appEventZap('NoteDelete', { id: '{{event.id}}' });
    const notes = Array.from(
      { length: 65 },
      () => state().notes.insert({ locationId: here(), body: 'x' }).id,
    );
    for (const id of notes) state().notes.delete(id);
    const counts = [(await received()).length];
    for (const _later of [1, 2]) {
      stage.sandbox.clock.advance(11 * MINUTE_MS);
      counts.push((await received()).length);
    }
    expect(counts).toEqual([30, 60, 65]);
    expect(new Set(receiver.received.map(({ id }) => id))).toEqual(new Set(notes));
  });

  test('starts the Zap of an agency, whichever of its sub-accounts it is of, and of none else', async () => {
    const agency = first(stage.sandbox.agencies);
    const authData = { access_token: agency.accessToken, userType: 'Company', companyId: agency.companyId };
    highlevel = new Connection(stage.highlevel.app, authData);
    await appEventZap('NoteDelete', { locationId: '{{event.locationId}}' });
    const ids = stage.sandbox.locations.map(({ locationId }) => locationId);
    for (const locationId of ids) state().notes.delete(state().notes.insert({ locationId, body: 'x' }).id);
    const own = stage.sandbox.locations.filter(({ companyId }) => companyId === agency.companyId);
    expect(own.length).toBeLessThan(ids.length);
    expect((await received()).map(({ locationId }) => locationId)).toEqual(
      own.map(({ locationId }) => locationId),
    );
  });

  test('starts nothing while the Zap is off; the last one that did is the first sample', async () => {
    const zap = await appEventZap('NoteCreate', POSTS);
    zap.turnOff();
    write('meanwhile');
    expect(await bodies()).toEqual([]);
    await zap.turnOn();
    write('on again');
    expect(await bodies()).toEqual(['on again']);
    expect((await zap.sample())[0]).toMatchObject({ body: 'on again' });
  });
});
