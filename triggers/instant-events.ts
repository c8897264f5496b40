import { mapValues } from 'lodash';
import { choice, text } from '../fields/field';
import { optional, workflowId } from '../fields/ids';
import { optionalLocation } from '../fields/location';
import { EVENTS } from '../highlevel/webhook-events';
import { appEventsIn, eventFields, latestEvents, sampleEvent } from '../operations/app-event';
import type { HookTriggerSpec } from '../operations/hook-spec';
import { customDataFields, latestContacts, workflowEventsIn } from '../operations/workflow-event';
import { contacts, oneContact } from '../reads/contacts';
import { eventEndpoints } from '../reads/events';
import { appEvent } from '../records/app-event';
import { workflowEvent } from '../records/workflow-event';

const subAccount = () =>
  optionalLocation('Leave it empty to take the events of all sub-accounts of the agency.');

export const instantTriggers: HookTriggerSpec[] = [
  {
    key: 'workflow_event',
    label: 'Workflow Event',
    description: 'Triggers when a contact reaches the Webhook action of a workflow.',
    directions:
      'Copy the URL above. In HighLevel, open Automation, then Workflows, and open or create a workflow with any trigger, such as Trigger Link Clicked or Note Added. Add the action Webhook, choose the method POST, and paste the URL. What you add under Custom Data (a key, and a value such as {{contact.email}}) becomes a field of its own here; add what the trigger is about, because HighLevel sends only the contact by itself. If you enter a Secret in this step, add a custom data pair with the key secret and the same value. Publish the workflow and let a test contact pass through it. Only events of the connected sub-account start this Zap. Keep the URL private. It changes if another person takes over the Zap.',
    fires: 'hook',
    fields: [
      subAccount(),
      optional(
        workflowId(),
        'Only this workflow starts the Zap. Leave it empty to take the events of each that has the URL.',
      ),
      text(
        'secret',
        'Secret',
        'A text of your own. Only calls with the custom data “secret” of the same value then start the Zap. Without it, whoever knows the URL can start it for a contact of yours, with custom data that is not verified.',
      ),
      choice(
        'contactDetails',
        'Contact Details',
        { highlevel: 'As HighLevel Has Them Now', sent: 'As the Call Has Them' },
        {
          default: 'highlevel',
          helpText:
            'The first reads the contact, by one request. The second needs a Secret, and without one the contact is read all the same.',
        },
      ),
    ],
    record: workflowEvent,
    mayCall: [oneContact.endpoint, contacts.endpoint],
    eventsIn: workflowEventsIn,
    latest: latestContacts,
    fieldsFor: async (_z, _bundle, last) => customDataFields(last),
  },
  {
    key: 'app_event',
    label: 'App Event',
    description: 'Triggers when a chosen event of the app is reported.',
    directions:
      'For the owner of the HighLevel marketplace app that this connection uses. Copy the URL above. In the HighLevel developer portal, open the app, then Advanced Settings, then Webhooks. Switch on the event that you choose below and paste the URL beside it. The app needs the scope of the event; accounts connected before that must connect again. HighLevel keeps one URL for each event, so one Zap can receive it; without access to the app, use Workflow Event instead. Events of sub-accounts that this connection does not reach, and calls not signed by HighLevel, do not start the Zap. Changes that this or another Zap makes are reported too: add a filter, so that a Zap does not start itself.',
    fires: 'hook',
    alsoPrimary: [{ key: 'eventId', label: 'Event ID', type: 'string', primary: true }],
    fields: [
      subAccount(),
      choice(
        'event',
        'Event',
        mapValues(EVENTS, ({ label }) => label),
        {
          required: true,
          altersDynamicFields: true,
          helpText: 'The event beside which the URL is pasted. A Zap takes one.',
        },
      ),
    ],
    record: appEvent,
    mayCall: eventEndpoints,
    eventsIn: appEventsIn,
    latest: latestEvents,
    sampleOf: sampleEvent,
    fieldsFor: eventFields,
  },
];
