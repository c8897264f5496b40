/**
 * The least apps that make the requests which the benchmark times: each has one operation, asks with
 * `z.request` as Zapier's documentation shows it, and gives the rows as they come.
 */
const { version: platformVersion } = require('zapier-platform-core');

const send = async (z, { authData }, method, path, body) => {
  const { data } = await z.request({
    method,
    url: process.env.HIGHLEVEL_API_URL + path,
    headers: { authorization: `Bearer ${authData.access_token}`, version: '2021-07-28' },
    body,
  });
  return data;
};

const app = (kind, key, perform, rest) => ({
  version: '1.0.0',
  platformVersion,
  [kind]: {
    [key]: {
      key,
      noun: 'Record',
      display: { label: 'Do It', description: 'Makes one request.' },
      operation: { perform, sample: { id: '1' }, ...rest },
    },
  },
});

const createNote = async (z, bundle) => {
  const { contactId, body } = bundle.inputData;
  return (await send(z, bundle, 'POST', `/contacts/${contactId}/notes`, { body })).note;
};

const readContact = async (z, bundle) => [
  (await send(z, bundle, 'GET', `/contacts/${bundle.inputData.contactId}`)).contact,
];

const pollContacts = async (z, bundle) => {
  const sort = [{ field: 'dateAdded', direction: 'desc' }];
  const { locationId } = bundle.authData;
  const body = { locationId, pageLimit: 500, sort };
  return (await send(z, bundle, 'POST', '/contacts/search', body)).contacts;
};

/** The apps, each by the name of the operation of ours that it stands beside. */
module.exports = {
  create_contact_note: app('creates', 'create_contact_note', createNote),
  any_endpoint: app('creates', 'any_endpoint', createNote),
  get_contact: app('triggers', 'get_contact', readContact, { type: 'polling' }),
  search_contacts: app('triggers', 'search_contacts', pollContacts, { type: 'polling' }),
};
