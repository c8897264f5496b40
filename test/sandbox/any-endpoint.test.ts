/** The sandbox answers every endpoint of the contract, in both versions, with what the contract describes. */
import { isEqual, isMatch, mapValues, omit } from 'lodash';
import {
  type ApiVersion,
  BARE_LIST,
  type Endpoint,
  type EndpointKey,
  endpoint,
  endpointKeys,
  type Fact,
  hasVersion,
  isAgencyOnly,
  shape,
  V3,
} from '../../highlevel/contract';
import { answerFacts } from '../../highlevel/contract/answers';
import { routes } from '../../sandbox/api';
import { Engine } from '../../sandbox/engine';
import { isObject, type Json, type JsonObject } from '../../sandbox/json';
import type { LocationRow, State } from '../../sandbox/state';
import { first } from '../support/harness';
import { idIn, idsFor } from '../support/learnt-ids';
import { type Known, type MinimalRequest, minimalRequest } from '../support/minimal-request';
import { faultsIn, nameOfId, seededIds } from './every-endpoint';

/** Endpoints whose records are there only after another request, and why. */
const LATER: { [endpoint in EndpointKey]?: string } = {
  'POST /social-media-posting/{locationId}/csv': 'It takes a file in, and tells the id of no record.',
};

/** An endpoint in one version. */
interface Case {
  key: EndpointKey;
  version: ApiVersion;
}

interface Answer {
  status: number;
  body: Json;
}

const sandbox = new Engine();
sandbox.limits = { burst: 1_000_000, daily: 1_000_000 };

const factsOf = ({ key, version }: Case): Endpoint => endpoint(key, version);

/** What of an endpoint can make a request or an answer another. */
const shapesOf = (one: Case) => {
  const { path, query, body, encoding } = factsOf(one);
  return { path, query, body, encoding, answer: answerFacts(one.key, one.version) };
};

/** The endpoints of the dated versions, and those that v3 has otherwise. */
const every: Case[] = (['dated', V3] as const)
  .flatMap((version) => endpointKeys(version).map((key) => ({ key, version })))
  .filter((one) => {
    const isOnly = !hasVersion(one.key, 'dated');
    const isOther = () => !isEqual(shapesOf(one), shapesOf({ ...one, version: 'dated' }));
    return one.version === 'dated' || isOnly || (factsOf(one).version === V3 && isOther());
  });

/** Those without a handler of their own. */
const general = every.filter(({ key }) => !routes[key]);

/** A body as its endpoint takes it, with a file where the form has a place for one. */
function encoded({ encoding, body: facts }: Endpoint, body: Json): Response {
  if (!encoding) return Response.json(body);
  const fields = Object.entries(isObject(body) ? body : {});
  const form = encoding === 'multipart/form-data' ? new FormData() : new URLSearchParams();
  for (const [name, value] of fields) form.append(name, String(value));
  if (form instanceof URLSearchParams) return new Response(form);
  for (const name of Object.keys(facts).filter((one) => shape(facts[one] ?? 'any').type === 'file')) {
    form.set(name, new Blob(['picture'], { type: 'image/png' }), 'picture.png');
  }
  return new Response(form);
}

/** Sends a request past the network: there are thousands. */
async function send(one: Case, { path, query, body }: MinimalRequest): Promise<Answer> {
  const facts = factsOf(one);
  const filled = facts.route.replace(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const asked = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  const account = isAgencyOnly(facts) ? sandbox.agencies[0] : sandbox.locations[0];
  const sent = facts.method === 'GET' ? new Response() : encoded(facts, body);
  const answer = await sandbox.pipeline.answer({
    method: facts.method,
    url: `${filled}?${new URLSearchParams(asked)}`,
    headers: {
      authorization: `Bearer ${account?.accessToken}`,
      version: facts.version,
      'content-type': sent.headers.get('content-type') ?? '',
    },
    raw: Buffer.from(await sent.arrayBuffer()),
  });
  return { status: answer.status, body: JSON.parse(JSON.stringify(answer.body ?? null)) };
}

const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300;

const titleOf = ({ key, version }: Case): string => (version === V3 ? `v3 ${key}` : key);

/** The least request of an endpoint, about records that are there. */
async function requestOf(one: Case): Promise<MinimalRequest> {
  const facts = factsOf(one);
  const seeded: Known = { ...seededIds(sandbox), ...(routes[one.key] && handledIds()) };
  const name = nameOfId(facts.route);
  const known = { ...seeded, ...(name && seeded[name] && { id: seeded[name] }) };
  const ids = await idsFor(facts, one.version, known, async (key, request) => {
    const answer = await send({ ...one, key }, request);
    return isDone(answer) ? answer.body : undefined;
  });
  const least = minimalRequest(facts, { ...known, ...ids });
  const { path, query, body } = MORE[one.key]?.(known) ?? {};
  return {
    path: { ...least.path, ...path },
    query: { ...least.query, ...query },
    body: isObject(least.body) ? { ...least.body, ...body } : least.body,
  };
}

/** Ids and other values that handlers look up, by the names of parameters. */
function handledIds(): Known {
  const { state } = sandbox;
  const { locationId = '', contactId = '', userId = '' } = seededIds(sandbox);
  const isHere = (row: { locationId: string }) => row.locationId === locationId;
  const ids = mapValues(
    {
      ...{ campaignId: state.campaigns, relationId: state.relations, pipelineId: state.pipelines },
      ...{ author: state.blogAuthors, categories: state.blogCategories, blogId: state.blogs },
      ...{ accountIds: state.socialAccounts, secondRecordId: state.objectRecords },
      ...{ associationId: state.associations, workflowId: state.workflows },
      templateId: state.documentTemplates,
    },
    (table: State['campaigns']) => table.find(isHere)?.id ?? '',
  );
  return {
    ...ids,
    ...{ followers: userId, ids: contactId, contacts: contactId, firstRecordId: contactId },
    ...{ firstObjectKey: 'contact', secondObjectKey: 'custom_objects.pet' },
    ...{ dueDate: '2030-01-01T00:00:00.000Z', fromDate: '2026-01-01', toDate: '2030-01-01' },
  };
}

type More = { path?: Known; query?: JsonObject; body?: JsonObject };

const ofCalendar = ({ calendarId }: Known): More => ({ query: { calendarId } });

const toCustomer = ({ contactId }: Known, more: JsonObject = {}): More => ({
  body: {
    contactDetails: { id: contactId, name: 'Ada', phoneNo: '+13125550142', email: 'ada@example.com' },
    ...{ businessDetails: { name: 'Shop' }, sentTo: { email: ['ada@example.com'] } },
    ...{ issueDate: '2030-01-01', ...more },
  },
});

/** A row of the first sub-account. */
function rowHere(
  table: 'appointmentNotes' | 'blockedSlots' | 'invoices',
  fields: JsonObject = {},
): LocationRow {
  return first(
    sandbox.state[table].where((row) =>
      isMatch(row, { locationId: seededIds(sandbox).locationId, ...fields }),
    ),
  );
}

const ofNote = (): More => {
  const { id: noteId, appointmentId } = rowHere('appointmentNotes');
  return { path: { noteId, appointmentId: String(appointmentId) } };
};

/** What handlers want beside what the contract requires. */
const MORE: { [endpoint in EndpointKey]?: (known: Known) => More } = {
  'DELETE /calendars/appointments/{appointmentId}/notes/{noteId}': ofNote,
  'PUT /calendars/appointments/{appointmentId}/notes/{noteId}': ofNote,
  'GET /calendars/blocked-slots': ofCalendar,
  'GET /calendars/events': ofCalendar,
  'POST /calendars/events/block-slots': ({ calendarId }) => ({ body: { calendarId } }),
  'PUT /calendars/events/block-slots/{eventId}': ({ calendarId }) => ({
    path: { eventId: rowHere('blockedSlots').id },
    body: { calendarId },
  }),
  'POST /contacts/upsert': () => ({ body: { email: 'ada@example.com' } }),
  'POST /conversations/': ({ locationId }) => ({
    body: { contactId: sandbox.state.contacts.insert({ locationId: String(locationId) }).id },
  }),
  'POST /conversations/messages': () => ({ body: { message: 'Hello' } }),
  'POST /invoices/': toCustomer,
  'POST /invoices/estimate': (known) => toCustomer(known, { expiryDate: '2030-02-01' }),
  'POST /invoices/text2pay': toCustomer,
  'POST /invoices/{invoiceId}/record-payment': () => ({
    path: { invoiceId: rowHere('invoices', { status: 'sent' }).id },
  }),
  'POST /objects/{schemaKey}/records': () => ({ body: { properties: { name: 'Rex' } } }),
  'POST /users/': ({ locationId }) => ({ body: { locationIds: [String(locationId)] } }),
  'PUT /medias/delete-files': ({ mediaId }) => ({ body: { filesToBeDeleted: [{ _id: mediaId }] } }),
  'PUT /medias/update-files': ({ mediaId }) => ({ body: { filesToBeUpdated: [{ id: mediaId }] } }),
};

/** Endpoints that such a request cannot reach, and why; tests of their own call them. */
const NOT_REACHED: { [endpoint in EndpointKey]?: string } = {
  'DELETE /conversations/messages/{messageId}/schedule': 'It wants a message that is still to be sent.',
  'POST /forms/upload-custom-files':
    'Each file is named after a custom field, which the contract does not tell.',
  'POST /oauth/token': 'It wants a code of the login.',
};

/** Fields that handlers answer otherwise than described, by their paths, and why. */
const OTHERWISE: { [path: string]: string } = {
  'contact.customFields.value': 'It has the type of its field (recorded 2026).',
  'conversation.lastMessageType': 'It is a number in a conversation alone (recorded 2026-07).',
  'data.numbers.dateAdded': 'v3 describes a date as an object.',
  'data.numbers.dateUpdated': 'v3 describes a date as an object.',
  events: 'Times are text, and v3 describes them as objects; a block has less than an appointment.',
  endTime: 'It is text, though described as an object.',
  startTime: 'It is text, though described as an object.',
  'object.type': 'It is text, as the list has it (recorded 2026-05).',
  'opportunity.indexVersion': 'It is a number (recorded 2026-07).',
  responses: 'They are objects, though described as text; each tells of one contact.',
  'results.post.status': 'v3 describes a choice as an object.',
  'results.post.type': 'v3 describes a choice as an object.',
  'results.posts.status': 'v3 describes a choice as an object.',
  'results.posts.type': 'v3 describes a choice as an object.',
  scopes: 'They are a list, though described as text (recorded 2026-07).',
  succeded: 'v3 spells it another way.',
};

/** What is wrong with any of some endpoints; each has the sandbox's first records before it. */
async function faultsOfAll<T>(all: readonly T[], faults: (one: T) => Promise<string[]>): Promise<string[]> {
  const found: string[] = [];
  for (const one of all) {
    sandbox.reset();
    found.push(...(await faults(one)));
  }
  return found;
}

/** What is wrong with an endpoint's answer to its least request. */
async function faultsOf(one: Case): Promise<string[]> {
  const answer = await send(one, await requestOf(one));
  const { status, body } = answer;
  if (!isDone(answer)) return [`${titleOf(one)}: ${status} ${JSON.stringify(body).slice(0, 150)}`];
  const { traceId: _traceId, ...described } = answerFacts(one.key, one.version);
  if (Object.keys(described).length === 0) return [];
  const said = Array.isArray(body) ? { [BARE_LIST]: body } : body;
  const isKnown = (fault: string) =>
    Object.keys(OTHERWISE).some((path) => fault.startsWith(`${path} `) || fault.startsWith(`${path}.`));
  return faultsIn(said, described, '')
    .filter((fault) => !routes[one.key] || !isKnown(fault))
    .map((fault) => `${titleOf(one)}: ${fault}`);
}

test('every endpoint is answered with what the contract describes', async () => {
  expect(every.length).toBeGreaterThan(600);
  const reached = every.filter(({ key }) => !NOT_REACHED[key]);
  expect(await faultsOfAll(reached, faultsOf)).toEqual([]);
});

/** A request without these is refused for its account. */
const ACCOUNT = ['locationId', 'location_id', 'altId', 'companyId'];

const bodyOf = ({ body }: MinimalRequest): JsonObject => (isObject(body) ? body : {});

/** What is wrong with the refusals of an endpoint: of a property too many, and of one too few. */
async function faultsOfRefusals(one: Case): Promise<string[]> {
  const request = minimalRequest(factsOf(one), seededIds(sandbox));
  const body = bodyOf(request);
  const required = Object.keys(body).find((name) => !ACCOUNT.includes(name));
  const tooMuch = await send(one, { ...request, body: { ...body, noSuchThing: 1 } });
  const tooLittle = required && (await send(one, { ...request, body: omit(body, required) }));
  return [
    ...(tooMuch.status === 422 ? [] : [`${titleOf(one)}: ${tooMuch.status} with an unknown property`]),
    ...(tooLittle && tooLittle.status !== 422
      ? [`${titleOf(one)}: ${tooLittle.status} without ${required}`]
      : []),
  ];
}

test('an unknown property is refused, and so is a request without a required one', async () => {
  const withBody = every.filter((one) => {
    const { method, body, encoding } = factsOf(one);
    const hasTwo = one.version === 'dated' && hasVersion(one.key, V3);
    // Where both versions have one header, a request may fit either.
    const isSure = !hasTwo || endpoint(one.key, V3).version === V3;
    return method !== 'GET' && !encoding && Object.keys(body).length > 0 && isSure;
  });
  expect(withBody.length).toBeGreaterThan(250);
  expect(await faultsOfAll(withBody, faultsOfRefusals)).toEqual([]);
});

/** The endpoints of one collection, as their paths tell. */
interface Life {
  create: Case;
  list: Case | undefined;
  get: Case | undefined;
  update: Case | undefined;
  remove: Case | undefined;
}

/** A path with the names of its parameters left out. */
const unnamed = (route: string): string => route.replace(/\/$/, '').replace(/\{\w+\}/g, '{}');

/** The collections whose records can be made, and then read, changed or deleted by their id. */
function lives(): Life[] {
  const all = (['dated', V3] as const).flatMap((version) =>
    endpointKeys(version).map((key): Case => ({ key, version })),
  );
  return general
    .filter((one) => factsOf(one).method === 'POST' && !LATER[one.key])
    .map((create) => {
      const path = unnamed(factsOf(create).route).replace(/^\/brand-boards$/, '/brand-boards/{}');
      const find = (method: string, ...paths: string[]) =>
        all.find(
          (one) =>
            one.version === create.version &&
            !routes[one.key] &&
            factsOf(one).method === method &&
            paths.includes(unnamed(factsOf(one).route)),
        );
      return {
        create,
        list: find('GET', `${path}/list`, `${path}/search`) ?? find('GET', path),
        get: find('GET', `${path}/{}`, `${path}/id/{}`),
        update: find('PUT', `${path}/{}`) ?? find('PATCH', `${path}/{}`),
        remove: find('DELETE', `${path}/{}`),
      };
    })
    .filter(({ get, update, remove }) => get ?? update ?? remove);
}

/** The first value under a name, anywhere in an answer. */
function valueNamed(answer: Json, name: string): Json | undefined {
  if (Array.isArray(answer)) {
    return answer.map((item) => valueNamed(item, name)).find((value) => value !== undefined);
  }
  if (!isObject(answer)) return undefined;
  const inner = Object.values(answer).map((value) => value ?? null);
  return answer[name] ?? valueNamed(inner, name);
}

/** The texts of a body that an answer has under the same name, and has otherwise. */
function lostIn(answer: Json, body: Json): string[] {
  return Object.entries(isObject(body) ? body : {}).flatMap(([name, sent]) => {
    const told = valueNamed(answer, name);
    return typeof sent === 'string' && typeof told === 'string' && told !== sent ? [name] : [];
  });
}

/** A change of the first text that an endpoint takes, beside what it requires. */
function changing(one: Case, request: MinimalRequest): MinimalRequest {
  const isText = ([name, fact]: [string, Fact]) => /^string!?$/.test(String(fact)) && !ACCOUNT.includes(name);
  const [name] = Object.entries(factsOf(one).body).find(isText) ?? [];
  return { ...request, body: { ...bodyOf(request), ...(name !== undefined && { [name]: 'Changed' }) } };
}

const idNameOf = (one: Case): string => /\{(\w+)\}$/.exec(factsOf(one).route)?.[1] ?? '';

/** What goes wrong with a record from its creation to its end. */
async function faultsOfLife({ create, list, get, update, remove }: Life): Promise<string[]> {
  const faults: string[] = [];
  const check = (isRight: boolean, what: string) => {
    if (!isRight) faults.push(`${titleOf(create)}: ${what}`);
  };
  const made = await requestOf(create);
  const names = [get, update, remove].flatMap((one) => (one ? [idNameOf(one)] : []));
  const id = idIn((await send(create, made)).body, ['_id', 'id', ...names]);
  if (id === undefined) return [`${titleOf(create)} tells no id`];

  const about = (one: Case, change = (request: MinimalRequest) => request) => {
    const known = { ...seededIds(sandbox), ...made.path, ...(one !== list && { [idNameOf(one)]: id }) };
    const request = change(minimalRequest(factsOf(one), known));
    return send(one, request).then((answer) => ({ ...answer, sent: request.body }));
  };
  const checkRead = async (sent: Json) => {
    if (!get) return;
    const { status, body } = await about(get);
    check(status === 200, `${get.key} answers ${status}`);
    for (const name of lostIn(body, sent)) check(false, `${get.key} has another ${name}`);
  };
  const isListed = async () => list && JSON.stringify((await about(list)).body).includes(id);

  await checkRead(made.body);
  check((await isListed()) !== false, `${list?.key} lacks it`);
  if (update) {
    const changed = await about(update, (request) => changing(update, request));
    check(isDone(changed), `${update.key} answers ${changed.status}`);
    await checkRead(changed.sent);
  }
  if (remove) {
    check(isDone(await about(remove)), `${remove.key} is refused`);
    check((await about(remove)).status === 404, `${remove.key} deletes it twice`);
    if (get) check((await about(get)).status === 404, `${get.key} still has it`);
    check((await isListed()) !== true, `${list?.key} still has it`);
  }
  return faults;
}

test('what is made is listed, read, changed and deleted, and then it is gone', async () => {
  const all = lives();
  expect(all.map(({ create }) => create.key)).toContain('POST /store/shipping-carrier');
  expect(all.length).toBeGreaterThan(15);
  expect(await faultsOfAll(all, faultsOfLife)).toEqual([]);
});
