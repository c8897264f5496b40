import type { ZapPlan } from '../../zapier';
import type { Job } from './job';
import { inWords, moveDeal, openDealOf } from './steps';

const cancelledToDeal: ZapPlan = {
  name: 'HighLevel appointment cancelled → stage of the opportunity',
  trigger: {
    kind: 'poll',
    id: 'appointment',
    app: 'highlevel',
    trigger: 'appointment_status_changed',
    input: { appointmentStatus: ['cancelled'] },
  },
  steps: [
    openDealOf('{{appointment.contactId}}'),
    ...moveDeal('{{settings.stage}}', 'puts the opportunity back to that stage'),
  ],
};

const movedToSheet: ZapPlan = {
  name: 'HighLevel appointment moved → Google Sheet',
  trigger: {
    kind: 'poll',
    id: 'appointment',
    app: 'highlevel',
    trigger: 'appointment_rescheduled',
    input: {},
  },
  steps: [
    {
      id: 'row',
      does: 'finds the row of the appointment',
      kind: 'search',
      app: 'sheets',
      search: 'lookup_row',
      input: { sheet: '{{settings.sheet}}', column: 'Appointment ID', value: '{{appointment.id}}' },
      whenNothingFound: 'stop',
    },
    inWords('{{appointment.startTime}}'),
    {
      id: 'written',
      does: 'writes the new time into it',
      kind: 'create',
      app: 'sheets',
      create: 'update_row',
      input: { sheet: '{{settings.sheet}}', row: '{{row.row}}', time: '{{when.output}}' },
    },
  ],
};

/** What becomes of an appointment is seen where people work. */
export const changedAppointment: Job = {
  number: 15,
  title: 'A cancelled appointment puts its deal back, and a moved one changes its row in the sheet',
  zaps: [cancelledToDeal, movedToSheet],
  settings: { stage: 'the name of the stage, such as To Reschedule', sheet: 'your spreadsheet' },
  hints: [
    'The stage must be in the pipeline that the opportunity is in. Where it is not, or where the contact has no open opportunity, the Zap stops.',
    'The sheet needs a column “Appointment ID”: fill it where you write the row, with New Appointment for example.',
    'A move is noticed if the Zap had seen the appointment at its former time. An appointment that is booked and moved between two polls is new, and not moved.',
  ],
};
