import type { ZapPlan } from '../../zapier';
import type { Job } from './job';

/** Makes a password that nobody has to remember: the client chooses another. */
const NEW_PASSWORD = `return { password: 'Aa1!' + crypto.randomUUID() };`;

const subscriptionToSubAccount: ZapPlan = {
  name: 'HighLevel new subscription → sub-account from a snapshot, its admin, and its custom values',
  trigger: {
    kind: 'poll',
    id: 'subscription',
    app: 'highlevel',
    trigger: 'new_subscription',
    input: { locationId: '{{settings.home}}' },
  },
  steps: [
    {
      id: 'client',
      does: 'finds who subscribed',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { locationId: '{{settings.home}}', id: '{{subscription.contactId}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'named',
      does: 'goes on if the client has a business',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{client.companyName}}', is: 'present' }],
      otherwise: 'The client has no business name.',
    },
    {
      id: 'snapshot',
      does: 'finds the snapshot of this name',
      kind: 'search',
      app: 'highlevel',
      search: 'find_snapshot',
      input: { name: '{{settings.snapshot}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'account',
      does: 'finds the client’s sub-account, or creates it from the snapshot',
      kind: 'search',
      app: 'highlevel',
      search: 'find_location_by_name',
      input: { name: '{{client.companyName}}' },
      whenNothingFound: {
        create: 'create_location',
        input: {
          name: '{{client.companyName}}',
          snapshotId: '{{snapshot.id}}',
          phone: '{{client.phone}}',
          address: '{{client.address1}}',
          city: '{{client.city}}',
          state: '{{client.state}}',
          postalCode: '{{client.postalCode}}',
          country: '{{client.country}}',
          timezone: '{{client.timezone}}',
          prospectInfo__firstName: '{{client.firstName}}',
          prospectInfo__lastName: '{{client.lastName}}',
          prospectInfo__email: '{{client.email}}',
        },
      },
    },
    {
      id: 'secret',
      does: 'makes a first password',
      kind: 'code',
      input: {},
      code: NEW_PASSWORD,
    },
    {
      id: 'admin',
      does: 'finds the client among your users, or makes the client the admin of the sub-account',
      kind: 'search',
      app: 'highlevel',
      search: 'find_user',
      input: { email: '{{client.email}}' },
      whenNothingFound: {
        create: 'create_user',
        input: {
          firstName: '{{client.firstName}}',
          lastName: '{{client.lastName}}',
          email: '{{client.email}}',
          password: '{{secret.password}}',
          type: 'account',
          role: 'admin',
          locationIds: ['{{account.id}}'],
        },
      },
    },
    { id: 'later', does: 'lets HighLevel load the snapshot', kind: 'delay', value: 15, unit: 'minutes' },
    {
      id: 'welcomed',
      does: 'welcomes the client',
      kind: 'create',
      app: 'gmail',
      create: 'send_email',
      input: {
        to: '{{client.email}}',
        subject: 'Your account for {{client.companyName}}',
        body: 'Hi {{client.firstName}},\n\nyour account is ready. Sign in with {{client.email}}: choose “Forgot password” to set your own.',
      },
    },
    {
      id: 'row',
      does: 'takes the custom values one by one',
      kind: 'loop',
      each: {
        name: ['Business Name', 'Business Phone', 'Business City'],
        value: ['{{client.companyName}}', '{{client.phone}}', '{{client.city}}'],
      },
    },
    {
      id: 'known',
      does: 'goes on if the client told it',
      kind: 'filter',
      match: 'all',
      onlyIf: [{ value: '{{row.value}}', is: 'present' }],
      otherwise: 'The client did not tell {{row.name}}.',
    },
    {
      id: 'filled',
      does: 'fills in the custom value of this name in the new sub-account, or creates it',
      kind: 'create',
      app: 'highlevel',
      create: 'set_custom_value',
      input: { locationId: '{{account.id}}', name: '{{row.name}}', value: '{{row.value}}' },
    },
  ],
};

/** A new client: a sub-account from the snapshot, an admin, and the texts that the snapshot's pages show. */
export const newClient: Job = {
  number: 25,
  title: 'A new client gets a sub-account, an admin and the custom values',
  zaps: [subscriptionToSubAccount],
  settings: {
    home: 'the sub-account in which your clients subscribe',
    snapshot: 'the name of your snapshot',
  },
  hints: [
    'This Zap needs a connection of your agency: no other may make sub-accounts.',
    'The app must be installed in the new sub-account before its custom values can be set. When you connect the agency, let HighLevel install the app in future sub-accounts too; without that, the last step says what is missing, and you can replay it once the app is installed.',
    'A client without a business name gets no sub-account. One whose business has a sub-account gets no second one: its custom values are set.',
    'The rows of the loop are the custom values of your snapshot: write their names as they stand there.',
    'If the client is a user of your agency already, nobody is created: add the new sub-account to that user by Update User.',
    'If your clients subscribe at Stripe, let Stripe’s New Subscription start the Zap, and look the client up by email.',
  ],
};
