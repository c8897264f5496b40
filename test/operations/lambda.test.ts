/**
 * Every operation of the app, run by its Lambda handler against the sandbox, with as little and with as
 * much as its form takes; each request that arrives is held against the contract.
 */
import { uniq } from 'lodash';
import type { HttpRequestOptionsWithUrl } from 'zapier-platform-core';
import { contactCreates } from '../../creates/contacts';
import type { Field } from '../../fields/field';
import type { EndpointKey } from '../../highlevel/contract';
import { isRecord } from '../../highlevel/json';
import app from '../../index';
import { create } from '../../operations/create';
import { endpointsOf, waysOf } from '../../operations/search-ways';
import type { AnySpec, CreateSpec } from '../../operations/spec';
import { operations } from '../../registry';
import type { LoggedRequest } from '../../sandbox/gateway/requests';
import type { Sandbox } from '../../sandbox/server';
import type { Item } from '../../zapier';
import { faultsOf, namesIn, namesOf } from '../contract/contract-check';
import type { Filling } from '../notes';
import { connect, type EveryOperation, fillingsOf, startEveryOperation } from '../support/every-operation';
import { exampleInput, type OperationName, operationsIn } from '../support/example-inputs';
import { first } from '../support/harness';
import { isSearch, isWithin, type Subject, subjects } from '../support/operations';

const all = subjects();

/** A parameter that stays away even when all is filled in: it is for the next page, or for clearing. */
const staysAway = ({ spec, note }: Subject) =>
  isWithin([
    ...Object.keys(('notOffered' in spec && spec.notOffered) || {}),
    ...('paging' in spec && isRecord(spec.paging) && Array.isArray(spec.paging.by) ? spec.paging.by : []),
    ...Object.keys(note.neverSent ?? {}),
  ]);

let stage: EveryOperation;
let sandbox: Sandbox;

const reset = () => stage.reset();

beforeAll(async () => {
  stage = await startEveryOperation(app);
  ({ sandbox } = stage);
});
afterAll(() => sandbox.close());

/** What is wrong with the requests of an operation. */
function faultsIn(requests: LoggedRequest[], spec: AnySpec): string[] {
  const faults = requests.flatMap((request) =>
    request.endpoint
      ? faultsOf(request, request.endpoint).map((fault) => `${request.endpoint}: ${fault}`)
      : [`${request.method} ${request.path} is no endpoint`],
  );
  const refused = requests.filter(({ status }) => status >= 400);
  const its = isSearch(spec) ? endpointsOf(spec) : [spec.endpoint];
  const called = !spec.endpoint || requests.some((request) => its.some((one) => one === request.endpoint));
  return [
    ...faults,
    ...refused.map(({ endpoint: key, status }) => `${key} was refused with ${status}`),
    ...(called ? [] : [`${spec.endpoint} was not called`]),
  ];
}

/** The parameters of the endpoint that no request to it carried. */
function unsent(requests: LoggedRequest[], key: EndpointKey): string[] {
  const sent = new Set(
    requests.filter((request) => request.endpoint === key).flatMap((request) => namesIn(request, key)),
  );
  return namesOf(key).filter((name) => !sent.has(name));
}

/** A search's ways, each with its own endpoint; any other operation alone. */
const callsOf = ({ spec, ...subject }: Subject): Subject[] =>
  isSearch(spec)
    ? waysOf(spec)
        .filter((_way, place) => !spec.ways?.[place]?.with)
        .map((way) => ({ ...subject, spec: way }))
    : [{ ...subject, spec }];

/** What is wrong where an operation's whole form is filled in, in these ways. */
async function faultsFilledIn(
  subject: Subject,
  fillings: readonly Filling[],
  base?: Item,
): Promise<string[]> {
  const { spec } = subject;
  const requests = await stage.requestsFilledIn(subject, fillings, base);
  const never = callsOf(subject).flatMap((call) => {
    const away = staysAway(call);
    const names = call.spec.endpoint ? unsent(requests, call.spec.endpoint) : [];
    return names.filter((name) => !away(name));
  });
  return [...faultsIn(requests, spec), ...uniq(never).map((name) => `${name} is sent by no field`)];
}

test('every operation of the definition is run here', () => {
  const named = ({ kind, key }: OperationName) => `${kind} ${key}`;
  expect(all.map(named).sort()).toEqual(operationsIn(stage.asLocation.app.definition).map(named).sort());
});

describe.each(all)('$key', (subject) => {
  test('sends what the contract wants, with the least that its form takes', async () => {
    const requests = await stage.requestsOf(subject, await stage.least(subject));
    expect(faultsIn(requests, subject.spec)).toEqual([]);
  });

  test('sends every parameter, rightly, when all is filled in', async () => {
    expect(await faultsFilledIn(subject, fillingsOf(subject))).toEqual([]);
  });
});

describe('what is noted of an operation is needed:', () => {
  const noted = (kind: 'least' | 'fillings' | 'neverSent') => all.filter(({ note }) => note[kind]);

  const messageOf = (error: Error) => [error.message];

  test('the least input, because the form’s own examples do not do', async () => {
    const needless: string[] = [];
    for (const subject of noted('least')) {
      const { key, spec } = subject;
      const faults = await exampleInput(stage.accountFor(spec), subject, reset)
        .then(async (example) => [
          ...faultsIn(await stage.requestsOf(subject, example), spec),
          ...(await faultsFilledIn(subject, fillingsOf(subject), example)),
        ])
        .catch(messageOf);
      if (!faults.length) needless.push(`${key} works without: take \`least\` out of its note.`);
    }
    expect(needless).toEqual([]);
  });

  test('the ways to fill a form in, because filled in at once it does not work', async () => {
    const needless: string[] = [];
    for (const subject of noted('fillings')) {
      const { fillings: _fillings, ...note } = subject.note;
      const faults = await faultsFilledIn(subject, fillingsOf({ ...subject, note })).catch(messageOf);
      if (!faults.length) needless.push(`${subject.key} works without: take \`fillings\` out of its note.`);
    }
    expect(needless).toEqual([]);
  });

  test('what is never sent, because the endpoint knows it, and no filling sends it', async () => {
    const needless: string[] = [];
    for (const subject of noted('neverSent')) {
      const { neverSent = {}, ...note } = subject.note;
      const faults = await faultsFilledIn({ ...subject, note }, fillingsOf(subject));
      for (const name of Object.keys(neverSent)) {
        if (!faults.includes(`${name} is sent by no field`))
          needless.push(`${subject.key}: take “${name}” out of \`neverSent\` of its note.`);
      }
    }
    expect(needless).toEqual([]);
  });
});

/** An operation with a fault put into it, and what the check says of its requests. */
describe('a change that breaks the contract is caught', () => {
  const NOTE = 'create_contact_note';
  const ENDPOINT = 'POST /contacts/{contactId}/notes';

  /** The app, with a middleware that changes each request on its way out. */
  const tampered = (change: (request: HttpRequestOptionsWithUrl) => object) => ({
    ...app,
    beforeRequest: [(request: HttpRequestOptionsWithUrl) => ({ ...request, ...change(request) })],
  });
  const changedBody = (change: (body: Item) => Item) =>
    tampered(({ body }) => ({ body: JSON.stringify(change(JSON.parse(String(body)))) }));

  /** The app, with its note made from a changed spec. */
  const respecified = (change: (spec: CreateSpec) => Partial<CreateSpec>) => {
    const spec = contactCreates.find(({ key }) => key === NOTE);
    if (!spec) throw new Error('There is no such action.');
    return { ...app, creates: { ...app.creates, [NOTE]: create({ ...spec, ...change(spec) }) } };
  };
  const rekeyed = (from: string, to: Partial<Field>) =>
    respecified(({ fields }) => ({
      fields: fields.map((field) => ('key' in field && field.key === from ? { ...field, ...to } : field)),
    }));

  async function faultsWith(definition: object): Promise<string[]> {
    reset();
    const connection = await connect(sandbox, definition, 'location');
    const contactId = first(
      sandbox.state.contacts.where(({ locationId }) => locationId === connection.authData.locationId),
    ).id;
    const input = { contactId, body: 'Called back.', text: 'Called back.', title: 'Call', pinned: 'yes' };
    const result = await connection.perform('creates', NOTE, input);
    const requests = [...sandbox.requests];
    const missing = requests.length ? unsent(requests, ENDPOINT).map((name) => `unsent: ${name}`) : [];
    const failed = result.ok ? [] : [result.failure.message];
    const { spec } = first(operations.filter((operation) => operation.spec.key === NOTE));
    return [...failed, ...faultsIn(requests, spec), ...missing];
  }

  /** What a sound run leaves unsent: what the input did not give. */
  const SOUND = ['unsent: color', 'unsent: userId'];

  test('nothing is caught where nothing is changed', async () => {
    expect(await faultsWith(app)).toEqual(SOUND);
    expect(await faultsWith(respecified(() => ({})))).toEqual(SOUND);
  });

  test.each<[what: string, definition: () => object, fault: RegExp]>([
    [
      'another version',
      () => tampered(({ headers }) => ({ headers: { ...headers, version: 'v3' } })),
      /the version is v3, not 2021-07-28/,
    ],
    [
      'another path',
      () => tampered(({ url }) => ({ url: url.replace('/notes', '/tasks') })),
      /POST \/contacts\/\{contactId\}\/notes was not called/,
    ],
    ['a path that is none', () => tampered(({ url }) => ({ url: `${url}/more` })), /more is no endpoint/],
    [
      'another method',
      () => tampered(() => ({ method: 'PATCH' })),
      /PATCH \/contacts\/\w+\/notes is no endpoint/,
    ],
    [
      'a query that nobody asked for',
      () => tampered(({ url }) => ({ url: `${url}?locationId=x` })),
      /query: locationId should not be there/,
    ],
    [
      'a property that the endpoint does not know',
      () => changedBody((body) => ({ ...body, note: 'x' })),
      /body: note should not be there/,
    ],
    [
      'a property that is missing',
      () => changedBody(({ body: _body, ...rest }) => rest),
      /body: body is missing/,
    ],
    [
      'text for a boolean',
      () => changedBody((body) => ({ ...body, pinned: 'true' })),
      /pinned is "true", no boolean/,
    ],
    ['a number for text', () => changedBody((body) => ({ ...body, title: 7 })), /title is 7, no string/],
    [
      'a body of another type',
      () => tampered(({ headers }) => ({ headers: { ...headers, 'content-type': 'text/plain' } })),
      /the body’s type is text\/plain/,
    ],
    ['a field’s key', () => rekeyed('title', { key: 'heading' }), /unsent: title/],
    ['a required field’s key', () => rekeyed('body', { key: 'text' }), /has no parameter "text"/],
    ['a field’s type', () => rekeyed('pinned', { send: String }), /pinned is "yes", no boolean/],
    [
      'the endpoint',
      () => respecified(() => ({ endpoint: 'POST /contacts/{contactId}/tasks' })),
      /POST \/contacts\/\{contactId\}\/notes was not called|has no parameter/,
    ],
  ])('%s', async (_what, definition, fault) => {
    expect((await faultsWith(definition())).join('\n')).toMatch(fault);
  });
});
