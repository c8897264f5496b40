import { outputs, plainRecord, type RecordType } from './record';
import { SAMPLE_IDS } from './sample-ids';

/** A message that is written once and sent often: a text message has a text, an email a subject and HTML. */
export const messageTemplate: RecordType = {
  noun: 'Template',
  fields: [
    ...outputs('string', {
      id: 'Template ID',
      name: 'Name',
      type: 'Kind',
      template__subject: 'Subject',
      template__body: 'Text',
      template__html: 'HTML',
      locationId: 'Sub-Account ID',
    }),
    { key: 'urlAttachments', label: 'Attachments', type: 'string', list: true },
    { key: 'dateAdded', label: 'Date Added', type: 'datetime' },
  ],
  sample: {
    id: SAMPLE_IDS.Template,
    name: 'Appointment Reminder',
    type: 'email',
    template: {
      subject: 'See you soon',
      body: 'Hello {{contact.first_name}}, see you soon.',
      html: '<p>Hello {{contact.first_name}}, see you soon.</p>',
    },
    locationId: SAMPLE_IDS.Location,
    urlAttachments: ['https://www.example.com/directions.pdf'],
    dateAdded: '2026-01-14T10:05:00.000Z',
  },
  from: plainRecord('dateAdded'),
};
