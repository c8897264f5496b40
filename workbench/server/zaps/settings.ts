/** What the owner of a Zap decides, as a form. Where it goes into a field of this app, it is chosen as there. */
import { startCase, upperFirst } from 'lodash';
import type { Connection, Item, OperationKind, StepPlan, ZapPlan } from '../../../zapier';
import { fillItem } from '../../../zapier/template';
import type { Choice, FormField, StepAsk } from '../../wire';
import type { Choices } from '../choices';
import { formOf, methodOf, type OperationName } from '../forms';
import { APP, type Connected } from '../steps';
import type { Listed } from './catalog';
import type { Scene } from './starts';

/** What is filled in on the sandbox, where it is no list's first choice: a text, or the label of the choice. */
const ON_SANDBOX: { [setting: string]: string | ((scene: Scene) => string | undefined) } = {
  audience: 'Newsletter',
  blog: 'Our Blog',
  calendarId: 'Consultation',
  channel: '#team',
  contactId: 'Chloe Byrne',
  conversion: 'Sale',
  currency: 'USD',
  document: 'Photo',
  email: ({ sandbox, locationId }) =>
    sandbox.state.users.find(({ locationIds }) => locationIds.includes(locationId))?.email,
  folder: 'Inbox',
  group: 'Visits to Acme Dental',
  mileage: 'Weight',
  mileageAnswer: 'Household Size',
  object: 'Pet',
  picture: 'https://www.example.com/picture.jpg',
  pipeline: 'Sales',
  pipelineId: 'Sales',
  pixel: 'pixel-1',
  reason: 'Background',
  score: 'Satisfaction Score',
  secret: 'correct horse',
  sheet: 'Sheet 1',
  snapshot: 'Dental Practice Starter',
  stage: 'New Lead',
  stages: 'New Lead; Proposal Sent: they asked for an offer',
  survey: 'How Did We Do?',
  tag: 'vip',
  template: 'Yearly Contract',
  vinAnswer: 'Insurance Provider',
  workflow: 'Welcome Series Workflow',
};

/** A field of this app into which a setting goes. */
interface Place extends OperationName {
  field: string;
  /** The templates of the other fields of its step. */
  input: Item;
}

/** The form, for what is decided already; what is not is filled in as it would be taken. */
export async function settingsForm(
  connected: Connected,
  { plan, settings }: Listed,
  chosen: Item,
  { choices, wished }: { choices: Choices; wished: (name: string) => string | undefined },
): Promise<{ fields: FormField[]; filled: Item }> {
  const fields: FormField[] = [];
  let filled: Item = { ...chosen };
  for (const [name, tells] of Object.entries(settings)) {
    const options = await choicesFor(connected, plan, name, filled, choices);
    const field = fieldOf(name, tells, options);
    const isPlayed = connected.account.where === 'sandbox';
    const value = filled[name] ?? (isPlayed ? defaultOf(wished(name), options) : undefined);
    filled = { ...filled, ...(value !== undefined && { [name]: value }) };
    fields.push({ ...field, ...(value !== undefined && { default: value }) });
  }
  return { fields, filled };
}

/** What a setting is called in the form. */
export const labelOf = (name: string): string => startCase(name.replace(/Id$/, ''));

const fieldOf = (name: string, tells: string, choices: Choice[]): FormField => ({
  key: name,
  label: labelOf(name),
  help: `${upperFirst(tells)}.`,
  type: 'string',
  required: true,
  list: false,
  dict: false,
  // What is offered below may depend on it.
  altersForm: choices.length > 0,
  ...(choices.length > 0 && { choices }),
});

/** What is filled in on the sandbox: the choice that is called so, else the first one. */
const defaultOf = (wished: string | undefined, choices: Choice[]): string | undefined =>
  choices.length === 0
    ? wished
    : (choices.find(({ label }) => wished && label.startsWith(wished)) ?? choices[0])?.value;

/** What a setting is to be on the sandbox. */
export function wishedFor(name: string, scene: Scene): string | undefined {
  const wished = ON_SANDBOX[name];
  return typeof wished === 'function' ? wished(scene) : wished;
}

/** What a setting is chosen from; nothing where it is any text, or where its list can't be read. */
async function choicesFor(
  { account, connection }: Connected,
  plan: ZapPlan,
  name: string,
  settings: Item,
  choices: Choices,
): Promise<Choice[]> {
  const own = ownFieldOf(plan, name);
  if (own) return ownFields(connection, account.id, own, settings);
  const ask = (place: Place): StepAsk => ({
    ...{ account: account.id, kind: place.kind, key: place.key, earlier: {} },
    input: fillItem(place.input, { settings }),
  });
  for (const place of placesOf(plan, `{{settings.${name}}}`)) {
    const offered = await offeredAt(connection, ask(place), place.field, choices);
    if (offered.length > 0) return offered;
  }
  return [];
}

/** What a field of this app offers: its fixed choices, or the first page of those that it loads. */
async function offeredAt(
  connection: Connection,
  ask: StepAsk,
  field: string,
  choices: Choices,
): Promise<Choice[]> {
  if (!methodOf(connection.app.definition, ask, field)) {
    const found = (await formOf(connection, ask)).find(({ key }) => key === field);
    if (!found?.loads) return found?.choices ?? [];
  }
  return (await choices.pageOf(connection, { ...ask, field, page: 0 })).choices;
}

/** The fields of this app that have just this template. */
function placesOf({ trigger, steps }: ZapPlan, template: string): Place[] {
  const inputs = [
    ...(trigger.app === APP && trigger.trigger
      ? [{ kind: 'triggers' as const, key: trigger.trigger, input: trigger.input ?? {} }]
      : []),
    ...inputsOf(steps),
  ];
  return inputs.flatMap((operation) =>
    Object.entries(operation.input)
      .filter(([, value]) => [value].flat().includes(template))
      .map(([field]) => ({ ...operation, field })),
  );
}

/** The operations of this app among steps, those within paths too, with their templates. */
function inputsOf(steps: readonly StepPlan[]): { kind: OperationKind; key: string; input: Item }[] {
  return steps.flatMap((step) => {
    if (step.kind === 'paths') return step.paths.flatMap((path) => inputsOf(path.steps));
    if (step.kind !== 'create' && step.kind !== 'search') return [];
    if (step.app !== APP) return [];
    if (step.kind === 'create') return [{ kind: 'creates' as const, key: step.create, input: step.input }];
    const { whenNothingFound: otherwise } = step;
    const created = typeof otherwise === 'object' ? [{ ...otherwise, kind: 'creates' as const }] : [];
    return [
      { kind: 'searches' as const, key: step.search, input: step.input },
      ...created.map(({ kind, create, input }) => ({ kind, key: create, input })),
    ];
  });
}

/** Fields that the account defines are chosen by their IDs: of contacts, or of an object of its own. */
type OwnField = 'customFields' | 'properties';

function ownFieldOf(plan: ZapPlan, name: string): OwnField | undefined {
  const written = JSON.stringify(plan);
  if (written.includes(`customFields__<${name}>`)) return 'customFields';
  return /properties(__|\.)/.test(written) && written.includes(`<${name}>`) ? 'properties' : undefined;
}

/** The fields of contacts, or of the chosen object, as the form of an action has them. */
async function ownFields(
  connection: Connection,
  account: string,
  of: OwnField,
  { object }: Item,
): Promise<Choice[]> {
  const operation =
    of === 'customFields'
      ? { kind: 'creates' as const, key: 'create_contact', input: {} }
      : { kind: 'creates' as const, key: 'create_custom_object_record', input: { schemaKey: object } };
  const fields = await formOf(connection, { account, ...operation, earlier: {} });
  const prefix = `${of}__`;
  return fields
    .filter(({ key }) => key.startsWith(prefix) && !key.slice(prefix.length).includes('__'))
    .map(({ key, label }) => ({ value: key.slice(prefix.length), label }));
}
