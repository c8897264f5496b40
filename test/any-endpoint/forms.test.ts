/** The forms and output fields of all endpoints of both versions: what Zapier takes, and people can tell apart. */
import type { PlainOutputField } from 'zapier-platform-core';
import type { Field } from '../../fields/field';
import { type ApiVersion, endpoint, isAgencyOnly, V3 } from '../../highlevel/contract';
import { answerOf, endpointList } from '../../highlevel/contract/every';
import { ownAnswerFields } from '../../operations/any-endpoint/answer';
import { callFields } from '../../operations/any-endpoint/call';
import { type Chosen, OWN } from '../../operations/any-endpoint/chosen';
import { contentOf } from '../../operations/any-endpoint/find';

/** Every endpoint in every version that it is in, as a step has it whose user chose it. */
const everyChosen = (): Chosen[] =>
  endpointList().flatMap((listed) => {
    const all: ApiVersion[] = ['dated', V3];
    const versions = all.filter((version) => (version === V3 ? listed.inV3 : !listed.only));
    return versions.map((version) => ({
      ...listed,
      version,
      facts: endpoint(listed.key, version),
    }));
  });

const twice = (values: string[]) => values.filter((value, at) => values.indexOf(value) !== at);

type Shown = Pick<Field | PlainOutputField, 'key' | 'label'> & { children?: Shown[] };

/** What is wrong with some fields that stand beside each other, and with the columns of each. */
function faultsOf(fields: Shown[]): string[] {
  const all = fields.flatMap((field) => [field, ...(field.children ?? [])]);
  const beside = [fields, ...fields.map(({ children = [] }) => children)];
  return [
    ...beside.flatMap((some) =>
      twice(some.map(({ key }) => key)).map((key) => `the key ${key} is there twice`),
    ),
    ...all
      .filter(({ key }) => /[\s.[\]{}]|^$/.test(key))
      .map(({ key }) => `Zapier does not take the key ${key}`),
    ...all.filter(({ label }) => !label?.trim()).map(({ key }) => `${key} has no label`),
    ...beside.flatMap((some) =>
      twice(some.map(({ label = '' }) => label)).map((label) => `two are called ${label}`),
    ),
    ...fields
      .filter(({ children }) => children && !children.length)
      .map(({ key }) => `${key} has no columns`),
    ...all
      .filter(({ children }) => children?.some((child) => child.children))
      .map(({ key }) => `${key} is nested`),
  ];
}

/** What is wrong with what a field offers. */
function faultsOfChoices({ key, choices }: Field): string[] {
  if (!Array.isArray(choices)) return [];
  const offered = choices.map((one) => (typeof one === 'string' ? { value: one, label: one } : one));
  return [
    ...twice(offered.map(({ label }) => label)).map((label) => `${key} offers ${label} twice`),
    ...twice(offered.map(({ value }) => value.toLowerCase())).map((value) => `${key} has ${value} twice`),
    ...offered.filter(({ value, label }) => !value || !label.trim()).map(() => `${key} offers nothing`),
  ];
}

const named = (faultsIn: (chosen: Chosen) => string[]) =>
  everyChosen().flatMap((chosen) =>
    faultsIn(chosen).map((fault) => `${chosen.version} ${chosen.key}: ${fault}`),
  );

/** The keys of all fields of a form, which share one form with the columns of its rows. */
const keysOf = (fields: Field[]) =>
  fields.flatMap(({ key, children = [] }) => [key, ...children.map((one) => one.key)]);

test('no form has a field that Zapier refuses, or two that look the same', () => {
  expect(everyChosen().length).toBeGreaterThan(1100);
  expect(named((chosen) => twice(keysOf(callFields(chosen))))).toEqual([]);
  expect(named((chosen) => faultsOf(callFields(chosen)))).toEqual([]);
  expect(
    named((chosen) =>
      callFields(chosen).flatMap((field) => [field, ...(field.children ?? [])].flatMap(faultsOfChoices)),
    ),
  ).toEqual([]);
});

test('no endpoint has a parameter of the name of a step’s own field', () => {
  const own: string[] = [...Object.values(OWN), 'results', 'fireOn'];
  // An agency's connection has the Sub-Account of this key. It has none where the endpoint is the agency's.
  const isTaken = (key: string, chosen: Chosen) =>
    key === 'locationId' ? !isAgencyOnly(chosen.facts) : own.includes(key);
  const taken = (chosen: Chosen) =>
    callFields({ ...chosen, consequences: {} }).filter(({ key }) => isTaken(key, chosen));
  expect(named((chosen) => taken(chosen).map(({ key }) => key))).toEqual([]);
});

test('no answer has two fields that look the same', () => {
  const id: Shown = { key: 'id', label: 'ID' };
  expect(named(({ key, version }) => faultsOf([id, ...ownAnswerFields(answerOf(key, version))]))).toEqual([]);
  expect(named((chosen) => faultsOf([id, ...ownAnswerFields(contentOf(chosen).record)]))).toEqual([]);
});
