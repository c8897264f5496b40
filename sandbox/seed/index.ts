import { DAY_MS, HOUR_MS } from '../clock';
import type { Ids } from '../ids';
import { type Json, pick } from '../json';
import type { Contact, CustomField, CustomFieldValue, Location, LocationRow, State, User } from '../state';
import { plantAppointments } from './appointments';
import { plantAssociations } from './associations';
import { plantBlogs } from './blogs';
import { plantCalendars } from './calendars';
import { plantConversations } from './conversations';
import { plantOpportunities } from './opportunities';
import { AGENCIES, FIELDS, type FieldPlan, type Plan, TODAY } from './plan';
import { mailbox, RandomData } from './random-data';
import { plantSnapshots } from './snapshots';

const iso = (ms: number) => new Date(ms).toISOString();
const daysAgo = (days: number) => iso(TODAY - days * DAY_MS);

/** A believable value for the custom fields that the seed fills in. */
const VALUES: { [name: string]: (draw: RandomData) => Json | undefined } = {
  'Insurance Provider': (draw) => draw.one(['Blue Shield', 'Aetna', 'Bupa', 'Medibank']),
  'Household Size': (draw) => draw.number(1, 6),
  'Lifetime Value': (draw) => draw.number(80, 9000),
  'Referral Source': (draw) => draw.one(['Friend', 'Search', 'Advert', 'Walk-in']),
  'Preferred Days': (draw) => ['Monday', ...draw.some(['Wednesday', 'Friday'], 2)],
  'Policy Start Date': (draw) => iso(TODAY - draw.number(30, 900) * DAY_MS).slice(0, 10),
};

/** Fills empty tables: two agencies, three sub-accounts, and all that lives in them. */
export function plantSeed(state: State, ids: Ids): void {
  const draw = new RandomData(ids);
  for (const { plans, ...agency } of AGENCIES) {
    const { id: companyId } = state.companies.insert(agency);
    const owner = plantUser(state, draw, companyId, 'agency', 'admin', []);
    plantSnapshots(state, companyId);
    for (const plan of plans) {
      const location = state.locations.insert({ ...plan.location, companyId });
      plantLocation(new Planter(state, ids, draw, plan, location), owner);
    }
  }
  for (const { id } of state.locations.all()) {
    plantAppointments(state, draw, id);
    plantAssociations(state, draw, id);
    plantBlogs(state, draw, id);
    plantOpportunities(state, draw, ids, id);
    plantConversations(state, draw, id);
  }
}

function plantUser(
  state: State,
  draw: RandomData,
  companyId: string,
  type: string,
  role: string,
  locationIds: string[],
): User {
  const firstName = draw.word('firstName');
  const lastName = draw.word('lastName');
  return state.users.insert({
    companyId,
    name: `${firstName} ${lastName}`,
    firstName,
    lastName,
    email: `${mailbox(`${firstName}.${lastName}`)}@team.example.com`,
    phone: `+1415555${draw.number(1000, 9999)}`,
    extension: '',
    locationIds,
    roles: { type, role, locationIds },
    deleted: false,
  });
}

function plantLocation(planter: Planter, owner: User): void {
  planter.tags();
  planter.campaignsAndWorkflows();
  const users = ['admin', 'user', 'user'].map((role) => planter.user(role));
  const fields = FIELDS.map((field, position) => planter.field(field, position));
  const businesses = [1, 2, 3].map(() => planter.business());
  const calendars = planter.calendars(users);
  const contacts = Array.from({ length: planter.plan.contacts }, (_, i) =>
    planter.contact(i, { users, fields, businesses }),
  );
  for (const [i, contact] of contacts.slice(-12).entries()) {
    planter.history(i, contact, [owner, ...users], calendars);
  }
}

/** What a contact can be tied to. */
interface Surroundings {
  users: User[];
  fields: CustomField[];
  businesses: LocationRow[];
}

/** Plants the records of one sub-account. */
class Planter {
  readonly plan: Plan;
  readonly #state: State;
  readonly #ids: Ids;
  readonly #draw: RandomData;
  readonly #location: Location;

  constructor(state: State, ids: Ids, draw: RandomData, plan: Plan, location: Location) {
    this.plan = plan;
    this.#state = state;
    this.#ids = ids;
    this.#draw = draw;
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
    return plantUser(this.#state, this.#draw, companyId, 'account', role, [id]);
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
    const name = `${this.#draw.word('company')} ${this.#draw.word('trade')}`;
    return this.#state.businesses.insert({
      locationId: this.#location.id,
      name,
      phone: `+1646555${this.#draw.number(1000, 9999)}`,
      email: `office@${mailbox(name)}.example.com`,
      website: `https://${mailbox(name)}.example.com`,
      ...pick(this.plan.location, ['city', 'state', 'country']),
      createdAt: daysAgo(200),
      updatedAt: daysAgo(100),
    });
  }

  calendars(users: User[]): LocationRow[] {
    return plantCalendars(this.#state, this.#location, users);
  }

  /** Every second contact has an owner, every fourth a birthday, every fifth a business; every 17th wants no messages. */
  contact(i: number, { users, fields, businesses }: Surroundings): Contact {
    const draw = this.#draw;
    const firstName = draw.word('firstName');
    const lastName = draw.word('lastName');
    const owner = i % 2 === 0 ? draw.one(users) : undefined;
    const business = i % 5 === 0 ? draw.one(businesses) : undefined;
    const added = TODAY - (this.plan.contacts - i) * 2 * DAY_MS + draw.number(0, DAY_MS);
    return this.#state.contacts.insert({
      locationId: this.#location.id,
      firstName,
      lastName,
      email: `${mailbox(`${firstName}.${lastName}`)}${i + 1}@example.com`,
      phone: `${this.plan.dialling}${1000 + i}`,
      address1: `${draw.number(1, 240)} ${draw.word('street')} ${draw.word('kind')}`,
      ...pick(this.plan.location, ['city', 'state', 'postalCode', 'country', 'timezone']),
      source: draw.one(['Website form', 'Referral', 'Facebook ad', 'Import']),
      tags: draw.some(this.plan.tags, 2),
      customFields: this.#values(fields, i),
      dateAdded: iso(added),
      dateUpdated: iso(added + (i % 3) * HOUR_MS),
      ...(owner && { assignedTo: owner.id }),
      ...(business && { businessId: business.id, companyName: business.name }),
      ...(i % 4 === 0 && { dateOfBirth: iso(Date.UTC(1955 + (i % 45), i % 12, 1 + (i % 28))).slice(0, 10) }),
      ...(i % 17 === 0 && { dnd: true }),
    });
  }

  /** Every second custom field that the seed knows values for, in turns. */
  #values(fields: CustomField[], i: number): CustomFieldValue[] {
    const valued = fields.filter(({ name }) => Object.hasOwn(VALUES, name));
    return valued.flatMap(({ id, name }, position) => {
      const value = (i + position) % 2 === 0 ? VALUES[name]?.(this.#draw) : undefined;
      return value === undefined ? [] : [{ id, value }];
    });
  }

  /** A task and a note; every second contact has an appointment, too. */
  history(i: number, contact: Contact, users: User[], calendars: LocationRow[]): void {
    const draw = this.#draw;
    const { id: contactId, locationId, dateAdded } = contact;
    const userId = draw.one(users)?.id ?? '';
    this.#state.tasks.insert({
      locationId,
      contactId,
      title: draw.one(['Call back', 'Send the quote', 'Confirm the appointment']),
      body: draw.word('remark'),
      assignedTo: userId,
      dueDate: daysAgo(4 - i),
      completed: i % 3 === 0,
    });
    this.#state.notes.insert({ locationId, contactId, body: draw.word('remark'), userId, dateAdded });
    if (i % 2 === 1) return;
    const starts = TODAY + (i - 4) * DAY_MS + (i % 5) * HOUR_MS;
    this.#state.appointments.insert({
      locationId,
      contactId,
      calendarId: calendars[(i / 2) % calendars.length]?.id ?? '',
      title: draw.one(['Consultation', 'Follow-up', 'First visit']),
      appointmentStatus: i < 4 ? 'showed' : 'confirmed',
      assignedUserId: userId,
      startTime: iso(starts),
      endTime: iso(starts + HOUR_MS / 2),
      dateAdded,
      dateUpdated: dateAdded,
    });
  }
}
