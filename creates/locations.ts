import { choicesOf } from '../fields/dropdowns';
import { choice, type Field, inGroup, longText, text, yesNo } from '../fields/field';
import { idField } from '../fields/ids';
import { address, reachable, timeZone } from '../fields/postal-address';
import { show } from '../fields/values';
import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { Raw } from '../highlevel/json';
import { byMergeTag, byWhole, type Match, NO_MATCH } from '../operations/matching';
import type { CreateSpec, Run } from '../operations/spec';
import { customValues } from '../reads/custom-fields';
import { readPage } from '../reads/read';
import { customValue } from '../records/custom-value';
import { createdLocation } from '../records/location';
import { idOf, newOrNot, recordAndNewness } from '../records/record';

/** The links of a location, by the API's names. */
const SOCIAL = {
  facebookUrl: 'Facebook Link',
  instagram: 'Instagram Link',
  linkedIn: 'LinkedIn Link',
  twitter: 'Twitter Link',
  youtube: 'YouTube Link',
  pinterest: 'Pinterest Link',
  yelp: 'Yelp Link',
  foursquare: 'Foursquare Link',
  blogRss: 'Blog Feed Link',
};

const SETTINGS = {
  allowDuplicateContact: 'Allow Duplicate Contacts',
  allowDuplicateOpportunity: 'Allow Duplicate Opportunities',
  allowFacebookNameMerge: 'Allow Merging by Facebook Name',
  disableContactTimezone: 'Ignore the Time Zone of Contacts',
};

const CLIENT = { firstName: 'First Name', lastName: 'Last Name', email: 'Email' };

const GROUPS = {
  location: 'Sub-Account',
  client: 'Client',
  settings: 'Settings',
  social: 'Social Media',
};

type Group = keyof typeof GROUPS;

/** Fields of one of the API's inner objects, all of one type. */
const inner = (
  parameter: string,
  labels: { [key: string]: string },
  field: (key: string, label: string) => Field,
): Field[] => Object.entries(labels).map(([key, label]) => field(`${parameter}__${key}`, label));

const SECRETS = 'A step of a Zap is no place for the keys of another service; they are set in HighLevel.';

export const locationCreates: CreateSpec[] = [
  {
    key: 'create_location',
    label: 'Create Location',
    description: 'Creates a sub-account of your agency.',
    endpoint: 'POST /locations/',
    groups: GROUPS,
    fields: [
      ...inGroup<Group>('location', [
        text('name', 'Name', { required: true }),
        choice('snapshotId', 'Snapshot', choicesOf('snapshots'), 'It is loaded into the new sub-account.'),
        ...reachable('phone', 'website'),
        ...address('POST /locations/'),
        timeZone(),
      ]),
      ...inGroup<Group>(
        'client',
        inner('prospectInfo', CLIENT, (key, label) =>
          text(key, label, 'Of the client; fill in all three, or none.'),
        ),
      ),
      ...inGroup<Group>('settings', inner('settings', SETTINGS, yesNo)),
      ...inGroup<Group>('social', inner('social', SOCIAL, text)),
    ],
    notOffered: {
      social__googlePlus: 'Google+ has closed.',
      social__googlePlacesId: 'It is an id of Google, and there is no list to choose it from.',
      twilio__sid: SECRETS,
      twilio__authToken: SECRETS,
      mailgun__apiKey: SECRETS,
      mailgun__domain: SECRETS,
    },
    answer: (answer) => answer,
    record: createdLocation,
  },
  {
    key: 'set_custom_value',
    label: 'Set Custom Value',
    description: 'Sets a custom value of the sub-account, and creates it if there is none of that name.',
    endpoint: 'PUT /locations/{locationId}/customValues/{id}',
    fields: [
      longText('value', 'Value', { required: true }),
      idField('id', 'Custom Value', 'customValues', {
        required: false,
        helpText: 'Choose one, or leave this empty and fill in its name.',
      }),
      text(
        'name',
        'Name',
        'The whole name, in capitals or not, or the merge tag with its braces. Where none has this name, one is created. If a custom value is chosen above, that one gets this name.',
      ),
    ],
    input: customValueToSet,
    request: async (z, bundle, call) => {
      const isNew = call.input?.id === undefined;
      const saved = await request(z, bundle, {
        ...call,
        ...(isNew && { endpoint: 'POST /locations/{locationId}/customValues' }),
      });
      return { ...saved, new: isNew };
    },
    answer: recordAndNewness('customValue'),
    record: newOrNot(customValue),
  },
];

/**
 * The custom value with its new text; without an id where it is to be made. HighLevel wants its name each time, so
 * the list is read where an id comes without one, and where a name may be taken.
 */
async function customValueToSet({ id, name, value }: Input, run: Run): Promise<Input> {
  if (id === undefined && name === undefined) throw run.needs('id', 'name');
  if (id !== undefined && name !== undefined) return { id, name, value };
  const { items } = await readPage(run.z, run.bundle, customValues, { wording: run.wording });
  const found = id === undefined ? called(String(name), items, run) : items.find((one) => idOf(one) === id);
  if (found) return { id: idOf(found), name: found.name, value };
  if (id !== undefined) throw run.refuse(`No custom value has the ID ${show(id)}.`);
  if (isMergeTag(name)) throw run.refuse(`No custom value has the merge tag ${show(name)}.`);
  return { name, value };
}

const isMergeTag = (name: unknown) => /^\{\{.*\}\}$/.test(String(name));

/**
 * The custom value of this name. One that is spelt in just this way counts before the others.
 *
 * @throws z.errors.Error where several have the name
 */
function called(name: string, rows: Raw[], run: Run): Raw | undefined {
  const fits: Match = isMergeTag(name) ? byMergeTag('fieldKey') : byWhole('name');
  const same = rows.filter((row) => fits(name, row) !== NO_MATCH);
  const exact = same.filter((row) => row.name === name);
  const [found, ...others] = exact.length ? exact : same;
  if (!others.length) return found;
  throw run.refuse(
    `${others.length + 1} custom values are called ${show(name)}: choose one of them under ${run.label('id')}.`,
  );
}
