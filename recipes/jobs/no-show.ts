import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { contactOf, startWorkflow, textTo } from './steps';

const noShowToOffer: ZapPlan = {
  name: 'HighLevel no-show → new times by text, and workflow',
  trigger: {
    kind: 'poll',
    id: 'appointment',
    app: 'highlevel',
    trigger: 'appointment_status_changed',
    input: { appointmentStatus: ['noshow'] },
  },
  steps: [
    contactOf('{{appointment.contactId}}', 'finds who did not come'),
    {
      id: 'until',
      does: 'takes the time in a week',
      kind: 'format',
      format: 'date',
      value: '{{zap_meta.utc_iso}}',
      addDays: 7,
    },
    {
      id: 'slots',
      does: 'finds the next three free times of the calendar',
      kind: 'search',
      app: 'highlevel',
      search: 'find_free_slots',
      input: {
        calendarId: '{{appointment.calendarId}}',
        startDate: '{{zap_meta.utc_iso}}',
        endDate: '{{until.output}}',
        most: 3,
        results: 'all',
      },
      whenNothingFound: 'stop',
    },
    {
      id: 'times',
      does: 'puts each time on a line of its own',
      kind: 'format',
      format: 'lines',
      value: '{{slots.results__text}}',
    },
    textTo(
      '{{contact.id}}',
      'Hi {{contact.firstName}}, we missed you today. Which of these times suits you?\n{{times.output}}',
    ),
    startWorkflow('{{contact.id}}'),
  ],
};

/** Who did not come is offered other times. */
export const noShow: Job = {
  number: 14,
  title: 'A no-show is offered the next three free times, and enters a workflow',
  zaps: [noShowToOffer],
  settings: { workflow: 'your workflow for no-shows' },
  hints: [
    'The times are in the time zone of the calendar. Fill in Time Zone in the search for another.',
    'Nothing is booked before the contact answers: a time that was offered may be taken by then.',
    'If the calendar has no free time for a week, the Zap stops, and the workflow is not started either. Let the search go on if it is to start in any case.',
    'The workflow must be published: a draft enrolls nobody.',
  ],
};
