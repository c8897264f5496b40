/**
 * What starts each Zap: an event of the sandbox, with details that make sense for it; or, of one that another app
 * starts, what that app would send.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isString } from 'lodash';
import { objects } from '../../../sandbox/json';
import type { Sandbox } from '../../../sandbox/server';
import type { Contact, LocationRow } from '../../../sandbox/state';
import { type Item, items } from '../../../zapier';
import type { Starts } from '../life';
import type { OtherApps } from './other-apps';

/** Where a Zap is to be started, and what its owner decided. */
export interface Scene {
  sandbox: Sandbox;
  locationId: string;
  settings: Item;
}

/** What starts a Zap. An event that its details find nobody for is offered without them. */
type Start = (scene: Scene) => Starts;

const DAY_MS = 24 * 3_600_000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

const here = <T extends LocationRow>({ locationId }: Scene, rows: T[]): T[] =>
  rows.filter((row) => row.locationId === locationId);

/** Contacts of the scene who have an owner and may be written to; whoever came last is first. */
const people = (scene: Scene): Contact[] =>
  here(scene, scene.sandbox.state.contacts.all())
    .filter(({ assignedTo, email, phone, dnd }) => assignedTo && email && phone && !dnd)
    .reverse();

const somebody = (scene: Scene): { contactId?: string } => {
  const [first] = people(scene);
  return first ? { contactId: first.id } : {};
};

/** The first of the people who does not wait for an answer, and with whom nobody has spoken today. */
function silent(scene: Scene): Item {
  const isOpen = ({ lastMessageDirection, lastMessageDate }: LocationRow) =>
    lastMessageDirection === 'inbound' || Number(lastMessageDate) > Date.now() - DAY_MS;
  const others = new Set(scene.sandbox.state.conversations.where(isOpen).map(({ contactId }) => contactId));
  return named(
    'contactId',
    people(scene).filter(({ id }) => !others.has(id)),
  );
}

/** Open deals of such contacts, with an owner; of the chosen pipeline, where one is. */
function deals(scene: Scene): LocationRow[] {
  const { pipeline, pipelineId = pipeline } = scene.settings;
  const known = new Set(people(scene).map(({ id }) => id));
  return here(scene, scene.sandbox.state.opportunities.all()).filter(
    (deal) =>
      deal.status === 'open' &&
      isString(deal.assignedTo) &&
      known.has(String(deal.contactId)) &&
      (!pipelineId || deal.pipelineId === pipelineId),
  );
}

/** The first record of a list, as the detail of this name. */
const named = (detail: string, [row]: { id: string }[]): Item => (row ? { [detail]: row.id } : {});

const withStatus = (rows: LocationRow[], key: string, status: string) =>
  rows.filter((row) => row[key] === status);

const formOf = (scene: Scene): Item => ({ ...somebody(scene), formId: scene.settings.form });

const sentInvoice = (scene: Scene): LocationRow[] =>
  withStatus(here(scene, scene.sandbox.state.invoices.all()), 'status', 'sent').reverse();

/** The confirmed appointment that was booked last; where none is to come, the one of {@link PREPARED}. */
const upcoming = (scene: Scene): Item => {
  const isToCome = ({ startTime, appointmentStatus }: LocationRow) =>
    appointmentStatus === 'confirmed' && Date.parse(String(startTime)) > Date.now();
  return named('appointmentId', here(scene, scene.sandbox.state.appointments.where(isToCome)).reverse());
};

/** A deal that is moved to the chosen stage, or to the next one. */
function moved(scene: Scene): Item {
  const { stage } = scene.settings;
  const found = deals(scene).filter(({ pipelineStageId }) => pipelineStageId !== stage);
  return { ...named('opportunityId', found), ...(stage !== undefined && { pipelineStageId: stage }) };
}

/** The Zaps that the sandbox starts, by their ids. */
const STARTS: { [zap: string]: Start } = {
  'job-1-1': (scene) => ({ 'form-submitted': { ...formOf(scene), answers: { topic: 'Whitening' } } }),
  'job-3-1': (scene) => ({
    'message-received': { ...somebody(scene), channel: 'Call', status: 'no-answer', duration: 0 },
  }),
  'job-4-1': (scene) => ({ 'message-received': { ...somebody(scene), channel: 'Call', duration: 90 } }),
  'job-5-1': (scene) => ({
    'message-received': { ...somebody(scene), channel: 'SMS', body: 'Are you open tomorrow?' },
  }),
  'job-6-1': (scene) => ({
    'message-received': {
      ...somebody(scene),
      ...{
        channel: 'Email',
        subject: 'My x-ray',
        attachments: [`${scene.sandbox.url}/_sandbox/files/x-ray.pdf`],
      },
    },
  }),
  'job-7-1': (scene) => ({
    'opportunity-closed': { ...named('opportunityId', deals(scene)), name: 'Handbook', amount: 15 },
  }),
  'job-8-1': (scene) => ({ 'opportunity-moved': moved(scene) }),
  'job-9-1': (scene) => {
    const open = withStatus(here(scene, scene.sandbox.state.documents.all()), 'status', 'sent');
    return { 'document-signed': named('documentId', open) };
  },
  'job-10-1': (scene) => ({ 'invoice-paid': named('invoiceId', sentInvoice(scene)) }),
  'job-12-1': (scene) => ({ 'invoice-overdue': { ...named('invoiceId', sentInvoice(scene)), days: 3 } }),
  'job-12-2': (scene) => ({ 'invoice-overdue': { ...named('invoiceId', sentInvoice(scene)), days: 10 } }),
  'job-13-1': (scene) => {
    const [person] = people(scene);
    const active = here(scene, scene.sandbox.state.calendars.all()).filter(
      ({ isActive }) => isActive === true,
    );
    return {
      'appointment-booked': {
        ...somebody(scene),
        ...named('calendarId', active),
        ...{ startTime: inDays(2), userId: person?.assignedTo },
      },
    };
  },
  'job-14-1': (scene) => ({
    'appointment-marked': { ...upcoming(scene), status: 'noshow' },
  }),
  'job-15-1': (scene) => ({ 'appointment-cancelled': upcoming(scene) }),
  'job-15-2': (scene) => ({
    'appointment-moved': { ...upcoming(scene), startTime: inDays(3) },
  }),
  'job-18-1': (scene) => {
    const tag = String(scene.settings.tag);
    const others = people(scene).filter(({ tags }) => !tags.includes(tag));
    return { 'tag-added': { ...named('contactId', others), tag } };
  },
  'job-19-1': (scene) => ({
    'form-submitted': {
      ...somebody(scene),
      surveyId: scene.settings.survey,
      answers: { [String(scene.settings.score)]: 3 },
    },
  }),
  'job-20-1': (scene) => ({ 'opportunity-closed': named('opportunityId', deals(scene)) }),
  'job-21-1': (scene) => ({ 'opportunity-stuck': { ...named('opportunityId', deals(scene)), days: 14 } }),
  'job-21-2': (scene) => ({ 'opportunity-stuck': { ...named('opportunityId', deals(scene)), days: 30 } }),
  'job-22-1': (scene) => ({ 'contact-changed': { ...somebody(scene), dnd: true } }),
  'job-22-2': (scene) => ({ 'contact-changed': { ...somebody(scene), email: 'moved@example.com' } }),
  'job-23-1': (scene) => ({
    'reply-awaited': { ...silent(scene), minutes: 30, body: 'Is anybody there?' },
  }),
  'job-24-1': (scene) => ({
    'voice-ai-call-ended': {
      ...somebody(scene),
      ...{ summary: 'Asks for an appointment for whitening.', extractedData: { reason: 'Whitening' } },
    },
  }),
  'job-25-1': (scene) => {
    const home = { ...scene, locationId: String(scene.settings.home) };
    return { 'subscription-begun': { ...somebody(home), amount: 297 } };
  },
  'job-28-1': (scene) => ({
    'form-submitted': {
      ...formOf(scene),
      answers: {
        [String(scene.settings.vinAnswer)]: 'WVW123',
        [String(scene.settings.mileageAnswer)]: 41_000,
      },
    },
  }),
  'job-29-1': (scene) => {
    const known = new Set(people(scene).map(({ id }) => id));
    const active = withStatus(here(scene, scene.sandbox.state.subscriptions.all()), 'status', 'active');
    const found = active.filter(({ contactId }) => known.has(String(contactId)));
    return {
      'subscription-changed': {
        ...named('subscriptionId', found.length > 0 ? found : active),
        status: 'canceled',
      },
    };
  },
  'job-30-1': (scene) => ({ 'order-placed': { ...somebody(scene), amount: 50 } }),
  'job-31-1': (scene) => ({
    workflow: {
      ...somebody(scene),
      workflowId: scene.settings.workflow,
      customData: { link: 'Whitening offer', secret: scene.settings.secret },
    },
  }),
  'job-32-1': (scene) => ({ 'note-written': { ...somebody(scene), body: 'Prefers mornings.' } }),
  'tasks-1': (scene) => {
    const open = here(scene, scene.sandbox.state.contacts.all()).filter(
      ({ id }) => id === scene.settings.contactId,
    );
    const ids = new Set(open.map(({ id }) => id));
    const tasks = scene.sandbox.state.tasks.where(
      (task) => ids.has(String(task.contactId)) && !task.completed,
    );
    return { 'task-due': named('taskId', tasks) };
  },
  'tasks-2': () => ({ [TASK_COMPLETED]: {} }),
  'notes-1': (scene) => ({
    'note-written': { contactId: scene.settings.contactId, body: 'Prefers mornings.' },
  }),
  'profile-1': () => ({ [LEAD_KEPT]: {} }),
  'profile-2': (scene) => ({ 'contact-changed': { ...somebody(scene), lastName: 'Changed' } }),
  'sales-1': (scene) => ({ 'opportunity-moved': moved(scene) }),
};

/** Opens a deal in the sales pipeline for a contact who has none that is open. */
function openDeal({ sandbox, locationId }: Scene, contactId: string): void {
  const { opportunities, pipelines, contacts } = sandbox.state;
  const isTheirs = (deal: LocationRow) => deal.contactId === contactId && deal.status === 'open';
  const pipeline = pipelines.find((one) => one.locationId === locationId && one.name === SALES);
  const [first] = objects(pipeline?.stages);
  if (!pipeline || opportunities.find((deal) => isTheirs(deal) && deal.pipelineId === pipeline.id)) return;
  opportunities.insert({
    ...{ locationId, contactId, name: 'Implants', status: 'open', monetaryValue: 4200 },
    ...{ pipelineId: pipeline.id, pipelineStageId: first?.id },
    assignedTo: contacts.get(contactId)?.assignedTo,
  });
}

/** The pipeline in which the Zaps of the jobs open deals. */
const SALES = 'Sales';

/** Books an appointment for the first of the people, whose deal is open, in so many days. */
function bookFor(scene: Scene, days: number): void {
  const { contactId } = somebody(scene);
  if (!contactId) return;
  openDeal(scene, contactId);
  const { locationId, sandbox, settings } = scene;
  const fits = ({ isActive, groupId }: LocationRow) =>
    isActive === true && (!settings.group || groupId === settings.group);
  const [calendar] = here(scene, sandbox.state.calendars.where(fits));
  const chosen = calendar && { calendarId: calendar.id };
  sandbox.happen('appointment-booked', { locationId, contactId, ...chosen, startTime: inDays(days) });
}

/** Some minutes, in days. */
const SOON = 0.01;

/** What must be there before a Zap is turned on, or run, so that it finds what it looks for. */
const PREPARED: { [zap: string]: (scene: Scene) => void } = {
  'job-4-1': (scene) => {
    const { contactId } = somebody(scene);
    if (contactId) openDeal(scene, contactId);
  },
  'job-10-1': (scene) => {
    for (const { contactDetails } of sentInvoice(scene)) openDeal(scene, String(Object(contactDetails).id));
  },
  'job-14-1': (scene) => bookFor(scene, 1),
  'job-15-1': (scene) => bookFor(scene, 1),
  'job-15-2': (scene) => bookFor(scene, 1),
  'job-17-1': (scene) => bookFor(scene, SOON),
  'job-20-1': (scene) => {
    const [deal] = deals(scene);
    const attributionSource = { gclid: 'google-click', medium: 'form' };
    if (deal) scene.sandbox.state.contacts.update(String(deal.contactId), { attributionSource });
  },
  'job-25-1': (scene) => {
    const home = { ...scene, locationId: String(scene.settings.home) };
    const { contacts, companies, locations } = scene.sandbox.state;
    const { contactId } = somebody(home);
    if (contactId) contacts.update(contactId, { companyName: 'Okafor Interiors' });
    // As an agency does that lets HighLevel install the app in each new sub-account.
    const companyId = locations.get(home.locationId)?.companyId;
    if (companyId) companies.update(companyId, { installToFutureLocations: true });
  },
};

/** Sees to it that a Zap finds in the sandbox what it looks for. */
export const prepare = (zap: string, scene: Scene): void => PREPARED[zap]?.(scene);

/** What starts a Zap in an account of the sandbox; nothing where another app does. */
export const startsOf = (zap: string, scene: Scene): Starts => STARTS[zap]?.(scene) ?? {};

/** The events that happen in LocaliQ, and what they do there. */
const TASK_COMPLETED = 'localiq-task-completed';
const LEAD_KEPT = 'localiq-lead-kept';

/** Who changes records at LocaliQ. */
const SOMEBODY = 'Ada';

/** What happens in another app, by the event's name; each is about a record of the sandbox. @throws Error */
export const OTHER_EVENTS: {
  [event: string]: { label: string; happen: (scene: Scene, other: OtherApps) => Item };
} = {
  [TASK_COMPLETED]: {
    label: 'Somebody completes an open task in LocaliQ',
    happen: (scene, { localiq }) => {
      const known = new Set(people(scene).map(({ id }) => id));
      const isOpen = (task: Item) => !task.completed && known.has(String(task.contactId));
      const task = scene.sandbox.state.tasks.find(isOpen);
      if (!task) throw new Error('No task is open.');
      const { id, title, contactId } = task;
      return localiq.save('tasks', id, { title, contactId, completed: true }, SOMEBODY);
    },
  },
  [LEAD_KEPT]: {
    label: 'LocaliQ keeps a lead that is a contact here',
    happen: (scene, { localiq }) => {
      const [person] = people(scene).filter(
        ({ id }) => !localiq.records('leads').some(({ contactId }) => contactId === id),
      );
      if (!person) throw new Error('LocaliQ has a lead for each contact.');
      return localiq.save('leads', `lead of ${person.id}`, { contactId: person.id }, SOMEBODY);
    },
  },
};

/** The leads of the demo. */
const leads = (): Item[] =>
  items(JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'recipes', 'leads.json'), 'utf8')));

/** What another app would send, by the ids of the Zaps that it starts. */
const SENT: { [zap: string]: (scene: Scene) => Item } = {
  'job-2-1': () => ({
    ...{ first_name: 'Lena', last_name: 'Moreau', email: 'lena.moreau@example.com' },
    ...{ phone_number: '+12125550151', form_name: 'Welcome Series Workflow', campaign_name: 'Implants' },
  }),
  'job-11-1': (scene) => {
    const [invoice] = sentInvoice(scene);
    const contactId = Object(invoice?.contactDetails).id;
    return {
      ...{ id: 'ch_3Pq', email: scene.sandbox.state.contacts.get(contactId)?.email ?? 'ada@example.com' },
      ...{ amount: invoice?.amountDue ?? 50, created: new Date().toISOString() },
      ...{ card_brand: 'Visa', card_last4: '4242' },
    };
  },
  'job-16-1': () => booking(),
  'job-16-2': () => booking(),
  'job-17-1': () => ({ id: inDays(0).slice(0, 10) }),
  'job-17-2': () => ({ id: inDays(0).slice(0, 10) }),
  'job-26-1': () => ({
    ...{ row: '7', status: 'Approved', text: 'Hi 👋, spring is here', picture: 'picture.png' },
    ...{ platform: 'Facebook', time: `${inDays(2).slice(0, 10)} 09:00` },
  }),
  'job-27-1': (scene) => {
    const { blogAuthors, blogCategories } = scene.sandbox.state;
    return {
      ...{ title: 'Five Habits for Healthy Teeth', html: '<p>Brush. Floss. Rinse.</p>' },
      owner: here(scene, blogAuthors.all())[0]?.name ?? 'Ada King',
      folder: here(scene, blogCategories.all())[0]?.label ?? 'Tips',
    };
  },
  'job-28-2': () => ({ vin: 'WVW123', mileage: '43,000' }),
  'lead-1': () => leads()[0] ?? {},
  'booking-1': () => ({ ...leads()[1], lead_id: 'LQ-50001', prefers: 'afternoon' }),
};

const booking = (): Item => ({
  ...{ event_name: 'Consultation', name: 'Ruth Okafor', email: 'ruth.okafor@example.com' },
  ...{
    start_time: `${inDays(3).slice(0, 10)}T18:05:00-05:00`,
    end_time: `${inDays(3).slice(0, 10)}T18:35:00-05:00`,
  },
});

/** What another app would send to start a Zap; nothing where the sandbox starts it. */
export const sentTo = (zap: string, scene: Scene): Item | undefined => SENT[zap]?.(scene);
