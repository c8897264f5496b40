/** Jobs about new sub-accounts and custom objects: from the event to what is left behind, once. */
import { chooseFirstAgency, type Stage } from '../../recipes/stage';
import { Connection, type Item, WebhookReceiver, type Zap } from '../../zapier';
import {
  jobZap,
  locationIn,
  nextPoll,
  outcomeOf,
  outcomesOf,
  rowNamed,
  rowsIn,
  setJobStage,
  takerOf,
  turnedOn,
} from '../support/jobs';

let stage: Stage;

beforeAll(async () => {
  // At the present, because the seed's payments are of the last weeks.
  stage = await setJobStage({});
});
afterAll(() => stage.close());

const state = () => stage.sandbox.state;
const someone = takerOf(() => stage);

describe('25: a new client', () => {
  let gmail: WebhookReceiver;
  let zap: Zap;

  beforeAll(async () => {
    const highlevel = await Connection.open(stage.highlevel.app, chooseFirstAgency);
    gmail = new WebhookReceiver();
    const settings = { home: locationIn(stage), snapshot: 'Dental Practice Starter' };
    zap = await turnedOn(jobZap(stage, 25, 'new subscription', { settings, apps: { highlevel, gmail } }));
  });

  const agency = () => String(state().locations.get(locationIn(stage))?.companyId);
  const accountsNamed = (name: string) => state().locations.where((one) => one.name === name);
  const valuesIn = (locationId = '') =>
    state()
      .customValues.where((one) => one.locationId === locationId)
      .map(({ name, value }) => [name, value]);

  /** A contact who subscribes. */
  function subscriber(more: Item): Item {
    const client = state().contacts.update(someone().id, {
      ...{ firstName: 'Amara', lastName: 'Okafor', phone: '+13125550142', city: 'Chicago' },
      ...{ country: 'US', timezone: 'America/Chicago' },
      ...more,
    });
    stage.sandbox.happen('subscription-begun', { contactId: String(client?.id), amount: 297 });
    return { ...client };
  }

  test('gets a sub-account from the snapshot, an admin, a welcome, and the custom values, once', async () => {
    state().companies.update(agency(), { installToFutureLocations: true });
    const { email } = subscriber({ companyName: 'Okafor Interiors', email: 'amara@okafor.example' });
    const runs = await nextPoll(zap);
    expect(runs.map(outcomeOf)).toEqual(['success']);
    expect(await nextPoll(zap)).toEqual([]);

    const [account, ...others] = accountsNamed('Okafor Interiors');
    expect(others).toEqual([]);
    expect(account).toMatchObject({
      ...{ companyId: agency(), phone: '+13125550142', city: 'Chicago', timezone: 'America/Chicago' },
    });
    const admins = state().users.where((one) => one.email === email);
    expect(admins).toMatchObject([{ locationIds: [account?.id] }]);
    expect(valuesIn(account?.id)).toEqual([
      ['Business Name', 'Okafor Interiors'],
      ['Business Phone', '+13125550142'],
      ['Business City', 'Chicago'],
    ]);
    expect(gmail.received).toMatchObject([{ to: email, subject: 'Your account for Okafor Interiors' }]);
  });

  test('who subscribes again gets no second one, and the custom values that are known are set anew', async () => {
    const again = { companyName: 'Okafor Interiors', email: 'amara@okafor.example', city: '' };
    subscriber({ ...again, phone: '+13125550199' });
    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['The client did not tell Business City.']);
    const [account, ...others] = accountsNamed('Okafor Interiors');
    expect(others).toEqual([]);
    expect(valuesIn(account?.id)).toEqual([
      ['Business Name', 'Okafor Interiors'],
      ['Business Phone', '+13125550199'],
      ['Business City', 'Chicago'],
    ]);
  });

  test('in whose sub-account the app is not installed, is left with the sentence that says so', async () => {
    state().companies.update(agency(), { installToFutureLocations: false });
    subscriber({ companyName: 'Okafor Kitchens', email: 'kitchens@okafor.example' });
    const [run] = await nextPoll(zap);
    expect(run && outcomeOf(run)).toMatch(/not installed/);
    expect(valuesIn(accountsNamed('Okafor Kitchens')[0]?.id)).toEqual([]);
  });

  test('without a business name gets nothing', async () => {
    const before = state().locations.all().length;
    subscriber({ companyName: '', email: 'nobody@okafor.example' });
    expect((await nextPoll(zap)).map(outcomeOf)).toEqual(['The client has no business name.']);
    expect(state().locations.all()).toHaveLength(before);
  });
});

describe('28: an inspection', () => {
  const PET = 'custom_objects.pet';
  let settings: Item;
  let zap: Zap;

  beforeAll(async () => {
    const answer = (name: string) => rowNamed(stage, state().customFields, name).id;
    const owns = state().associations.find(
      (row) => row.locationId === locationIn(stage) && row.key === 'owner_pet',
    );
    settings = {
      ...{ form: rowsIn(stage, state().forms)[0]?.id, object: PET, vin: 'name', mileage: 'weight' },
      ...{ vinAnswer: answer('Insurance Provider'), mileageAnswer: answer('Household Size') },
      association: owns?.id,
    };
    zap = await turnedOn(jobZap(stage, 28, 'inspection form', { settings }));
  });

  const records = (name: string) =>
    rowsIn(stage, state().objectRecords, ({ properties }) => Object(properties).name === name);
  const ownersOf = (id = '') =>
    state()
      .relations.where(({ secondRecordId }) => secondRecordId === id)
      .map(({ firstRecordId }) => firstRecordId);
  const inspect = (contactId: string, vin: string, mileage: number) =>
    stage.sandbox.happen('form-submitted', {
      ...{ contactId, formId: String(settings.form) },
      answers: { [String(settings.vinAnswer)]: vin, [String(settings.mileageAnswer)]: mileage },
    });

  test('becomes one record, tied to the customer; the next one changes that record', async () => {
    const { id } = someone();
    inspect(id, 'WVW123', 41_000);
    const [run] = await nextPoll(zap);
    expect(run && outcomesOf(run)).toEqual(['vehicle done', 'updated done', 'tie done']);
    const [vehicle, ...others] = records('WVW123');
    expect(others).toEqual([]);
    expect(vehicle).toMatchObject({ objectKey: PET, properties: { name: 'WVW123', weight: 41_000 } });
    expect(ownersOf(vehicle?.id)).toEqual([id]);

    inspect(id, 'WVW123', 42_500);
    const [second] = await nextPoll(zap);
    expect(second && outcomesOf(second)).toEqual(['vehicle found', 'updated done', 'tie found']);
    expect(records('WVW123')).toMatchObject([{ id: vehicle?.id, properties: { weight: 42_500 } }]);
    expect(ownersOf(vehicle?.id)).toEqual([id]);
  });

  test('of a row in Airtable changes the record, and makes none for one that is not known', async () => {
    const before = state().objectRecords.all().length;
    const fromAirtable = jobZap(stage, 28, 'Airtable', { settings });
    expect(outcomeOf(await fromAirtable.run({ vin: 'WVW123', mileage: '43,000' }))).toBe('success');
    expect(records('WVW123')).toMatchObject([{ properties: { name: 'WVW123', weight: 43_000 } }]);
    expect(outcomeOf(await fromAirtable.run({ vin: 'UNKNOWN', mileage: '1' }))).toBe('Nothing was found.');
    expect(state().objectRecords.all()).toHaveLength(before);
  });
});
