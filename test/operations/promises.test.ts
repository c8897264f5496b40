/**
 * What is promised is given: each output field of each operation is in what the operation makes of an answer in
 * the shape that HighLevel gives, or is made of what was sent. What no answer has is not promised.
 *
 * The answers are built from the recorded shapes, and from the description where nothing was recorded.
 */
import { isEmpty, uniq } from 'lodash';
import type { Bundle, PlainOutputField, ZObject } from 'zapier-platform-core';
import type { Input } from '../../highlevel/compose';
import { type EndpointKey, endpoint } from '../../highlevel/contract';
import { lookForFile } from '../../highlevel/files';
import { isRecord, type Raw } from '../../highlevel/json';
import { requireItems } from '../../highlevel/paging';
import { recordOf } from '../../operations/output';
import { startRun } from '../../operations/run';
import type { CreateSpec, OperationSpec } from '../../operations/spec';
import type { TriggerSpec } from '../../operations/trigger-spec';
import { rawOf } from '../../records/record';
import { likelyAnswer } from '../contract/recorded';
import type { Reasons } from '../notes/note';
import { first, harness } from '../support/harness';
import { endpointCallsUnderTest, faultsIn, type Subject, subjects } from '../support/operations';
import { isPromised, mapped, valuesAt } from '../support/promised';

const zap = harness();

/** Fields that come though no shape has them, by operation, and why. */
const COMES: { [operation: string]: Reasons } = {
  list_contacts: { phone: 'The recording leaves out who it was; the list is asked by phone, and gives it.' },
  get_contacts_by_business: { phone: 'As in the list of all contacts.' },
  list_calendar_resources: { id: 'It is not described; there is no other way to name one in an update.' },
  create_calendar_resource: { id: 'As above.' },
  find_business_contacts: { phone: 'As in the list of all contacts.' },
  create_contact: { new: 'Whether it was made now: the request tells.' },
  create_opportunity: { new: 'As above.' },
  new_message: { emailMessageId: 'Each email of a thread is a record of its own.' },
  new_conversation: Object.fromEntries(
    ['fullName', 'contactName', 'companyName', 'email', 'phone', 'type', 'typeName', 'tags'].map((name) => [
      name,
      'The conversation itself has it, which is looked up.',
    ]),
  ),
};

/** What a step finds by comparing what was sent with the answer (unsaved.test.ts): mostly nothing. */
const UNSAVED = ['unsavedFields', 'unsavedNote'];

/** Endpoints that are described too little, and those whose shape is theirs. */
const SHAPED_AS: { [key in EndpointKey]?: { because: string; answer: () => Raw } } = {
  'POST /opportunities/upsert': {
    because: 'The opportunity is described as an object without fields.',
    answer: () => ({ ...likelyAnswer('POST /opportunities/'), new: true }),
  },
  'GET /conversations/messages/export': {
    because: 'Its rows are described in the same words as a conversation’s messages, which were recorded.',
    answer: () => rawOf(likelyAnswer('GET /conversations/{conversationId}/messages').messages),
  },
  'GET /contacts/business/{businessId}': {
    because: 'It is described in the same words as the list of all contacts, which was recorded.',
    answer: () => likelyAnswer('GET /contacts/'),
  },
};

/** Kinds of one record that were measured beside the recorded one (`meta.call`, `meta.email`: many sources, 2026). */
const KINDS: { [noun: string]: Raw[] } = {
  Message: [
    { messageType: 'TYPE_CALL', meta: { call: { duration: 75, status: 'completed' } } },
    { messageType: 'TYPE_EMAIL', meta: { email: { messageIds: ['e1'] } } },
  ],
};

function answerOf({ endpoint: key, request }: OperationSpec): Raw {
  if (request === lookForFile) return { isThere: true };
  const answer: unknown = SHAPED_AS[key]?.answer() ?? likelyAnswer(key);
  const { locationId } = first(zap.sandbox.locations);
  return JSON.parse(JSON.stringify(answer).replace(/"locationId":"[^"]+"/g, `"locationId":"${locationId}"`));
}

/** What a step was given: a value for each field of its form, and for each id in its address. */
function givenTo(spec: OperationSpec): Input {
  const fields = spec.fields.flatMap((field) => ('key' in field ? [field] : (field.possible ?? [])));
  const ids = Object.keys(endpoint(spec.endpoint).path).map((key) => ({ key, type: 'string' }));
  return Object.fromEntries(
    [...ids, ...fields].map(({ key, type }) => [key, type === 'boolean' || '2026-12-01T10:00:00-05:00']),
  );
}

/** The records in an answer, as the operation finds them. */
function recordsIn(spec: OperationSpec | CreateSpec | TriggerSpec): Raw[] {
  const answer = answerOf(spec);
  const values = givenTo(spec);
  if ('items' in spec) return requireItems(answer, spec.items, values);
  if ('result' in spec) return [spec.result(answer, values)];
  if (!('answer' in spec)) return [answer];
  const found = typeof spec.answer === 'function' ? spec.answer(answer, values) : answer[spec.answer];
  return [found].flat().map((one) => (isRecord(one) ? one : answer));
}

/** A recorded null, or an empty list or object, says that the field comes: it gets the sample’s value. */
function filledFrom(sample: unknown, raw: unknown): unknown {
  if (raw === null || (typeof raw === 'object' && isEmpty(raw))) return sample ?? raw ?? 'text';
  if (!isRecord(raw)) return raw;
  const inner = isRecord(sample) ? sample : {};
  return Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name, filledFrom(inner[name], value)]),
  );
}

/** What is wrong with the promises of an operation. */
interface Broken {
  /** The keys of fields that no record has. */
  missing: string[];
  /** What is given in another type than promised, in words. */
  mistyped: string[];
}

async function brokenOf({ spec, note }: Subject<OperationSpec>, z: ZObject, bundle: Bundle): Promise<Broken> {
  const { record } = spec;
  const run = startRun(spec, z, bundle);
  const raws = recordsIn(spec).flatMap((raw) => [
    raw,
    ...(KINDS[record.noun] ?? []).map((kind) => ({ ...raw, ...kind })),
  ]);
  const records = await Promise.all(
    raws.map((raw) => recordOf(record, { ...Object(filledFrom(record.sample, raw)) }, run)),
  );
  const byStep = [...UNSAVED, ...Object.keys(record.names ?? {}), ...Object.keys(note.adds ?? {})];
  const fields = mapped(record.fields).map((field) => ({
    ...field,
    values: records.flatMap((one) => valuesAt(one, field.key)),
  }));
  return {
    missing: fields
      .filter(({ key, values }) => !values.length && !byStep.includes(key))
      .map(({ key }) => key),
    mistyped: fields.flatMap((field) => {
      const wrong = field.values.filter((value) => !isPromised(field, value));
      return wrong.map((value) => `${field.key} as a ${field.type}, and gives ${JSON.stringify(value)}`);
    }),
  };
}

/** What several ways of a search give together: what one of them gives is given. */
const merged = (way: Broken, others: Broken = way): Broken => ({
  missing: way.missing.filter((name) => others.missing.includes(name)),
  mistyped: uniq([...others.mistyped, ...way.mistyped]),
});

const broken: { [operation: string]: Broken } = {};

beforeAll(() =>
  zap.call(async (z: ZObject, bundle: Bundle) => {
    for (const subject of endpointCallsUnderTest())
      broken[subject.key] = merged(await brokenOf(subject, z, bundle), broken[subject.key]);
    return [];
  }),
);

test('every operation gives what it promises', () => {
  const faults = faultsIn(endpointCallsUnderTest(), (subject) =>
    (broken[subject.key]?.missing ?? [])
      .filter((name) => !Object.hasOwn(COMES[subject.key] ?? {}, name))
      .map(
        (name) =>
          `promises ${name}, which no answer of ${subject.spec.endpoint} has: fill it from what was sent, or leave it out with \`without\`.`,
      ),
  );
  expect(faults).toEqual([]);
});

test('every operation gives it in the type that it promises', () => {
  const faults = faultsIn(endpointCallsUnderTest(), (subject) => broken[subject.key]?.mistyped ?? []);
  expect(faults.map((fault) => fault.replace(' ', ' promises '))).toEqual([]);
});

test('what is said to come is in no shape', () => {
  const needless = endpointCallsUnderTest().flatMap((subject) =>
    Object.keys(COMES[subject.key] ?? {})
      .filter((name) => !broken[subject.key]?.missing.includes(name))
      .map((name) => `${subject.key}: ${name}`),
  );
  expect(needless).toEqual([]);
});

test.each<[what: string, key: string, field: PlainOutputField, told: Partial<Broken>]>([
  ['a field that no answer has', 'get_contact', { key: 'shoeSize' }, { missing: ['shoeSize'] }],
  [
    'a column that no row has',
    'search_contacts',
    { key: 'opportunities', children: [{ key: 'color' }] },
    { missing: ['opportunities[]color'] },
  ],
  [
    'a date that is none',
    'get_conversation',
    { key: 'locationId', type: 'datetime' },
    { mistyped: [expect.stringMatching(/^locationId as a datetime, and gives "\w+"$/)] },
  ],
  ['one value for a list', 'get_opportunity', { key: 'followers' }, { mistyped: [expect.any(String)] }],
  ['nothing of what was sent', 'create_appointment', { key: 'endTime', type: 'datetime' }, { missing: [] }],
])('%s is caught', async (_what, key, field, told) => {
  const found = subjects().filter(
    (one): one is Subject<OperationSpec> => one.key === key && Boolean(one.spec.endpoint),
  );
  const { spec, ...subject } = first(found);
  const record = { ...spec.record, fields: [...spec.record.fields, field] };
  const faults = zap.call((z: ZObject, bundle: Bundle) =>
    brokenOf({ ...subject, spec: { ...spec, record } }, z, bundle),
  );
  expect(await faults).toMatchObject(told);
});
