/** What a probe works with: the account's records, and those that the check makes and takes away again. */
import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isNotFound } from '../highlevel/absence';
import { type EndpointKey, endpoint, isRead } from '../highlevel/contract';
import { at, type Item, items } from '../zapier';
import { type Answered, type Caller, idsIn, rowsIn, type Sending } from './caller';
import { NoAnswer, NotTold, need } from './verdict';

/** What every record that the check makes is called: a person who meets one sees what it is. */
export const MADE_BY = 'Account Check (delete me)';

/** How a record that was made is taken away. */
interface Removal {
  endpoint: EndpointKey;
  path: { [name: string]: string };
  sending?: Omit<Sending, 'path'>;
}

const DAY_MS = 86_400_000;

/** A picture of one point. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export class Lab {
  /** What is to be taken away, the latest last: found out when it is done. */
  private made: (() => Promise<Removal[]>)[] = [];
  private readonly servers: Server[] = [];
  private readonly known = new Map<string, Promise<Answered>>();
  /** Creates of which no answer came. */
  private readonly unsure: EndpointKey[] = [];
  /** By which endpoints something could not be deleted, or may have been made. */
  readonly left: string[] = [];
  /** So that two records of one run do not meet. */
  private number = randomInt(1e8);

  constructor(
    readonly caller: Caller,
    readonly locationId: string,
    readonly companyId: string,
  ) {}

  /** Asks an endpoint, whatever it answers. Where a write has no answer, it is not known whether it was done. */
  async ask(key: EndpointKey, sending?: Sending): Promise<Answered> {
    try {
      return await this.caller.ask(key, sending);
    } catch (error) {
      if (error instanceof NoAnswer && endpoint(key).method === 'POST' && !isRead(endpoint(key)))
        this.unsure.push(key);
      throw error;
    }
  }

  /** As {@link ask}, for what must succeed. @throws NotTold where it is refused */
  async get(key: EndpointKey, sending?: Sending): Promise<Item> {
    return succeeded(await this.ask(key, sending)).body;
  }

  /** The same once a run, for what no question changes. */
  async once(key: EndpointKey, sending: Sending = {}): Promise<Answered> {
    const name = JSON.stringify([key, sending]);
    const asked = this.known.get(name) ?? this.ask(key, sending);
    this.known.set(name, asked);
    return succeeded(await asked);
  }

  /** The rows of a list that is read once a run. @param name where they are, `messages.messages` */
  async list(key: EndpointKey, name: string, sending: Sending = this.inLocation()): Promise<Item[]> {
    return rowsIn(await this.once(key, sending), name);
  }

  /** A query with the sub-account, and more. */
  inLocation(more: NonNullable<Sending['query']> = {}): Sending {
    return { path: { locationId: this.locationId }, query: { locationId: this.locationId, ...more } };
  }

  /** Lets a moment pass, so that a later time is another one. */
  moment(): Promise<void> {
    return sleep(20);
  }

  /** Asks again until it is as wanted, or until a search should know what was written. */
  async soon<T>(ask: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
    for (let left = 4; ; left -= 1) {
      const found = await ask();
      if (left === 0 || this.caller.pace.indexMs === 0 || isThere(found)) return found;
      await sleep(this.caller.pace.indexMs);
    }
  }

  /**
   * Makes a record, and notes how it is taken away.
   *
   * @param idAt where the answer has its id
   * @param removal how it is deleted, by the name that the path has for the id
   */
  async make(
    key: EndpointKey,
    sending: Sending,
    idAt: string,
    removal: EndpointKey,
    idName: string,
    more: Omit<Removal, 'endpoint'> = { path: {} },
  ): Promise<Item> {
    const answered = succeeded(await this.ask(key, sending));
    const id = at(answered.body, ...idAt.split('.')) ?? idsIn(answered.body)[0];
    if (typeof id !== 'string') {
      this.left.push(key);
      throw new NotTold('The answer to a create has no id.');
    }
    this.remove(removal, { ...more, path: { ...more.path, [idName]: id } });
    return { ...answered.body, id };
  }

  /** Notes that something is to be taken away, the latest first. */
  remove(removal: EndpointKey, more: Omit<Removal, 'endpoint'>): void {
    this.made.push(async () => [{ endpoint: removal, ...more }]);
  }

  /** Notes that what is found in a list then is to be taken away: before it is made, where no answer tells its id. */
  removeFound(
    removal: EndpointKey,
    [list, sending]: [EndpointKey, Sending],
    pathsIn: (found: Answered) => Removal['path'][],
  ): void {
    this.made.push(async () => {
      const found = succeeded(await this.caller.ask(list, sending, true));
      return pathsIn(found).map((path) => ({ endpoint: removal, path }));
    });
  }

  /** Takes away all that was made. What is gone already is no fault. */
  async clean(): Promise<void> {
    for (const server of this.servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
    for (let next = this.made.pop(); next; next = this.made.pop()) {
      // Where the list can't be read, the owner has to look.
      const removals = await next().catch(() => {
        this.left.push('a record that was not found again');
        return [];
      });
      for (const removal of removals) {
        if (!(await this.isTakenAway(removal))) this.left.push(removal.endpoint);
      }
    }
    for (const key of this.unsure.splice(0)) {
      if (key !== 'POST /contacts/' || !(await this.sweepContacts())) this.left.push(key);
    }
  }

  private async isTakenAway({ endpoint: key, path, sending }: Removal): Promise<boolean> {
    for (let tries = 0; tries < 3; tries += 1) {
      const answered = await this.caller.ask(key, { path, ...sending }, true).catch(() => undefined);
      if (answered?.isDone || (answered && isNotFound(answered.answer, endpoint(key)))) return true;
    }
    return false;
  }

  /** Takes away contacts that may have been made without an answer. They are told by their name. */
  private async sweepContacts(): Promise<boolean> {
    const body = { locationId: this.locationId, pageLimit: 100, query: MADE_BY };
    await sleep(this.caller.pace.indexMs);
    const found = await this.caller.ask('POST /contacts/search', { body }, true).catch(() => undefined);
    if (!found?.isDone) return false;
    const made = rowsIn(found, 'contacts').filter(({ lastName }) => isSame(lastName, MADE_BY));
    const removed = made.map(({ id }) =>
      this.isTakenAway({ endpoint: 'DELETE /contacts/{contactId}', path: { contactId: String(id) } }),
    );
    return made.length > 0 && (await Promise.all(removed)).every(Boolean);
  }

  /** A number that no other record of the run has. */
  next(): number {
    this.number += 1;
    return this.number;
  }

  /** An email address that nobody has: the domain is for examples alone. */
  email(): string {
    return `account-check-${this.next()}@example.com`;
  }

  /** A phone number of those that are given to nobody. */
  phone(): string {
    return `+1${201 + (this.next() % 790)}55501${String(randomInt(100)).padStart(2, '0')}`;
  }

  /** A link to a small file of this name, served on this machine for the app alone, until the record is made. */
  async file(name: string): Promise<string> {
    const server = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end(PIXEL),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.servers.push(server);
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/${name}`;
  }

  /** A contact. */
  async contact(fields: Item = {}): Promise<string> {
    const body = { locationId: this.locationId, firstName: 'Zapier', lastName: MADE_BY, ...fields };
    const made = await this.make(
      'POST /contacts/',
      { body },
      'contact.id',
      'DELETE /contacts/{contactId}',
      'contactId',
    );
    return String(made.id);
  }

  async readContact(contactId: string): Promise<Item> {
    const { contact } = await this.get('GET /contacts/{contactId}', { path: { contactId } });
    return Object(contact);
  }

  /** Changes a contact, and reads it. */
  async changedContact(contactId: string, body: object): Promise<Item> {
    await this.get('PUT /contacts/{contactId}', { path: { contactId }, body });
    return this.readContact(contactId);
  }

  /** A custom field of contacts of its own. @throws NotTold where none may be made */
  async customField(dataType: string, more: Item = {}): Promise<Item> {
    const { locationId } = this;
    const made = await this.make(
      'POST /locations/{locationId}/customFields',
      {
        path: { locationId },
        body: { name: `${MADE_BY} ${this.next()}`, dataType, model: 'contact', ...more },
      },
      'customField.id',
      'DELETE /locations/{locationId}/customFields/{id}',
      'id',
      { path: { locationId } },
    );
    return Object(made.customField);
  }

  /** A calendar in which anything can be booked, every day and all day, in half hours. */
  async calendar(more: Item = {}): Promise<string> {
    const users = await this.list('GET /users/', 'users');
    const hours = [{ openHour: 0, openMinute: 0, closeHour: 23, closeMinute: 30 }];
    const made = await this.make(
      'POST /calendars/',
      {
        body: {
          locationId: this.locationId,
          name: `${MADE_BY} ${this.next()}`,
          calendarType: 'event',
          slotDuration: 30,
          slotDurationUnit: 'mins',
          slotInterval: 30,
          slotIntervalUnit: 'mins',
          teamMembers: users.slice(0, 1).map(({ id }) => ({ userId: id })),
          openHours: [0, 1, 2, 3, 4, 5, 6].map((day) => ({ daysOfTheWeek: [day], hours })),
          isActive: true,
          ...more,
        },
      },
      'calendar.id',
      'DELETE /calendars/{calendarId}',
      'calendarId',
    );
    return String(made.id);
  }

  /** A start some days from now, at the hour in UTC. */
  start(days: number, hour = 15): Date {
    return new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + days * DAY_MS + hour * 3_600_000);
  }

  /** An appointment of a new contact in a calendar. */
  async appointment(calendarId: string, more: Item = {}): Promise<Item> {
    const contactId = more.contactId ?? (await this.contact());
    const start = this.start(3);
    const body = {
      locationId: this.locationId,
      calendarId,
      contactId,
      title: MADE_BY,
      startTime: start.toISOString(),
      endTime: new Date(start.getTime() + 1_800_000).toISOString(),
      ignoreFreeSlotValidation: true,
      ignoreDateRange: true,
      toNotify: false,
      ...more,
    };
    const made = await this.make(
      'POST /calendars/events/appointments',
      { body },
      'id',
      'DELETE /calendars/events/{eventId}',
      'eventId',
      { path: {}, sending: { body: {} } },
    );
    return { ...made, contactId };
  }

  async readAppointment(eventId: string): Promise<Item> {
    const body = await this.get('GET /calendars/events/appointments/{eventId}', { path: { eventId } });
    return Object(body.appointment ?? body.event ?? body);
  }

  /** The first pipeline of which there are two stages. */
  async pipeline(): Promise<{ id: string; stages: string[] }> {
    const pipelines = await this.list('GET /opportunities/pipelines', 'pipelines');
    const found = pipelines.find(({ stages }) => items(stages).length > 1);
    const { id, stages } = need(found, 'No pipeline has two stages.');
    return { id: String(id), stages: items(stages).map((stage) => String(stage.id)) };
  }

  /** An opportunity of a new contact, in the first stage. */
  async opportunity(more: Item = {}): Promise<string> {
    const { id, stages } = await this.pipeline();
    const body = {
      locationId: this.locationId,
      pipelineId: id,
      pipelineStageId: stages[0],
      name: MADE_BY,
      status: 'open',
      contactId: more.contactId ?? (await this.contact()),
      ...more,
    };
    const made = await this.make(
      'POST /opportunities/',
      { body },
      'opportunity.id',
      'DELETE /opportunities/{id}',
      'id',
    );
    return String(made.id);
  }

  async changedOpportunity(id: string, body: object): Promise<Item> {
    await this.get('PUT /opportunities/{id}', { path: { id }, body });
    return this.readOpportunity(id);
  }

  async readOpportunity(id: string): Promise<Item> {
    const { opportunity } = await this.get('GET /opportunities/{id}', { path: { id } });
    return Object(opportunity);
  }
}

const isSame = (one: unknown, other: string) => String(one).toLowerCase() === other.toLowerCase();

/** @throws NotTold where it is a refusal */
function succeeded(answered: Answered): Answered {
  if (answered.isDone) return answered;
  throw new NotTold(`HighLevel refuses ${answered.endpoint} with ${answered.status}.`);
}
