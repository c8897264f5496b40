import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { contactOf, inWords, onlyWith, tellUser, userOf } from './steps';

const bookingToCloser: ZapPlan = {
  name: 'HighLevel booking → Slack message to its user',
  trigger: {
    kind: 'poll',
    id: 'booking',
    app: 'highlevel',
    trigger: 'new_appointment',
    input: {},
  },
  steps: [
    onlyWith('{{booking.assignedUserId}}', 'Nobody has the appointment.'),
    contactOf('{{booking.contactId}}', 'finds who comes'),
    userOf('{{booking.assignedUserId}}', 'finds who has the appointment'),
    {
      id: 'form',
      does: 'finds what the contact answered last in a form, if anything',
      kind: 'search',
      app: 'highlevel',
      search: 'find_form_submission',
      input: { q: '{{contact.id}}' },
      whenNothingFound: 'go on',
    },
    inWords('{{booking.startTime}}'),
    ...tellUser(
      'New booking: {{when.output}}, {{booking.calendarName}}\n{{contact.name}}, {{contact.phone}}, {{contact.email}}\nSource: {{contact.source}}\n{{form.answersText}}',
      'tells that user all that is known of the lead',
    ),
  ],
};

/** Who has a booking knows of it at once, and who comes. */
export const closerTold: Job = {
  number: 13,
  title: 'A booking in any calendar tells its closer in Slack all that is known of the lead',
  zaps: [bookingToCloser],
  settings: {},
  hints: [
    'Leave Calendars empty: the Zap then starts for every active calendar, also one that you add later. Of more than 10, a poll reads 10 at a time.',
    'Users are found in Slack by the email that they have in HighLevel.',
    'HighLevel looks back a month for what a contact answered. Fill in From to look back further.',
    'A series of appointments tells its closer once.',
  ],
};
