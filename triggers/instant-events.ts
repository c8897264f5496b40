import { choice, text } from '../fields/field';
import { optional, workflowId } from '../fields/ids';
import { optionalLocation } from '../fields/location';
import type { HookTriggerSpec } from '../operations/hook-spec';
import { customDataFields, latestContacts, workflowEventsIn } from '../operations/workflow-event';
import { contacts, oneContact } from '../reads/contacts';
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
];
