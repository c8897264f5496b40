import type { StepPlan, ZapPlan } from '../../zapier';
import type { Job } from './job';
import { inWords } from './steps';

const evening: StepPlan = {
  id: 'evening',
  does: 'takes the end of the working day, 14 hours from now',
  kind: 'format',
  format: 'date',
  value: '{{zap_meta.utc_iso}}',
  addHours: 14,
};

const appointmentsToTeam: ZapPlan = {
  name: 'Every morning → today’s appointments in Slack',
  trigger: { kind: 'hook', id: 'day', app: 'schedule', trigger: 'every_day' },
  steps: [
    evening,
    {
      id: 'appointments',
      does: 'finds all confirmed appointments of today',
      kind: 'search',
      app: 'highlevel',
      search: 'find_appointment',
      input: {
        groupId: '{{settings.group}}',
        endTime: '{{evening.output}}',
        appointmentStatus: 'confirmed',
        results: 'all',
      },
      whenNothingFound: 'stop',
    },
    {
      id: 'appointment',
      does: 'takes one appointment after the other',
      kind: 'loop',
      each: {
        start: '{{appointments.results__startTime}}',
        calendar: '{{appointments.results__calendarName}}',
        user: '{{appointments.results__assignedUserName}}',
        contactId: '{{appointments.results__contactId}}',
      },
    },
    inWords('{{appointment.start}}'),
    {
      id: 'contact',
      does: 'finds who comes',
      kind: 'search',
      app: 'highlevel',
      search: 'find_contact',
      input: { id: '{{appointment.contactId}}' },
      whenNothingFound: 'stop',
    },
    {
      id: 'told',
      does: 'tells the team',
      kind: 'create',
      app: 'slack',
      create: 'channel_message',
      input: {
        channel: '{{settings.channel}}',
        text: '{{when.output}}: {{contact.name}} ({{contact.phone}}), {{appointment.calendar}} with {{appointment.user}}',
      },
    },
  ],
};

const tasksToTeam: ZapPlan = {
  name: 'Every morning → open tasks in Slack',
  trigger: { kind: 'hook', id: 'day', app: 'schedule', trigger: 'every_day' },
  steps: [
    evening,
    {
      id: 'tasks',
      does: 'finds all open tasks that are due today, or were due before',
      kind: 'search',
      app: 'highlevel',
      search: 'find_task',
      input: { completed: false, dueTo: '{{evening.output}}', results: 'all' },
      whenNothingFound: 'stop',
    },
    {
      id: 'titles',
      does: 'puts each title on a line of its own',
      kind: 'format',
      format: 'lines',
      value: '{{tasks.results__title}}',
    },
    {
      id: 'told',
      does: 'tells the team',
      kind: 'create',
      app: 'slack',
      create: 'channel_message',
      input: { channel: '{{settings.channel}}', text: 'Open tasks: {{tasks.count}}\n{{titles.output}}' },
    },
  ],
};

/** What is to be done today, told to the team before the day begins. */
export const morning: Job = {
  number: 17,
  title: 'The team reads the day’s appointments and open tasks in Slack each morning',
  zaps: [appointmentsToTeam, tasksToTeam],
  settings: {
    group: 'your calendar group',
    channel: 'the team’s channel',
  },
  hints: [
    'Set both schedules to 7 in the morning, in the time zone of your team.',
    'Choose “All, as Line Items” under Results: without it a search gives the first one that it finds.',
    'On a day without appointments, or without tasks, the Zap stops at its search, and nobody is told anything.',
    'HighLevel lists the appointments of one calendar, one calendar group or one user. Calendars of another group need a Zap of their own.',
  ],
};
