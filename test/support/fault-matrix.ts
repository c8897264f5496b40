/**
 * What goes wrong with a call, and what is expected of each kind of call then: what the Zap's owner sees,
 * how many requests are sent, and whether the work is done.
 */

import type { Fault } from '../../sandbox/gateway/faults';
import { type FailureKind, isItem, type Result } from '../../zapier';
import { type FaultStage, KINDS, type Kind, type Nature, NO_ACCESS, type Scene } from './fault-kinds';
import { hurried } from './hurry';

/** What is to come of a call. */
export interface Expected {
  /** The sentence that the owner reads, with `{doing}` and the like as the kind of call says; or {@link DONE}. */
  sees: string;
  /** What Zapier takes it for; an error unless said. */
  as?: FailureKind;
  requests: number;
  /** How often the work is done when the call ends. */
  done: 0 | 1;
}

/** Something that is done to a call. */
export interface Trouble {
  name: string;
  fault: Fault;
  /** The connection's token has expired; the fault is none. */
  expired?: true;
  /** A time-out is part of it, so time-outs are cut short. */
  slow?: true;
  /** By the nature of the call, or by its name where it differs; a call that can't meet it is not there. */
  expect: { [natureOrName in Nature | 'file' | 'bulk']?: Expected };
}

/** What a call that succeeds shows. */
export const DONE = 'done';
/** What a call shows that succeeds, and says that not all was done. */
export const IN_PART = 'done in part';

const ONCE = { times: 1 };
const ALWAYS = { times: 99 };
const TRACE = / \(Trace id: [\w-]+\)$/;
/** When today's budget is renewed, `{moment}` in what is expected: another one at every run. */
const MOMENT = /\d\d:\d\d UTC on \d{4}-\d\d-\d\d/;

const done = (requests: number): Expected => ({ sees: DONE, requests, done: 1 });
const doneByAll = (requests: number) => ({
  read: done(requests),
  repeatable: done(requests),
  once: done(requests),
  refresh: done(requests),
  connect: done(requests),
});

/** A step that fails with this after its `… did not work.`, and has done nothing unless said. */
const failed = (says: string, requests: number, times: 0 | 1 = 0): Expected => ({
  sees: `{doing} did not work. ${says}`,
  requests,
  done: times,
});

const LOOK = 'It is not known whether {doing} was done: look in HighLevel before you run this step again.';
const LATER = 'Run the step again in a few minutes.';
const NO_ANSWER = 'HighLevel gave no answer that could be read.';
const REASON =
  'HighLevel refused this step for the reason that it gives: put that right, then run the step again.';

const quoted = (words: string) => (words ? `HighLevel says: “${words}”. ` : '');
const aside = (words: string) => (words ? `: “${words}”` : '');

/** The three ways in which a login or a refresh fails with an answer. */
const notConnected = (words: string, requests = 1): Expected => ({
  sees: `HighLevel did not connect the account${aside(words)}. Try again; if it fails again, check the app's client id, secret and redirect URL.`,
  requests,
  done: 0,
});
const notRenewed = (words: string, requests = 1): Expected => ({
  sees: `HighLevel could not renew the connection just now${aside(words)}. It will be tried again.`,
  requests,
  done: 0,
});
const reconnect = (words: string): Expected => ({
  sees: `HighLevel no longer accepts this connection${aside(words)}. Reconnect the account in Zapier under Apps.`,
  as: 'expired',
  requests: 1,
  done: 0,
});

/** HighLevel refuses, so nothing is done, and nothing sent again. */
function refused(words: string, advice: string, refresh: Expected) {
  const api = failed(quoted(words) + advice, 1);
  return { read: api, repeatable: api, once: api, refresh, connect: notConnected(words) };
}

/** HighLevel has trouble of its own for longer than a call takes: `times` tells whether the work is done all the same. */
function broken(status: number, words: string, times: 0 | 1) {
  const again = `${quoted(words)}HighLevel has a problem of its own. ${LATER}`;
  const ownProblem = `HighLevel answered with a problem of its own (${status}). ${quoted(words)}`;
  return {
    read: failed(again, 3),
    repeatable: failed(again, 3, times),
    once: failed(ownProblem + LOOK, 1, times),
    refresh: notRenewed(words, 3),
    connect: failed(`${ownProblem}Try to connect again.`, 1),
  };
}

/** As {@link broken}, but only for a moment: what may be repeated is, and what may not leaves its owner to look. */
const brokenOnce = (status: number, words: string, times: 0 | 1) => ({
  ...doneByAll(2),
  once: broken(status, words, times).once,
  connect: broken(status, words, times).connect,
});

/** No answer, or none that can be read, however often the call is made: `requests` where it may be repeated. */
function silent(requests: number, times: 0 | 1) {
  const again = `${NO_ANSWER} ${LATER}`;
  return {
    read: failed(again, requests),
    repeatable: failed(again, requests, times),
    once: failed(`${NO_ANSWER} ${LOOK}`, 1, times),
    refresh: failed(again, requests),
    connect: failed(`${NO_ANSWER} Try to connect again.`, 1),
  };
}

const silentOnce = (times: 0 | 1) => ({
  ...doneByAll(2),
  once: silent(1, times).once,
  connect: silent(1, times).connect,
});

/** Zapier is told to come back; a login tells its person. */
function throttled(says: string, words: string, requests: number) {
  const api: Expected = { sees: says, as: 'throttled', requests, done: 0 };
  return {
    read: api,
    repeatable: api,
    once: api,
    refresh: notRenewed(words, requests),
    connect: notConnected(words, requests),
  };
}

/** A 401 that is no expired token: nothing is done, and nothing sent again. */
function unauthorised(words: string, advice: string, onWrite = advice) {
  const write = failed(quoted(words) + onWrite, 1);
  return { read: failed(quoted(words) + advice, 1), repeatable: write, once: write };
}

/** The status says that a write is done, and nothing says what was made or which of many were changed. */
const UNTOLD = {
  repeatable: done(1),
  once: failed(`HighLevel's answer holds no contact. ${LOOK}`, 1, 1),
  bulk: { sees: IN_PART, requests: 1, done: 1 } as const,
};

const HTML = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const JSON_TYPE = { 'content-type': 'application/json' };
const CHECK = 'Check the values of this step.';
const TIMED_OUT = { status: 401, body: { statusCode: 401, message: 'Command timed out' } };
const TOO_MANY = { status: 429, body: { statusCode: 429, message: 'Too Many Requests' } };

const burst = (seconds: number, daily = 150_000) => ({
  'x-ratelimit-remaining': '0',
  'x-ratelimit-interval-milliseconds': String(seconds * 1000),
  'x-ratelimit-daily-remaining': String(daily),
  'x-ratelimit-daily-reset': String(5 * 3_600_000),
});
const oops = (status: number, words = 'Oops') => ({ status, body: { statusCode: status, message: words } });

/** All that is done to calls, under the headings by which it is told. */
const TROUBLES: { [heading: string]: Trouble[] } = {
  'HighLevel refuses': [
    {
      name: '400, a message',
      fault: { status: 400, body: { statusCode: 400, message: 'It is no phone', error: 'Bad Request' } },
      expect: refused('It is no phone', CHECK, reconnect('It is no phone')),
    },
    {
      name: '400, a list of messages',
      fault: { status: 400, body: { message: ['one is wrong', 'two is wrong.'] } },
      expect: refused('one is wrong; two is wrong', CHECK, reconnect('one is wrong; two is wrong')),
    },
    {
      name: '400, an error alone',
      fault: { status: 400, body: { error: 'invalid_grant' } },
      expect: refused('invalid_grant', CHECK, reconnect('invalid_grant')),
    },
    {
      name: '400, 500 in its body',
      fault: { status: 400, body: { statusCode: 500, message: 'Bad filter' } },
      expect: refused('Bad filter', CHECK, reconnect('Bad filter')),
    },
    {
      name: '403',
      fault: { status: 403, body: { statusCode: 403, message: 'Forbidden resource' } },
      expect: refused('Forbidden resource', '{access}', notRenewed('Forbidden resource')),
    },
    {
      name: '404',
      fault: { status: 404, body: { statusCode: 404, message: 'Gone' } },
      expect: refused('Gone', '{gone}', notRenewed('Gone')),
    },
    {
      name: '403, a reason of its own',
      fault: { status: 403, body: { statusCode: 403, message: 'The plan has no such number' } },
      expect: {
        ...refused(
          'The plan has no such number',
          `Nothing was done. ${REASON}`,
          notRenewed('The plan has no such number'),
        ),
        read: failed(quoted('The plan has no such number') + REASON, 1),
      },
    },
    {
      name: '422 in a success',
      fault: { status: 200, body: { statusCode: 422, message: 'It is no phone' } },
      expect: refused('It is no phone', CHECK, notRenewed('It is no phone')),
    },
    {
      name: '409',
      fault: { status: 409, body: { statusCode: 409, message: 'Locked' } },
      expect: refused('Locked', CHECK, notRenewed('Locked')),
    },
    {
      name: '422',
      fault: { status: 422, body: { statusCode: 422, message: ['property x should not exist'] } },
      expect: refused('property x should not exist', CHECK, notRenewed('property x should not exist')),
    },
    {
      name: '302 to another host',
      fault: { status: 302, body: '', headers: { location: 'http://elsewhere.example.com/' } },
      expect: refused(
        '',
        'HighLevel sent the call to another address, which is not followed.',
        notRenewed(''),
      ),
    },
  ],
  'A success is none': [
    {
      name: 'a record, and no success',
      fault: { status: 200, body: { succeded: false, contact: { id: 'A1b2C3' }, message: 'It is locked' } },
      expect: {
        repeatable: failed(quoted('It is locked') + CHECK, 1),
        once: failed(quoted('It is locked') + CHECK, 1),
        bulk: { sees: IN_PART, requests: 1, done: 0 },
      },
    },
    {
      name: 'an empty record, after the work',
      fault: { status: 201, body: { contact: {} }, after: true },
      expect: {
        ...UNTOLD,
      },
    },
    {
      name: 'errors that are only counted',
      fault: { status: 201, body: { succeded: true, errorCount: 1, responses: [] } },
      expect: { bulk: { sees: IN_PART, requests: 1, done: 0 } },
    },
  ],
  'HighLevel answers 401': [
    {
      name: 'the token has expired',
      fault: {},
      expired: true,
      expect: { read: done(3), repeatable: done(3), once: done(3) },
    },
    {
      name: 'a scope is missing',
      fault: { status: 401, body: { message: 'The token is not authorized for this scope.' }, ...ALWAYS },
      expect: unauthorised(
        'The token is not authorized for this scope',
        'Your HighLevel app lacks a scope that this step needs: {scope}. Add it to the app in the HighLevel Marketplace, then reconnect the account in Zapier.',
      ),
    },
    {
      name: 'the IAM service',
      fault: {
        status: 401,
        body: { message: 'This route is not yet supported by the IAM Service.' },
        ...ALWAYS,
      },
      expect: unauthorised(
        'This route is not yet supported by the IAM Service',
        REASON,
        `Nothing was done. ${REASON}`,
      ),
    },
    {
      name: 'it timed out, once',
      fault: { ...TIMED_OUT, ...ONCE },
      expect: {
        read: done(2),
        repeatable: done(2),
        once: failed(
          `HighLevel answered with a problem of its own (401). ${quoted('Command timed out')}${LOOK}`,
          1,
        ),
      },
    },
    {
      name: 'it times out after the work',
      fault: { ...TIMED_OUT, after: true, ...ALWAYS },
      expect: {
        read: failed(`${quoted('Command timed out')}HighLevel was too busy to answer. ${LATER}`, 3),
        repeatable: failed(`${quoted('Command timed out')}HighLevel was too busy to answer. ${LATER}`, 3, 1),
        once: failed(
          `HighLevel answered with a problem of its own (401). ${quoted('Command timed out')}${LOOK}`,
          1,
          1,
        ),
      },
    },
    {
      name: 'the client is refused',
      fault: {
        status: 401,
        body: { error: 'invalid_client', error_description: 'Invalid client credentials!' },
        ...ALWAYS,
      },
      expect: {
        refresh: {
          ...notRenewed('Invalid client credentials!'),
          sees: `${notRenewed('Invalid client credentials!').sees} Check the app's client id and secret.`,
        },
        connect: notConnected('Invalid client credentials!'),
      },
    },
  ],
  'HighLevel takes no more calls (429)': [
    {
      name: 'for 2 seconds',
      fault: { ...TOO_MANY, headers: burst(2), ...ONCE },
      expect: doneByAll(2),
    },
    {
      name: 'for 2 seconds, every time',
      fault: { ...TOO_MANY, headers: burst(2), ...ALWAYS },
      expect: throttled(
        'HighLevel takes no more calls for a moment. {doing} will be tried again in 2 seconds.',
        'Too Many Requests',
        3,
      ),
    },
    {
      name: 'for a minute',
      fault: { ...TOO_MANY, headers: burst(60), ...ALWAYS },
      expect: throttled(
        'HighLevel takes no more calls for a moment. {doing} will be tried again in 60 seconds.',
        'Too Many Requests',
        1,
      ),
    },
    {
      name: 'today',
      fault: { ...TOO_MANY, headers: burst(2, 0), ...ALWAYS },
      expect: throttled(
        "HighLevel's calls for today are used up. {doing} will be tried again in 5 hours, at {moment}.",
        'Too Many Requests',
        1,
      ),
    },
  ],
  'HighLevel has trouble of its own': [
    { name: '500, once', fault: { ...oops(500), ...ONCE }, expect: brokenOnce(500, 'Oops', 0) },
    { name: '408, once', fault: { ...oops(408), ...ONCE }, expect: brokenOnce(408, 'Oops', 0) },
    {
      name: '500 in a success, once',
      fault: { status: 200, body: { error: 'Oops' }, after: true, ...ONCE },
      expect: brokenOnce(500, 'Oops', 1),
    },
    { name: '500, every time', fault: { ...oops(500), ...ALWAYS }, expect: broken(500, 'Oops', 0) },
    {
      name: '502, a gateway’s HTML',
      fault: { status: 502, body: HTML, headers: { 'content-type': 'text/html' }, ...ALWAYS },
      expect: broken(502, '', 0),
    },
    {
      name: '503 after the work, once',
      fault: { ...oops(503), after: true, ...ONCE },
      expect: brokenOnce(503, 'Oops', 1),
    },
    {
      name: '504 after the work, every time',
      fault: { ...oops(504), after: true, ...ALWAYS },
      expect: broken(504, 'Oops', 1),
    },
  ],
  'No answer comes': [
    { name: 'cut before the work, once', fault: { cut: true, ...ONCE }, expect: silentOnce(0) },
    { name: 'cut before the work, every time', fault: { cut: true, ...ALWAYS }, expect: silent(3, 0) },
    { name: 'cut after the work, once', fault: { cut: true, after: true, ...ONCE }, expect: silentOnce(1) },
    {
      name: 'cut after the work, every time',
      fault: { cut: true, after: true, ...ALWAYS },
      expect: silent(3, 1),
    },
    {
      name: 'cut midway through, once',
      fault: { cut: 'midway', ...ONCE },
      slow: true,
      expect: silentOnce(1),
    },
    { name: 'too slow, once', fault: { delayMs: 3000, ...ONCE }, slow: true, expect: silentOnce(1) },
    { name: 'too slow, every time', fault: { delayMs: 3000, ...ALWAYS }, slow: true, expect: silent(2, 1) },
  ],
  'A success can’t be read': [
    {
      name: 'an empty body, once',
      fault: { status: 200, body: '', after: true, ...ONCE },
      expect: { ...silentOnce(1), ...UNTOLD },
    },
    {
      name: 'an empty body, every time',
      fault: { status: 200, body: '', after: true, ...ALWAYS },
      expect: { ...silent(3, 1), ...UNTOLD },
    },
    {
      name: 'broken JSON, once',
      fault: { status: 200, body: '{"id": "A1b2', headers: JSON_TYPE, after: true, ...ONCE },
      expect: silentOnce(1),
    },
    {
      name: 'broken JSON, every time',
      fault: { status: 200, body: '{"id": "A1b2', headers: JSON_TYPE, after: true, ...ALWAYS },
      expect: silent(3, 1),
    },
    {
      name: 'a gateway’s HTML, once',
      fault: { status: 200, body: HTML, headers: { 'content-type': 'text/html' }, after: true, ...ONCE },
      expect: silentOnce(1),
    },
  ],
};

/** One kind of call in one trouble. */
export interface Cell {
  heading: string;
  trouble: Trouble;
  kind: Kind;
  expected: Expected;
}

/** What came of it: what is wrong, in words; nothing if all is as it should be. */
export interface Outcome {
  cell: Cell;
  /** The moment that the owner was told, where one was. */
  moment: string;
  wrong: string[];
}

/** Every cell of the matrix. */
export function cellsOf(troubles = TROUBLES): Cell[] {
  return Object.entries(troubles).flatMap(([heading, list]) =>
    list.flatMap((trouble) =>
      KINDS.flatMap((kind) => {
        const { file, bulk } = trouble.expect;
        const own = new Map([
          ['file', file],
          ['bulk', bulk],
        ]).get(kind.name);
        const expected = own ?? trouble.expect[kind.nature];
        return expected ? [{ heading, trouble, kind, expected }] : [];
      }),
    ),
  );
}

/** Plays a cell: the call in its trouble, and then what its owner or Zapier does about it. */
export async function play(stage: FaultStage, cell: Cell): Promise<Outcome> {
  const { trouble, kind, expected } = cell;
  const { sandbox } = stage;
  sandbox.reset();
  const scene = await kind.set(stage);
  sandbox.requests.length = 0;
  if (trouble.expired) sandbox.expireTokens();
  else sandbox.faults.add(trouble.fault);
  const result = await hurried({ cutTimeouts: trouble.slow ?? false }, scene.run);
  const requests = sandbox.requests.length;
  sandbox.faults.clear();
  const times = await scene.done();
  const sees = result.ok ? shown(result.value) : result.failure.message.replace(TRACE, '');
  const [moment = 'a time that is named'] = MOMENT.exec(sees) ?? [];
  const as = result.ok ? undefined : result.failure.kind;
  const wanted = inWords(expected.sees, kind.words).replace('{moment}', moment);
  return {
    cell,
    moment,
    wrong: [
      differs('the owner sees', sees, wanted),
      differs(
        'Zapier takes it for',
        as ?? DONE,
        expected.as ?? ([DONE, IN_PART].includes(wanted) ? DONE : 'error'),
      ),
      differs('requests', requests, expected.requests),
      differs('times that the work is done', times, expected.done),
      differs('times that it is done in the end', await inTheEnd(scene, result), 1),
    ].flat(),
  };
}

/** How often the work is done when all have done what they are told: Zapier and the Zap's owner. */
async function inTheEnd(scene: Scene, result: Result): Promise<number> {
  const mustLook = !result.ok && result.failure.message.includes('It is not known whether');
  const isThere = mustLook && (await scene.done()) > 0;
  const isDone = result.ok && shown(result.value) === DONE;
  if (scene.polls || !(isDone || isThere)) await scene.run();
  return scene.done();
}

/** What a success shows: a step that says that it was not successful was not done whole. */
const shown = (value: unknown) => (isItem(value) && value.success === false ? IN_PART : DONE);

const differs = (what: string, is: string | number, wanted: string | number): string[] =>
  is === wanted ? [] : [`${what}: ${is} (expected: ${wanted})`];

/** A sentence in the words of a kind of call. */
export function inWords(sentence: string, { doing, gone, scope, access }: Kind['words']): string {
  return sentence
    .replaceAll('{doing}', doing)
    .replaceAll('{gone}', gone)
    .replaceAll(scope ? '{scope}' : ': {scope}', scope)
    .replaceAll('{access}', access ?? NO_ACCESS);
}
