/** What is watched with the endpoint that a trigger's user chose. */
import { type Field, text } from '../../fields/field';
import { parameterLabel } from '../../fields/parameter-label';
import { isOnlyAside } from '../../highlevel/answer';
import type { Input } from '../../highlevel/compose';
import { requireBareRecord } from '../../highlevel/content';
import { type EndpointKey, type Facts, shape } from '../../highlevel/contract';
import {
  byCursor,
  byLastMessageDate,
  byLastMessageId,
  byNumber,
  byNumberOfSize,
  bySearchAfter,
  bySkip,
  byStartAfter,
  type Paging,
} from '../../highlevel/paging';
import { idOf } from '../../records/record';
import { readValues } from '../input';
import { contentHash } from '../revision';
import { startRun } from '../run';
import type { NoEndpointSpec, Run } from '../spec';
import { triggerOn } from '../trigger';
import type { ListTriggerSpec, WatchTriggerSpec } from '../trigger-spec';
import { recordIn } from './answer';
import { inputOf } from './call';
import { type Chosen, type Offers, OWN, requireChosen } from './chosen';
import { type Content, contentOf, recordOfItems, recordsIn } from './find';
import { endpointFields } from './form';

/** A page of a list whose largest page is not known: more is refused by some endpoints. */
const USUAL_PAGE = 20;

/** How HighLevel calls the time at which a record was made, and at which it changed. */
const ADDED = /^(date_?added|created_?(at|on|date)|date_?created|creation_?date|added_?(at|on)|created)$/i;
const UPDATED = /^(date_?(updated|modified)|(last_?)?(updated|modified)_?(at|on|date)?)$/i;

/** The endpoint's parameters that page: the trigger pages by itself. */
const PAGES = ['skip', 'offset', 'page'] as const;

/** How endpoints page of which the parameters do not tell it. */
const PAGED: { readonly [endpoint in EndpointKey]?: Paging } = {
  'GET /contacts/': byStartAfter,
  'POST /contacts/search': bySearchAfter,
  'GET /conversations/search': byLastMessageDate,
  'GET /conversations/{conversationId}/messages': byLastMessageId,
  'GET /conversations/messages/export': byCursor,
};

/** The parameters of an endpoint that may page. */
const pagingFacts = ({ facts }: Chosen): Facts => ({ ...facts.query, ...facts.body });

/** How the endpoint pages, where that is known otherwise than by its parameters. */
function knownPaging(chosen: Chosen): Paging | undefined {
  const paging = PAGED[chosen.key];
  return paging && Object.hasOwn(pagingFacts(chosen), paging.size.parameter) ? paging : undefined;
}

/** The parameter that takes the size of a page. */
const sizeOf = (chosen: Chosen): string | undefined =>
  ['limit', 'pageSize', 'pageLimit'].find((name) => Object.hasOwn(pagingFacts(chosen), name));

/** How the endpoint pages, as its parameters tell; `undefined` where it gives all at once, or in a way that is not known. */
export function pagingOf(chosen: Chosen, values: Input): Paging | undefined {
  const facts = pagingFacts(chosen);
  const size = sizeOf(chosen);
  const known = knownPaging(chosen);
  const by = PAGES.find((name) => Object.hasOwn(facts, name));
  if (!size || !(known ?? by)) return undefined;
  const asked = Math.floor(Number(values[size] ?? 0));
  const largest = known?.size.max ?? shape(facts[size] ?? '').max;
  const most = Math.min(asked > 0 ? asked : (largest ?? USUAL_PAGE), largest ?? Number.POSITIVE_INFINITY);
  if (known) return { ...known, size: { parameter: size, max: most } };
  if (!by) return undefined;
  const paging =
    by === 'page' ? (size === 'pageSize' ? byNumberOfSize(most) : byNumber(most)) : bySkip(by, most);
  return { ...paging, size: { parameter: size, max: most }, first: { [by]: by === 'page' ? 1 : 0 } };
}

/** The field of a record that tells a time, by its usual names. */
const timeIn = ({ record }: Content, names: RegExp): string | undefined =>
  Object.keys(record).find((name) => names.test(name));

/** The form of a trigger on the endpoint. */
export const watchForm = (chosen: Chosen, spec: NoEndpointSpec): Field[] => [
  ...ownFields(chosen, spec),
  ...watchedFields(chosen),
];

/** The step's own fields for a list: what starts the Zap, by what a record is known, and what tells its age. */
function ownFields(chosen: Chosen, spec: NoEndpointSpec): Field[] {
  const content = contentOf(chosen);
  if (!content.list) return [];
  const names = Object.entries(content.record)
    .filter(([, fact]) => ['string', 'number', 'any'].includes(shape(fact).type) && !shape(fact).list)
    .map(([name]) => ({ value: name, sample: name, label: parameterLabel(name) }));
  const own = (key: string, label: string, helpText: string): Field => ({
    ...text(key, label, helpText),
    ...(names.length && { choices: names }),
    notSent: 'It says how the records of the answer are read.',
  });
  return [
    triggerOn(listSpec({ chosen, content, spec, values: {} })),
    own(OWN.idField, 'ID Field', 'What tells one record from another. Leave it empty for the usual ID.'),
    own(OWN.timeField, 'Time Field', 'When a record was added. Leave it empty for the usual time.'),
  ];
}

/** The fields of the form, those that page aside: the trigger does that, and knows a size. */
function watchedFields(chosen: Chosen): Field[] {
  const size = sizeOf(chosen);
  const paging: readonly string[] = [...PAGES, ...(knownPaging(chosen)?.by ?? [])];
  return endpointFields(chosen.facts)
    .filter(({ key }) => !paging.includes(key))
    .map((field) => (field.key === size && pagingOf(chosen, {}) ? { ...field, required: false } : field));
}

/** The trigger of the chosen endpoint: on its list, or on its one record. */
export function watchChosen(
  offers: Offers,
  spec: NoEndpointSpec,
  run: Run,
): ListTriggerSpec | WatchTriggerSpec {
  const chosen = requireChosen(offers, run);
  const content = contentOf(chosen);
  const values = readValues(startRun({ ...spec, fields: watchForm(chosen, spec) }, run.z, run.bundle));
  if (content.list) return listSpec({ chosen, content, spec, values });
  const id = contentHash([chosen.key, values]);
  return {
    ...calling(chosen, spec),
    fires: 'watch',
    // An answer that says nothing is no change of the record.
    answer: (answer) => {
      if (isOnlyAside(answer)) return undefined;
      const record = recordIn(answer);
      return { ...record, id: idOf(record) || id };
    },
    record: recordOfItems(spec.record),
  };
}

/** What a trigger of the chosen endpoint states, whatever it watches. */
const calling = (chosen: Chosen, { key, label, description }: NoEndpointSpec) => ({
  key,
  label,
  description,
  endpoint: chosen.key,
  version: chosen.version,
  fields: watchedFields(chosen),
  input: (values: Input, run: Run) => inputOf(chosen, values, run),
});

/** What a list is watched by. */
interface Watched {
  chosen: Chosen;
  content: Content;
  spec: NoEndpointSpec;
  values: Input;
}

function listSpec({ chosen, content, spec, values }: Watched): ListTriggerSpec {
  const { idField, timeField } = OWN;
  const added = values[timeField] ? String(values[timeField]) : timeIn(content, ADDED);
  const updated = timeIn(content, UPDATED);
  const paging = pagingOf(chosen, values);
  return {
    ...calling(chosen, spec),
    fires: 'list',
    items: (answer) => recordsIn(requireBareRecord(answer), content),
    ...(paging && { paging }),
    record: {
      ...recordOfItems(spec.record, values[idField] ? String(values[idField]) : undefined),
      ...(added && { added }),
      ...(updated && { updated: [updated] }),
    },
  };
}
