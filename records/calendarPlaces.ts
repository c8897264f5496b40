/** The places to meet that a calendar has, and those of its team. */
import { uniqBy } from 'lodash';
import { isRecord } from '../highlevel/errors';
import type { Raw } from '../highlevel/paging';

const KINDS: { [kind: string]: string } = {
  custom: 'Custom',
  zoom_conference: 'Zoom',
  google_conference: 'Google Meet',
  ms_teams_conference: 'Microsoft Teams',
  inbound_call: 'Call from the Contact',
  outbound_call: 'Call to the Contact',
  physical: 'Address',
  booker: 'Contact Decides',
};

const records = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** A calendar's places that have an id to choose them by. */
export function meetingPlacesIn({ calendar }: Raw): Raw[] {
  const owners = isRecord(calendar) ? [calendar, ...records(calendar.teamMembers)] : [];
  const places = owners.flatMap(({ locationConfigurations }) => records(locationConfigurations));
  return uniqBy(
    places.filter(({ meetingId }) => typeof meetingId === 'string' && meetingId),
    'meetingId',
  );
}

/** `Address · 225 West Wacker Drive`. */
export function meetingPlaceLabel({ kind, location }: Raw): string {
  return [KINDS[String(kind)] ?? kind, location].filter(Boolean).join(' · ');
}
