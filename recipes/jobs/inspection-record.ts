import type { StepPlan, ZapPlan } from '../../zapier';
import type { Job } from './job';

/** Finds the vehicle that has this number. */
const vehicleWith = (vin: string) =>
  ({
    id: 'vehicle',
    kind: 'search',
    app: 'highlevel',
    search: 'find_custom_object_record',
    input: {
      schemaKey: '{{settings.object}}',
      filters: [{ field: 'properties.<vin>', operator: 'eq', value: vin }],
    },
  }) as const;

/** Writes the mileage into the vehicle that was found. */
const mileageOf = (mileage: string): StepPlan => ({
  id: 'updated',
  does: 'writes the mileage into the vehicle',
  kind: 'create',
  app: 'highlevel',
  create: 'update_custom_object_record',
  input: { schemaKey: '{{settings.object}}', id: '{{vehicle.id}}', 'properties__<mileage>': mileage },
});

const inspectionToVehicle: ZapPlan = {
  name: 'HighLevel inspection form → vehicle of the customer',
  trigger: {
    kind: 'poll',
    id: 'form',
    app: 'highlevel',
    trigger: 'new_form_submission',
    input: { formId: '{{settings.form}}' },
  },
  steps: [
    {
      ...vehicleWith('{{form.customFields__<vinAnswer>}}'),
      does: 'finds the vehicle that has this number, or creates it',
      whenNothingFound: {
        create: 'create_custom_object_record',
        input: {
          schemaKey: '{{settings.object}}',
          'properties__<vin>': '{{form.customFields__<vinAnswer>}}',
        },
      },
    },
    mileageOf('{{form.customFields__<mileageAnswer>}}'),
    {
      id: 'tie',
      does: 'looks whether the vehicle is the customer’s, and ties the two where it is not',
      kind: 'search',
      app: 'highlevel',
      search: 'find_relations',
      input: { objectKey: 'contact', recordId: '{{form.contactId}}', otherRecordId: '{{vehicle.id}}' },
      whenNothingFound: {
        create: 'create_relation',
        input: {
          associationId: '{{settings.association}}',
          firstRecordId: '{{form.contactId}}',
          secondRecordId: '{{vehicle.id}}',
        },
      },
    },
  ],
};

const rowToVehicle: ZapPlan = {
  name: 'Airtable row of the fleet → HighLevel vehicle',
  trigger: { kind: 'hook', id: 'row', app: 'airtable', trigger: 'updated_record' },
  steps: [
    {
      ...vehicleWith('{{row.vin}}'),
      does: 'finds the vehicle that has this number',
      whenNothingFound: 'stop',
    },
    mileageOf('{{row.mileage}}'),
  ],
};

/** Inspections: each vehicle is one record, tied to its owner, and kept up from another app. */
export const inspectionRecord: Job = {
  number: 28,
  title: 'An inspection form becomes a vehicle’s record on the customer, and Airtable keeps it up',
  zaps: [inspectionToVehicle, rowToVehicle],
  settings: {
    form: 'your inspection form',
    object: 'your object, such as Vehicle',
    vin: 'the field of the object by which a vehicle is known, such as its VIN',
    mileage: 'the field of the object that changes, such as its mileage',
    vinAnswer: 'the answer that says which vehicle it is',
    mileageAnswer: 'the answer that is written into it',
    association: 'the association of the customer and the vehicle',
  },
  hints: [
    'Make the object first, with its fields, and an association of which Contact is the first object and yours the second.',
    'A field by which records are found is compared letter by letter: let the form ask for it in one spelling.',
    'Two submissions about the same new vehicle within seconds may make two records: HighLevel’s search shows a new record a little later.',
    'Further fields of the object are further lines of the same steps. What is left empty stays as it is.',
  ],
};
