/** The endpoint that a step's user chose, and the form that the step has then. */
import { sortBy, trimEnd, uniq } from 'lodash';
import type { Bundle } from 'zapier-platform-core';
import { withFirstPages } from '../../fields/dropdowns';
import {
  asRefusal,
  BadValue,
  choice,
  type Dropdown,
  type Field,
  type FieldsOf,
  withDependencies,
} from '../../fields/field';
import { locationFields, optionalLocation } from '../../fields/location';
import { show, toText } from '../../fields/values';
import { isBlank } from '../../highlevel/blank';
import { type ApiVersion, type Endpoint, endpoint, isAgencyOnly, V3 } from '../../highlevel/contract';
import { isOfLocation, locationParameters } from '../../highlevel/contract/account';
import { endpointList, type Listed } from '../../highlevel/contract/every';
import type { Run } from '../spec';
import { listsOf } from './form';

/** The keys of the step's own fields. No endpoint has parameters of these names (a test holds it). */
export const OWN = {
  area: 'area',
  endpoint: 'endpoint',
  agreed: 'agreed',
  idField: 'idField',
  timeField: 'timeField',
} as const;

/** An endpoint that a user chose. */
export interface Chosen extends Listed {
  version: ApiVersion;
  facts: Endpoint;
}

/** Which endpoints a step offers. */
export type Offers = (listed: Listed) => boolean;

/** So many endpoints are on a page of the drop-down. */
const PAGE = 100;

/** `POST /invoices/`, or `v3 POST /invoices/`; the address of the API may stand before the path. */
const WRITTEN = /^(?:(v3)\s+)?(get|post|put|patch|delete)\s+(?:https?:\/\/[^/\s]+)?\/?([^\s?]*)(\?\S*)?$/i;

/** A call whatever its ids are called, and whether or not its path ends in a slash. */
const withoutNames = (call: string) => trimEnd(call, '/').replace(/\{[^/}]*\}|:[^/]+/g, '{}');

/** What a text names: an endpoint, or one that is nearly meant, with what is wrong. */
interface Named {
  found?: Listed;
  isV3?: boolean;
  nearly?: { one: Listed; because: string };
}

const NO_V3 = 'version 3 does not have it';
const OWN_FIELDS = 'IDs and values have fields of their own';

/** Reads what a text names: by the value or the label of the list, or as {@link WRITTEN}. */
function endpointNamed(text: string): Named {
  const list = endpointList();
  const label = text.toLowerCase();
  const chosen = list.find((one) => written(one) === text || labelOf(one).toLowerCase() === label);
  if (chosen) return { found: chosen };
  const [, v3, method, path, query] = WRITTEN.exec(text) ?? [];
  if (method === undefined) return {};
  const typed = `${method.toUpperCase()} /${path}`;
  const call = withoutNames(typed);
  const same = list.filter(({ key }) => withoutNames(key) === call);
  // Each version may call the ids of the same path otherwise.
  const [found] = sortBy(
    same.filter(({ inV3 }) => inV3 || !v3),
    [({ key }) => trimEnd(key, '/') !== trimEnd(typed, '/'), ({ only }) => only],
  );
  if (found && !query) return { found, isV3: v3 !== undefined };
  const [one] = same.length ? same : list.filter(({ key }) => isCallOf(withoutNames(key), call));
  return one ? { nearly: { one, because: same.length && !query ? NO_V3 : OWN_FIELDS } } : {};
}

/** Whether a call is one of an endpoint, with ids in it. */
function isCallOf(route: string, call: string): boolean {
  const parts = call.split('/');
  const own = route.split('/');
  return own.length === parts.length && own.every((part, at) => part === '{}' || part === parts[at]);
}

/** What the list calls an endpoint. */
const labelOf = ({ area, name }: Listed) => `${area} · ${name}`;

/** How an endpoint is written. */
const written = ({ key, only }: Listed) => (only ? `${V3} ${key}` : key);

/**
 * The chosen endpoint; `undefined` where none is chosen yet.
 *
 * @throws BadValue where there is no such endpoint, or the step does not offer it
 */
export function chosenIn({ inputData }: Bundle, offers: Offers): Chosen | undefined {
  const given = inputData?.[OWN.endpoint];
  if (isBlank(given)) return undefined;
  const text = toText(given).trim();
  const { found, isV3, nearly } = endpointNamed(text);
  if (nearly) throw new BadValue(`${written(nearly.one)}: ${nearly.because}; it is ${show(text)}`);
  if (!found) throw new BadValue(`${WANTED}; it is ${show(text)}`);
  const version: ApiVersion = isV3 || found.only ? V3 : 'dated';
  if (!offers(found)) throw new BadValue(`one that this step can call; ${show(text)} is not one`);
  return { ...found, version, facts: endpoint(found.key, version) };
}

const WANTED =
  'one of the list, or a method and a path with the names of its IDs in braces, such as GET /contacts/{contactId}';

/**
 * The chosen endpoint of a step that runs.
 *
 * @throws z.errors.Error where none is chosen, or none that there is
 */
export function requireChosen(offers: Offers, run: Run): Chosen {
  try {
    const chosen = chosenIn(run.bundle, offers);
    if (!chosen) throw run.needs(OWN.endpoint);
    return chosen;
  } catch (error) {
    throw asRefusal(run.z, 'Endpoint', error);
  }
}

/** The same for a form that is being filled in: an endpoint that can't be read is none yet. */
export function chosenOrNone(bundle: Bundle, offers: Offers): Chosen | undefined {
  try {
    return chosenIn(bundle, offers);
  } catch (error) {
    if (error instanceof BadValue) return undefined;
    throw error;
  }
}

/** The Sub-Account field of an agency's connection: required where the chosen endpoint needs one, and not there where it is the agency's own. */
const subAccount =
  (offers: Offers): FieldsOf =>
  async (z, bundle) => {
    const facts = chosenOrNone(bundle, offers)?.facts;
    const needsOne =
      facts && (isOfLocation(facts) || locationParameters(facts).some(({ required }) => required));
    if (needsOne) return locationFields(z, bundle);
    return facts && isAgencyOnly(facts)
      ? []
      : optionalLocation('Leave it empty to make the call as the agency.')(z, bundle);
  };

/** The fields by which a step's user chooses an endpoint. */
export const choiceFields = (offers: Offers): (Field | FieldsOf)[] => [
  subAccount(offers),
  choice(OWN.area, 'Area', areas(offers), {
    helpText: 'A part of HighLevel: it shortens the next list.',
    notSent: 'It shortens the list of endpoints.',
  }),
  choice(OWN.endpoint, 'Endpoint', endpoints(offers), {
    required: true,
    altersDynamicFields: true,
    helpText:
      'What to call; the form then shows its fields. It can be typed as well: `GET /contacts/{contactId}`.',
    notSent: 'It says which endpoint is called.',
  }),
];

/** The fields of the endpoint that is chosen in a form. */
export const fieldsOfChosen =
  (offers: Offers, formOf: (chosen: Chosen) => Field[]): FieldsOf =>
  async (z, bundle) => {
    const chosen = chosenOrNone(bundle, offers);
    if (!chosen) return [];
    const fields = withDependencies(formOf(chosen));
    return withFirstPages(fields, listsOf(fields, chosen.facts), z, bundle);
  };

/** The areas of what a step offers. */
const areas = (offers: Offers): Dropdown => ({
  perform: async () => {
    const names = uniq(
      endpointList()
        .filter(offers)
        .map(({ area }) => area),
    );
    return { results: names.map((name) => ({ id: name, label: name })) };
  },
});

/** The endpoints that a step offers, those of the chosen area alone, a page at a time. */
const endpoints = (offers: Offers): Dropdown => ({
  dependsOn: [OWN.area],
  perform: async (_z, { inputData, meta }) => {
    const area = toText(inputData?.[OWN.area] ?? '').trim();
    const offered = endpointList().filter((one) => offers(one) && (!area || one.area === area));
    const start = Number(meta?.paging_token) || 0;
    const page = offered.slice(start, start + PAGE);
    const results = page.map((one) => ({ id: written(one), label: labelOf(one) }));
    return { results, ...(start + PAGE < offered.length && { paging_token: String(start + PAGE) }) };
  },
});
