import { pick } from 'lodash';
import { type Field, inGroup, text, type Use, wholeList } from '../fields/field';
import {
  PERMISSIONS,
  permissions,
  scopes,
  USER_LEFT_OUT,
  userId,
  userLocations,
  userProfile,
  userRole,
  userType,
} from '../fields/user';
import { toNames } from '../fields/values';
import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { connectionOf } from '../highlevel/connection';
import { clearing, fieldsToClear } from '../operations/clear';
import type { CreateSpec, Run } from '../operations/spec';
import { deleted, deletedBy } from '../records/outcomes';
import { savedUser } from '../records/user';

const names = (use: Use): Field[] => [
  text('firstName', 'First Name', { required: use === 'create' }),
  text('lastName', 'Last Name', { required: use === 'create' }),
];

const GROUPS = { user: 'User', rights: 'What the User May Do' };
type Group = keyof typeof GROUPS;

/** A password. Blanks around it belong to it. */
const password = (label: string, helpText: string): Field =>
  text('password', label, { helpText, keepBlanks: true });

const assignedScopes = (): Field =>
  scopes(
    'scopesAssignedToOnly',
    'Features for Assigned Data',
    'Features that are limited to what is assigned to the user.',
  );

function changedFields(): Field[] {
  const profile = [
    userId(),
    ...names('update'),
    password('New Password', 'It replaces the password that the user has.'),
    userType(),
    userRole(),
    wholeList('update', userLocations('These replace all sub-accounts that the user has.')),
    ...userProfile('update'),
  ];
  const rights = [
    permissions('permissions', 'Permissions to Give', 'The other permissions stay as they are.'),
    permissions('permissionsTaken', 'Permissions to Take Away', 'The others stay as they are.'),
    wholeList('update', scopes('scopes', 'Features', 'The user may then use these and no others.')),
    wholeList('update', assignedScopes()),
  ];
  const clearable = ['phone', 'profilePhoto', 'scopes', 'scopesAssignedToOnly', 'twilioPhone'];
  const clear = fieldsToClear([...profile, ...rights], clearable);
  return [...inGroup<Group>('user', profile), ...inGroup<Group>('rights', [...rights, clear])];
}

export const userCreates: CreateSpec[] = [
  {
    key: 'create_user',
    label: 'Create User',
    description: 'Creates a user of a sub-account, or of the agency.',
    endpoint: 'POST /users/',
    groups: GROUPS,
    fields: [
      ...inGroup<Group>('user', [
        ...names('create'),
        text('email', 'Email', { required: true }),
        { ...password('Password', 'A first password, which the user can change.'), required: true },
        userType({ required: true }),
        userRole({ required: true }),
        userLocations(
          "Where the user works. With a sub-account's connection, leave it empty for that sub-account.",
        ),
        ...userProfile('create'),
      ]),
      ...inGroup<Group>('rights', [
        permissions(
          'permissions',
          'Permissions',
          'The user gets these and no others. Leave it empty for the usual ones.',
        ),
        scopes('scopes', 'Features', 'The user may use these and no others.'),
        assignedScopes(),
      ]),
    ],
    notOffered: USER_LEFT_OUT,
    input: newUser,
    answer: (answer) => answer,
    record: savedUser,
  },
  {
    key: 'update_user',
    label: 'Update User',
    description: 'Updates a user. What you leave empty stays as it is.',
    endpoint: 'PUT /users/{userId}',
    groups: GROUPS,
    fields: changedFields(),
    notOffered: {
      ...USER_LEFT_OUT,
      email: 'HighLevel no longer lets an email be changed.',
    },
    input: changedUser,
    answer: (answer) => answer,
    record: savedUser,
  },
  {
    key: 'delete_user',
    label: 'Delete User',
    description: 'Deletes a user.',
    endpoint: 'DELETE /users/{userId}',
    fields: [userId()],
    answer: deletedBy('userId'),
    record: deleted('User'),
  },
];

/**
 * Yes for each chosen permission and no for each other one: for one that is left out HighLevel uses its
 * default.
 */
function chosenPermissions(chosen: unknown): { [permission: string]: boolean } {
  const names = toNames(chosen);
  return Object.fromEntries(Object.keys(PERMISSIONS).map((name) => [name, names.includes(name)]));
}

function newUser({ permissions: chosen, locationIds, ...values }: Input, run: Run): Input {
  const { level, locationId } = connectionOf(run.bundle);
  const own = level === 'location' && locationId ? [locationId] : [];
  const places = toNames(locationIds ?? own);
  if (!places.length && values.type !== 'agency') {
    throw run.needs('locationIds');
  }
  return {
    ...values,
    locationIds: places,
    ...(chosen !== undefined && { permissions: chosenPermissions(chosen) }),
  };
}

/** What is filled in. The other permissions are read first, and sent as they are. */
async function changedUser(values: Input, run: Run): Promise<Input> {
  const { permissions: given, permissionsTaken: taken, ...changes } = clearing(values, run);
  if (given === undefined && taken === undefined) return changes;
  return {
    ...changes,
    permissions: await changedPermissions(changes.userId, toNames(given), toNames(taken), run),
  };
}

async function changedPermissions(id: unknown, given: string[], taken: string[], run: Run): Promise<Input> {
  const both = given.find((name) => taken.includes(name));
  if (both)
    throw run.refuse(`“${PERMISSIONS[both]}” is to be given and to be taken away: choose one of the two.`);
  const { permissions: had } = await request(run.z, run.bundle, {
    endpoint: 'GET /users/{userId}',
    input: { userId: id },
    wording: { ...run.wording, thing: savedUser.noun },
  });
  const yes = given.map((name) => [name, true]);
  const no = taken.map((name) => [name, false]);
  // HighLevel gives permissions that it refuses in an update: those that its description does not name.
  return { ...pick(had, Object.keys(PERMISSIONS)), ...Object.fromEntries([...yes, ...no]) };
}
