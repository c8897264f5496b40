import { isEqual } from 'lodash';
import { existingIdIn, isNotFound } from '../../highlevel/absence';
import { isBlank } from '../../highlevel/blank';
import { type EndpointKey, endpoint } from '../../highlevel/contract';
import { toMs } from '../../records/record';
import { at, type Item, items } from '../../zapier';
import { rowsIn, type Sending } from '../caller';
import { type Lab, MADE_BY } from '../lab';
import { needs, type Questions, reads, writes } from '../probe';
import { confirmed, contradicted, judged, need, notTold } from '../verdict';
import { moves } from './judging';

/** A page of contacts by the search, with these filters. */
const search = async (lab: Lab, body: Item) =>
  lab.ask('POST /contacts/search', { body: { locationId: lab.locationId, pageLimit: 20, ...body } });

const customValue = (contact: Item, id: unknown): unknown =>
  items(contact.customFields).find((one) => one.id === id)?.value;

const day = (ms: number, timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(ms);

export const contacts: Questions = {
  'v3-dnd-in-lists': writes(8, async (lab) => {
    const dndSettings = { Email: { status: 'active', message: '', code: '' } };
    const id = await lab.contact({ email: lab.email(), dndSettings });
    const body = {
      locationId: lab.locationId,
      pageLimit: 20,
      filters: [{ field: 'id', operator: 'eq', value: id }],
    };
    const found = await lab.soon(
      async () => rowsIn(await lab.ask('POST /contacts/search', { body, version: 'v3' }), 'contacts')[0],
      (row) => row !== undefined,
    );
    const channels = Object.keys(Object(need(found, 'The search does not find the contact.').dndSettings));
    if (!channels.length) return notTold('The row of the search has no settings of do-not-disturb.');
    return judged(
      channels.every((name) => name === name.toLowerCase()),
      'The search spells the channels in lower case.',
      'The search does not spell the channels in lower case.',
    );
  }),

  'cleared-by-empty-text': writes(5, async (lab) => {
    const id = await lab.contact({
      email: lab.email(),
      phone: lab.phone(),
      city: 'Leeds',
      website: 'https://www.example.com',
    });
    const after = await lab.changedContact(id, { city: '', website: '', email: null, phone: null });
    const left = ['city', 'website', 'email', 'phone'].filter((name) => !isBlank(after[name]));
    return judged(!left.length, 'All four are empty afterwards.', `${left.join(', ')} stayed.`);
  }),

  'contact-company-by-put': writes(4, async (lab) => {
    const contactId = await lab.contact();
    const put = await lab.ask('PUT /contacts/{contactId}', {
      path: { contactId },
      body: { companyName: MADE_BY },
    });
    if (!put.isDone) return contradicted(`It is refused with ${put.status}.`);
    const { companyName } = await lab.readContact(contactId);
    return judged(companyName === MADE_BY, 'It is taken, and read back.', 'It is taken and ignored.');
  }),

  'upsert-ignores-gender': writes(4, async (lab) => {
    const email = lab.email();
    const contactId = await lab.contact({ email });
    const body = { locationId: lab.locationId, email, gender: 'female' };
    const put = await lab.ask('POST /contacts/upsert', { body });
    if (!put.isDone) return contradicted(`It is refused with ${put.status}.`);
    const { gender } = await lab.readContact(contactId);
    return judged(isBlank(gender), 'It is taken and ignored.', 'It is kept.');
  }),

  'duplicate-null': reads(1, async (lab) => {
    const asked = await lab.ask('GET /contacts/search/duplicate', lab.inLocation({ email: lab.email() }));
    if (!asked.isDone) return contradicted(`It is answered with ${asked.status}.`);
    return judged(!at(asked.body, 'contact', 'id'), 'A success without a contact.', 'A contact came.');
  }),

  'search-dates-in-location-zone': reads(5, async (lab) => {
    const { location } = (
      await lab.once('GET /locations/{locationId}', { path: { locationId: lab.locationId } })
    ).body;
    const zone = String(need(at(location, 'timezone'), 'The sub-account tells no time zone.'));
    const rows = rowsIn(await search(lab, { pageLimit: 100 }), 'contacts');
    const found = rows.find(({ dateAdded }) => {
      const ms = toMs(dateAdded);
      return ms !== undefined && day(ms, 'UTC') !== day(ms, zone);
    });
    const { id, dateAdded } = need(found, 'No contact was added while it was another day in UTC.');
    const utc = day(toMs(dateAdded) ?? 0, 'UTC');
    const range = { gte: `${utc}T00:00:00.000Z`, lte: `${utc}T23:59:59.999Z` };
    const filters = [
      { field: 'id', operator: 'eq', value: id },
      { field: 'dateAdded', operator: 'range', value: range },
    ];
    const within = rowsIn(await search(lab, { filters }), 'contacts');
    return judged(within.length === 1, 'The day in UTC has the contact.', 'The day in UTC does not have it.');
  }),

  'draft-workflow': writes(4, async (lab) => {
    const workflows = await lab.list('GET /workflows/', 'workflows');
    const draft = need(
      workflows.find(({ status }) => status === 'draft'),
      'No workflow is a draft.',
    );
    const path = { contactId: await lab.contact(), workflowId: String(draft.id) };
    const added = await lab.ask('POST /contacts/{contactId}/workflow/{workflowId}', { path, body: {} });
    return judged(
      added.isDone,
      'It is told as added; only the workflow’s own list shows whether it is enrolled.',
      `It is refused with ${added.status}.`,
    );
  }),

  'phone-without-country-code': writes(9, async (lab) => {
    const number = lab.phone().slice(2);
    const forms = [number, `(${number.slice(0, 3)}) ${number.slice(3, 6)}-${number.slice(6)}`];
    const kept: unknown[] = [];
    for (const phone of forms) {
      const id = await lab.contact({ phone });
      kept.push((await lab.readContact(id)).phone);
      await lab.clean();
    }
    const lost = kept.filter((phone) => !/^\+\d+$/.test(String(phone))).length;
    return judged(
      !lost,
      'Both forms are kept, with a country’s code.',
      `${lost} of 2 forms are not kept so.`,
    );
  }),

  'upsert-by-phone': writes(4, async (lab) => {
    const phone = lab.phone();
    const id = await lab.contact({ phone, email: lab.email() });
    const body = {
      locationId: lab.locationId,
      phone,
      email: lab.email(),
      firstName: 'Zapier',
      lastName: MADE_BY,
    };
    const upserted = await lab.get('POST /contacts/upsert', { body });
    const other = String(at(upserted, 'contact', 'id'));
    if (other !== id) {
      lab.remove('DELETE /contacts/{contactId}', { path: { contactId: other } });
      return contradicted(
        'It made another contact, with the settings of duplicates that the sub-account has.',
      );
    }
    const { email } = await lab.readContact(id);
    return judged(
      email === body.email,
      'It is found, and gets the new email.',
      'It is found, and keeps its email.',
    );
  }),

  'tag-starts-once': needs('a workflow', 'Only a workflow’s own history shows how often it started.'),

  'dnd-of-one-channel': writes(8, async (lab) => {
    const dndSettings = { Email: { status: 'active', message: '', code: '' } };
    await lab.contact({ email: lab.email(), dndSettings });
    const filters = [{ field: 'dndSettings.Email.status', operator: 'eq', value: 'active' }];
    const asked = await search(lab, { filters });
    if (!asked.isDone) return notTold(`The filter is refused with ${asked.status}: it can’t be offered.`);
    const all = await search(lab, {});
    return judged(
      asked.body.total === all.body.total,
      'The filter matches every contact.',
      'The filter matches some contacts only: it could be offered.',
    );
  }),

  'text-boxes-by-id': writes(7, async (lab) => {
    const { locationId } = lab;
    const fields = await lab.list('GET /locations/{locationId}/customFields', 'customFields', {
      path: { locationId },
    });
    const field = need(
      fields.find(({ dataType }) => dataType === 'TEXTBOX_LIST'),
      'There is no field of that type.',
    );
    const ids = items(field.picklistOptions ?? field.textBoxListOptions).map(({ id }) => String(id ?? ''));
    if (ids.length < 2 || ids.includes('')) return notTold('The boxes have no ids.');
    const value = { [ids[0] ?? '']: 'one', [ids[1] ?? '']: 'two' };
    const contact = await lab.changedContact(await lab.contact(), {
      customFields: [{ id: field.id, field_value: value }],
    });
    return judged(
      isEqual(customValue(contact, field.id), value),
      'Both are read back by their ids.',
      'They are not read back so.',
    );
  }),

  'custom-field-id-field-value': writes(10, async (lab) => {
    const { id, fieldKey } = await lab.customField('TEXT');
    const contactId = await lab.contact();
    const forms = {
      'id and field_value': { id, field_value: 'a' },
      'key and field_value': { key: fieldKey, field_value: 'b' },
      'id and value': { id, value: 'c' },
    };
    const taken: string[] = [];
    for (const [name, form] of Object.entries(forms)) {
      const put = await lab.ask('PUT /contacts/{contactId}', {
        path: { contactId },
        body: { customFields: [form] },
      });
      const value = customValue(await lab.readContact(contactId), id);
      const sent = 'field_value' in form ? form.field_value : form.value;
      if (put.isDone && value === sent) taken.push(name);
    }
    return judged(
      taken.includes('id and field_value'),
      `Taken: ${taken.join('; ')}.`,
      `Taken: ${taken.join('; ') || 'none'}.`,
    );
  }),

  'contact-date-value': writes(10, async (lab) => {
    const { id } = await lab.customField('DATE');
    const contactId = await lab.contact();
    const body = { customFields: [{ id, field_value: '2026-03-04' }] };
    const put = await lab.get('PUT /contacts/{contactId}', { path: { contactId }, body });
    const filters = [{ field: 'id', operator: 'eq', value: contactId }];
    const found = await lab.soon(
      async () => rowsIn(await search(lab, { filters }), 'contacts')[0],
      (row) => row !== undefined && customValue(row, id) !== undefined,
    );
    const places = {
      'an update’s answer': Object(put.contact),
      'the contact': await lab.readContact(contactId),
      'a search': found ?? {},
    };
    const told = Object.entries(places).flatMap(([place, contact]) => {
      const value = customValue(contact, id);
      return value === undefined ? [] : [[place, typeof value] as const];
    });
    if (!told.length) return notTold('The date is not read back.');
    const numbers = told.filter(([, type]) => type !== 'string').map(([place]) => place);
    return judged(
      !numbers.length,
      `It is text in ${told.map(([place]) => place).join(', ')}.`,
      `It is no text in ${numbers.join(', ')}.`,
    );
  }),

  'first-and-last-attribution': reads(7, async (lab) => {
    const rows = await lab.list('GET /contacts/', 'contacts', lab.inLocation({ limit: 100 }));
    const some = rows.filter(({ attributions }) => items(attributions).length > 0).slice(0, 5);
    if (!some.length) return notTold('None of the first 100 contacts has an attribution.');
    let compared = 0;
    for (const { id, attributions } of some) {
      const contact = await lab.readContact(String(id));
      for (const [flag, name] of [
        ['isFirst', 'attributionSource'],
        ['isLast', 'lastAttributionSource'],
      ] as const) {
        const listed = items(attributions).find((one) => one[flag] === true);
        const own: Item = Object(contact[name] ?? {});
        const shared = Object.keys(own).filter((key) => listed && key in listed);
        if (!shared.length) continue;
        compared += 1;
        if (shared.some((key) => !isEqual(own[key], listed?.[key])))
          return contradicted(`${name} is another one.`);
      }
    }
    return compared ? confirmed(`${compared} are the same.`) : notTold('No field is in both.');
  }),

  'files-are-merged': needs('a person', 'A file that was uploaded can’t be deleted by the API.'),
  'contact-file-answer': needs('a person', 'A file that was uploaded can’t be deleted by the API.'),
  'contact-file-field': needs('a person', 'A file that was uploaded can’t be deleted by the API.'),

  'business-moves-date': writes(7, async (lab) => {
    const business = await lab.make(
      'POST /businesses/',
      { body: { locationId: lab.locationId, name: `${MADE_BY} ${lab.next()}` } },
      'business.id',
      'DELETE /businesses/{businessId}',
      'businessId',
    );
    const id = await lab.contact();
    const before = await lab.readContact(id);
    await lab.moment();
    const body = { locationId: lab.locationId, ids: [id], businessId: business.id };
    await lab.get('POST /contacts/bulk/business', { body });
    return moves(before, await lab.readContact(id), 'dateUpdated');
  }),

  'tag-moves-date-updated': writes(7, async (lab) => {
    const id = await lab.contact();
    const before = await lab.readContact(id);
    await lab.moment();
    await tagged(lab, id);
    const after = await lab.readContact(id);
    const moved = after.dateUpdated !== before.dateUpdated;
    return confirmed(
      `By the API, it ${moved ? 'moves' : 'does not move'} dateUpdated; either is provided for.`,
    );
  }),

  'bulk-names-all': writes(8, async (lab) => {
    const [good, gone] = [await lab.contact(), await lab.contact()];
    await lab.get('DELETE /contacts/{contactId}', { path: { contactId: gone } });
    const tag = madeTag(lab);
    removeTag(lab, tag);
    const changed = await lab.ask('POST /contacts/bulk/tags/update/{type}', {
      path: { type: 'add' },
      body: { locationId: lab.locationId, contacts: [good, gone], tags: [tag] },
    });
    if (!changed.isDone)
      return notTold(`A call with one that is gone is refused with ${changed.status} as a whole.`);
    const names = JSON.stringify(changed.body);
    return judged(
      names.includes(good) && at(changed.body, 'errorCount') !== 0,
      'The answer names the one that was changed, and counts an error.',
      'The answer does not name the one that was changed, or counts no error.',
    );
  }),

  'answer-shows-what-is-saved': writes(5, async (lab) => {
    const contactId = await lab.contact({ city: 'Leeds', address1: '1 High Street' });
    const body = { city: '', address1: 'New' };
    const put = await lab.get('PUT /contacts/{contactId}', { path: { contactId }, body });
    const after = await lab.readContact(contactId);
    const differing = ['city', 'address1'].filter((name) => !sameOrBlank(at(put.contact, name), after[name]));
    return judged(
      !differing.length,
      'The answer has what is read afterwards.',
      `The answer has another ${differing.join(' and ')}.`,
    );
  }),

  'duplicate-id-names': writes(5, async (lab) => {
    const email = lab.email();
    const id = await lab.contact({ email });
    const body = { locationId: lab.locationId, email, firstName: 'Zapier', lastName: MADE_BY };
    const second = await lab.ask('POST /contacts/', { body });
    if (second.isDone) {
      lab.remove('DELETE /contacts/{contactId}', {
        path: { contactId: String(at(second.body, 'contact', 'id')) },
      });
      return notTold('The sub-account allows duplicate contacts.');
    }
    const facts = endpoint('POST /contacts/');
    return judged(
      existingIdIn(second.answer, facts) === id && !isNotFound(second.answer, facts),
      `The refusal with ${second.status} has the id where it is looked for.`,
      `The refusal with ${second.status} does not have the id where it is looked for.`,
    );
  }),
};

const sameOrBlank = (one: unknown, other: unknown) => isEqual(one, other) || (isBlank(one) && isBlank(other));

const madeTag = (lab: Lab) => `account check delete me ${lab.next()}`;

/** Adds a tag that no one else has, and sees to it that it goes. */
async function tagged(lab: Lab, contactId: string): Promise<void> {
  const tag = madeTag(lab);
  removeTag(lab, tag);
  await lab.get('POST /contacts/{contactId}/tags', { path: { contactId }, body: { tags: [tag] } });
}

/** A tag that contacts got stays in the sub-account's list of tags: it is taken away at the end. */
function removeTag(lab: Lab, name: string): void {
  const path = { locationId: lab.locationId };
  const list = ['GET /locations/{locationId}/tags', { path }] as [EndpointKey, Sending];
  lab.removeFound('DELETE /locations/{locationId}/tags/{tagId}', list, (found) =>
    rowsIn(found, 'tags')
      .filter((tag) => tag.name === name)
      .map(({ id }) => ({ ...path, tagId: String(id) })),
  );
}
