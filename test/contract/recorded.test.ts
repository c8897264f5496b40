/** The recorded answers: what the script makes of a file, how answers are held against them, and built. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpointKeys } from '../../highlevel/contract';
import { isObject, type JsonObject } from '../../sandbox/json';
import { RECORDED, readRecorded, recordedText } from '../../scripts/recorded';
import { runScript } from '../support/run-script';
import { checkRecorded, formatNames, liveShaped, recorded, recordedKeys } from './recorded';

const committed = () => readFileSync(RECORDED, 'utf8');
const answers = recordedKeys().filter((key) => recorded(key).answer);

describe('the script', () => {
  const one = (recording: object) => readRecorded({ 'GET /contacts/': { sources: ['S9'], ...recording } });

  test('takes formats by path, without what a longer path tells better', () => {
    const { 'GET /contacts/': facts } = one({
      status: '200,201',
      sentVersion: '2021-07-28',
      sources: ['n8n-io/n8n packages/a.json', 'a report, S12 and S3 (2026-04-22)'],
      answer: {
        'rows[].b': 'string | null',
        'rows[].a': 'null | number',
        rows: '[] empty',
        tags: '[] empty',
        more: 'present; null or mixed',
        '<YYYY-MM-DD>.slots[]': 'date-time offset',
      },
    });
    expect(facts).toEqual({
      sources: ['S12 2026-04-22', 'S3 2026-04-22', 'n8n'],
      version: '2021-07-28',
      status: [200, 201],
      answer: {
        '<YYYY-MM-DD>.slots[]': 'date-time offset',
        more: 'any',
        'rows[].a': 'null | number',
        'rows[].b': 'null | string',
        tags: '[]',
      },
    });
  });

  test('keeps codes, and no text that a customer wrote', () => {
    const { 'GET /contacts/': facts } = one({
      answer: { type: 'string', source: 'string', version: 'date', kind: 'number' },
      values: { type: ['lead'], source: ['Referral', 'Spring Sale'], version: ['2021-07-28'], kind: [31] },
    });
    expect(facts?.values).toEqual({ kind: [31], type: ['lead'] });
  });

  test('takes refusals with their situation, words and code', () => {
    const body = { message: 'string' };
    const { 'GET /contacts/': facts } = one({
      errors: {
        400: { answer: body, sources: ['S7'], when: ['a deleted one: "The pet id is invalid."'] },
        409: { answer: body, sources: ['many (2026-08/09)'], when: ['code PET_NO_DUPLICATE'] },
      },
    });
    expect(facts?.errors).toEqual([
      { status: 400, situation: 'not there', says: ['The pet id is invalid.'], body, sources: ['S7'] },
      { status: 409, situation: 'duplicate', code: 'PET_NO_DUPLICATE', body, sources: ['many 2026-08'] },
    ]);
  });

  test.each([
    ['a format', { answer: { a: 'colour' } }, 'the format “colour” of a is not known'],
    ['a path', { answer: { 'a b': 'string' } }, 'the path a b is not understood'],
    ['a source', { sources: ['somewhere'] }, 'the source somewhere is not understood'],
    ['a refusal', { errors: { 400: { when: ['a blue moon'] } } }, 'the refusal with 400 (a blue moon)'],
  ])('names %s that it does not understand', (_, recording, told) => {
    expect(() => one(recording)).toThrow(`Nothing is written: GET /contacts/: ${told}`);
  });

  test('names an endpoint that the contract does not have', () => {
    expect(() => readRecorded({ 'GET /nowhere': { sources: [] } })).toThrow(
      'Nothing is written: the contract has no GET /nowhere.',
    );
  });

  test.each([
    ['no file', [], /^Usage: /],
    ['a file that is not there', ['nowhere.json'], /^Nothing is written: .*nowhere\.json can't be read/],
    ['a file without answers', [join(__dirname, '..', '..', 'tsconfig.json')], /^Nothing is written: /],
  ])('with %s says so in a line, and leaves the facts as they are', async (_, options, told) => {
    const before = committed();
    const { code, complaint } = await runScript('recorded', options);
    expect(complaint.trim()).toMatch(told);
    expect(code).toBe(1);
    expect(committed()).toBe(before);
  });
});

describe('the committed facts', () => {
  test('are of endpoints of the contract, sorted, each with its source', () => {
    expect(recordedKeys()).toHaveLength(67);
    expect(recordedKeys()).toEqual([...recordedKeys()].sort());
    expect(recordedKeys().filter((key) => !endpointKeys().includes(key))).toEqual([]);
    for (const key of recordedKeys()) {
      const { sources, errors = [] } = recorded(key);
      expect([key, [...sources, ...errors.flatMap((error) => error.sources)]]).not.toEqual([key, []]);
    }
  });

  test('have formats that are known', () => {
    const formats = recordedKeys().flatMap((key) => Object.values(recorded(key).answer ?? {}));
    expect(
      formats.flatMap((format) => format.split(' | ')).filter((one) => !formatNames.includes(one)),
    ).toEqual([]);
  });

  const file = join(__dirname, '..', '..', '..', 'shared', 'live-answers.json');
  const whereRecorded = existsSync(file) ? test : test.skip;

  whereRecorded('are what the script makes of the recorded answers, byte for byte', () => {
    expect(recordedText(file)).toBe(committed());
  });
});

describe('an answer', () => {
  const note = (changes: object = {}) => ({
    status: 200,
    body: JSON.parse(JSON.stringify({ ...liveShaped('GET /contacts/{contactId}/notes'), ...changes })),
  });
  const row = (): JsonObject => {
    const { notes } = liveShaped('GET /contacts/{contactId}/notes');
    const [first] = Array.isArray(notes) ? notes : [];
    return isObject(first) ? first : {};
  };
  const check = (...notes: JsonObject[]) => checkRecorded('GET /contacts/{contactId}/notes', note({ notes }));

  test('in the recorded shape has no fault', () => {
    expect(check(row())).toEqual([]);
  });

  test('may have more fields than the recorded ones', () => {
    expect(check({ ...row(), colour: 'red' })).toEqual([]);
  });

  test('whose list is empty says nothing of its items', () => {
    expect(check()).toEqual([]);
  });

  test('without a recorded field lacks it', () => {
    expect(check({ ...row(), bodyText: undefined })).toEqual(['notes[].bodyText is missing']);
  });

  test('lacks no field that one item of its list has', () => {
    expect(check({ ...row(), bodyText: undefined }, row())).toEqual([]);
  });

  test('without a recorded list lacks it', () => {
    expect(checkRecorded('GET /contacts/{contactId}/notes', note({ notes: undefined }))).toEqual([
      'notes is missing',
    ]);
  });

  test.each([
    [
      'epoch milliseconds for a date',
      { dateAdded: 1788134400000 },
      'dateAdded is 1788134400000, not date-time Z',
    ],
    ['a day for a date', { dateAdded: '2026-08-31' }, 'dateAdded is "2026-08-31", not date-time Z'],
    [
      'an offset for a date in UTC',
      { dateAdded: '2026-08-31T10:00:00-04:00' },
      'dateAdded is "2026-08-31T10:00:00-04:00", not date-time Z',
    ],
    ['a text for yes or no', { pinned: 'true' }, 'pinned is "true", not boolean'],
    ['a number for a text', { body: 7 }, 'body is 7, not string'],
    ['null for a text that always came', { body: null }, 'body is null, not string'],
    ['an object for a list', { relations: {} }, 'relations is {}, not []'],
  ])('with %s has the wrong format', (_, changes, told) => {
    expect(check({ ...row(), ...changes })).toEqual([`notes[].${told}`]);
  });

  test('may have each of the formats that were recorded of a field', () => {
    expect(check({ ...row(), userId: null }, { ...row(), userId: 'u1' })).toEqual([]);
    expect(check({ ...row(), userId: 1 })).toEqual(['notes[].userId is 1, not null | string']);
  });

  test('with a date where an epoch was recorded has the wrong format', () => {
    const { conversations, ...rest } = liveShaped('GET /conversations/search');
    const [first] = Array.isArray(conversations) ? conversations : [];
    const changed = [{ ...(isObject(first) ? first : {}), lastMessageDate: '2026-08-31T10:00:00.000Z' }];
    const body = JSON.parse(JSON.stringify({ ...rest, conversations: changed }));
    expect(checkRecorded('GET /conversations/search', { status: 200, body })).toEqual([
      'conversations[].lastMessageDate is "2026-08-31T10:00:00.000Z", not epoch-ms',
    ]);
  });

  test('with days as names is held by what is under each', () => {
    const check = (day: object) =>
      checkRecorded('GET /calendars/{calendarId}/free-slots', {
        status: 200,
        body: JSON.parse(JSON.stringify({ '2026-12-01': day, traceId: 't' })),
      });
    expect(check({ slots: ['2026-12-01T10:00:00-05:00'] })).toEqual([]);
    expect(check({ slots: ['2026-12-01T10:00:00Z'] })).toEqual([
      '<YYYY-MM-DD>.slots[] is "2026-12-01T10:00:00Z", not date-time offset',
    ]);
  });

  test('with a field that a recording shows not to come has a fault', () => {
    const key = 'POST /calendars/events/appointments';
    const body = { ...liveShaped(key), startTime: '2026-12-01T10:00:00-05:00' };
    expect(checkRecorded(key, { status: 200, body })).toEqual(['startTime comes, which no recording has']);
  });

  test('of an endpoint of which nothing was recorded is an error', () => {
    expect(() => checkRecorded('GET /companies/{companyId}', { status: 200, body: {} })).toThrow(
      'Nothing was recorded of GET /companies/{companyId}.',
    );
  });
});

describe('a refusal', () => {
  const check = (body: JsonObject, status = 400) =>
    checkRecorded('GET /contacts/{contactId}', { status, body });
  const refused = { message: 'Contact not found for id: c1', error: 'Bad Request', statusCode: 400 };

  test('in the recorded shape and words has no fault, with or without a trace id', () => {
    expect(check(refused)).toEqual([]);
    expect(check({ ...refused, message: 'Contact with id c1 not found.', traceId: 't' })).toEqual([]);
  });

  test.each([
    ['without a recorded key', { ...refused, error: undefined }, 'error is missing'],
    ['with a key that was not recorded', { ...refused, meta: 'm' }, 'meta was not recorded'],
    ['with a value of another format', { ...refused, statusCode: '400' }, 'statusCode is "400", not number'],
    [
      'in other words',
      { ...refused, message: 'No such contact' },
      'message is “No such contact”, not “Contact not found for id:<id>” or “Contact with id <id> not found”',
    ],
  ])('%s has a fault', (_, body, told) => {
    expect(check(body)).toEqual([told]);
  });

  test('with another code has a fault', () => {
    const body = { code: 'GONE', message: 'm' };
    expect(checkRecorded('GET /opportunities/{id}', { status: 404, body })).toEqual([
      'code is "GONE", not OPPORTUNITY_NOT_FOUND',
    ]);
  });

  test('with a status that was not recorded has a fault', () => {
    expect(check(refused, 404)).toEqual(['a refusal with 404 was not recorded']);
  });
});

describe('a live-shaped answer', () => {
  test.each(answers)('of %s agrees with the recording', (key) => {
    expect(checkRecorded(key, { status: 200, body: liveShaped(key) })).toEqual([]);
  });

  test('has what is described where the recording says nothing', () => {
    expect(liveShaped('GET /users/')).toMatchObject({ users: [{ email: 'ada.byron@example.com' }] });
    expect(liveShaped('GET /contacts/{contactId}')).toMatchObject({ contact: { city: expect.any(String) } });
    expect(liveShaped('GET /calendars/{calendarId}')).toMatchObject({
      calendar: { openHours: [{ daysOfTheWeek: [expect.any(Number)] }] },
    });
  });

  test('lacks what a recording shows not to come, though it is described', () => {
    const booked = liveShaped('POST /calendars/events/appointments');
    expect(booked).toMatchObject({ appointmentStatus: 'confirmed', status: 'booked' });
    expect(Object.keys(booked)).not.toEqual(expect.arrayContaining(['startTime']));
    expect(Object.keys(booked)).not.toEqual(expect.arrayContaining(['endTime']));
  });

  test('has each typed value of a custom field in a row of its own', () => {
    expect(liveShaped('GET /opportunities/search')).toMatchObject({
      opportunities: [
        {
          customFields: [
            { type: 'array', fieldValueArray: [expect.any(String)] },
            { type: 'date', fieldValueDate: expect.any(Number) },
            { type: 'files', fieldValueFiles: [{ url: expect.stringMatching(/^https:/) }] },
            { type: 'number', fieldValueNumber: expect.any(Number) },
            { type: 'string', fieldValueString: expect.any(String) },
          ],
        },
      ],
    });
  });

  test('of an endpoint of which a refusal alone was recorded is an error', () => {
    expect(() => liveShaped('GET /contacts/{contactId}/tasks/{taskId}')).toThrow('No success was recorded');
  });
});
