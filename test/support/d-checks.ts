/**
 * The checks that Zapier's servers run on a definition (D001 …), and its rules for copy (C01 …), done
 * here because those servers can't be asked from a test. Each check names what it finds.
 */
import { uniq } from 'lodash';
import { isItem } from '../../zapier';
import type { Definition, Field, Operation } from './compiled';

/** A check: what it demands, and where a definition fails it. */
export interface Check {
  id: string;
  demand: string;
  /** One line a failure, which names the operation and the field. */
  failures(definition: Definition): string[];
}

/** A check of each visible operation. `fault` answers what is wrong, or an empty text. */
const operations = (id: string, demand: string, fault: (operation: Operation) => string): Check => ({
  id,
  demand,
  failures: (definition) =>
    visible(definition).flatMap((operation) => lines(nameOf(operation), fault(operation))),
});

/** A check of each input field of each visible operation, the children of line items too. */
const inputs = (
  id: string,
  demand: string,
  fault: (field: Field, operation: Operation, definition: Definition) => string,
): Check => ({
  id,
  demand,
  failures: (definition) =>
    visible(definition).flatMap((operation) =>
      withChildren(operation.inputFields).flatMap((field) =>
        lines(`${nameOf(operation)}, field ${field.key}`, fault(field, operation, definition)),
      ),
    ),
});

/** A check of every text in the definition. */
const texts = (id: string, demand: string, fault: (text: string, place: string) => string): Check => ({
  id,
  demand,
  failures: (definition) => definition.texts.flatMap(({ place, text }) => lines(place, fault(text, place))),
});

const visible = ({ operations }: Definition) => operations.filter(({ hidden }) => !hidden);
const nameOf = ({ kind, key }: Operation) => `${kind} ${key}`;
const lines = (place: string, fault: string) => (fault ? [`${place}: ${fault}`] : []);
const withChildren = (fields: Field[]): Field[] =>
  fields.flatMap((field) => [field, ...withChildren(field.children)]);
const quote = (found: unknown) => `“${typeof found === 'string' ? found : JSON.stringify(found)}”`;
/** Nothing wrong, or that these were found. */
const found = (what: string, which: unknown[]) =>
  which.length ? `${what} ${which.map(quote).join(', ')}` : '';

const SECRET = /\b(api|access|auth|private|secret)[\s_-]?(key|token)\b|secret|password|passwd/i;
/**
 * A new user's own password is data of that user: it opens nothing for the Zap. The secret of an instant trigger
 * is one that its owner makes up, so that the Zap knows what comes in; it opens nothing either.
 */
const NO_CREDENTIAL = ['create_user.password', 'update_user.password', 'workflow_event.secret'];
const APP_NAME = /\b(go)?high ?level\b|\blead ?connector\b|\bzapier\b/i;
const LINK = /\[[^\]]+\]\(https:\/\/[^\s)]+\)/;
const ISO_WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const DATE_AND_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
const ID_KEY = /(^id|Id|_id)s?$/;
const SMALL_WORDS = new Set(
  'a an and as at but by for from if in into of on or per than the to via vs with without'.split(' '),
);
/** A name as programs write it: `contactId`, `contact_id`. */
const API_WORD = /\b[a-z]+[A-Z][A-Za-z]*\b|\b[a-z]+_[a-z_]+\b/g;
/** Words that a careless author leaves in a sample. */
const FILLER = /^(string|text|test|foo|bar|baz|sample|example|todo|n\/a|x{2,}|abc|asdf|lorem ipsum.*)$/i;

/** The first word that breaks title case, or an empty text. */
function untitled(label: string): string {
  const words = label.split(/[\s/]+/).map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
  return words.find((word, index) => /^\p{Ll}/u.test(word) && !(index > 0 && SMALL_WORDS.has(word))) ?? '';
}

const untitledIn = (label: string): string[] => [untitled(label)].filter(Boolean);

/** What breaks the Markdown of a help text, or an empty text. */
function markdownFault(text: string): string {
  if (/<\/?[a-z][^>]*>/i.test(text)) return 'has HTML in its Markdown';
  if (/\]\s+\(/.test(text)) return 'has a blank between the parts of a link';
  if (/\[[^\]]*\]\([^)]*$/.test(text) || /\[[^\]]*\]\(\s*\)/.test(text)) return 'has a link without an end';
  if ((text.match(/`/g)?.length ?? 0) % 2) return 'has a lone `';
  if ((text.match(/\*\*/g)?.length ?? 0) % 2) return 'has a lone **';
  return '';
}

/**
 * A sample's values, each with the key by which it is mapped: nested ones joined by `__`, those in
 * lists of records by `[]`.
 */
function leaves(value: unknown, key = ''): [key: string, value: unknown][] {
  if (Array.isArray(value) && value.length) {
    return value.flatMap((one) => leaves(one, isItem(one) ? `${key}[]` : key));
  }
  if (!isItem(value) || !Object.keys(value).length) return [[key, value]];
  const joint = key && !key.endsWith('[]') ? '__' : '';
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${key}${joint}${name}`));
}

/** The output fields, those of line items by the keys by which they are mapped. */
const outputs = ({ outputFields }: Operation): Pick<Field, 'key' | 'type'>[] =>
  outputFields.flatMap(({ key, type, children }) =>
    children.length ? children.map((child) => ({ ...child, key: `${key}[]${child.key}` })) : [{ key, type }],
  );

const isWithin = (leaf: string, key: string) =>
  leaf === key || leaf.startsWith(`${key}__`) || leaf.startsWith(`${key}[]`);

const primaryKeys = ({ outputFields }: Operation): string[] => {
  const marked = outputFields.filter(({ primary }) => primary).map(({ key }) => key);
  return marked.length ? marked : ['id'];
};

const isKey = (value: unknown) => (typeof value === 'string' && value !== '') || typeof value === 'number';
const same = (a: string, b: string) => plainWords(a) === plainWords(b);
const plainWords = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const byKey = (kind: Operation['kind'], key: string, { operations }: Definition) =>
  operations.find((operation) => operation.kind === kind && operation.key === key);

/** Whether a field's help says that its id comes from an earlier step, because HighLevel lists no such things. */
const isMapped = ({ helpText }: Field) => /\bID from an earlier step\b/.test(helpText);

/** What is wrong with `trigger.id.label`, or an empty text. */
function dynamicFault({ dynamic }: Field, definition: Definition): string {
  if (!dynamic) return '';
  const [key = '', ...parts] = dynamic.split('.');
  const trigger = byKey('trigger', key, definition);
  if (!trigger) return `its drop-down needs the trigger ${quote(key)}, which is not there`;
  const known = new Set([...Object.keys(trigger.sample), ...outputs(trigger).map((output) => output.key)]);
  return found(
    `its drop-down needs of ${key}`,
    parts.filter((part) => !known.has(part)),
  );
}

/**
 * What Zapier refuses in a public app alone. This app stays private because of it: HighLevel lets nobody set the
 * address of a webhook but a person, and Zapier gives a person such an address in a private app only.
 */
export const PUBLIC_CHECKS: Check[] = [
  operations('D017', 'No trigger has an address that people paste', ({ isStaticHook }) =>
    isStaticHook ? 'has an address that people paste, which a public app may not have' : '',
  ),
];

/** All checks, Zapier's own first. */
export const CHECKS: Check[] = [
  inputs('D001', 'No form asks for a key or a password', ({ key, label, type }, operation) =>
    (type === 'password' || SECRET.test(key) || SECRET.test(label)) &&
    !NO_CREDENTIAL.includes(`${operation.key}.${key}`)
      ? 'asks for a secret'
      : '',
  ),
  {
    id: 'D002',
    demand: 'The help of the connection’s fields has a link',
    failures: ({ authentication: { fields } }) =>
      fields.length && !fields.some(({ helpText }) => LINK.test(helpText))
        ? [`authentication, field ${fields[0]?.key}: no help with a link`]
        : [],
  },
  {
    id: 'D003',
    demand: 'A connection’s label tells whose it is',
    failures: ({ authentication: { connectionLabel } }) =>
      /\{\{.+?\}\}|^\$func\$/.test(connectionLabel)
        ? []
        : [`authentication: its label is ${quote(connectionLabel)}`],
  },
  inputs(
    'D004',
    'An id is chosen from a drop-down, or is a plain id of an earlier step and says so',
    (field) =>
      !ID_KEY.test(field.key) || field.dropdown || (field.key === 'id' && field.helpText) || isMapped(field)
        ? ''
        : 'is an id without a drop-down',
  ),
  inputs('D005', 'The trigger behind a drop-down is there', (field, _, definition) =>
    dynamicFault(field, definition),
  ),
  texts('D007', 'Links are https', (text) => found('links to', text.match(/\bhttp:\/\/[^\s)]+/g) ?? [])),
  texts('D008', 'Help is valid Markdown', (text, place) =>
    place.endsWith('.helpText') ? markdownFault(text) : '',
  ),
  operations('D009', 'A search has a field', ({ kind, inputFields }) =>
    kind === 'search' && !inputFields.length ? 'has no field to search by' : '',
  ),
  operations('D010', 'A sample has its primary keys', (operation) =>
    found(
      'its sample lacks',
      primaryKeys(operation).filter((key) => !isKey(operation.sample[key])),
    ),
  ),
  inputs('D011', 'Help says more than the label', ({ label, helpText }) =>
    helpText && same(label, helpText) ? 'has help that repeats its label' : '',
  ),
  operations('D012', 'There is a sample', ({ sample }) =>
    Object.keys(sample).length ? '' : 'has no sample',
  ),
  inputs('D013', 'The search that a field offers is there', ({ search }, _, definition) => {
    const [key = ''] = search.split('.');
    return key && !byKey('search', key, definition)
      ? `offers the search ${quote(key)}, which is not there`
      : '';
  }),
  inputs('D014', 'A field that offers a search has a drop-down, and takes one value', (field) => {
    if (field.search && !field.dynamic) return 'offers a search without a drop-down';
    return (field.search || field.dynamic) && field.takesSeveral
      ? 'takes several values, and has `search` or `dynamic`'
      : '';
  }),
  {
    id: 'D015',
    demand: 'All parts of a search-or-create are there, and it bears the search’s key',
    failures: (definition) =>
      definition.searchOrCreates.flatMap(({ key, search, create, update }) => [
        ...lines(`search-or-create ${key}`, key === search ? '' : `its key is not ${quote(search)}`),
        ...lines(
          `search-or-create ${key}`,
          byKey('search', search, definition) ? '' : `no search ${quote(search)}`,
        ),
        ...lines(
          `search-or-create ${key}`,
          byKey('create', create, definition) ? '' : `no create ${quote(create)}`,
        ),
        ...lines(
          `search-or-create ${key}`,
          !update || byKey('create', update, definition) ? '' : `no create ${quote(update)}`,
        ),
      ]),
  },
  operations('D018', 'An operation’s label is in title case', ({ label }) =>
    found('not in title case:', untitledIn(label)),
  ),
  operations(
    'D021',
    'A trigger’s description begins “Triggers when” and ends with a full stop',
    (operation) =>
      operation.kind !== 'trigger' || /^Triggers when \S.*\.$/s.test(operation.description)
        ? ''
        : `describes itself as ${quote(operation.description)}`,
  ),
  operations('D022', 'A create has a field that is the same for all', ({ kind, inputFields }) =>
    kind === 'create' && !inputFields.length ? 'has no static field' : '',
  ),
  operations('D023', 'A sample’s dates are ISO 8601 with a zone', (operation) => {
    const dates = new Set(outputs(operation).flatMap(({ key, type }) => (type === 'datetime' ? [key] : [])));
    const bad = leaves(operation.sample).filter(
      ([key, value]) =>
        (dates.has(key) || DATE_AND_TIME.test(String(value))) && !ISO_WITH_ZONE.test(String(value)),
    );
    return found(
      'dates without a zone:',
      bad.map(([key, value]) => `${key}: ${value}`),
    );
  }),
  operations('D024', 'A sample and the output fields have the same keys', (operation) => {
    const inSample = uniq(leaves(operation.sample).map(([key]) => key));
    const promised = outputs(operation).map(({ key }) => key);
    const extra = inSample.filter((leaf) => !promised.some((key) => isWithin(leaf, key)));
    const missing = promised.filter((key) => !inSample.some((leaf) => isWithin(leaf, key)));
    return [found('no output field for', extra), found('not in the sample:', missing)]
      .filter(Boolean)
      .join('; ');
  }),
  texts('D025, D026', 'A request’s host is fixed, or a setting of the app', (text) =>
    /^https?:\/\/[^/]*\{\{(?!process\.env\.)/.test(text)
      ? `goes to a host that a step can choose: ${quote(text)}`
      : '',
  ),

  operations('C01', 'A noun is singular', ({ noun }) =>
    noun && (!/s$/i.test(noun) || /(ss|us|is)$/i.test(noun)) ? '' : `its noun is ${quote(noun)}`,
  ),
  operations(
    'C02',
    'A create’s description is in the third person, a search’s begins “Finds”',
    (operation) => {
      const pattern = { trigger: /./, search: /^Finds \S.*\.$/s, create: /^[A-Z][a-z]+s \S.*\.$/s }[
        operation.kind
      ];
      return pattern.test(operation.description) ? '' : `describes itself as ${quote(operation.description)}`;
    },
  ),
  operations('C03', 'No label or description has the app’s name', ({ label, description }) =>
    found(
      'has the app’s name:',
      [label, description].filter((text) => APP_NAME.test(text)),
    ),
  ),
  operations('C04', 'Required fields come first, and those that others depend on', ({ inputFields }) => {
    const isLate = (before: Field, group: string) =>
      !before.required && !before.altersDynamicFields && before.type !== 'copy' && before.group === group;
    const late = inputFields.filter(
      ({ required, group }, index) =>
        required && inputFields.slice(0, index).some((before) => isLate(before, group)),
    );
    return found(
      'required, and after an optional one:',
      late.map(({ key }) => key),
    );
  }),
  inputs('C05', 'A field’s label is in title case, and only a note has none', ({ label, type }) =>
    label ? found('not in title case:', untitledIn(label)) : type === 'copy' ? '' : 'has no label',
  ),
  operations('C06', 'An output field has a label in title case', ({ outputFields }) =>
    found(
      'no label in title case:',
      withChildren(outputFields)
        .filter(({ label }) => !label || untitled(label))
        .map(({ key }) => key),
    ),
  ),
  texts('C07', 'People read words, not names of the API', (text, place) =>
    /\.(label|helpText|description)$/.test(place)
      ? found('says', text.replace(/\{\{.*?\}\}|`[^`]*`|\(https?:[^)]*\)/g, '').match(API_WORD) ?? [])
      : '',
  ),
  operations('C08', 'A sample is believable', ({ sample }) =>
    found(
      'filler in the sample:',
      leaves(sample)
        .filter(([, value]) => FILLER.test(String(value).trim()))
        .map(([key]) => key),
    ),
  ),
  operations('C09', 'A sample has an id', ({ sample }) => (isKey(sample.id) ? '' : 'its sample has no id')),
];
