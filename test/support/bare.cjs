/**
 * The least app that makes the requests that bench.ts times: what the app's own cost is measured
 * against.
 */
const { version: platformVersion } = require('zapier-platform-core');

const send = (z, { authData }, path, body) =>
  z.request({
    method: 'POST',
    url: process.env.HIGHLEVEL_API_URL + path,
    headers: { authorization: `Bearer ${authData.access_token}`, version: '2021-07-28' },
    body,
  });

const operation = (key, noun, perform, rest) => ({
  [key]: {
    key,
    noun,
    display: { label: noun, description: 'Makes one request.' },
    operation: { perform, sample: { id: '1' }, ...rest },
  },
});

const poll = async (z, bundle) => {
  const sort = [{ field: 'dateAdded', direction: 'desc' }];
  const { locationId } = bundle.authData;
  const { data } = await send(z, bundle, '/contacts/search', { locationId, pageLimit: 100, sort });
  return data.contacts;
};

const create = async (z, bundle) => {
  const { contactId, body } = bundle.inputData;
  const { data } = await send(z, bundle, `/contacts/${contactId}/notes`, { body });
  return data.note;
};

module.exports = {
  version: '1.0.0',
  platformVersion,
  triggers: operation('search_contacts', 'Contact', poll, { type: 'polling' }),
  creates: operation('create_contact_note', 'Note', create),
};
