import { isNotFound } from '../../highlevel/absence';
import { isBlank } from '../../highlevel/blank';
import { endpoint } from '../../highlevel/contract';
import { at, type Item, items } from '../../zapier';
import { rowsIn } from '../caller';
import { type Lab, MADE_BY } from '../lab';
import { needs, type Questions, reads, writes } from '../probe';
import { confirmed, contradicted, judged, need, notTold } from '../verdict';

const POSTS = 'A post of a blog can’t be deleted by the API.';

/** A custom object, its fields and the names of those. */
async function ownObject(lab: Lab): Promise<{ key: string; object: Item; fields: Item[] }> {
  const objects = await lab.list('GET /objects/', 'objects');
  const own = need(
    objects.find(({ key }) => String(key).startsWith('custom_objects.')),
    'There is no custom object.',
  );
  const key = String(own.key);
  const { body } = await lab.once('GET /objects/{key}', {
    path: { key },
    query: { locationId: lab.locationId, fetchProperties: 'true' },
  });
  return { key, object: { ...own, ...Object(body.object) }, fields: items(body.fields) };
}

const nameOf = (key: string, fieldKey: unknown) => String(fieldKey).slice(key.length + 1);
const optionsOf = (field: Item): string[] => items(field.options).map((option) => String(option.key));

/** A value for a field, as the app sends it; undefined for a field that takes none of these. */
function valueFor({ dataType, ...field }: Item): unknown {
  const [option] = optionsOf(field);
  switch (dataType) {
    case 'TEXT':
    case 'LARGE_TEXT':
      return MADE_BY;
    case 'NUMERICAL':
      return 7;
    case 'MONETORY':
      return { currency: 'default', value: 12.5 };
    case 'DATE':
      return '2026-03-04T00:00:00.000Z';
    case 'SINGLE_OPTIONS':
    case 'RADIO':
      return option;
    case 'MULTIPLE_OPTIONS':
    case 'CHECKBOX':
      return option === undefined ? undefined : [option];
    default:
      return undefined;
  }
}

const records = 'POST /objects/{schemaKey}/records';

/** A record of the custom object, with a value in each field that can have one. */
async function record(lab: Lab): Promise<{ key: string; id: string; sent: Item; fields: Item[] }> {
  const { key, fields } = await ownObject(lab);
  const values = fields.flatMap((field) => {
    const value = valueFor(field);
    return value === undefined ? [] : [[nameOf(key, field.fieldKey), value] as const];
  });
  const sent = Object.fromEntries(values);
  const made = await lab.make(
    records,
    { path: { schemaKey: key }, body: { locationId: lab.locationId, properties: sent } },
    'record.id',
    'DELETE /objects/{schemaKey}/records/{id}',
    'id',
    { path: { schemaKey: key } },
  );
  return { key, id: String(made.id), sent, fields };
}

async function readRecord(lab: Lab, key: string, id: string): Promise<Item> {
  const read = await lab.get('GET /objects/{schemaKey}/records/{id}', { path: { schemaKey: key, id } });
  return Object(at(read, 'record', 'properties'));
}

const changeRecord = (lab: Lab, key: string, id: string, body: Item) =>
  lab.ask('PUT /objects/{schemaKey}/records/{id}', {
    path: { schemaKey: key, id },
    query: { locationId: lab.locationId },
    body,
  });

const customValue = (lab: Lab, name: string) =>
  lab.make(
    'POST /locations/{locationId}/customValues',
    { path: { locationId: lab.locationId }, body: { name, value: MADE_BY } },
    'customValue.id',
    'DELETE /locations/{locationId}/customValues/{id}',
    'id',
    { path: { locationId: lab.locationId } },
  );

export const other: Questions = {
  'v3-ads-version': needs('an account with advertisements', 'It would change one.'),

  'published-date': needs('a person', POSTS),
  'word-count': needs('a person', POSTS),

  'scheduled-posts': reads(5, async (lab) => {
    for (const { _id } of (
      await lab.list('GET /blogs/site/all', 'data', lab.inLocation({ limit: 50, skip: 0 }))
    ).slice(0, 2)) {
      const query = { blogId: String(_id), limit: 50, offset: 0 };
      const all = await lab.ask('GET /blogs/posts/all', lab.inLocation(query));
      const scheduled = rowsIn(
        await lab.ask('GET /blogs/posts/all', lab.inLocation({ ...query, status: 'SCHEDULED' })),
        'blogs',
      );
      if (!scheduled.length) continue;
      const ids = rowsIn(all, 'blogs').map((row) => row._id);
      return judged(
        scheduled.every((row) => ids.includes(row._id)),
        'Scheduled posts are among all.',
        'Scheduled posts are not among all.',
      );
    }
    return notTold('No post is scheduled.');
  }),

  'objects-version': reads(2, async (lab) => {
    const [older, newer] = [
      await lab.ask('GET /objects/', { ...lab.inLocation(), version: '2021-07-28' }),
      await lab.ask('GET /objects/', { ...lab.inLocation(), version: '2023-02-21' }),
    ];
    return judged(
      older.isDone,
      `2021-07-28 is taken; 2023-02-21 is answered with ${newer.status}.`,
      `2021-07-28 is refused with ${older.status}; 2023-02-21 is answered with ${newer.status}.`,
    );
  }),

  'document-templates': needs('a person', 'It would send a document to somebody.'),
  'social-post-status': needs('a person', 'It would publish a post.'),
  'social-post-times': needs('a person', 'Somebody has to look at it in Google.'),

  'social-post-creator': writes(6, async (lab) => {
    const { locationId } = lab;
    const users = await lab.list('GET /users/', 'users');
    const userId = String(need(users[0], 'There is no user.').id);
    const draft = { accountIds: [], summary: MADE_BY, status: 'draft', type: 'post', userId, media: [] };
    const taken: string[] = [];
    for (const [name, more] of [
      ['without it', {}],
      ['with the user', { createdBy: userId }],
    ] as const) {
      const made = await lab.ask('POST /social-media-posting/{locationId}/posts', {
        path: { locationId },
        body: { ...draft, ...more },
      });
      if (!made.isDone) continue;
      taken.push(name);
      const id = String(at(made.body, 'results', 'post', '_id') ?? '');
      if (id)
        lab.remove('DELETE /social-media-posting/{locationId}/posts/{id}', { path: { locationId, id } });
    }
    return judged(
      taken.includes('with the user'),
      `A draft is taken ${taken.join(' and ')}.`,
      `A draft with the user is refused${taken.length ? ', and taken without' : ''}.`,
    );
  }),

  'social-tags': reads(2, async (lab) => {
    const { locationId } = lab;
    const told: string[] = [];
    for (const key of [
      'GET /social-media-posting/{locationId}/categories',
      'GET /social-media-posting/{locationId}/tags',
    ] as const) {
      const asked = await lab.ask(key, { path: { locationId }, query: { limit: '50', skip: '0' } });
      if (!asked.isDone) return contradicted(`50 a page are refused with ${asked.status}.`);
      told.push(`${Number(at(asked.body, 'results', 'count') ?? 0)}`);
    }
    return confirmed(`50 a page are taken; there are ${told.join(' categories and ')} tags.`);
  }),

  'ids-without-blanks': reads(3, async (lab) => {
    await lab.list('GET /users/', 'users');
    await lab.list('GET /contacts/', 'contacts', lab.inLocation({ limit: 100 }));
    await lab.list('GET /conversations/search', 'conversations', lab.inLocation({ limit: 100 }));
    const ids = [...lab.caller.ids];
    const others = ids.filter((id) => /[\s@]/.test(id)).length;
    return judged(!others, `${ids.length} ids have none.`, `${others} of ${ids.length} ids have one.`);
  }),

  'object-record-values': writes(8, async (lab) => {
    const { key, id, sent } = await record(lab);
    const read = await readRecord(lab, key, id);
    const lost = Object.keys(sent).filter((name) => isBlank(read[name]));
    if (lost.length)
      return contradicted(`${lost.length} of ${Object.keys(sent).length} values are not read back.`);
    const lists = Object.entries(sent).filter(([, value]) => Array.isArray(value));
    const changes = Object.fromEntries(lists.map(([name, value]) => [name, { add: value, remove: [] }]));
    const put = await changeRecord(lab, key, id, { properties: changes });
    return judged(
      put.isDone,
      `${Object.keys(sent).length} values of as many fields are read back, and ${lists.length} lists are changed by add and remove.`,
      `Lists as add and remove are refused with ${put.status}.`,
    );
  }),

  'object-record-cleared': writes(8, async (lab) => {
    const { key, id, sent, fields } = await record(lab);
    const { primaryDisplayProperty } = (await ownObject(lab)).object;
    const primary = nameOf(key, primaryDisplayProperty);
    const typeOf = (name: string) => fields.find((field) => nameOf(key, field.fieldKey) === name)?.dataType;
    const emptied = (name: string, value: unknown): unknown => {
      if (Array.isArray(value)) return { add: [], remove: value };
      return /TEXT/.test(String(typeOf(name))) ? '' : null;
    };
    const cleared = Object.entries(sent).filter(([name]) => name !== primary);
    const properties = Object.fromEntries(cleared.map(([name, value]) => [name, emptied(name, value)]));
    const put = await changeRecord(lab, key, id, { properties });
    if (!put.isDone) return contradicted(`It is refused with ${put.status}.`);
    const read = await readRecord(lab, key, id);
    const left = cleared.filter(([name]) => !isBlank(read[name])).length;
    if (isBlank(read[primary])) return contradicted('What was not sent is gone.');
    return judged(
      !left,
      `${cleared.length} fields are empty afterwards, and what was not sent stays.`,
      `${left} of ${cleared.length} fields stayed.`,
    );
  }),

  'object-required-fields': writes(4, async (lab) => {
    const { key, object, fields } = await ownObject(lab);
    const made = await lab.ask(records, {
      path: { schemaKey: key },
      body: { locationId: lab.locationId, properties: {} },
    });
    const id = at(made.body, 'record', 'id');
    if (made.isDone && typeof id === 'string') {
      lab.remove('DELETE /objects/{schemaKey}/records/{id}', { path: { schemaKey: key, id } });
      return contradicted('A record without the primary property is taken.');
    }
    const isThere = fields.some(({ fieldKey }) => fieldKey === object.primaryDisplayProperty);
    return judged(
      isThere,
      `The object gives its fields; a record without the primary property is refused with ${made.status}.`,
      'The object does not give its primary field.',
    );
  }),

  'object-record-people': writes(9, async (lab) => {
    const { key, id } = await record(lab);
    const users = (await lab.list('GET /users/', 'users')).map((user) => String(user.id));
    const [first, second] = users;
    if (!first || !second) return notTold('There are not two users.');
    const two = await changeRecord(lab, key, id, { properties: {}, owner: [first, second] });
    if (two.isDone) return contradicted('Two owners are taken.');
    const one = await changeRecord(lab, key, id, { properties: {}, owner: [first] });
    const none = await changeRecord(lab, key, id, { properties: {}, owner: [] });
    const read = await lab.get('GET /objects/{schemaKey}/records/{id}', { path: { schemaKey: key, id } });
    const owner: unknown = at(read, 'record', 'owner');
    return judged(
      one.isDone && none.isDone && isBlank(Array.isArray(owner) ? owner[0] : owner),
      `Two owners are refused with ${two.status}, and an empty list leaves none.`,
      'One owner is refused, or an empty list leaves one.',
    );
  }),

  'custom-value-names': writes(6, async (lab) => {
    const name = `${MADE_BY} ${lab.next()}`;
    const first = Object((await customValue(lab, name)).customValue);
    const second = await lab.ask('POST /locations/{locationId}/customValues', {
      path: { locationId: lab.locationId },
      body: { name, value: MADE_BY },
    });
    if (!second.isDone)
      return contradicted(`A second one of the same name is refused with ${second.status}.`);
    const path = { locationId: lab.locationId, id: String(at(second.body, 'customValue', 'id')) };
    lab.remove('DELETE /locations/{locationId}/customValues/{id}', { path });
    const put = await lab.ask('PUT /locations/{locationId}/customValues/{id}', {
      path,
      body: { name: `${name} b`, value: MADE_BY },
    });
    const fieldKey = at(put.body, 'customValue', 'fieldKey');
    return judged(
      put.isDone && fieldKey !== first.fieldKey,
      'It is taken, and a new name gives another merge tag.',
      'A new name is refused, or leaves the merge tag.',
    );
  }),

  'custom-value-emptied': writes(4, async (lab) => {
    const { id } = await customValue(lab, `${MADE_BY} ${lab.next()}`);
    const path = { locationId: lab.locationId, id: String(id) };
    const put = await lab.ask('PUT /locations/{locationId}/customValues/{id}', {
      path,
      body: { name: MADE_BY, value: '' },
    });
    if (!put.isDone) return confirmed(`An empty value is refused with ${put.status}.`);
    const read = await lab.get('GET /locations/{locationId}/customValues/{id}', { path });
    return judged(
      !isBlank(at(read, 'customValue', 'value')),
      'An empty value is taken and ignored.',
      'An empty value is taken.',
    );
  }),

  'endpoints-by-shape': writes(7, async (lab) => {
    const body = { locationId: lab.locationId, name: MADE_BY, redirectTo: 'https://www.example.com' };
    const made = await lab.ask('POST /links/', { body });
    const linkId = String(at(made.body, 'link', 'id') ?? made.body.id ?? '');
    if (!linkId) return notTold(`A new trigger link is answered with ${made.status}, without an id.`);
    lab.remove('DELETE /links/{linkId}', { path: { linkId } });
    const links = rowsIn(await lab.ask('GET /links/', lab.inLocation()), 'links');
    const gone = await lab.ask('DELETE /links/{linkId}', { path: { linkId } });
    const again = await lab.ask('DELETE /links/{linkId}', { path: { linkId } });
    if (!gone.isDone) return notTold(`Deleting is refused with ${gone.status}.`);
    const faults = [
      made.status === 201 ? '' : `a create is answered with ${made.status}`,
      links[0]?.id === linkId ? '' : 'the latest is not the first of the list',
      isNotFound(again.answer, endpoint('DELETE /links/{linkId}'))
        ? ''
        : `a second deletion is answered with ${again.status}`,
    ].filter(Boolean);
    return judged(!faults.length, 'Trigger links do so.', `Trigger links: ${faults.join('; ')}.`);
  }),
};
