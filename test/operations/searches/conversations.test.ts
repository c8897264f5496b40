import { first, harness } from '../../support/harness';
import { describeSearches, type SearchRow } from './table';

const zap = harness();

const UNKNOWN = 'A1b2C3d4E5f6G7h8I9j0';

function place() {
  const { state } = zap.sandbox;
  const { locationId } = first(zap.sandbox.locations);
  const here = (row: { locationId: string }) => row.locationId === locationId;
  return { locationId, templates: state.templates.where(here) };
}

const rows = ({ locationId, templates }: ReturnType<typeof place>): SearchRow[] => {
  const template = (name: string) => first(templates.filter((one) => one.name === name)).id;
  const ofTemplates = (more: object = {}) => ({
    call: `GET /locations/${locationId}/templates`,
    query: { originId: locationId, skip: '0', limit: '100', ...more },
  });
  return [
    {
      key: 'find_template',
      uses: [
        {
          input: { name: 'RUNNING late' },
          sends: ofTemplates(),
          gives: {
            id: template('Running late'),
            type: 'sms',
            template: expect.objectContaining({ body: 'Running late, {{contact.first_name}}.' }),
          },
        },
        {
          input: { name: template('Appointment reminder'), type: 'email' },
          sends: ofTemplates({ type: 'email' }),
          gives: { id: template('Appointment reminder'), name: 'Appointment reminder' },
        },
      ],
      several: { input: { name: 'r' }, ids: expect.arrayContaining(templates.map(({ id }) => id)) },
      nothing: [{ name: UNKNOWN }, { name: 'Running late', type: 'email' }],
      refused: { input: {}, says: /^Find Message Template needs a value for “Name or ID”\.$/, sends: 0 },
    },
  ];
};

describeSearches(zap, 'Conversations & Messages', () => rows(place()));
