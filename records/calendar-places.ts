/** The places to meet that a calendar has, and those of its team. */
import { uniqBy } from 'lodash';
import { requireRecord } from '../highlevel/content';
import { type Raw, rowsOf } from '../highlevel/json';

/** How one can meet, by the API's names and as people call them. */
export const MEETING_PLACES: { [kind: string]: string } = {
  physical: 'Address',
  inbound_call: 'Call from the Contact',
  outbound_call: 'Call to the Contact',
  zoom_conference: 'Zoom',
  google_conference: 'Google Meet',
  ms_teams_conference: 'Microsoft Teams',
  booker: 'Contact Decides',
  custom: 'Custom',
};

/** A calendar's places that have an id to choose them by. */
export function meetingPlacesIn(answer: Raw): Raw[] {
  const calendar = requireRecord(answer, 'calendar');
  const owners = [calendar, ...rowsOf(calendar.teamMembers)];
  const places = owners.flatMap(({ locationConfigurations }) => rowsOf(locationConfigurations));
  return uniqBy(
    places.filter(({ meetingId }) => typeof meetingId === 'string' && meetingId),
    'meetingId',
  );
}

/** `Address · 225 West Wacker Drive`. */
export function meetingPlaceLabel({ kind, location }: Raw): string {
  return [MEETING_PLACES[String(kind)] ?? kind, location].filter(Boolean).join(' · ');
}
