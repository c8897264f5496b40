import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle, ZObject } from 'zapier-platform-core';

/** What the tiny app's server keeps. */
interface Pet {
  id: number;
  name: string;
}

const noun = 'Pet';
const display = (label: string) => ({ label, description: `${label} for the tests.` });
const server = (bundle: Bundle) => String(bundle.authData.server);

function demandFreshToken(z: ZObject, bundle: Bundle): void {
  if (bundle.authData.access_token === 'stale') throw new z.errors.RefreshAuthError();
}

/** Refuses by name, so that a test can choose what goes wrong. */
function refuse(z: ZObject, name: unknown): void {
  if (name === 'Refused') throw new z.errors.Error('Cats are not allowed.', 'no_cats', 422);
  if (name === 'Halted') throw new z.errors.HaltedError('Nothing to feed.');
  if (name === 'Expired') throw new z.errors.ExpiredAuthError('Connect again.');
  if (name === 'Crashed') throw new TypeError('pet is undefined');
}

/** Throttles the first call, and lets the second one through; `z.cache` remembers the first. */
async function throttleOnce(z: ZObject, name: unknown): Promise<void> {
  if (name === 'Always Throttled') throw new z.errors.ThrottledError('Too many pets.', 900);
  if (name !== 'Throttled' || (await z.cache.get('throttled'))) return;
  await z.cache.set('throttled', true);
  throw new z.errors.ThrottledError('Too many pets.', 7);
}

/** A Zapier app of one trigger, one create and one search, with OAuth: what the runtime's tests need. */
export const tinyApp = {
  version: '1.0.0',
  platformVersion: '19.1.0',
  authentication: {
    type: 'oauth2',
    connectionLabel: '{{owner__name}} ({{plan}})',
    oauth2Config: {
      authorizeUrl: {
        url: 'https://pets.example.com/authorize',
        params: {
          client_id: '{{process.env.CLIENT_ID}}',
          redirect_uri: '{{bundle.inputData.redirect_uri}}',
          state: '{{bundle.inputData.state}}',
        },
      },
      getAccessToken: async (_z: ZObject, bundle: Bundle) => ({
        access_token: `token of ${bundle.inputData.code}`,
        refresh_token: 'refresh 1',
        plan: 'gold',
        client: process.env.CLIENT_SECRET,
      }),
      refreshAccessToken: async (z: ZObject, bundle: Bundle) => {
        if (bundle.authData.refresh_token === 'revoked') throw new z.errors.Error('Revoked.', 'revoked', 400);
        return { access_token: 'fresh', refresh_token: 'refresh 2' };
      },
    },
    test: async (z: ZObject, bundle: Bundle) => {
      demandFreshToken(z, bundle);
      return { owner: { name: 'Ada' } };
    },
  },
  triggers: {
    pet: {
      key: 'pet',
      noun,
      display: display('New Pet'),
      operation: {
        inputFields: [{ key: 'limit', type: 'integer', default: '3' }],
        outputFields: [
          { key: 'id', primary: true },
          { key: 'name', primary: true },
        ],
        perform: async (z: ZObject, bundle: Bundle) => {
          const response = await z.request<Pet[]>(`${server(bundle)}/pets`);
          const depth = bundle.meta.isPopulatingDedupe
            ? response.data.length
            : Number(bundle.inputData.limit);
          return response.data.slice(0, depth);
        },
      },
    },
    pet_seen: {
      key: 'pet_seen',
      noun,
      display: display('Pet Seen'),
      operation: {
        type: 'hook',
        inputFields: [{ key: 'place' }],
        perform: async (z: ZObject, bundle: Bundle) => {
          const { cleanedRequest: parsed, rawRequest: raw, inputData, meta } = bundle;
          refuse(z, Object(parsed).name);
          await throttleOnce(z, Object(parsed).name);
          const zapId = meta.zap?.id;
          return Array.isArray(parsed)
            ? parsed
            : [{ id: Object(parsed).id, parsed, raw, ...inputData, zapId }];
        },
      },
    },
    pet_known: {
      key: 'pet_known',
      noun,
      display: display('Pet Known'),
      operation: {
        type: 'hook',
        perform: async (_z: ZObject, bundle: Bundle) => [{ id: 1, parsed: bundle.cleanedRequest }],
        performList: async () => [4, 3, 2, 1].map((id) => ({ id })),
      },
    },
  },
  creates: {
    pet: {
      key: 'pet',
      noun,
      display: display('Create Pet'),
      operation: {
        inputFields: [
          { key: 'name', label: 'Name', required: true },
          { key: 'tame', type: 'boolean' },
          { key: 'age', type: 'integer' },
          { key: 'tags', list: true },
          { key: 'colour', default: 'brown' },
          {
            key: 'visits',
            label: 'Visits',
            children: [
              { key: 'vet', label: 'Vet', required: true },
              { key: 'cost', type: 'number' },
              { key: 'reasons', list: true },
              { key: 'currency', default: 'EUR' },
            ],
          },
          // The form depends on what is chosen in it, as one with a field for each custom field does.
          async (_z: ZObject, { inputData: { species } }: Bundle) =>
            species === 'bird' ? [{ key: 'wingspan', type: 'number' }] : [],
          async (_z: ZObject, { inputData: { species } }: Bundle) =>
            species === 'dog' ? [{ key: 'breed', label: 'Breed', required: true }] : [],
        ],
        perform: async (z: ZObject, bundle: Bundle) => {
          demandFreshToken(z, bundle);
          refuse(z, bundle.inputData.name);
          await throttleOnce(z, bundle.inputData.name);
          if (bundle.inputData.name === 'Loud') z.console.log('Woof');
          return { id: 1, ...bundle.inputData, withSearch: bundle.meta.withSearch };
        },
      },
    },
  },
  searches: {
    pet: {
      key: 'pet',
      noun,
      display: display('Find Pet'),
      operation: {
        inputFields: [{ key: 'name' }],
        perform: async (z: ZObject, bundle: Bundle) => {
          const response = await z.request<Pet[]>(`${server(bundle)}/pets`);
          return response.data.filter(({ name }) => name === bundle.inputData.name);
        },
      },
    },
  },
};

/** The server behind the tiny app: answers `pets`, newest first, whatever is put into the list meanwhile. */
export async function servePets(pets: Pet[]): Promise<{ url: string; close: () => Promise<void> }> {
  const http: Server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(pets));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = http.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => http.close(() => resolve())),
  };
}
