/** What an instant trigger reads of HighLevel for a call: whether its sub-account is ours, and the record that it names. */
import { type Answer, bodyOf, whyRefused } from '../highlevel/answer';
import { send } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { connectionOf, locationOf } from '../highlevel/connection';
import { MissingContent, requireRecord } from '../highlevel/content';
import { endpoint, isAgencyOnly } from '../highlevel/contract';
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

/** So many records are a sample, and so many are read to find them, where not all in a list will do. */
const SAMPLES = 3;
const LOOKED_THROUGH = 50;

/**
 * The rows of the newest records of a list; none for an agency that has not chosen the sub-account that it is of.
 *
 * @param isWanted whether a row will do, where not every one does
 */
export async function newestOf(
  list: RecordListRead,
  run: Run,
  isWanted?: (row: Raw) => boolean,
): Promise<Raw[]> {
  const rows = await firstPage(list, run, isWanted ? LOOKED_THROUGH : SAMPLES);
  return rows.filter(isWanted ?? (() => true)).slice(0, SAMPLES);
}

/** The newest records of a list, with names beside their ids. */
export async function recordsAmong(list: RecordListRead, run: Run): Promise<Output[]> {
  const rows = await firstPage(list, run, LOOKED_THROUGH);
  const records = await Promise.all(rows.map((row) => recordOf(list.record, row, run)));
  return withNames(list.record, records, run);
}

async function firstPage(list: RecordListRead, { z, bundle, wording }: Run, records: number): Promise<Raw[]> {
  if (!locationOf(bundle) && !isAgencyOnly(endpoint(list.endpoint))) return [];
  return readPages(z, bundle, list, { wording, input: list.sort?.added ?? {} }, { records, pages: 1 });
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
