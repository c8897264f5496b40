/** The Sub-Account field: which sub-account a step works in, where the connection is an agency's. */
import { sortBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { authKind } from '../highlevel/auth-kind';
import { keptNames, type Named } from '../highlevel/cache';
import { connectionOf } from '../highlevel/connection';
import { appId } from '../highlevel/settings';
import { locations as allLocations, installedLocations } from '../reads/locations';
import { readPages } from '../reads/read';
import { idOf } from '../records/record';
import type { Field, FieldsOf } from './field';

/** The endpoints that an agency's connection needs, for the scopes. */
export const agencyEndpoints = [installedLocations.endpoint, 'POST /oauth/locationToken'] as const;

/** What the field is called. */
export const LOCATION = 'Sub-Account';

const WORDING = { doing: 'Listing the sub-accounts', thing: 'agency' };

/** More choices than this are no help; the id can be typed in as well. */
const MOST = { records: 1000, pages: 10 };

/**
 * Nothing for a sub-account's connection; for an agency's the sub-accounts that installed the app, and all where a
 * private integration's token, which belongs to no app, is used.
 */
export async function locationFields(z: ZObject, bundle: Bundle): Promise<Field[]> {
  if (connectionOf(bundle).level === 'location') return [];
  const key = `installed-locations:${connectionOf(bundle).companyId}:${appId()}`;
  const names = await keptNames(z, key, () => namesOfInstalled(z, bundle));
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

/** The same for a step that may go without. */
export const optionalLocation =
  (helpText: string): FieldsOf =>
  async (z, bundle) =>
    (await locationFields(z, bundle)).map((field) => ({ ...field, required: false, helpText }));

async function namesOfInstalled(z: ZObject, bundle: Bundle): Promise<Named[]> {
  const ask = { wording: WORDING };
  const locations =
    authKind() === 'token'
      ? await readPages(z, bundle, allLocations, ask, MOST)
      : await readPages(
          z,
          bundle,
          installedLocations,
          { ...ask, input: { appId: appId(), isInstalled: true } },
          MOST,
        );
  return locations.map((location) => [idOf(location), String(location.name || idOf(location))]);
}

function helpFor(listed: number): string {
  const byId = 'enter its ID as a custom value.';
  if (!listed && authKind() === 'token')
    return `This agency has no sub-account that could be listed: ${byId}`;
  if (!listed)
    return `The app is installed in no sub-account of this agency yet. Install it there, or ${byId}`;
  return `The sub-account to work in. ${listed < MOST.records ? 'If it is not in the list' : 'The list ends here; for another'}, ${byId}`;
}
