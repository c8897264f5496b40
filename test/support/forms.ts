/** Operations' forms as the Zap editor shows them, and what is wrong with one. */
import { uniq } from 'lodash';
import { CUSTOM_FIELD } from '../../records/custom-fields/definitions';
import { type Item, isItem, items, type OperationKind } from '../../zapier';
import type { Reasons } from '../notes';

/** A field of a form, as core gives it for what is filled in already. */
export interface FormField {
  key: string;
  label: string;
  type: string;
  helpText: string;
  group: string;
  required: boolean;
  list: boolean;
  dict: boolean;
  altersDynamicFields: boolean;
  dependsOn: string[];
  search: string;
  dynamic: string;
  /** Where its choices come from: the app's own words, the account, or nowhere. */
  choices: 'fixed' | 'account' | 'none';
  /** The values of fixed choices. */
  values: string[];
  /** The columns of line items. */
  children: FormField[];
}

/** A form at one moment. */
export interface Form {
  /** Where the definition has the operation. */
  kind: OperationKind;
  key: string;
  /** Whose it is, and what is chosen in it. */
  state: string;
  /** Whether an agency has not chosen yet which sub-account it is about: lists of functions are not there yet. */
  undecided: boolean;
  fields: FormField[];
  /** The labels of its groups, by their keys, in their order. */
  groups: { [key: string]: string };
  /** Whether it deletes something for good. */
  deletes: boolean;
  /** Ids that no drop-down offers, and why. */
  noList: Reasons;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A form's fields, read from what core gives. */
export const readForm = (answer: unknown): FormField[] =>
  items(answer).map((raw) => ({
    key: text(raw.key),
    label: text(raw.label),
    type: text(raw.type),
    helpText: text(raw.helpText),
    group: text(raw.group),
    required: raw.required === true,
    list: raw.list === true,
    dict: raw.dict === true,
    altersDynamicFields: raw.altersDynamicFields === true,
    dependsOn: Array.isArray(raw.dependsOn) ? raw.dependsOn.map(String) : [],
    search: text(raw.search),
    dynamic: text(raw.dynamic),
    ...choicesIn(raw),
    children: readForm(raw.children),
  }));

function choicesIn({ choices, dynamic }: Item): Pick<FormField, 'choices' | 'values'> {
  if (dynamic || (isItem(choices) && 'perform' in choices)) return { choices: 'account', values: [] };
  if (Array.isArray(choices)) {
    const values = choices.map((one) => String(isItem(one) ? one.value : one));
    return { choices: 'fixed', values };
  }
  return isItem(choices)
    ? { choices: 'fixed', values: Object.keys(choices) }
    : { choices: 'none', values: [] };
}

/** The most fields that a form, or its part without a heading, may have. */
export const DOZEN = 12;
/** The group in which what few need stands, at the end. */
export const ADVANCED = 'advanced';

/** A demand on every form. `faults` are sentences that go on after the operation's key. */
export interface FormCheck {
  demand: string;
  faults: (form: Form) => string[];
}

/** What people fill in: all but lines of text between the fields. */
export const asked = (fields: FormField[]) => fields.filter(({ type }) => type !== 'copy');
const withColumns = (fields: FormField[]): FormField[] =>
  fields.flatMap((field) => [field, ...withColumns(field.children)]);
const twice = (names: string[]) => uniq(names.filter((name, place) => names.indexOf(name) !== place));
const words = (said: string) => said.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words that say nothing of their own. */
const FILLERS = new Set(
  'a an the of to in for and or is are be this that which it its what who whom where with by on'.split(' '),
);

const ID_KEY = /(^id|Id|_id)s?$/;
const isId = ({ key, label, helpText }: FormField) =>
  !key.startsWith(CUSTOM_FIELD) &&
  (ID_KEY.test(key) || /(?<! or) IDs?$/.test(label) || /^(Map )?[Tt]he ID of\b/.test(helpText));

/** Whether the help tells where the id comes from, because HighLevel lists no such things. */
const isMapped = ({ helpText }: FormField) => /\bID from an earlier step\b/.test(helpText);

/** A check of each field, columns of line items included. */
const each = (demand: string, fault: (field: FormField, form: Form) => string): FormCheck => ({
  demand,
  faults: (form) =>
    withColumns(asked(form.fields)).flatMap((field) => {
      const found = fault(field, form);
      return found ? [`has a field “${field.key}” ${found}`] : [];
    }),
});

/** The checks. */
export const FORM_CHECKS: FormCheck[] = [
  each('An id is chosen from a drop-down, or it is said why not', (field, { noList, undecided }) => {
    const isListed = field.choices !== 'none' || undecided;
    if (!isId(field) || isListed || isMapped(field) || noList[field.key]) return '';
    return 'that is an id without a drop-down: give it one, or say why there is none in `noList` of its note.';
  }),
  {
    demand: 'No two fields have one label',
    faults: ({ fields }) =>
      [fields, ...fields.map(({ children }) => children)].flatMap((list) =>
        twice(asked(list).map(({ label }) => label)).map((label) => `has two fields “${label}”.`),
      ),
  },
  each('Help says more than the label', ({ label, helpText }) => {
    const known = new Set(words(label));
    const news = words(helpText).filter((word) => !known.has(word) && !FILLERS.has(word));
    return helpText && !news.length ? `whose help says no more than its label: ${helpText}` : '';
  }),
  each('A trigger speaks of no earlier step, and offers no search', ({ helpText, search }, { kind }) => {
    if (kind !== 'triggers') return '';
    if (search) return 'that offers a search step: a trigger has no step before it.';
    return /\b(earlier|previous|before) steps?\b|\bmap(s|ped)?\b|\bsteps? before\b/i.test(helpText)
      ? `that speaks of an earlier step: ${helpText}`
      : '';
  }),
  each('A field of several values has neither a search nor a trigger behind its list', (field) =>
    (field.search || field.dynamic) && (field.list || field.dict || field.children.length)
      ? 'that takes several values, and has `search` or `dynamic`, which Zapier refuses.'
      : '',
  ),
  each('People read of sub-accounts, as on HighLevel’s screens', ({ label, helpText }) =>
    /\blocations?\b/i.test(`${label} ${helpText}`) ? `that speaks of a location: “${label}” ${helpText}` : '',
  ),
  {
    demand: 'Required fields come first, and what their lists depend on',
    faults: ({ fields }) => {
      return asked(fields).flatMap(({ key, required, group }, place, all) => {
        const before = all
          .slice(0, place)
          .find((one) => !one.required && one.group === group && !one.altersDynamicFields);
        return required && before ? [`requires “${key}” after “${before.key}”, which is optional.`] : [];
      });
    },
  },
  {
    demand: 'More than a dozen fields are in groups',
    faults: ({ fields }) => {
      // An agency's form has one more, which says where the others are looked for.
      const all = asked(fields).filter(({ key }) => key !== 'locationId');
      const bare = all.filter(({ group }) => !group);
      return all.length > DOZEN && bare.length > DOZEN
        ? [`has ${all.length} fields, and ${bare.length} of them are in no group.`]
        : [];
    },
  },
  {
    demand: 'The fields of a group stand together, in the order of the groups, after those of none',
    faults: ({ fields, groups }) => {
      const inOrder = ['', ...Object.keys(groups)];
      const found = fields.map(({ group }) => group);
      const unknown = uniq(found.filter((group) => !inOrder.includes(group)));
      if (unknown.length) return unknown.map((group) => `has no label for its group “${group}”.`);
      const stray = fields.find(
        ({ group }, place) => place > 0 && inOrder.indexOf(group) < inOrder.indexOf(found[place - 1] ?? ''),
      );
      return stray ? [`has “${stray.key}” behind a later group than its own.`] : [];
    },
  },
  {
    demand: 'What few need stands last, under “Advanced”',
    faults: ({ groups }) =>
      Object.entries(groups)
        .filter(([key, label], place, all) => {
          const isCalled = label === 'Advanced';
          return (key === ADVANCED) !== isCalled || (isCalled && place !== all.length - 1);
        })
        .map(([, label]) => `has a group “${label}” that is not the last one, or not called so.`),
  },
  {
    demand: 'A list that depends on a field stands under it, and both declare it',
    faults: ({ fields }) =>
      fields.flatMap((field, place) =>
        [field, ...field.children]
          .flatMap(({ dependsOn }) => dependsOn)
          .flatMap((parent) => {
            const above = fields.findIndex(({ key }) => key === parent);
            if (above < 0) return [`has “${field.key}”, which depends on “${parent}”, which is not there.`];
            if (above > place) return [`has “${parent}” under “${field.key}”, which depends on it.`];
            return fields[above]?.altersDynamicFields
              ? []
              : [
                  `has “${parent}”, which “${field.key}” depends on, and does not say \`altersDynamicFields\`.`,
                ];
          }),
      ),
  },
  {
    demand: 'Who deletes something is told that it is for good',
    faults: ({ deletes, fields }) => {
      const line = fields.some(({ type, helpText }) => type === 'copy' && /can’t be undone/.test(helpText));
      if (deletes === line) return [];
      return [deletes ? 'does not say that it can’t be undone.' : 'says that it can’t be undone.'];
    },
  },
];
