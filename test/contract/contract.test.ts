/** The contract: what the generator makes of OpenAPI files, and what the app reads of it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Endpoint,
  type EndpointKey,
  endpoint,
  endpointKeys,
  type Facts,
  hasVersion,
  isEndpointKey,
  scopesOf,
  shape,
  undeclaredVersion,
} from '../../highlevel/contract';
import { corrections } from '../../highlevel/contract/corrections';
import { BARE_LIST } from '../../highlevel/json';
import { FILES, merged, oneALine, readContract } from '../../scripts/contract';
import { runScript } from '../support/run-script';

const committed = (name: keyof typeof FILES) => readFileSync(FILES[name], 'utf8');

describe('the generator', () => {
  const folders: string[] = [];

  /** Reads a folder of these OpenAPI documents. */
  function read(documents: { [name: string]: object }) {
    const folder = mkdtempSync(join(tmpdir(), 'contract-'));
    folders.push(folder);
    for (const [name, document] of Object.entries(documents)) {
      writeFileSync(join(folder, name), JSON.stringify(document));
    }
    return readContract(folder);
  }

  /** Reads one endpoint, `POST /things`, described so. */
  function readOne(operation: object, components: object = {}) {
    const { requests, answers, problems } = read({
      'things.json': { paths: { '/things': { post: operation } }, components },
    });
    return { request: requests['POST /things'], answer: answers['POST /things'], problems };
  }

  const json = (schema: object) => ({ content: { 'application/json': { schema } } });
  /** The facts of a body with these properties. */
  const body = (properties: object, components: object = {}) => {
    const { request, problems } = readOne(
      { requestBody: json({ type: 'object', properties, required: ['must'] }) },
      components,
    );
    return { facts: request?.body, problems };
  };

  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  test('takes version, access, scopes and the places of parameters', () => {
    const { request, problems } = readOne({
      security: [
        { 'Location-Access': ['things.write', 'a.readonly'] },
        { 'Agency-Access-Only': ['things.write'] },
      ],
      parameters: [
        { in: 'header', name: 'Version', schema: { type: 'string', enum: ['2021-04-15'] } },
        { in: 'header', name: 'Authorization', schema: { type: 'string' } },
        { in: 'header', name: 'channel', required: true, schema: { type: 'string' } },
        { in: 'query', name: 'limit', schema: { type: 'number', maximum: 100 } },
        { in: 'query', name: 'after', required: true, schema: { type: 'string' } },
      ],
    });
    expect(request).toEqual({
      version: '2021-04-15',
      access: ['agency', 'location'],
      scopes: ['a.readonly', 'things.write'],
      header: { channel: 'string!' },
      query: { after: 'string!', limit: { is: 'number', max: 100 } },
    });
    expect(problems).toEqual([]);
  });

  test('tells text, numbers, yes and no, files, dates, limits and choices', () => {
    const { facts, problems } = body({
      must: { type: 'string', minLength: 2, maxLength: 9, pattern: '^a' },
      count: { type: 'integer', minimum: 1, maximum: 5 },
      on: { type: 'boolean' },
      picture: { type: 'string', format: 'binary' },
      at: { type: 'string', format: 'date-time' },
      kind: { enum: ['a', 'b', 'a'] },
      country: { type: 'number', enum: [['US', 'CA']] },
      free: { type: 'object' },
    });
    expect(facts).toEqual({
      at: { is: 'string', format: 'date-time' },
      count: { is: 'number', min: 1, max: 5 },
      country: { is: 'string', enum: ['US', 'CA'] },
      free: 'object',
      kind: { is: 'string', enum: ['a', 'b'] },
      must: { is: 'string!', minLength: 2, maxLength: 9, pattern: '^a' },
      on: 'boolean',
      picture: 'file',
    });
    expect(problems).toEqual([]);
  });

  test('tells lists, of values, of objects and of lists', () => {
    const { facts, problems } = body({
      must: { type: 'array', items: { type: 'string' } },
      kinds: { type: 'array', maxItems: 3, items: { type: 'string', enum: ['a'] } },
      rows: {
        type: 'array',
        items: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
      },
      grid: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
      odd: { type: 'array' },
    });
    expect(facts).toEqual({
      grid: 'number[][]',
      kinds: { is: 'string[]', maxItems: 3, enum: ['a'] },
      must: 'string[]!',
      odd: 'any[]',
      rows: { is: 'object[]', fields: { n: 'number!' } },
    });
    expect(problems).toEqual(['things.json POST /things: a list without a type for its items']);
  });

  test('follows references, into other files too', () => {
    const thing = { type: 'object', properties: { colour: { $ref: '#/components/schemas/Colour' } } };
    const { requests, problems } = read({
      'common.json': { components: { schemas: { Thing: thing, Colour: { type: 'string', enum: ['red'] } } } },
      'things.json': {
        paths: {
          '/things': { post: { requestBody: json({ $ref: 'common.json#/components/schemas/Thing' }) } },
        },
      },
    });
    expect(requests['POST /things']?.body).toEqual({ colour: { is: 'string', enum: ['red'] } });
    expect(problems).toEqual([]);
  });

  test('says which reference leads nowhere', () => {
    const { facts, problems } = body({ must: { $ref: '#/components/schemas/Gone' } });
    expect(facts).toEqual({ must: 'any!' });
    expect(problems).toEqual(['things.json POST /things: no such reference #/components/schemas/Gone']);
  });

  test('stops where a schema contains itself, and says so', () => {
    const { facts, problems } = body(
      { must: { $ref: '#/components/schemas/Node' } },
      {
        schemas: { Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } } },
      },
    );
    expect(facts).toEqual({ must: { is: 'object!', fields: { next: 'any' } } });
    expect(problems).toEqual(['things.json POST /things: #/components/schemas/Node contains itself']);
  });

  test('joins the parts of allOf, with what each requires', () => {
    const { request } = readOne({
      requestBody: json({
        allOf: [
          { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
          { type: 'object', properties: { b: { type: 'number' } }, required: ['b'] },
        ],
      }),
    });
    expect(request?.body).toEqual({ a: 'string!', b: 'number!' });
  });

  test('takes of oneOf the fields of all, and requires what all require', () => {
    const variant = (properties: object, required: string[]) => ({ type: 'object', properties, required });
    const { facts } = body({
      must: {
        oneOf: [
          variant({ id: { type: 'string' }, a: { type: 'string' } }, ['id', 'a']),
          variant({ id: { type: 'string' }, b: { type: 'number' } }, ['id']),
        ],
      },
      either: { anyOf: [{ type: 'string' }, { type: 'number' }] },
      word: {
        oneOf: [
          { type: 'string', enum: ['a'] },
          { type: 'string', enum: ['b'] },
        ],
      },
    });
    expect(facts).toEqual({
      either: 'any',
      must: { is: 'object!', fields: { a: 'string', b: 'number', id: 'string!' } },
      word: { is: 'string', enum: ['a', 'b'] },
    });
  });

  test('tells a body that is a form, and a body that is a list', () => {
    const properties = { a: { type: 'string' } };
    const form = readOne({
      requestBody: {
        content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties } } },
      },
    });
    expect(form.request).toEqual({ encoding: 'application/x-www-form-urlencoded', body: { a: 'string' } });
    const list = readOne({ requestBody: json({ type: 'array', items: { type: 'object', properties } }) });
    expect(list.request).toEqual({ list: true, body: { a: 'string' } });
  });

  test('takes the fields of the answer, by the first status of success', () => {
    const { answer } = readOne({
      responses: {
        400: json({ type: 'object', properties: { message: { type: 'string' } } }),
        201: json({ type: 'object', properties: { id: { type: 'string' } } }),
      },
    });
    expect(answer).toEqual({ id: 'string' });
    const list = readOne({ responses: { 200: json({ type: 'array', items: { type: 'string' } }) } });
    expect(list.answer).toEqual({ [BARE_LIST]: 'string[]' });
  });

  test('takes what HighLevel calls an endpoint', () => {
    const { request } = readOne({ tags: ['Things', 'More'], operationId: 'create-thing' });
    expect(request).toEqual({ tag: 'Things', operation: 'create-thing' });
  });

  test('reports what it does not understand', () => {
    const { requests, problems } = read({
      'things.json': {
        paths: {
          '/things/{id}': {
            summary: {},
            get: { parameters: [{ in: 'cookie', name: 'session' }] },
            put: { requestBody: json({ type: 'object', properties: { a: { type: 'money' }, b: {} } }) },
            post: { requestBody: json({ type: 'object' }) },
          },
        },
      },
      'twice.json': { paths: { '/things/{id}': { get: {} } } },
    });
    expect(requests['PUT /things/{id}']).toEqual({ path: { id: 'string!' }, body: { a: 'any', b: 'any' } });
    expect(problems).toEqual([
      'things.json /things/{id}: "summary" is no method',
      'things.json GET /things/{id}: session is in "cookie"',
      "things.json GET /things/{id}: the path's {id} is not described; taken as text",
      'things.json POST /things/{id}: the body has no fields',
      "things.json POST /things/{id}: the path's {id} is not described; taken as text",
      'things.json PUT /things/{id}: a value without a type',
      'things.json PUT /things/{id}: an unknown type "money"',
      "things.json PUT /things/{id}: the path's {id} is not described; taken as text",
      'twice.json GET /things/{id}: described twice',
      "twice.json GET /things/{id}: the path's {id} is not described; taken as text",
    ]);
  });

  test('writes the same whatever the order in which things are described', () => {
    const paths = { '/b': { get: {} }, '/a': { put: {}, get: { security: [{ Location: ['z', 'a'] }] } } };
    const reversed = { '/a': { get: { security: [{ Location: ['a', 'z'] }] }, put: {} }, '/b': { get: {} } };
    const text = oneALine(read({ 'x.json': { paths } }).requests);
    expect(oneALine(read({ 'y.json': { paths: reversed } }).requests)).toBe(text);
    expect(text).toBe(
      '{\n"GET /a": {"access":["location"],"scopes":["a","z"]},\n"GET /b": {},\n"PUT /a": {}\n}\n',
    );
  });
});

describe('both versions', () => {
  const version = (requests: { [key: string]: object }, answers: { [key: string]: Facts } = {}) => ({
    requests,
    answers,
    problems: [],
  });
  const told = (dated: object, v3: object) =>
    merged(version({ 'GET /a': dated }), version({ 'GET /a': v3 })).requests['GET /a'];
  const dated = { version: '2021-07-28', query: { a: 'string' }, operation: 'get-a' };

  test('have one entry, which tells where v3 has the same facts', () => {
    expect(told(dated, { ...dated, version: 'v3' })).toEqual({ ...dated, v3: true });
  });

  test('differ by single parameters and by other facts, and what v3 lacks is null', () => {
    const before = { ...dated, query: { a: 'string', c: 'number' }, header: { h: 'string' } };
    const v3 = { version: 'v3', query: { b: 'string', c: 'number' }, scopes: ['a.readonly'] };
    expect(told(before, v3)).toEqual({
      ...before,
      v3: {
        query: { a: null, b: 'string' },
        header: { h: null },
        scopes: ['a.readonly'],
        operation: null,
      },
    });
  });

  test('may send another version than v3, where v3’s description says so', () => {
    expect(told(dated, dated)).toEqual({ ...dated, v3: { version: '2021-07-28' } });
    expect(told({}, {})).toEqual({ v3: true });
  });

  test('may have an endpoint that the other does not have', () => {
    const { requests } = merged(version({ 'GET /b': dated }), version({ 'GET /a': { version: 'v3' } }));
    expect(Object.entries(requests)).toEqual([
      ['GET /a', { only: 'v3', version: 'v3' }],
      ['GET /b', dated],
    ]);
  });

  test('have their answers side by side', () => {
    const { answers } = merged(
      version({}, { a: { id: 'string' }, b: { id: 'string' }, c: {} }),
      version({}, { a: { id: 'string' }, b: { key: 'string' }, d: { id: 'string' } }),
    );
    expect(answers).toEqual({
      a: { dated: { id: 'string' }, v3: true },
      b: { dated: { id: 'string' }, v3: { key: 'string' } },
      c: { dated: {} },
      d: { v3: { id: 'string' } },
    });
  });
});

describe('npm run contract', () => {
  const contract = (...options: string[]) => runScript('contract', options);
  const facts = () => [committed('requests'), committed('answers')];
  const before = facts();

  test.each([
    [
      'a folder that is not there',
      [join(__dirname, 'nowhere'), __dirname],
      /^Nothing is written: .*nowhere can't be read/,
    ],
    [
      'a folder without descriptions',
      [__dirname, __dirname],
      /^Nothing is written: no file in .* describes an endpoint\.$/,
    ],
    ['no folder', [], /^Usage: /],
    ['one folder', [__dirname], /^Usage: npm run contract -- <.* dated version> <.* v3>/],
  ])('with %s says so in a line, and leaves the contract as it is', async (_, folders, told) => {
    const { code, complaint } = await contract(...folders);
    expect(complaint.trim().replaceAll('\n', ' ')).toMatch(told);
    expect(code).toBe(1);
    expect(facts()).toEqual(before);
  });

  test('with a file that is no JSON names it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'contract-'));
    writeFileSync(join(folder, 'broken.json'), '{ broken');
    expect(() => readContract(folder)).toThrow(/^Nothing is written: .*broken\.json can't be read \(/);
    rmSync(folder, { recursive: true });
  });
});

describe('the committed facts', () => {
  const all = Object.keys(JSON.parse(committed('requests')));

  test('are of 576 dated endpoints and 627 of v3, sorted, one line for those of one name', () => {
    expect([endpointKeys().length, endpointKeys('v3').length]).toEqual([576, 627]);
    expect(new Set(all)).toEqual(new Set([...endpointKeys(), ...endpointKeys('v3')]));
    expect(all).toEqual([...all].sort());
    expect(committed('requests').trimEnd().split('\n')).toHaveLength(667 + 2);
  });

  test('name an answer only of an endpoint that they know', () => {
    const answers: object = JSON.parse(committed('answers'));
    expect(Object.keys(answers).filter((key) => !all.includes(key))).toEqual([]);
  });

  const described = join(__dirname, '..', '..', '..', 'shared', 'openapi');
  const whereDescribed = existsSync(described) ? test : test.skip;

  whereDescribed('are what the generator makes of HighLevel’s descriptions, byte for byte', () => {
    const { requests, answers } = merged(
      readContract(join(described, 'dated')),
      readContract(join(described, 'v3')),
    );
    expect(oneALine(requests)).toBe(committed('requests'));
    expect(oneALine(answers)).toBe(committed('answers'));
  });
});

describe('the corrections', () => {
  const generated: { [key: string]: object } = JSON.parse(committed('requests'));
  const corrected = Object.entries(corrections);

  test.each(corrected)('of %s say why, and change something', (key, correction) => {
    const before = generated[key];
    expect(correction.because).toMatch(/\.$/);
    expect(before).toBeDefined();
    expect({ ...before, ...correction.facts }).not.toEqual(before);
  });

  test.each(corrected)('of %s change nothing to what it is already', (key, { facts }) => {
    const before = Object.entries(generated[key] ?? {});
    for (const [place, value] of Object.entries(facts)) {
      expect([place, value]).not.toEqual(before.find(([name]) => name === place) ?? []);
    }
  });

  test.each(corrected.filter(([, { v3 }]) => v3))(
    'of %s are others in v3, where it is described otherwise',
    (key, { facts, v3 }) => {
      expect(v3).not.toEqual(facts);
      expect(Object.keys(generated[key] ?? {})).toContain('v3');
    },
  );

  test('lie over the generated facts of both versions', () => {
    const { body, version } = endpoint('POST /associations/', 'v3');
    expect([body.firstObjectLabel, version]).toEqual(['string!', 'v3']);
    const fields = { id: 'string', key: 'string' };
    expect([
      endpoint('POST /contacts/').body.customFields,
      endpoint('POST /contacts/', 'v3').body.customFields,
    ]).toEqual([
      { is: 'object[]', fields: { ...fields, field_value: 'any' } },
      { is: 'object[]', fields: { ...fields, fieldValue: 'any' } },
    ]);
    expect(endpoint('PUT /blogs/posts/{postId}', 'v3').body.wordCount).toBe('number!');
  });

  test('lie over the generated facts, parameter by parameter', () => {
    const { body, scopes } = endpoint('POST /contacts/');
    expect(body.dateOfBirth).toBe('string');
    expect(body.firstName).toBe('string');
    expect(scopes).toEqual(['contacts.write']);
  });
});

/** The facts of every endpoint, in each of its versions. */
const everyEndpoint = () => [
  ...endpointKeys('dated').map((key) => endpoint(key, 'dated')),
  ...endpointKeys('v3').map((key) => endpoint(key, 'v3')),
];

describe('an endpoint', () => {
  test('is told by its method and path', () => {
    const facts = endpoint('PUT /contacts/{contactId}/tasks/{taskId}/completed');
    expect(facts).toMatchObject({
      method: 'PUT',
      route: '/contacts/{contactId}/tasks/{taskId}/completed',
      version: '2021-07-28',
      access: ['location'],
      scopes: ['contacts.write'],
      path: { contactId: 'string!', taskId: 'string!' },
      query: {},
      body: { completed: 'boolean!' },
    });
    expect(endpoint('PUT /contacts/{contactId}/tasks/{taskId}/completed')).toBe(facts);
  });

  test('that is not there, or not in that version, is an error that names it', () => {
    const unknown: { key: EndpointKey } = JSON.parse('{ "key": "GET /nowhere" }');
    expect(() => endpoint(unknown.key)).toThrow('The contract has no endpoint "GET /nowhere".');
    expect(() => endpoint('GET /users/', 'v3')).toThrow('The contract has no endpoint "GET /users/" in v3.');
    expect(() => endpoint('POST /oauth/location-token', 'dated')).toThrow(
      'The contract has no endpoint "POST /oauth/location-token" in dated.',
    );
  });

  test('has the facts of the dated version, unless v3’s are asked for, or v3 alone has it', () => {
    const names = (facts: Endpoint) => Object.keys(facts.query).filter((name) => /pipeline/.test(name));
    const search = 'GET /opportunities/search';
    expect(names(endpoint(search))).toEqual(['pipeline_id', 'pipeline_stage_id']);
    expect(names(endpoint(search, 'v3'))).toEqual(['pipelineId', 'pipelineStageId']);
    expect(endpoint('POST /oauth/location-token')).toMatchObject({ version: 'v3', scopes: ['oauth.write'] });
    expect(endpoint('POST /oauth/location-token')).toBe(endpoint('POST /oauth/location-token', 'v3'));
    expect(hasVersion('GET /users/', 'v3')).toBe(false);
    expect(hasVersion('GET /users/search', 'v3')).toBe(true);
    expect(isEndpointKey('POST /oauth/location-token')).toBe(true);
    expect(isEndpointKey('toString')).toBe(false);
  });

  test('has the version of its description, or else the one that live connectors send', () => {
    expect(endpoint('GET /calendars/').version).toBe('2021-04-15');
    expect(endpoint('GET /contacts/').version).toBe('2021-07-28');
    expect(undeclaredVersion('/conversations/messages')).toBe('2021-04-15');
    expect(undeclaredVersion('/users/')).toBe('2021-07-28');
    for (const key of endpointKeys()) expect(endpoint(key).version).toMatch(/^2021-0(4-15|7-28)$/);
    const ofV3 = endpointKeys('v3').map((key) => [endpoint(key, 'v3').version, key.split('/')[1]]);
    // The endpoints of ads have a dated version in v3's description too.
    expect(new Set(ofV3.filter(([version]) => version !== 'v3').map(String))).toEqual(
      new Set(['2021-07-28,ad-publishing']),
    );
  });

  test('has a scope, an access level and parameters as lists and records, always', () => {
    for (const { access, scopes, path, query, body } of everyEndpoint()) {
      for (const level of access) expect(['agency', 'location']).toContain(level);
      expect([Array.isArray(scopes), typeof path, typeof query, typeof body]).toEqual([
        true,
        'object',
        'object',
        'object',
      ]);
    }
  });

  test('has a fact for each id in its path', () => {
    for (const { route, path } of everyEndpoint()) {
      const named = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(path).sort()).toEqual(named.sort());
    }
  });
});

describe('a fact, spelled out', () => {
  test.each([
    ['string', { type: 'string', list: false, required: false }],
    ['number!', { type: 'number', list: false, required: true }],
    ['string[]', { type: 'string', list: true, required: false }],
    ['object[]!', { type: 'object', list: true, required: true }],
    ['number[][]', { type: 'number', list: true, required: false }],
    ['any', { type: 'any', list: false, required: false }],
  ])('%s', (fact, expected) => {
    expect(shape(fact)).toEqual(expect.objectContaining(expected));
  });

  test('keeps choices, limits and fields', () => {
    expect(shape({ is: 'string!', enum: ['a'], maxLength: 75 })).toMatchObject({
      type: 'string',
      required: true,
      enum: ['a'],
      maxLength: 75,
    });
    expect(shape({ is: 'object[]', fields: { n: 'number!' } })).toMatchObject({
      list: true,
      fields: { n: 'number!' },
    });
  });
});

test('the scopes of endpoints are sorted, each once', () => {
  expect(
    scopesOf(['PUT /contacts/{contactId}', 'POST /contacts/', 'GET /contacts/', 'GET /calendars/']),
  ).toEqual(['calendars.readonly', 'contacts.readonly', 'contacts.write']);
  expect(scopesOf([])).toEqual([]);
});
