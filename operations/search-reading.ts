/** How a search looks for a record: how far it reads, what it compares, and what it gives. */
import { compact } from 'lodash';
import { isNotFound } from '../highlevel/absence';
import type { Answer } from '../highlevel/answer';
import type { Input } from '../highlevel/compose';
import { endpoint } from '../highlevel/contract';
import { accountParameters } from '../highlevel/contract/account';
import type { Raw } from '../highlevel/json';
import { collect, type Depth, itemsOrNoAnswer, type ReadPage } from '../highlevel/paging';
import { withNames } from '../reads/names';
import { askedFor } from '../reads/read';
import type { Output } from '../records/record';
import { parameters } from './input';
import { bestFirst, bestMatches, isWhole, type Match, type Wanted } from './matching';
import { recordOf } from './output';
import { prepare } from './prepare';
import type { SearchSpec } from './search-spec';
import { chosenWay, neededKeys } from './search-ways';
import type { Run } from './spec';

/** How many records a search gives at most, where its spec says nothing. */
const MOST = 100;

/** How many records this search gives at most. */
export const mostOf = ({ most = MOST }: Pick<SearchSpec, 'most'>): number => most;

/**
 * What a search finds, the best first: one record, or all of them as one with line items; `[]` where there is none.
 *
 * @param all whether all are given
 * @throws z.errors.Error where nothing is filled in to search by
 */
export async function find(spec: SearchSpec, all: boolean, run: Run): Promise<Output[]> {
  const way = chosenWay(spec, run.bundle);
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
  const facts = endpoint(way.endpoint, way.version);
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
