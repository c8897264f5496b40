/** Fills a drop-down of {@link DROPDOWNS} with what the location has, a page at a time. */
import { pick, uniqBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { locationOf } from '../highlevel/connection';
import type { EndpointKey } from '../highlevel/contract';
import { detailsOf } from '../highlevel/errors';
import { isRecord, parse, type Raw } from '../highlevel/json';
import { type PageStart, pageAt } from '../highlevel/paging';
import { readPage } from '../reads/read';
import { idOf } from '../records/record';
import { DROPDOWNS, type Dropdown, type DropdownName, LABELS } from './dropdown-list';
import { alsoSaying, type Dropdown as Choices, type Field } from './field';

/** What can be chosen: the value to send, and what people see. */
export interface Choice {
  id: string;
  label: string;
}

/** The endpoints that drop-downs need, for the scopes. */
export const dropdownEndpoints: EndpointKey[] = Object.values(DROPDOWNS).map(({ read }) => read.endpoint);

/** A field's `choices`. Each call makes its own function. */
export function choicesOf(name: DropdownName) {
  const dropdown: Dropdown = DROPDOWNS[name];
  const dependsOn = [...(dropdown.of ? [dropdown.of] : []), ...(dropdown.inputFrom ?? [])];
  return {
    perform: (z: ZObject, bundle: Bundle) => byToken(dropdown, z, bundle),
    dependsOn,
  } satisfies Choices;
}

/** The page after the one that gave Zapier this token; the first page where there is none. */
async function byToken(dropdown: Dropdown, z: ZObject, bundle: Bundle) {
  const start = startOf(dropdown, bundle.meta?.paging_token);
  const { choices, next } = await fill(dropdown, z, bundle, start);
  return { results: choices, ...(next && { paging_token: JSON.stringify(next) }) };
}

/**
 * The page of this number, counted from 0, of a drop-down whose pages are counted off; nothing behind the
 * last one that HighLevel gives. For a trigger that fills a `dynamic` field: Zapier gives those no token.
 */
export async function choicesByNumber(
  name: DropdownName,
  z: ZObject,
  bundle: Bundle,
  number: number,
): Promise<Choice[]> {
  const dropdown: Dropdown = DROPDOWNS[name];
  const { paging } = dropdown.read;
  const start = paging && pageAt(paging, number);
  if (number && !start) return [];
  return (await fill(dropdown, z, bundle, start)).choices;
}

/**
 * Fields with the first page of a drop-down as their choices. For fields that a function gives: Zapier can't call
 * functions of theirs. Where a list can't be read, its field says why, and takes a value all the same.
 *
 * @param lists the drop-downs, by the keys of the fields, those of line items among them
 */
export async function withFirstPages(
  fields: Field[],
  lists: { [key: string]: DropdownName },
  z: ZObject,
  bundle: Bundle,
): Promise<Field[]> {
  // An agency's form opens without, until a sub-account is chosen in it.
  if (!locationOf(bundle)) return fields;
  const pages = new Map<DropdownName, Promise<Choice[] | string>>();
  const pageOf = (name: DropdownName) => {
    const page = pages.get(name) ?? firstPage(name, z, bundle);
    pages.set(name, page);
    return page;
  };
  const withPage = async (field: Field): Promise<Field> => {
    if (field.children) return { ...field, children: await Promise.all(field.children.map(withPage)) };
    const name = lists[field.key];
    const page = name && (await pageOf(name));
    if (typeof page === 'string') return alsoSaying(field, page);
    // Zapier takes no empty list.
    return page?.length ? { ...field, choices: page.map(asFixed) } : field;
  };
  return Promise.all(fields.map(withPage));
}

const asFixed = ({ id, label }: Choice) => ({ value: id, sample: id, label });

/** The first page of a drop-down, or the sentence that says why it can't be read. */
async function firstPage(name: DropdownName, z: ZObject, bundle: Bundle): Promise<Choice[] | string> {
  try {
    return (await fill(DROPDOWNS[name], z, bundle, undefined)).choices;
  } catch (error) {
    const sentence = detailsOf(error)?.message;
    if (sentence === undefined) throw error;
    return sentence;
  }
}

/** What a token says; of the parameters those alone that the endpoint pages by. */
function startOf({ read: { paging } }: Dropdown, token: string | undefined): PageStart | undefined {
  const told = parse(token);
  if (!paging || !isRecord(told) || !isRecord(told.parameters)) return undefined;
  return { before: Number(told.before) || 0, parameters: pick(told.parameters, paging.by) };
}

async function fill(
  { read, thing, label, value = idOf, of, input, also }: Dropdown,
  z: ZObject,
  bundle: Bundle,
  start: PageStart | undefined,
): Promise<{ choices: Choice[]; next: PageStart | undefined }> {
  const form: Raw = { ...bundle.inputData, locationId: locationOf(bundle) };
  const ask = {
    wording: { doing: `Listing the ${thing}`, thing: 'list', labels: LABELS },
    input: { ...(of && { [of]: form[of] }), ...input?.(form) },
    values: form,
  };
  const { items, next } = await readPage(z, bundle, read, ask, start);
  const rows = also ? await also(z, bundle, items) : items;
  const choices = rows
    .map((row) => ({ id: value(row), label: label(row) }))
    // What has no id can't be sent.
    .filter(({ id }) => id);
  // Several rows may have the same value, such as the orders of one shop.
  return { choices: uniqBy(choices, 'id'), next };
}
