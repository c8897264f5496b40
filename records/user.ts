import type { Raw } from '../highlevel/json';
import { idOf, type Output, outputs, type RecordType, without } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A user without the password, which must never reach a Zap, should HighLevel ever give it. */
const fromUser = ({ password: _password, ...raw }: Raw): Output => ({ ...raw, id: idOf(raw) });

/** A member of the team. */
export const user: RecordType = {
  noun: 'User',
  fields: [
    ...outputs('string', {
      id: 'User ID',
      name: 'Full Name',
      firstName: 'First Name',
      lastName: 'Last Name',
      email: 'Email',
      phone: 'Phone',
      extension: 'Phone Extension',
      roles__type: 'Type',
      roles__role: 'Role',
    }),
    { key: 'roles__locationIds', label: 'Sub-Account IDs', type: 'string', list: true },
    { key: 'platformLanguage', label: 'Language', type: 'string' },
    { key: 'deleted', label: 'Is Deleted', type: 'boolean' },
  ],
  sample: {
    id: SAMPLE_IDS.User,
    name: 'Renata Kovacs',
    firstName: 'Renata',
    lastName: 'Kovacs',
    email: 'renata.kovacs@example.com',
    phone: '+13125550187',
    extension: '14',
    roles: { type: 'account', role: 'admin', locationIds: [SAMPLE_IDS.Location] },
    platformLanguage: 'en_US',
    deleted: false,
  },
  from: fromUser,
};

/** A user that was just made or changed. */
export const savedUser = without(user, ['deleted']);

/** A user's name; empty where there is none. */
export function userName({ name, firstName, lastName }: Raw): string {
  const known = [name, [firstName, lastName].filter(Boolean).join(' ')].find(
    (one) => typeof one === 'string' && one.trim(),
  );
  return String(known ?? '').trim();
}

/** How a user is named in a drop-down: by name and email address, or what there is of them. */
export const userLabel = (user: Raw): string =>
  [userName(user), user.email].filter(Boolean).join(' · ') || String(user.id);
