import { EVENTS, type EventName } from '../../highlevel/webhook-events';

/** A job that an instant trigger can begin, and no poll. */
interface InstantJob {
  title: string;
  /** What has HighLevel call the Zap. */
  startsWith: string;
}

const workflow = (trigger: string): string => `Workflow Event: a workflow with the trigger “${trigger}”`;
const event = (...names: EventName[]): string =>
  `App Event: ${names.map((name) => `“${EVENTS[name].label}”`).join(', ')}`;

/** The jobs that became possible with instant triggers. Jobs 31 and 32 show how they are built. */
export const instantJobs: readonly InstantJob[] = [
  { title: 'A trigger link is clicked', startsWith: workflow('Trigger Link Clicked') },
  {
    title: 'A note is written on any contact',
    startsWith: `${event('NoteCreate')}; or ${workflow('Note Added')}`,
  },
  {
    title: 'An email is opened, or a link in it clicked',
    startsWith: `${event('LCEmailStats')}; or ${workflow('Email Events')}`,
  },
  {
    title: 'A contact enters a workflow, or finishes it',
    startsWith: 'Workflow Event: the action Webhook as the first or the last action of that workflow',
  },
  { title: 'A review comes in', startsWith: workflow('Review Received') },
  {
    title: 'A contact, note, task, appointment, opportunity or invoice is deleted',
    startsWith: event(
      ...(['ContactDelete', 'NoteDelete', 'TaskDelete', 'AppointmentDelete'] as const),
      ...(['OpportunityDelete', 'InvoiceDelete'] as const),
    ),
  },
  {
    title: 'Jobs 3, 5, 10, 13 and 15 within seconds, and not with the next poll',
    startsWith: `${event('InboundMessage', 'InvoicePaid', 'AppointmentCreate', 'AppointmentUpdate')}; or Workflow Event: a workflow that starts with the same`,
  },
];
