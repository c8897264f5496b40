import { sum } from 'lodash';
import { isNotFound } from '../../highlevel/absence';
import { isBlank } from '../../highlevel/blank';
import { type EndpointKey, endpoint } from '../../highlevel/contract';
import { toMs } from '../../records/record';
import type { Item } from '../../zapier';
import { rowsIn, type Sending } from '../caller';
import { type Lab, MADE_BY } from '../lab';
import { needs, type Questions, reads, writes } from '../probe';
import { confirmed, contradicted, judged, need, notTold } from '../verdict';
import { latestFirst } from './judging';

const DAY_MS = 86_400_000;
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The custom object of the account of which there are the most fields, and its records. */
async function ownObject(lab: Lab): Promise<string> {
  const objects = await lab.list('GET /objects/', 'objects');
  const own = objects.find(({ key }) => String(key).startsWith('custom_objects.'));
  return String(need(own, 'There is no custom object.').key);
}

const searchRecords = (lab: Lab, schemaKey: string, body: Item) =>
  lab.ask('POST /objects/{schemaKey}/records/search', {
    path: { schemaKey },
    body: { locationId: lab.locationId, page: 1, pageLimit: 20, ...body },
  });

const tasks = (lab: Lab, body: Item) =>
  lab.ask('POST /locations/{locationId}/tasks/search', {
    path: { locationId: lab.locationId },
    body: { limit: 100, ...body },
  });

const media = (lab: Lab, more: { [name: string]: string } = {}) =>
  lab.ask('GET /medias/files', {
    query: {
      ...{ altId: lab.locationId, altType: 'location', type: 'file', limit: '100', offset: '0' },
      ...{ sortBy: 'createdAt', sortOrder: 'desc', ...more },
    },
  });

/** An id of the same form that no record has. */
const noId = (id: unknown) => String(id).replace(/[A-Za-z0-9]{6}$/, 'zzzzzz');

/** Endpoints that read one record, and the lists in which there are some. */
const ONE: [EndpointKey, string, EndpointKey, string, ((lab: Lab) => Sending)?][] = [
  [
    'GET /contacts/{contactId}',
    'contactId',
    'GET /contacts/',
    'contacts',
    (lab) => lab.inLocation({ limit: 100 }),
  ],
  ['GET /calendars/{calendarId}', 'calendarId', 'GET /calendars/', 'calendars'],
  [
    'GET /conversations/{conversationId}',
    'conversationId',
    'GET /conversations/search',
    'conversations',
    (lab) => lab.inLocation({ limit: 100 }),
  ],
  [
    'GET /opportunities/{id}',
    'id',
    'GET /opportunities/search',
    'opportunities',
    (lab) => ({ query: { location_id: lab.locationId, limit: 100 } }),
  ],
  ['GET /users/{userId}', 'userId', 'GET /users/', 'users'],
];

export const answers: Questions = {
  'refusal-in-success': needs(
    'a refusal in a success',
    'It is seen only where HighLevel answers so by itself.',
  ),

  'custom-field-folder': reads(1, async (lab) => {
    const { locationId } = lab;
    const fields = await lab.list('GET /locations/{locationId}/customFields', 'customFields', {
      path: { locationId },
      query: { model: 'all' },
    });
    if (!fields.length) return notTold('There are no custom fields.');
    const without = fields.filter(({ parentId }) => isBlank(parentId)).length;
    const folders = new Set(fields.map(({ parentId }) => parentId)).size;
    return judged(
      !without,
      `${fields.length} fields stand in ${folders} folders.`,
      `${without} of ${fields.length} fields stand in none.`,
    );
  }),

  'missing-by-words': reads(ONE.length * 2, async (lab) => {
    const told: string[] = [];
    const others: string[] = [];
    for (const [key, name, list, items, sending] of ONE) {
      const rows = await lab.list(list, items, sending?.(lab)).catch(() => []);
      if (!rows[0]) continue;
      const asked = await lab.ask(key, { path: { [name]: noId(rows[0].id) } });
      (isNotFound(asked.answer, endpoint(key)) ? told : others).push(`${key} (${asked.status})`);
    }
    if (!told.length && !others.length) return notTold('There are no records.');
    return judged(
      !others.length,
      `Read as not there: ${told.join(', ')}.`,
      `Not read as not there: ${others.join(', ')}.`,
    );
  }),

  'submissions-order-and-days': reads(3, async (lab) => {
    const today = day(Date.now());
    const year = day(Date.now() - 365 * DAY_MS);
    const query = { startAt: year, endAt: today, limit: 100, page: 1 };
    const asked = await lab.ask('GET /forms/submissions', lab.inLocation(query));
    if (!asked.isDone) return contradicted(`A range of a year is refused with ${asked.status}.`);
    const rows = rowsIn(asked, 'submissions');
    const order = latestFirst(rows, 'createdAt');
    if (order.is !== 'confirmed') return order;
    const last = String(rows[0]?.createdAt).slice(0, 10);
    const until = rowsIn(
      await lab.ask('GET /forms/submissions', lab.inLocation({ ...query, endAt: last })),
      'submissions',
    );
    return judged(
      until.some(({ id }) => id === rows[0]?.id),
      'The latest comes first, and the day of endAt is whole, in UTC.',
      'The day of endAt is not whole in UTC.',
    );
  }),

  'tasks-of-a-location': writes(8, async (lab) => {
    const contactId = await lab.contact();
    const ids: string[] = [];
    for (const completed of [false, true]) {
      const body = { title: MADE_BY, dueDate: new Date(Date.now() + DAY_MS).toISOString(), completed };
      const made = await lab.make(
        'POST /contacts/{contactId}/tasks',
        { path: { contactId }, body },
        'task.id',
        'DELETE /contacts/{contactId}/tasks/{taskId}',
        'taskId',
        { path: { contactId } },
      );
      ids.push(String(made.id));
      await lab.moment();
    }
    const idOf = (row: Item) => String(row._id ?? row.id);
    const found = await lab.soon(
      async () => rowsIn(await tasks(lab, {}), 'tasks'),
      (rows) => ids.every((id) => rows.some((row) => idOf(row) === id)),
    );
    const both = ids.every((id) => found.some((row) => idOf(row) === id));
    if (!both) return contradicted('Without completed, it does not give both.');
    const order = latestFirst(found, 'dateAdded');
    if (order.is !== 'confirmed') return order;
    const places = found.filter(
      ({ searchAfter, dateAdded }) => Array.isArray(searchAfter) && searchAfter[0] === toMs(dateAdded),
    );
    return judged(
      places.length === found.length,
      'It gives both, the latest first, with the date in searchAfter.',
      'searchAfter holds something else than the date of adding.',
    );
  }),

  'object-records-by-filters': reads(5, async (lab) => {
    const key = await ownObject(lab);
    const sorted = await searchRecords(lab, key, { sort: [{ field: 'updatedAt', direction: 'desc' }] });
    if (!sorted.isDone) return contradicted(`A sort by updatedAt is refused with ${sorted.status}.`);
    const rows = rowsIn(sorted, 'records');
    const unknown = await searchRecords(lab, key, {
      filters: [{ field: 'properties.no_such_name', operator: 'eq', value: 'x' }],
    });
    const cursor = await searchRecords(lab, key, { searchAfter: ['1'] });
    if (unknown.status !== 422)
      return contradicted(`An unknown property is answered with ${unknown.status}.`);
    if (cursor.status !== 400) return contradicted(`A cursor is answered with ${cursor.status}.`);
    const first = rows[0]?.updatedAt;
    if (!first) return notTold('The custom object has no records.');
    const range = { gte: first, lte: first };
    const within = await searchRecords(lab, key, {
      filters: [{ field: 'updatedAt', operator: 'range', value: range }],
    });
    return judged(
      within.isDone && rowsIn(within, 'records').some(({ id }) => id === rows[0]?.id),
      'It sorts and filters so; an unknown property is refused with 422, a cursor with 400.',
      `A range of updatedAt is answered with ${within.status}, without the record.`,
    );
  }),

  'object-records-by-relations': reads(6, async (lab) => {
    const key = await ownObject(lab);
    const records = rowsIn(await searchRecords(lab, key, {}), 'records').slice(0, 3);
    for (const { id } of records) {
      const query = { locationId: lab.locationId, limit: 100, skip: 0 };
      const asked = await lab.ask('GET /associations/relations/{recordId}', {
        path: { recordId: String(id) },
        query,
      });
      const [relation] = rowsIn(asked, 'relations');
      if (!relation) continue;
      const other = relation.firstRecordId === id ? relation.secondRecordId : relation.firstRecordId;
      const filters = [
        {
          group: 'AND',
          filters: [
            {
              field: 'relations',
              operator: 'nested',
              value: [{ field: 'recordId', operator: 'eq', value: other }],
            },
          ],
        },
      ];
      const found = await searchRecords(lab, key, { filters: filters[0]?.filters });
      return judged(
        found.isDone && rowsIn(found, 'records').some((row) => row.id === id),
        'It finds a record that is tied.',
        `It is answered with ${found.status}, without the record that is tied.`,
      );
    }
    return notTold('No record of a custom object is tied to another.');
  }),

  documents: reads(2, async (lab) => {
    const found = await lab.ask('GET /proposals/document', lab.inLocation({ limit: 21, skip: 0 }));
    if (!found.isDone) return notTold(`The list is refused with ${found.status}.`);
    const more = await lab.ask('GET /proposals/document', lab.inLocation({ limit: 22, skip: 0 }));
    if (more.status !== 422) return contradicted(`22 a page are answered with ${more.status}.`);
    return latestFirst(rowsIn(found, 'documents'), 'createdAt');
  }),

  'media-files': reads(2, async (lab) => {
    const asked = await media(lab);
    const files = rowsIn(asked, 'files');
    if (!files.length) return notTold('There are no files.');
    const names = ['_id', 'name', 'url', 'type', 'size'];
    const lacking = names.filter((name) => !files.some((file) => !isBlank(file[name])));
    const inFolder = files.filter(({ parentId }) => !isBlank(parentId)).length;
    if (inFolder) return contradicted(`Without a folder, ${inFolder} files of folders come.`);
    return judged(
      !lacking.length,
      'The outermost files have these names.',
      `No file has ${lacking.join(', ')}.`,
    );
  }),

  'media-upload-name': writes(4, async (lab) => {
    const link = await lab.file('a.png');
    const name = `account-check-${lab.next()}.png`;
    const made = await lab.ask('POST /medias/upload-file', {
      files: { file: link },
      form: { name, hosted: 'false' },
    });
    const id = made.isDone ? String(made.body.fileId ?? made.body._id ?? '') : '';
    if (!id) return notTold(`An upload is answered with ${made.status}, without an id.`);
    lab.remove('DELETE /medias/{id}', {
      path: { id },
      sending: { query: { altId: lab.locationId, altType: 'location' } },
    });
    const file = rowsIn(await media(lab, { query: name }), 'files').find(
      (row) => row._id === id || row.id === id,
    );
    const kept = need(file, 'The file is not found by its name.');
    return judged(
      kept.name === name && String(kept.url).endsWith('.png'),
      'It is kept under the name that was sent.',
      'It is kept under another name.',
    );
  }),
  'media-hosted': needs('a person', 'A file of yours on the web has to be taken away meanwhile.'),

  'template-origin': reads(1, async (lab) => {
    const { locationId } = lab;
    const asked = await lab.ask('GET /locations/{locationId}/templates', {
      path: { locationId },
      query: { originId: locationId, limit: '10', skip: '0' },
    });
    return judged(asked.isDone, 'It is taken.', `It is refused with ${asked.status}.`);
  }),

  'voice-ai-days': reads(3, async (lab) => {
    const all = await lab.ask('GET /voice-ai/dashboard/call-logs', lab.inLocation({ page: 1, pageSize: 50 }));
    if (!all.isDone) return notTold(`The list is refused with ${all.status}.`);
    const alone = await lab.ask('GET /voice-ai/dashboard/call-logs', lab.inLocation({ startDate: 1 }));
    if (alone.isDone) return contradicted('One without the other is taken.');
    const created = rowsIn(all, 'callLogs').map(({ createdAt }) => toMs(createdAt) ?? 0);
    const [latest] = created.sort((a, b) => b - a);
    if (!latest) return notTold('There are no calls of Voice AI.');
    const days = { startDate: latest - 1000, endDate: latest + 1000 };
    const within = await lab.ask('GET /voice-ai/dashboard/call-logs', lab.inLocation(days));
    const found = rowsIn(within, 'callLogs').filter(
      ({ createdAt }) => Math.abs((toMs(createdAt) ?? 0) - latest) <= 1000,
    );
    const count = rowsIn(within, 'callLogs').length;
    return judged(
      count > 0 && found.length === count,
      'Milliseconds around createdAt find the call.',
      'Milliseconds around createdAt do not find the call, or others.',
    );
  }),
  'voice-ai-summary': needs('a person', 'An agent has to be called, and asked for while the call goes on.'),

  'page-sizes': reads(4, async (lab) => {
    const sizes: string[] = [];
    const asked = await lab.ask('GET /conversations/search', lab.inLocation({ limit: 101 }));
    const count = rowsIn(asked, 'conversations').length;
    if (count > 100) return contradicted('101 conversations come at once.');
    sizes.push(`101 conversations: ${asked.isDone ? `${count} come` : `refused with ${asked.status}`}`);
    const [blog] = await lab
      .list('GET /blogs/site/all', 'data', lab.inLocation({ limit: 50, skip: 0 }))
      .catch(() => []);
    if (blog) {
      const query = { blogId: String(blog._id), limit: 51, offset: 0 };
      const posts = await lab.ask('GET /blogs/posts/all', lab.inLocation(query));
      const many = rowsIn(posts, 'blogs').length;
      if (many > 50) return contradicted('51 posts of a blog come at once.');
      sizes.push(`51 posts: ${posts.isDone ? `${many} come` : `refused with ${posts.status}`}`);
    }
    if (asked.isDone && Number(asked.body.total) <= 100)
      return notTold(`Too few to tell. ${sizes.join('; ')}.`);
    return confirmed(`${sizes.join('; ')}.`);
  }),

  'short-page': reads(3, async (lab) => {
    const lists: [EndpointKey, string, Sending][] = [
      [
        'POST /locations/{locationId}/tasks/search',
        'tasks',
        { path: { locationId: lab.locationId }, body: { limit: 100 } },
      ],
      ['GET /blogs/authors', 'authors', lab.inLocation({ limit: 100, offset: 0 })],
      ['GET /blogs/categories', 'categories', lab.inLocation({ limit: 100, offset: 0 })],
    ];
    const counts: number[] = [];
    for (const [key, name, sending] of lists) counts.push(rowsIn(await lab.ask(key, sending), name).length);
    const round = counts.filter((count) => count > 0 && count < 100 && count % 5 === 0);
    return notTold(
      `${sum(counts)} rows came of lists that count nothing, for 100 each. ${round.length} pages are of a round number.`,
    );
  }),

  'object-search-page': reads(4, async (lab) => {
    const key = await ownObject(lab);
    const pages: Item[][] = [];
    for (const page of [1, 2]) {
      const asked = await searchRecords(lab, key, { page, pageLimit: 1 });
      if (!asked.isDone) return contradicted(`Page ${page} is refused with ${asked.status}.`);
      pages.push(rowsIn(asked, 'records'));
    }
    const [[first] = [], [second] = []] = pages;
    if (!first || !second) return notTold('The custom object has not two records.');
    return judged(
      first.id !== second.id,
      'Page 2 has another record than page 1.',
      'Page 2 has the record of page 1.',
    );
  }),
};
