/** Where the contract places a value, and what is no request at all. */
import { compose, InputProblem } from '../../highlevel/compose';
import { type Endpoint, type EndpointKey, endpoint, endpointKeys } from '../../highlevel/contract';
import { first } from '../support/harness';

const note = endpoint('POST /contacts/{contactId}/notes');

/** What stands in the way of a request. */
function problemOf(facts: Endpoint, input: object): unknown {
  try {
    return compose(facts, { ...input });
  } catch (error) {
    return error instanceof InputProblem ? [error.parameter, error.problem] : error;
  }
}

const bodyOf = (key: EndpointKey, input: object) =>
  JSON.parse(String(compose(endpoint(key), { ...input }).body));

describe('an id in a path', () => {
  test.each([
    ['an id', 'tjHQDm1O9sYSp75q4z5H', 'tjHQDm1O9sYSp75q4z5H'],
    ['a number', 42, '42'],
    ['a walk to another path', '../../users/x', '..%2F..%2Fusers%2Fx'],
    ['slashes', '/contacts/', '%2Fcontacts%2F'],
    ['a percent sign', 'a/b c%', 'a%2Fb%20c%25'],
    ['an address', 'ada@example.com', 'ada%40example.com'],
    ['what is encoded already', 'ada%40example.com', 'ada%2540example.com'],
    ['dots that are encoded already', '%2e%2e', '%252e%252e'],
    ['a query', 'x?locationId=y', 'x%3FlocationId%3Dy'],
    ['an anchor', 'x#y', 'x%23y'],
    ['a semicolon', 'x;y', 'x%3By'],
    ['a backslash', '..\\x', '..%5Cx'],
    ['a line break', 'x\r\nHost: y', 'x%0D%0AHost%3A%20y'],
    ['a zero', 'x\0y', 'x%00y'],
    ['another script', 'Łukasz 李 👋', '%C5%81ukasz%20%E6%9D%8E%20%F0%9F%91%8B'],
    ['merge tags', '{{contact.id}}', '%7B%7Bcontact.id%7D%7D'],
    ['blanks around it', ' x ', 'x'],
    ['dots in it', '..x', '..x'],
  ])('is encoded once: %s', (_what, contactId, sent) => {
    expect(compose(note, { contactId, body: 'x' }).path).toBe(`/contacts/${sent}/notes`);
  });

  test.each([['.'], ['..'], ['...'], [' .. '], ['\ud800']])('is refused where it is %j', (contactId) => {
    expect(problemOf(note, { contactId, body: 'x' })).toEqual(['contactId', 'unfit for an address']);
  });

  test.each([[''], [' '], ['\t\n'], [undefined], [null], [{}], [true], [['x']]])(
    'is missing where it is %j',
    (contactId) => {
      expect(problemOf(note, { contactId, body: 'x' })).toEqual(['contactId', 'missing']);
    },
  );

  test('stays one segment at every endpoint of the contract', () => {
    const walked = endpointKeys().filter((key) => {
      const facts = endpoint(key);
      const names = Object.keys(facts.path);
      const ids = Object.fromEntries(names.map((name) => [name, '../x/y']));
      const { path } = compose({ ...facts, query: {}, body: {} }, ids);
      return path !== facts.route.replace(/\{\w+\}/g, '..%2Fx%2Fy');
    });
    expect(walked).toEqual([]);
  });
});

describe('the version', () => {
  test.each<[EndpointKey, string]>([
    ['GET /calendars/', '2021-04-15'],
    ['POST /calendars/events/appointments', '2021-04-15'],
    ['POST /conversations/messages', '2021-04-15'],
    ['GET /contacts/', '2021-07-28'],
    ['GET /opportunities/search', '2021-07-28'],
    // Declared nowhere: by the measured rule.
    ['GET /conversations/messages/email/{id}', '2021-04-15'],
    ['GET /funnels/page', '2021-07-28'],
  ])('of %s is %s', (key, version) => {
    expect(compose({ ...endpoint(key), path: {}, query: {}, body: {}, route: '/' }, {}).headers.version).toBe(
      version,
    );
  });

  test('is one of the dated ones at every endpoint', () => {
    expect(new Set(endpointKeys().map((key) => endpoint(key).version))).toEqual(
      new Set(['2021-04-15', '2021-07-28']),
    );
  });
});

describe('the query', () => {
  const slots = endpoint('GET /calendars/{calendarId}/free-slots');
  const period = { calendarId: 'c', startDate: 1, endDate: 2 };

  test('repeats the name of a list', () => {
    expect(compose(slots, { ...period, userIds: ['u 1', 'u&2'] }).path).toMatch(
      /\?.*userIds=u\+1&userIds=u%262$/,
    );
  });

  test('is left out where there is none', () => {
    expect(compose(endpoint('GET /contacts/{contactId}'), { contactId: 'x' }).path).toBe('/contacts/x');
    expect(compose(slots, { ...period, timezone: undefined }).path).not.toContain('timezone');
  });

  test('keeps what is empty on purpose, zero and no', () => {
    const { path } = compose(endpoint('GET /calendars/'), {
      locationId: '',
      groupId: 0,
      showDrafted: false,
    });
    expect(path).toBe('/calendars/?groupId=0&locationId=&showDrafted=false');
  });
});

describe('the body', () => {
  test('is JSON of the values that are there, and of no others', () => {
    expect(
      bodyOf('POST /contacts/{contactId}/notes', {
        contactId: 'c',
        body: '',
        title: undefined,
        userId: null,
        pinned: false,
      }),
    ).toEqual({ body: '', userId: null, pinned: false });
  });

  test('is an empty object for a write without values, and none for a read or a bare delete', () => {
    expect(
      bodyOf('POST /contacts/{contactId}/campaigns/{campaignId}', { contactId: 'c', campaignId: 'd' }),
    ).toEqual({});
    expect(compose(endpoint('GET /contacts/{contactId}'), { contactId: 'c' })).not.toHaveProperty('body');
    expect(compose(endpoint('DELETE /contacts/{contactId}'), { contactId: 'c' })).not.toHaveProperty('body');
    expect(bodyOf('DELETE /contacts/{contactId}/tags', { contactId: 'c', tags: ['x'] })).toEqual({
      tags: ['x'],
    });
  });

  test('is a list where the endpoint takes one', () => {
    const receiverType = 'contact';
    const notification = { calendarId: 'c', channel: 'email', notificationType: 'booked', receiverType };
    expect(bodyOf('POST /calendars/{calendarId}/notifications', notification)).toEqual([
      { channel: 'email', notificationType: 'booked', receiverType },
    ]);
  });

  test('is a form where the endpoint takes one', () => {
    const { headers, body } = compose(endpoint('POST /oauth/locationToken'), {
      companyId: 'a&b=c d',
      locationId: 'é{{x}}',
    });
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(String(body)).toBe('companyId=a%26b%3Dc+d&locationId=%C3%A9%7B%7Bx%7D%7D');
  });
});

describe('a form with files', () => {
  const file = { name: 'a"\r\nX: y.png', type: 'image/png\r\nX: y', bytes: Buffer.from('PNG') };
  const own = endpoint('POST /forms/upload-custom-files');
  const base = { contactId: 'c', locationId: 'l' };

  test('has a part for each file under the name that the caller makes, where the endpoint takes such', async () => {
    const { headers, body, path } = compose(own, { ...base, 'field_1"\r\nX: y': file });
    expect(path).toBe('/forms/upload-custom-files?contactId=c&locationId=l');
    const form = await new Response(new Uint8Array(Buffer.from(body ?? '')), { headers }).formData();
    const [name, part] = first([...form]);
    expect(name).toBe('field_1___X: y');
    expect(part).toMatchObject({ name: 'a___X: y.png', type: 'image/png__x: y', size: 3 });
  });

  test.each<[what: string, key: EndpointKey, input: object]>([
    ['text under such a name', 'POST /forms/upload-custom-files', { ...base, field_1: 'text' }],
    ['a file that the endpoint does not know', 'POST /medias/upload-file', { field_1: file }],
  ])('takes no %s', (_what, key, input) => {
    expect(() => compose(endpoint(key), { ...input })).toThrow(/has no parameter "field_1"/);
  });
});

describe('a mistake', () => {
  test('is a parameter that the endpoint does not know', () => {
    expect(() => compose(note, { contactId: 'c', body: 'x', text: 'y' })).toThrow(
      'POST /contacts/{contactId}/notes has no parameter "text".',
    );
    expect(() => compose(note, { contactId: 'c', body: 'x', text: undefined })).not.toThrow();
  });

  test.each<[EndpointKey, object, string]>([
    ['GET /contacts/', {}, 'locationId'],
    ['POST /contacts/{contactId}/notes', { contactId: 'c' }, 'body'],
    ['POST /contacts/{contactId}/tasks', { contactId: 'c', title: 't', dueDate: 'd' }, 'completed'],
    ['GET /companies/{companyId}', {}, 'companyId'],
  ])('is a required parameter that is absent: %s without %j', (key, input, parameter) => {
    expect(problemOf(endpoint(key), input)).toEqual([parameter, 'missing']);
  });
});
