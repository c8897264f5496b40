import { compact } from 'lodash';
import type { Bundle, PlainOutputField, Search, ZObject } from 'zapier-platform-core';
import { choice, type Field } from '../fields/field';
import { isNotFound } from '../highlevel/absence';
import type { Answer } from '../highlevel/answer';
import { isBlank } from '../highlevel/blank';
import type { Input } from '../highlevel/compose';
import { connectionOf } from '../highlevel/connection';
import { type EndpointKey, endpoint } from '../highlevel/contract';
import { accountParameters } from '../highlevel/contract/account';
import { withPlainErrors } from '../highlevel/errors';
import type { Raw } from '../highlevel/json';
import { collect, type Depth, itemsOrNoAnswer, type ReadPage } from '../highlevel/paging';
import { withNames } from '../reads/names';
import { askedFor } from '../reads/read';
import type { Output } from '../records/record';
import { inputFieldGroups, inputFields, staticFields } from './form';
import { factOf, parameters, readValues } from './input';
import { bestFirst, bestMatches, isWhole, type Match, type Wanted } from './matching';
import { type OutputFieldsOf, outputFields, recordOf } from './output';
import { prepare } from './prepare';
import { startRun } from './run';
import type { SearchSpec, Way } from './search-spec';
import type { Run } from './spec';

/** How many records a search gives at most, where its spec says nothing. */
const MOST = 100;

/** The key of the factory's own field. */
const RESULTS = 'results';

/** Whether a search gives the first record that it finds, or all. It is the factory's own field: no spec sees it. */
const resultsField = (most: number): Field =>
  choice(
    RESULTS,
    'Results',
    { first: 'The First One', all: 'All, as Line Items' },
    {
      default: 'first',
      helpText: `What to give where several are found. All are at most ${most}, with their number.`,
      notSent: 'It says what to do with the answer.',
    },
  );

const mostOf = ({ most = MOST }: SearchSpec): number => most;

/** The spec with the field that the factory adds to its form. */
export const withResultsField = (spec: SearchSpec): SearchSpec =>
  mostOf(spec) === 1 ? spec : { ...spec, fields: [...spec.fields, resultsField(mostOf(spec))] };

/** Whether the step gives all that it finds. */
function givesAll(spec: SearchSpec, run: Run): boolean {
  if (mostOf(spec) === 1) return false;
  return readValues({ ...run, spec: { ...spec, fields: [resultsField(mostOf(spec))] } })[RESULTS] === 'all';
}

/** Makes a search of its spec: what was found, the best first; `[]` where nothing was. */
export function search(spec: SearchSpec): Search {
  const whole = withResultsField(spec);
  return {
    key: spec.key,
    noun: spec.noun ?? spec.record.noun,
    display: { label: spec.label, description: spec.description },
    operation: {
      inputFields: inputFields(whole),
      ...inputFieldGroups(whole),
      outputFields: [resultFields(spec)],
      sample: spec.record.sample,
      perform: withPlainErrors((z: ZObject, bundle: Bundle) => find(spec, startRun(whole, z, bundle))),
    },
  };
}

/** The fields that the step gives: those of a record, or of all records as line items. */
function resultFields(spec: SearchSpec): OutputFieldsOf {
  const ofRecord = outputFields(spec.record);
  return withPlainErrors(async (z, bundle) => {
    const fields = await ofRecord(z, bundle);
    return givesAll(spec, startRun(withResultsField(spec), z, bundle)) ? allFields(spec, fields) : fields;
  });
}

/**
 * Line items hold no further ones: a list within a record has no field of its own among them, nor has what one more
 * request tells of one record.
 */
export function allFields(
  { record, completes, overview }: SearchSpec,
  fields: PlainOutputField[],
): PlainOutputField[] {
  const isOfOne = (key: string) => completes?.gives.includes(key.split('__')[0] ?? key);
  const flat = fields.filter(({ key, children }) => !children && !key.includes('[]') && !isOfOne(key));
  return [
    { key: 'id', label: `${record.noun} ID of the First`, type: 'string' },
    { key: 'count', label: 'Number of Results', type: 'integer' },
    ...(overview?.fields ?? []),
    { key: 'results', label: 'Results', children: flat },
  ];
}

/** Why a way does not send what another way does. */
const OF_ANOTHER_WAY = 'Another way of this search sends it.';

/**
 * Each way of a search as an operation of its own, the spec's own last: its endpoint, with those fields sent that
 * it knows.
 */
export function waysOf(spec: SearchSpec): SearchSpec[] {
  const ways: (SearchSpec | Way)[] = [...(spec.ways ?? []), spec];
  const isKnown = ({ key }: Field, to: EndpointKey) => factOf(endpoint(to), key) !== undefined;
  const asSeenBy = (way: SearchSpec | Way, field: Field): Field => {
    const required = field.required || ('by' in way && way.by.includes(field.key));
    const isOthers =
      !field.notSent &&
      (Object.hasOwn(way.notOffered ?? {}, field.key) || !isKnown(field, way.endpoint)) &&
      ways.some((one) => isKnown(field, one.endpoint));
    return {
      ...field,
      ...(required && { required }),
      ...(isOthers && { notSent: OF_ANOTHER_WAY }),
    };
  };
  const { key, label, description, record, needs, most } = spec;
  return ways.map((way) => ({
    key,
    label,
    description,
    record,
    ...(needs && { needs }),
    ...(most !== undefined && { most }),
    ...way,
    fields: spec.fields.map((field) => (typeof field === 'function' ? field : asSeenBy(way, field))),
  }));
}

/** The endpoints that a search calls, in all of its ways. */
export const endpointsOf = (spec: SearchSpec): EndpointKey[] => [
  ...waysOf(spec).map((way) => way.endpoint),
  ...(spec.completes ? [spec.completes.endpoint] : []),
];

/** The way that the filled-in fields lead to. */
function chosenWay(spec: SearchSpec, bundle: Bundle): SearchSpec {
  const { inputData = {} } = bundle;
  const isFilled = (key: string) => !isBlank(inputData[key]);
  const filled = staticFields(spec).filter(({ key }) => isFilled(key));
  const others = (by: readonly string[]) =>
    filled.filter((field) => field.default === undefined && !by.includes(field.key));
  const leads = ({ by, alone, unless = [], with: suits }: Way) =>
    by.every(isFilled) &&
    !unless.some(isFilled) &&
    !(alone && others(by).length) &&
    (suits?.(connectionOf(bundle)) ?? true);
  // The last one where none of the others leads there.
  return waysOf(spec).at((spec.ways ?? []).findIndex(leads)) ?? spec;
}

/** The fields of which one must have a value; none where it lists all, or requires a field. */
function neededKeys(spec: SearchSpec): readonly string[] {
  if (spec.needs) return spec.needs;
  const fields = staticFields(spec);
  if (fields.some(({ required }) => required)) return [];
  return fields.filter((field) => field.default === undefined).map(({ key }) => key);
}

async function find(spec: SearchSpec, run: Run): Promise<Output[]> {
  const way = chosenWay(spec, run.bundle);
  const all = givesAll(spec, run);
  const needed = neededKeys(spec);
  const { nothing = (answer: Answer) => isGoneFor(way, answer) } = way;
  let isGone = false;
  const accepts = (answer: Answer) => {
    isGone = nothing(answer);
    return isGone;
  };
  const checked: SearchSpec = {
    ...way,
    input: (values, itsRun) => {
      if (needed.length && needed.every((key) => values[key] === undefined)) throw run.needs(...needed);
      const ofOne = all && spec.completes?.by.find((key) => values[key] !== undefined);
      if (ofOne) throw run.refuse(`With all results, leave ${run.label(ofOne)} empty.`);
      return inputOf(way, values, itsRun);
    },
  };
  const { values, input, wording, send } = await prepare(checked, { ...run, spec: checked }, { accepts });
  const wanted = wantedIn(way.match, values);
  const sort = sortOf(way);
  const read: ReadPage = async (page) => {
    const body = await send({ ...sort, ...page });
    return { body, items: isGone ? [] : itemsOrNoAnswer(run.z, wording, body, way.items, values) };
  };
  const depth = depthFor(way, all, { values, input, wanted });
  const first = await collect(way.paging, depth, read);
  let rows = askedFor(way, first, input);
  // The one that was read is none that was asked for: others may follow.
  if (first.length && !rows.length && depth.records === 1) {
    const further = depthFor(way, true, { values, input, wanted });
    rows = askedFor(way, await collect(way.paging, further, read), input);
  }
  const meant = foundIn(way, rows, values, wanted).slice(0, way.upTo?.(values));
  const { keep } = way;
  const found = keep ? meant : await completed(spec, meant, { all, values, run });
  const candidates = await Promise.all(found.map((raw) => recordOf(way.record, raw, run)));
  const outputs = keep
    ? candidates.filter((one) => keep(one, values)).slice(0, all ? mostOf(spec) : 1)
    : candidates;
  const records = await withNames(spec.record, outputs, run);
  const [best] = records;
  if (!all || !best) return records;
  return [{ id: best.id, count: records.length, ...spec.overview?.of(records), results: records }];
}

/**
 * Whether HighLevel says that what is asked for by an id is gone. A bare 404 says so only where the address has
 * an id: a list can't be gone.
 */
function isGoneFor(way: SearchSpec, answer: Answer): boolean {
  const facts = endpoint(way.endpoint);
  const accounts = new Set(accountParameters(facts).map(({ name }) => name));
  const hasId = facts.route.endsWith('}') || Object.keys(facts.path).some((name) => !accounts.has(name));
  return isNotFound(answer, facts) && (hasId || answer.status !== 404);
}

/** As many of the records as are given; the one that is given alone, with what one more request tells of it. */
async function completed(
  { completes, ...spec }: SearchSpec,
  found: Raw[],
  { all, values, run }: { all: boolean; values: Input; run: Run },
): Promise<Raw[]> {
  const given = found.slice(0, all ? mostOf(spec) : 1);
  if (!completes || all) return given;
  return compact(await Promise.all(given.map((raw) => completes.complete(raw, values, run))));
}

/** The parameters that bring the records that are meant most often to the front. */
export const sortOf = ({ sort }: Pick<SearchSpec, 'sort'>): Input | undefined => sort?.updated ?? sort?.added;

/** What a way sends. */
const inputOf = (way: SearchSpec, values: Input, run: Run) =>
  way.input ? way.input(values, run) : parameters(way, values);

/** What is compared: the fields that have a value. */
const wantedIn = (match: { readonly [field: string]: Match } = {}, values: Input): Wanted[] =>
  Object.entries(match).flatMap(([field, one]) =>
    values[field] === undefined ? [] : [{ match: one, value: values[field] }],
  );

/** What a run looks for: the step's values, what is sent of them, and what is compared here. */
interface Sought {
  values: Input;
  input: Input;
  wanted: Wanted[];
}

/** How far to read: no further than a record that is wholly what is wanted, where that one will do. */
function depthFor(way: SearchSpec, all: boolean, { values, input, wanted }: Sought): Depth {
  const { paging, pick, arrange, keep } = way;
  const size = paging?.size.max ?? MOST;
  const preferred = wantedIn(way.prefer, values);
  const isChosenHere = Boolean(wanted.length || preferred.length || pick || arrange || keep);
  if (!isChosenHere && !all) return { records: 1, pages: 1 };
  const { pages = Math.ceil(mostOf(way) / size), upTo } = way;
  if (upTo)
    return {
      records: pages * size,
      pages,
      enough: enoughInOrder(way, all ? upTo(values) : 1, { values, input, wanted }),
    };
  return {
    records: isChosenHere ? pages * size : mostOf(way),
    pages,
    ...(!all &&
      isChosenHere &&
      !pick &&
      !arrange &&
      !keep && {
        enough: (page) => askedFor(way, page, input).some((row) => isWhole(row, [...wanted, ...preferred])),
      }),
  };
}

/** Whether a list that has the best first has been read far enough for so many. */
function enoughInOrder(way: SearchSpec, most: number, { values, input, wanted }: Sought) {
  let found = 0;
  return (page: Raw[]): boolean => {
    found += foundIn(way, askedFor(way, page, input), values, wanted).length;
    return found >= most || page.some((row) => way.isLast?.(row, values));
  };
}

/** The records that are meant, the best first. */
function foundIn({ pick, arrange, prefer }: SearchSpec, rows: Raw[], values: Input, wanted: Wanted[]): Raw[] {
  const picked = pick?.(rows, values) ?? rows;
  const matched = wanted.length ? bestMatches(picked, wanted) : picked;
  const arranged = arrange?.(matched, values) ?? matched;
  return bestFirst(arranged, wantedIn(prefer, values));
}
