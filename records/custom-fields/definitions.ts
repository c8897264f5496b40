/**
 * The custom fields that a location has defined. Inputs and outputs share one key for each,
 * `customFields__<id>`: an id outlives a change of name, and needs no look-up when a Zap runs.
 */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { request } from '../../highlevel/client';
import { connectionOf, locationOf } from '../../highlevel/connection';
import { isRecord, type Raw, rowsOf } from '../../highlevel/json';

/** The prefix of every custom field's key. */
export const CUSTOM_FIELD = 'customFields__';

/** What a custom field belongs to. */
export type Model = 'contact' | 'opportunity';

/** A custom field as its location has defined it. */
export interface Definition {
  id: string;
  name: string;
  /** HighLevel's own name of the type: `TEXT`, `MONETORY`, `TEXTBOX_LIST`. */
  dataType: string;
  /** Where it stands among the others; smaller numbers come first. */
  position: number;
  /** The options of a choice, or the boxes of a text-box list. */
  options: { id: string; label: string }[];
  /** What the location's own forms show in the empty field. */
  hint?: string;
}

const ENDPOINT = 'GET /locations/{locationId}/customFields';
/** The endpoints that custom fields need, for the scopes. */
export const customFieldEndpoints = [ENDPOINT] as const;

/**
 * The custom fields of the step's location, in the location's own order.
 *
 * @throws z.errors.Error where HighLevel does not give them
 */
export async function customFieldsOf(z: ZObject, bundle: Bundle, model: Model): Promise<Definition[]> {
  const answer = await request(z, bundle, {
    endpoint: ENDPOINT,
    input: { model },
    wording: { doing: 'Reading the custom fields', thing: 'sub-account' },
  });
  return rowsOf(answer.customFields)
    .filter((one) => (one.model ?? model) === model)
    .map(toDefinition)
    .sort((a, b) => a.position - b.position);
}

/** The same, but none before an agency has chosen a Location: the form that asks for it must open. */
export async function customFieldsIfLocated(z: ZObject, bundle: Bundle, model: Model): Promise<Definition[]> {
  const undecided = connectionOf(bundle).level === 'agency' && !locationOf(bundle);
  return undecided ? [] : customFieldsOf(z, bundle, model);
}

function toDefinition(raw: Raw): Definition {
  // The boxes of a text-box list come under the one name or the other.
  const lists = [raw.picklistOptions, raw.textBoxListOptions].filter(Array.isArray);
  const options = lists.find(({ length }) => length > 0) ?? [];
  return {
    id: String(raw.id ?? ''),
    name: String(raw.name ?? ''),
    dataType: String(raw.dataType ?? 'TEXT'),
    position: Number(raw.position ?? 0),
    options: options.map((option: unknown) =>
      isRecord(option)
        ? { id: String(option.id ?? option.label ?? ''), label: String(option.label ?? option.name ?? '') }
        : { id: String(option), label: String(option) },
    ),
    ...(typeof raw.placeholder === 'string' && raw.placeholder && { hint: raw.placeholder }),
  };
}

/** A box of a text-box list, which has a field of its own in forms and outputs. */
export const boxesOf = ({ id, name, options }: Definition): { key: string; label: string }[] =>
  options.map((box) => ({ key: `${CUSTOM_FIELD}${id}__${box.id}`, label: `${name}: ${box.label}` }));
