import { alsoSaying, yesNo } from '../fields/field';
import { chosenOrMapped, contactId, idField, optional } from '../fields/ids';
import type { Input } from '../highlevel/compose';
import { MissingContent } from '../highlevel/content';
import { type Raw, rowsOf } from '../highlevel/json';
import type { CreateSpec } from '../operations/spec';
import { documentOfTemplate } from '../records/document';

export const documentCreates: CreateSpec[] = [
  {
    key: 'send_document_template',
    label: 'Send Document from Template',
    description: 'Creates a document or contract from a template, and sends it to a contact.',
    endpoint: 'POST /proposals/templates/send',
    fields: [
      alsoSaying(
        idField('templateId', 'Template', 'documentTemplates'),
        'What it shows of the contact comes from the contact’s fields: fill those in first.',
      ),
      contactId(),
      idField('userId', 'Sender', 'users', chosenOrMapped('the user who sends it', 'the user ID')),
      optional(
        idField('opportunityId', 'Opportunity', 'opportunities'),
        'The opportunity that the document belongs to.',
      ),
      yesNo('sendDocument', 'Send It', {
        default: 'yes',
        helpText:
          'No leaves it as a draft, to be completed and sent in HighLevel. A draft may come without its ID.',
      }),
    ],
    input: (values) => ({ ...values, sendDocument: isSent(values) }),
    answer: madeOf,
    mayLackId: true,
    record: documentOfTemplate,
  },
];

/** It is sent unless the user says no: HighLevel does not tell what it does where nothing is said. */
const isSent = ({ sendDocument }: Input): boolean => sendDocument !== false;

/**
 * The document with what it was made of. A draft has no links yet, and its id stands in them alone.
 *
 * @throws MissingContent where it was to be sent and has no link: then it is not known whether it was
 */
function madeOf(answer: Raw, values: Input): Raw {
  const { contactId: contact, templateId, userId } = values;
  const wasSent = isSent(values);
  if (wasSent && !rowsOf(answer.links).length) throw new MissingContent('The answer holds no link.');
  return { ...answer, contactId: contact, templateId, userId, isSent: wasSent };
}
