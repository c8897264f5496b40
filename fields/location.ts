/** The Location field: which sub-account a step works in, where the connection is an agency's. */
import { sortBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { keptNames, type Named } from '../highlevel/cache';
import { request } from '../highlevel/client';
import { connectionOf } from '../highlevel/connection';
import { bySkip, collect, itemsOrNoAnswer } from '../highlevel/paging';
import { clientCredentials } from '../highlevel/settings';
import type { Field } from './field';

const ENDPOINT = 'GET /oauth/installedLocations';
/** The endpoints that an agency's connection needs, for the scopes. */
export const agencyEndpoints = [ENDPOINT, 'POST /oauth/locationToken'] as const;

/** What the field is called. */
export const LOCATION = 'Location';

const WORDING = { doing: 'Listing the sub-accounts', thing: 'agency' };

/** More choices than this are no help; the id can be typed in as well. */
const MOST = { records: 1000, pages: 10 };

/** Nothing for a sub-account's connection; for an agency's the sub-accounts that installed the app. */
export async function locationFields(z: ZObject, bundle: Bundle): Promise<Field[]> {
  if (connectionOf(bundle).level === 'location') return [];
  const key = `installed-locations:${connectionOf(bundle).companyId}:${appId()}`;
  const names = await keptNames(z, key, () => installedLocations(z, bundle));
  const choices = names.map(([id, name]) => ({ sample: id, value: id, label: name }));
  return [
    {
      key: 'locationId',
      label: LOCATION,
      type: 'string',
      required: true,
      altersDynamicFields: true,
      helpText: helpFor(choices.length),
      // Zapier takes no empty list.
      ...(choices.length && { choices: sortBy(choices, ({ label }) => label.toLowerCase()) }),
    },
  ];
}

async function installedLocations(z: ZObject, bundle: Bundle): Promise<Named[]> {
  const locations = await collect(bySkip('skip', 100), MOST, async (paging) => {
    const input = { appId: appId(), isInstalled: true, ...paging };
    const body = await request(z, bundle, { endpoint: ENDPOINT, input, wording: WORDING });
    const list = itemsOrNoAnswer(z, WORDING, body, 'locations');
    return { body, items: list.map((location) => ({ ...location, id: location._id ?? location.id })) };
  });
  return locations.map(({ id, name }) => [String(id), String(name || id)]);
}

function helpFor(listed: number): string {
  const byId = 'enter its ID as a custom value.';
  if (!listed)
    return `The app is installed in no sub-account of this agency yet. Install it there, or ${byId}`;
  return `The sub-account to work in. ${listed < MOST.records ? 'If it is not in the list' : 'The list ends here; for another'}, ${byId}`;
}

/** HighLevel's id of an app is the first part of its client id (`<app id>-<key>`). */
const appId = () => clientCredentials().client_id.split('-')[0];
