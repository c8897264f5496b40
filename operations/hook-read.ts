/** What an instant trigger reads of HighLevel for a call: whether its sub-account is ours, and the record that it names. */
import { type Answer, bodyOf, whyRefused } from '../highlevel/answer';
import { send } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { connectionOf, locationOf } from '../highlevel/connection';
import { MissingContent, requireRecord } from '../highlevel/content';
import type { Raw } from '../highlevel/json';
import { opensLocation } from '../highlevel/own-location';
import { withNames } from '../reads/names';
import { type RecordListRead, type RecordRead, readPages } from '../reads/read';
import type { Output } from '../records/record';
import { NotTaken } from './hook-spec';
import { recordOf } from './output';
import type { Run } from './spec';

/** An id as HighLevel makes them. What is none is not asked for. */
const ID = /^[\w-]{1,64}$/;
export const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);

/**
 * The run in the sub-account that a call is of: the connection's, the one that is chosen in the form, or one that
 * the agency's connection opens.
 *
 * @throws NotTaken where it is another one
 * @throws z.errors.Error where the connection does not tell its sub-account
 */
export async function runInLocation(locationId: unknown, run: Run): Promise<Run> {
  const { z, bundle } = run;
  const own = locationOf(bundle);
  if (own === undefined && connectionOf(bundle).level === 'location') {
    throw run.refuse(
      'This connection does not tell its sub-account. Reconnect the account in Zapier under Apps.',
    );
  }
  if (!isId(locationId)) throw new NotTaken('It does not name a sub-account.');
  const isOurs = own === undefined ? await opensLocation(z, bundle, locationId) : own === locationId;
  if (!isOurs) throw new NotTaken(own === undefined ? NOT_OPENED : OTHER_LOCATION);
  return { ...run, bundle: { ...bundle, inputData: { ...bundle.inputData, locationId } } };
}

const OTHER_LOCATION = 'It is of another sub-account than this Zap.';
const NOT_OPENED =
  'It is of a sub-account that this connection does not open: it is not one of the agency, or the app is not installed in it.';

/**
 * One record that a call names, with names beside its ids; `undefined` where it is not there, or belongs to
 * another sub-account: one request, and those for names that are not known yet.
 *
 * @throws z.errors.Error where the connection lacks the scope, or HighLevel gives no answer
 */
export async function readNamed(read: RecordRead, input: Input, run: Run): Promise<Output | undefined> {
  const { z, bundle, wording } = run;
  const answer = await send(z, bundle, { endpoint: read.endpoint, input, wording, accepts: isNotToBeHad });
  if (answer.status >= 300) return undefined;
  const raw = orNothing(() =>
    typeof read.answer === 'function'
      ? read.answer(bodyOf(answer), input)
      : requireRecord(bodyOf(answer), read.answer),
  );
  const [one] = [raw ?? []].flat();
  const locationId = locationOf(bundle);
  if (!one || (locationId && typeof one.locationId === 'string' && one.locationId !== locationId))
    return undefined;
  const [named] = await withNames(read.record, [await recordOf(read.record, one, run)], run);
  return named;
}

/** So many records are read for a test of the trigger. */
const NEWEST = 3;

/**
 * The newest records of a list, each read by its own endpoint, as an event's is; none for an agency that has not
 * chosen a sub-account.
 */
export async function latestOf(
  list: RecordListRead,
  one: RecordRead,
  inputOf: (row: Raw) => Input,
  run: Run,
): Promise<Output[]> {
  const { z, bundle, wording } = run;
  if (!locationOf(bundle)) return [];
  const rows = await readPages(
    z,
    bundle,
    list,
    { wording, input: list.sort?.added ?? {} },
    { records: NEWEST, pages: 1 },
  );
  const found = await Promise.all(rows.slice(0, NEWEST).map((row) => readNamed(one, inputOf(row), run)));
  return found.filter((record) => record !== undefined);
}

/** Whether a refusal is about the record. A missing scope is the connection's, and a time-out is nobody's. */
const isNotToBeHad = (answer: Answer): boolean =>
  [400, 401, 403, 404, 422].includes(answer.status) && ['access', 'other'].includes(whyRefused(answer));

function orNothing<Found>(find: () => Found): Found | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof MissingContent) return undefined;
    throw error;
  }
}
