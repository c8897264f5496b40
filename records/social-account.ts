import type { Raw } from '../highlevel/json';
import { outputs, ownValue, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** Where posts are published, by the API's names and as people call them. */
export const PLATFORMS = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  google: 'Google Business Profile',
  linkedin: 'LinkedIn',
  twitter: 'X (Twitter)',
  tiktok: 'TikTok',
  youtube: 'YouTube',
  pinterest: 'Pinterest',
};

/** An account in a drop-down, with its platform, and with a mark where posts can't be published to it. */
export function socialAccountLabel({ name, platform, isExpired }: Raw): string {
  const where = ownValue(PLATFORMS, String(platform)) ?? platform;
  return `${[name, where].filter(Boolean).join(' · ')}${isExpired === true ? ' (must be connected again)' : ''}`;
}

/** An account that posts are published to. */
export const socialAccount: RecordType = {
  noun: 'Social Account',
  fields: [
    ...outputs('string', {
      id: 'Account ID',
      name: 'Name',
      platform: 'Platform',
      type: 'Type',
      profileId: 'Profile ID',
      oauthId: 'Login ID',
    }),
    { key: 'isExpired', label: 'Must Be Connected Again', type: 'boolean' },
    { key: 'expire', label: 'Connected Until', type: 'datetime' },
  ],
  sample: {
    id: SAMPLE_IDS['Social Account'],
    name: 'Lakeside Dental',
    platform: 'facebook',
    type: 'page',
    profileId: '108472915530164',
    oauthId: '66fa3f1802b495001b5d6f1c',
    isExpired: false,
    expire: '2026-07-05T10:00:00.000Z',
  },
  from: plainRecord('expire'),
};
