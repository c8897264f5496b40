/** What people submit in forms and surveys. */
import { type JsonObject, text } from '../../sandbox/json';
import { at, rowsAt, sandboxOfFile } from './client';

const NOW = Date.UTC(2030, 4, 20, 12);

const on = sandboxOfFile(NOW);
const { call, locationId, isHere } = on;

type Query = { [name: string]: string };
const ask = async (key: 'GET /forms/submissions' | 'GET /surveys/submissions', query: Query = {}) =>
  (await call(key, { query: { locationId: locationId(), ...query } })).body;
const inForms = (query: Query = {}) => ask('GET /forms/submissions', query);

/** Submits a form on a day of May 2030, at noon in UTC. */
const submit = (day: number, fields: JsonObject = {}) =>
  on.sandbox.state.formSubmissions.insert({
    locationId: locationId(),
    formId: 'f1',
    contactId: `c${day}`,
    createdAt: new Date(Date.UTC(2030, 4, day, 12)).toISOString(),
    others: {},
    ...fields,
  });
const days = (body: Parameters<typeof rowsAt>[0]) =>
  rowsAt(body, 'submissions').map(({ createdAt }) => Number(text(createdAt)?.slice(8, 10)));

test('the seeded ones belong to contacts and forms of their location', () => {
  const { state } = on.sandbox;
  for (const row of state.formSubmissions.where(isHere)) {
    const contact = state.contacts.get(text(row.contactId));
    expect([contact?.locationId, contact?.email]).toEqual([locationId(), row.email]);
    if (row.external !== true) expect(state.forms.get(text(row.formId))?.locationId).toBe(locationId());
  }
  for (const row of state.surveySubmissions.where(isHere)) {
    expect(state.surveys.get(text(row.surveyId))?.locationId).toBe(locationId());
  }
});

test('come the latest first, of the last month unless days are given', async () => {
  submit(1);
  submit(20);
  submit(19);
  submit(21);
  on.sandbox.state.formSubmissions.insert({
    locationId: locationId(),
    createdAt: '2030-04-19T12:00:00.000Z',
  });
  expect(days(await inForms())).toEqual([20, 19, 1]);
  expect(days(await inForms({ startAt: '2030-05-19', endAt: '2030-05-21' }))).toEqual([21, 20, 19]);
  expect(days(await inForms({ startAt: '2030-04-01', endAt: '2030-04-30' }))).toEqual([19]);
});

test('are chosen by form, and by the contact’s id, name, e-mail or phone', async () => {
  submit(2, { formId: 'f2' });
  submit(3, { name: 'Ada King' });
  submit(4, { email: 'ada@example.com' });
  submit(5, { others: { phone: '+12125550199' } });
  expect(days(await inForms({ formId: 'f2' }))).toEqual([2]);
  expect(days(await inForms({ q: 'king' }))).toEqual([3]);
  expect(days(await inForms({ q: 'ADA@' }))).toEqual([4]);
  expect(days(await inForms({ q: '5550199' }))).toEqual([5]);
  expect(days(await inForms({ q: 'c2' }))).toEqual([2]);
});

test('are paged by number, twenty a page unless said', async () => {
  for (let day = 1; day <= 15; day += 1) submit(day);
  for (let day = 1; day <= 10; day += 1) submit(day);
  const first = await inForms();
  expect(rowsAt(first, 'submissions')).toHaveLength(20);
  expect(at(first, 'meta')).toEqual({ total: 25, currentPage: 1, nextPage: 2, prevPage: null });
  const last = await inForms({ page: '3', limit: '10' });
  expect(rowsAt(last, 'submissions')).toHaveLength(5);
  expect(at(last, 'meta')).toEqual({ total: 25, currentPage: 3, nextPage: null, prevPage: 2 });
});

test('are a hundred a page at most for forms, fifty for surveys', async () => {
  const said = (most: number) => ({
    statusCode: 400,
    message: [`limit must not be greater than ${most}`],
  });
  expect(await inForms({ limit: '101' })).toMatchObject(said(100));
  expect(await ask('GET /surveys/submissions', { limit: '51' })).toMatchObject(said(50));
  expect(await ask('GET /surveys/submissions', { limit: '50' })).toMatchObject({ submissions: [] });
});

test('forms and surveys are listed, ten a page unless said', async () => {
  for (let i = 0; i < 12; i += 1)
    on.sandbox.state.surveys.insert({ locationId: locationId(), name: `Survey ${i}` });
  const { body } = await call('GET /surveys/', { query: { locationId: locationId() } });
  expect([rowsAt(body, 'surveys').length, at(body, 'total')]).toEqual([10, 14]);
  const next = await call('GET /surveys/', { query: { locationId: locationId(), skip: '10', limit: '50' } });
  expect(rowsAt(next.body, 'surveys')).toHaveLength(4);
  const folders = await call('GET /forms/', { query: { locationId: locationId(), type: 'folder' } });
  expect(folders.body).toMatchObject({ forms: [], total: 0 });
});
