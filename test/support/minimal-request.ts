/** The least that an endpoint takes, made from its facts alone. */
import { type Endpoint, type Fact, type Facts, shape } from '../../highlevel/contract';
import type { Json, JsonObject } from '../../sandbox/json';

/** Text for facts with a pattern; one of them fits. */
const PATTERNED = ['America/New_York', '09:00', '2026-01-05'];

/** Values by name, such as the ids of records that are there. */
export type Known = { [name: string]: string };

function text(name: string, fact: Fact, known: Known): string {
  const { pattern, minLength = 1, format } = typeof fact === 'string' ? {} : fact;
  if (known[name] !== undefined) return known[name];
  if (pattern) return PATTERNED.find((value) => new RegExp(pattern).test(value)) ?? pattern;
  if (format === 'date-time') return '2026-01-05T09:00:00.000Z';
  return `A ${name}`.padEnd(minLength, '.');
}

function one(name: string, fact: Fact, known: Known): Json {
  const { type, fields = {}, enum: choices } = shape(fact);
  const choice = choices?.find((one) => one === known[name]) ?? choices?.[0];
  if (typeof choice === 'string' || typeof choice === 'number' || typeof choice === 'boolean') return choice;
  if (type === 'number') return Number(known[name] ?? (typeof fact === 'string' ? 1 : (fact.min ?? 1)));
  if (type === 'boolean') return true;
  if (type === 'object') return requiredOf(fields, known);
  return text(name, fact, known);
}

/** A value for a fact. */
export function valueFor(name: string, fact: Fact, known: Known): Json {
  const value = one(name, fact, known);
  return shape(fact).list ? [value] : value;
}

/** The required values of some facts. */
export function requiredOf(facts: Facts, known: Known): JsonObject {
  const required = Object.entries(facts).filter(([, fact]) => shape(fact).required);
  return Object.fromEntries(required.map(([name, fact]) => [name, valueFor(name, fact, known)]));
}

/** A request without its token: its path, still with what the path names, its query and its body. */
export interface MinimalRequest {
  path: Known;
  query: JsonObject;
  body: Json;
}

/** The least request of an endpoint. @param known values for the names that have one */
export function minimalRequest(facts: Endpoint, known: Known): MinimalRequest {
  const names = [...facts.route.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const inPath = names.map((name) => [name, String(valueFor(name, facts.path[name] ?? 'string', known))]);
  const body = requiredOf(facts.body, known);
  return {
    path: Object.fromEntries(inPath),
    query: requiredOf(facts.query, known),
    body: facts.list ? [body] : body,
  };
}
