import { DAY_MS, HOUR_MS } from '../clock';
import type { Ids } from '../ids';
import { type Json, pick } from '../json';
import type { Contact, CustomField, CustomFieldValue, Location, LocationRow, State, User } from '../state';
import { addCalendars } from './calendars';
import { FIELDS, type FieldPlan, type Plan, TODAY } from './plan';
import { mailbox, type RandomData } from './random-data';
import { addUser } from './users';

const iso = (ms: number) => new Date(ms).toISOString();
const daysAgo = (days: number) => iso(TODAY - days * DAY_MS);

/** The settings of a contact who wants no messages. */
const noMessages = () =>
  Object.fromEntries(['Call', 'Email', 'SMS'].map((channel) => [channel, { status: 'active', code: '103' }]));

/** A realistic value for each custom field that the seed fills in. */
const VALUES: { [name: string]: (random: RandomData) => Json | undefined } = {
  'Insurance Provider': (random) => random.one(['Blue Shield', 'Aetna', 'Bupa', 'Medibank']),
  'Household Size': (random) => random.number(1, 6),
  'Lifetime Value': (random) => random.number(80, 9000),
  'Referral Source': (random) => random.one(['Friend', 'Search', 'Advert', 'Walk-in']),
  'Preferred Days': (random) => ['Monday', ...random.some(['Wednesday', 'Friday'], 2)],
  'Policy Start Date': (random) => iso(TODAY - random.number(30, 900) * DAY_MS).slice(0, 10),
};

/**
 * Adds the records of a sub-account; its tasks, notes and appointments may belong to the agency's owner too.
 */
export function addLocation(seed: LocationSeed, owner: User): void {
  seed.tags();
  seed.campaignsAndWorkflows();
  const users = ['admin', 'user', 'user'].map((role) => seed.user(role));
  const fields = FIELDS.map((field, position) => seed.field(field, position));
  const businesses = [1, 2, 3].map(() => seed.business());
  const calendars = seed.calendars(users);
  const contacts = Array.from({ length: seed.plan.contacts }, (_, i) =>
    seed.contact(i, { users, fields, businesses }),
  );
  for (const [i, contact] of contacts.slice(-12).entries()) {
    seed.history(i, contact, [owner, ...users], calendars);
  }
}

/** What a contact can belong to. */
interface Surroundings {
  users: User[];
  fields: CustomField[];
  businesses: LocationRow[];
}

/** Adds the records of one sub-account. */
export class LocationSeed {
  readonly plan: Plan;
  readonly #state: State;
  readonly #ids: Ids;
  readonly #random: RandomData;
  readonly #location: Location;

  constructor(state: State, ids: Ids, random: RandomData, plan: Plan, location: Location) {
    this.plan = plan;
    this.#state = state;
    this.#ids = ids;
    this.#random = random;
    this.#location = location;
  }

  tags(): void {
    for (const name of this.plan.tags) this.#state.tags.insert({ locationId: this.#location.id, name });
  }

  campaignsAndWorkflows(): void {
    const locationId = this.#location.id;
    for (const [i, name] of ['Spring Offer', 'Win Back', 'Welcome Series'].entries()) {
      const status = name === 'Win Back' ? 'draft' : 'published';
      this.#state.campaigns.insert({ locationId, name, status });
      this.#state.workflows.insert({
        locationId,
        name: `${name} Workflow`,
        status,
        version: i + 1,
        createdAt: daysAgo(300 - i),
        updatedAt: daysAgo(30 - i),
      });
    }
  }

  user(role: string): User {
    const { id, companyId } = this.#location;
    return addUser(this.#state, this.#random, companyId, 'account', role, [id]);
  }

  field({ name, dataType, options, model = 'contact' }: FieldPlan, position: number): CustomField {
    const boxes = () => (options ?? []).map((label) => ({ id: this.#ids.next(), label, prefillValue: '' }));
    return this.#state.customFields.insert({
      locationId: this.#location.id,
      name,
      dataType,
      model,
      placeholder: '',
      position: position * 50,
      dateAdded: daysAgo(400 - position),
      ...(dataType === 'TEXTBOX_LIST'
        ? { textBoxListOptions: boxes() }
        : options && { picklistOptions: options }),
      ...(dataType === 'FILE_UPLOAD' && { isMultiFileAllowed: true, maxFileLimit: 4 }),
    });
  }

  business(): LocationRow {
    const name = `${this.#random.word('company')} ${this.#random.word('trade')}`;
    return this.#state.businesses.insert({
      locationId: this.#location.id,
      name,
      phone: `+1646555${this.#random.number(1000, 9999)}`,
      email: `office@${mailbox(name)}.example.com`,
      website: `https://${mailbox(name)}.example.com`,
      ...pick(this.plan.location, ['city', 'state', 'country']),
      createdAt: daysAgo(200),
      updatedAt: daysAgo(100),
    });
  }

  calendars(users: User[]): LocationRow[] {
    return addCalendars(this.#state, this.#location, users);
  }

  /**
   * Adds a contact. Every second one has an owner, every fourth a birthday, every fifth a business; every
   * 17th wants no messages.
   */
  contact(i: number, { users, fields, businesses }: Surroundings): Contact {
    const random = this.#random;
    const firstName = random.word('firstName');
    const lastName = random.word('lastName');
    const owner = i % 2 === 0 ? random.one(users) : undefined;
    const business = i % 5 === 0 ? random.one(businesses) : undefined;
    const url = this.plan.location.website ?? '';
    const added = TODAY - (this.plan.contacts - i) * 2 * DAY_MS + random.number(0, DAY_MS);
    return this.#state.contacts.insert({
      locationId: this.#location.id,
      firstName,
      lastName,
      email: `${mailbox(`${firstName}.${lastName}`)}${i + 1}@example.com`,
      phone: `${this.plan.dialling}${1000 + i}`,
      address1: `${random.number(1, 240)} ${random.word('street')} ${random.word('kind')}`,
      ...pick(this.plan.location, ['city', 'state', 'postalCode', 'country', 'timezone']),
      source: random.one(['Website form', 'Referral', 'Facebook ad', 'Import']),
      tags: random.some(this.plan.tags, 2),
      customFields: this.#values(fields, i),
      dateAdded: iso(added),
      dateUpdated: iso(added + (i % 3) * HOUR_MS),
      ...(owner && { assignedTo: owner.id }),
      ...(business && { businessId: business.id, companyName: business.name }),
      ...(i % 4 === 0 && { dateOfBirth: iso(Date.UTC(1955 + (i % 45), i % 12, 1 + (i % 28))).slice(0, 10) }),
      ...(i % 17 === 0 && { dnd: true, dndSettings: noMessages() }),
      attributionSource: { url, sessionSource: 'Direct traffic', medium: 'form', pSid: `session-${i}` },
      lastAttributionSource: { url, pSid: `session-${i}` },
    });
  }

  /** Values for every second custom field that the seed has values for; the next contact gets the others. */
  #values(fields: CustomField[], i: number): CustomFieldValue[] {
    const valued = fields.filter(({ name }) => Object.hasOwn(VALUES, name));
    return valued.flatMap(({ id, name }, position) => {
      const value = (i + position) % 2 === 0 ? VALUES[name]?.(this.#random) : undefined;
      return value === undefined ? [] : [{ id, value }];
    });
  }

  /** Adds a task and a note, and to every second contact an appointment. */
  history(i: number, contact: Contact, users: User[], calendars: LocationRow[]): void {
    const random = this.#random;
    const { id: contactId, locationId, dateAdded } = contact;
    const userId = random.one(users)?.id ?? '';
    this.#state.tasks.insert({
      locationId,
      contactId,
      title: random.one(['Call back', 'Send the quote', 'Confirm the appointment']),
      body: random.word('remark'),
      assignedTo: userId,
      dueDate: daysAgo(4 - i),
      completed: i % 3 === 0,
    });
    this.#state.notes.insert({ locationId, contactId, body: random.word('remark'), userId, dateAdded });
    if (i % 2 === 1) return;
    const starts = TODAY + (i - 4) * DAY_MS + (i % 5) * HOUR_MS;
    this.#state.appointments.insert({
      locationId,
      contactId,
      calendarId: calendars[(i / 2) % calendars.length]?.id ?? '',
      title: random.one(['Consultation', 'Follow-up', 'First visit']),
      appointmentStatus: i < 4 ? 'showed' : 'confirmed',
      assignedUserId: userId,
      startTime: iso(starts),
      endTime: iso(starts + HOUR_MS / 2),
      dateAdded,
      dateUpdated: dateAdded,
    });
  }
}
