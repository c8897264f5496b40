/**
 * Every endpoint that the app names anywhere, found in its source files by the names alone: its scopes are
 * asked for, and the sandbox answers it.
 */
import { scopes } from '../authentication';
import { endpoint, endpointKeys } from '../highlevel/contract';
import { routes } from '../sandbox/api';
import { endpointsIn, type Named, namedEndpoints } from './support/app-endpoints';
import { operationsUnderTest } from './support/operations';

const named = namedEndpoints();

const keyOf = ({ key }: Named) => endpointKeys().find((one) => one === key);

/** What differs between the scopes that are asked for and those that these endpoints need. */
function scopeFaults(asked: readonly string[], endpoints: readonly Named[]): string[] {
  const needs = endpoints.flatMap((one) => {
    const key = keyOf(one);
    return (key ? endpoint(key).scopes : []).map((scope) => ({ ...one, scope }));
  });
  const missing = needs.filter(({ scope }) => !asked.includes(scope));
  const superfluous = asked.filter((scope) => !needs.some((need) => need.scope === scope));
  return [
    ...missing.map(
      ({ scope, key, file }) =>
        `${scope} is not asked for, and ${key} in ${file} needs it: add the endpoint to those of scopes() in authentication.ts.`,
    ),
    ...superfluous.map((scope) => `${scope} is asked for, and no endpoint that the app names needs it.`),
  ];
}

describe('the scopes that the app asks for', () => {
  test('are those of every operation, and of all else that it calls, and no others', () => {
    expect(scopeFaults(scopes(), named)).toEqual([]);
  });

  test('could be too few, or too many, which would be told', () => {
    const own: Named[] = [{ key: 'POST /contacts/', file: 'creates/contacts.ts' }];
    expect(scopeFaults(['contacts.write'], own)).toEqual([]);
    expect(scopeFaults([], own)).toEqual([
      expect.stringMatching(
        /^contacts\.write is not asked for, and POST \/contacts\/ in creates\/contacts\.ts/,
      ),
    ]);
    expect(scopeFaults(['contacts.write', 'users.write'], own)).toEqual([
      'users.write is asked for, and no endpoint that the app names needs it.',
    ]);
  });

  test('are read from all of the app’s files, hooks and drop-downs among them', () => {
    expect(endpointsIn('{ endpoint: "GET /users/" } // as `GET /tags`, or \'GET /snapshots/\'')).toEqual([
      'GET /snapshots/',
      'GET /users/',
    ]);
    const ofOperations = operationsUnderTest().flatMap(({ spec }) => spec.endpoint ?? []);
    const keys = new Set(named.map(({ key }) => key));
    expect(ofOperations.filter((key) => !keys.has(key))).toEqual([]);
    // Of the time zone, of a sub-account's token, and of a drop-down.
    for (const key of ['GET /locations/{locationId}', 'POST /oauth/locationToken', 'GET /forms/'])
      expect(keys).toContain(key);
  });
});

test('the sandbox answers every operation’s endpoint', () => {
  const faults = operationsUnderTest().flatMap(({ key, category, spec }) =>
    spec.endpoint && !routes[spec.endpoint]
      ? [
          `${key} calls ${spec.endpoint}, which the sandbox does not know: add it to the file of ${category} in sandbox/api/.`,
        ]
      : [],
  );
  expect(faults).toEqual([]);
});

test('each operation names an endpoint of the dated versions: those are called unless v3 is set', () => {
  const dated = new Set<string>(endpointKeys());
  const others = operationsUnderTest().filter(({ spec }) => spec.endpoint && !dated.has(spec.endpoint));
  expect(others.map(({ key }) => key)).toEqual([]);
});
