/** Drop-downs that list what the location has. One entry each: what to ask, and how to name what comes. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import type { EndpointKey } from '../highlevel/contract';
import { isRecord } from '../highlevel/errors';
import type { Raw } from '../highlevel/paging';

interface Dropdown {
  endpoint: EndpointKey;
  /** The name under which the answer holds the records. */
  items: string;
  thing: string;
  label: (raw: Raw) => string;
  /** The value to send, where it is not the record's id. */
  value?: (raw: Raw) => string;
  /** What to send, where the list depends on what is filled in already. */
  input?: (filledIn: Raw) => Input;
  /** The size of a page, for endpoints that page by `limit` and `skip`. */
  pageSize?: number;
}

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
const named = (raw: Raw) => text(raw.name) || text(raw.title) || String(raw.id);
const within = (raw: Raw) => ({ contactId: raw.contactId });

const DROPDOWNS = {
  users: {
    endpoint: 'GET /users/',
    items: 'users',
    thing: 'users',
    label: (raw) =>
      [text(raw.name) || [raw.firstName, raw.lastName].filter(Boolean).join(' '), raw.email]
        .filter(Boolean)
        .join(' · '),
  },
  tags: {
    endpoint: 'GET /locations/{locationId}/tags',
    items: 'tags',
    thing: 'tags',
    label: named,
    value: named,
  },
  campaigns: { endpoint: 'GET /campaigns/', items: 'campaigns', thing: 'campaigns', label: named },
  businesses: {
    endpoint: 'GET /businesses/',
    items: 'businesses',
    thing: 'businesses',
    label: named,
    pageSize: 100,
  },
  contactTasks: {
    endpoint: 'GET /contacts/{contactId}/tasks',
    items: 'tasks',
    thing: 'tasks',
    label: (raw) => (raw.completed ? `${named(raw)} (completed)` : named(raw)),
    input: within,
  },
  contactNotes: {
    endpoint: 'GET /contacts/{contactId}/notes',
    items: 'notes',
    thing: 'notes',
    label: (raw) => (text(raw.title) || text(raw.body) || String(raw.id)).slice(0, 80),
    input: within,
  },
} satisfies { [name: string]: Dropdown };

export type DropdownName = keyof typeof DROPDOWNS;

/** The endpoints that drop-downs need, for the scopes. */
export const dropdownEndpoints: EndpointKey[] = Object.values(DROPDOWNS).map(({ endpoint }) => endpoint);

/** A field's `choices`: what the location has, a page at a time. Each call makes its own function. */
export function choicesOf(name: DropdownName) {
  const dropdown: Dropdown = DROPDOWNS[name];
  return { perform: (z: ZObject, bundle: Bundle) => fill(dropdown, z, bundle) };
}

async function fill(
  { endpoint, items, thing, label, value, input, pageSize }: Dropdown,
  z: ZObject,
  bundle: Bundle,
) {
  const skip = Number(bundle.meta?.paging_token ?? 0) || 0;
  const answer = await request(z, bundle, {
    endpoint,
    input: {
      ...input?.(bundle.inputData ?? {}),
      ...(pageSize && { limit: String(pageSize), skip: String(skip) }),
    },
    wording: { doing: `Listing the ${thing}`, thing, labels: { contactId: 'Contact' } },
  });
  const found = Array.isArray(answer[items]) ? answer[items].filter(isRecord) : [];
  const more = pageSize !== undefined && found.length >= pageSize;
  return {
    results: found.map((raw) => ({ id: value?.(raw) ?? String(raw.id), label: label(raw) })),
    ...(more && { paging_token: String(skip + found.length) }),
  };
}
