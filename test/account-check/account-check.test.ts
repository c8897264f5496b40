/** The check of an account, on a sandbox. */
import { escapeRegExp, mapValues } from 'lodash';
import { AT_ONCE } from '../../account-check/caller';
import { readable, reportOf } from '../../account-check/report';
import { type Findings, startCheck } from '../../account-check/run';
import app from '../../index';
import { type Sandbox, startSandbox } from '../../sandbox/server';
import type { Connection } from '../../zapier';
import { connect } from '../support/every-operation';
import { first } from '../support/harness';

let sandbox: Sandbox;
let connection: Connection;

beforeAll(async () => {
  sandbox = await startSandbox();
  connection = await connect(sandbox, app, 'location', {
    CLIENT_ID: sandbox.clientId,
    CLIENT_SECRET: sandbox.clientSecret,
  });
});
afterAll(() => sandbox.close());

/** All that the sandbox keeps; of what was made and deleted it may keep that it is gone. */
const kept = () => mapValues(sandbox.state, (table) => table.all().filter(({ isGone }) => isGone !== true));

const check = (more: { only?: readonly string[]; mayWrite?: boolean } = {}) =>
  startCheck({
    connection,
    locationId: first(sandbox.locations).locationId,
    mayWrite: true,
    pace: AT_ONCE,
    ...more,
  });

describe('on a sandbox', () => {
  let findings: Findings;
  let most: number;
  let before: ReturnType<typeof kept>;

  beforeAll(async () => {
    sandbox.limits = { burst: 1e9, daily: 1e9 };
    before = kept();
    const started = check();
    most = started.most;
    findings = await started.findings;
  });

  test('nothing is contradicted, and no probe fails', () => {
    const wrong = findings.questions.filter(
      ({ is, because }) => is === 'contradicted' || /^The probe failed/.test(because),
    );
    expect(wrong.map(({ id, because }) => `${id}: ${because}`)).toEqual([]);
    expect(findings.questions.filter(({ is }) => is === 'confirmed').length).toBeGreaterThan(10);
  });

  test('nothing is left behind', () => {
    expect(kept()).toEqual(before);
    expect(findings.left).toEqual([]);
  });

  test('it makes no more requests than it says beforehand', () => {
    expect(findings.requests).toBeLessThanOrEqual(most);
    expect(findings.requests).toBeGreaterThan(0);
  });

  test('the report tells nothing of people', () => {
    const report = reportOf(findings, { app: '1.0.0', account: 'a sandbox', wrote: true });
    const text = JSON.stringify(report) + readable(report);
    const told = peopleIn(before).filter((value) => isIn(text, value));
    expect(told).toEqual([]);
  });
});

/** Whether a value stands in a text by itself, and not within the name of a field. */
const isIn = (text: string, value: string) =>
  text.includes(value) && new RegExp(`(?<!\\w)${escapeRegExp(value)}(?!\\w)`).test(text);

/** The ids, names, texts and addresses of people and accounts, as far as they are no words of the API. */
function peopleIn(tables: object): string[] {
  const found = new Set<string>(
    [...sandbox.locations, ...sandbox.agencies].flatMap((one) => [one.accessToken]),
  );
  const walk = (value: unknown, name = '') => {
    if (typeof value === 'string') {
      if (/id$|name|email|phone|body|title|address/i.test(name) && value.length > 5) found.add(value);
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, one] of Object.entries(value)) walk(one, Array.isArray(value) ? name : inner);
    }
  };
  walk(tables);
  return [...found].filter((value) => !/^[a-z_]+$/.test(value));
}
