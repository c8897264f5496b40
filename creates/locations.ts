import { choicesOf } from '../fields/dropdowns';
import { choice, type Field, inGroup, text, yesNo } from '../fields/field';
import { address, reachable, timeZone } from '../fields/postal-address';
import type { CreateSpec } from '../operations/spec';
import { createdLocation } from '../records/location';

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
];
