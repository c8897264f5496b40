/** Calls the endpoint that a step's user chose. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { choice, type Field } from '../../fields/field';
import { toLinks } from '../../fields/values';
import { bodyOf, traceOf } from '../../highlevel/answer';
import { type Call, send } from '../../highlevel/client';
import type { Input } from '../../highlevel/compose';
import { locationOf } from '../../highlevel/connection';
import { CONSEQUENCES, type Consequence } from '../../highlevel/contract/consequences';
import { answerOf } from '../../highlevel/contract/every';
import { hydratorOf, lookForFile } from '../../highlevel/files';
import { idOf, type Output } from '../../records/record';
import { fetchFile } from '../fetched-file';
import { readValues } from '../input';
import { contentHash } from '../revision';
import { startRun } from '../run';
import type { Run } from '../spec';
import { ownAnswerFields, recordIn, withNamedList } from './answer';
import { type Chosen, chosenOrNone, type Offers, OWN, requireChosen } from './chosen';
import { endpointFields, endpointInput, fileParameters, missingWithin } from './form';

/** The name of a file that is the whole answer. */
const FILE = 'file';

type Hydrator = NonNullable<ReturnType<typeof hydratorOf>>;

/** What a person is asked before the step does such a thing. */
const QUESTIONS: { readonly [kind in Consequence]: string } = {
  deletes: 'Delete?',
  charges: 'Move Money?',
  sends: 'Send or Publish?',
  'makes users': 'Change Who May Do What?',
};

/**
 * The field by which a person agrees to what the endpoint does; none where it does nothing of that kind. Its value names
 * what is agreed to: a yes to another endpoint, which Zapier keeps where the step called that before, is none.
 */
function agreement({ key, consequences }: Chosen): Field[] {
  const kinds = CONSEQUENCES.filter((kind) => consequences[kind] !== undefined);
  const [first] = kinds;
  if (!first) return [];
  const said = kinds.map((kind) => consequences[kind]).join(' ');
  return [
    choice(
      OWN.agreed,
      QUESTIONS[first],
      { [`${kinds.join('+')} ${key}`]: 'Yes' },
      {
        required: true,
        helpText: `${said} Each run of this step does so.`,
        notSent: 'It says that the step may run.',
      },
    ),
  ];
}

/** The form of a step that calls the endpoint. */
export const callFields = (chosen: Chosen): Field[] => [
  ...agreement(chosen),
  ...endpointFields(chosen.facts),
];

/** The output fields of the endpoint that is chosen in a form. */
export const answerFieldsOf = (offers: Offers) => async (_z: ZObject, bundle: Bundle) => {
  const chosen = chosenOrNone(bundle, offers);
  if (!chosen) return [];
  if (hydratorOf(chosen.key)) return [{ key: FILE, label: 'File', type: 'file' as const }];
  return ownAnswerFields(answerOf(chosen.key, chosen.version));
};

/**
 * Calls the endpoint, with the values of its form.
 *
 * @throws z.errors.Error where the form lacks what the endpoint requires, and where the call fails
 */
export async function callChosen(offers: Offers, run: Run): Promise<Output> {
  const chosen = requireChosen(offers, run);
  const { key, version, facts } = chosen;
  const inner = startRun({ ...run.spec, endpoint: undefined, fields: callFields(chosen) }, run.z, run.bundle);
  const { [OWN.agreed]: _agreed, ...values } = readValues(inner);
  const input = await inputOf(chosen, values, inner);
  const call: Call = { endpoint: key, version, input, wording: inner.wording };
  const hydrator = hydratorOf(key);
  if (hydrator) return fileOf(call, hydrator, run);
  const answer = await send(run.z, run.bundle, call);
  const body = bodyOf(answer);
  const traceId = traceOf(answer);
  const id = idOf(body) || idOf(recordIn(body)) || idAsked(chosen, values) || traceId;
  return {
    ...withNamedList(body),
    ...(facts.method === 'DELETE' && { deleted: true }),
    id: id || contentHash([key, values, body]),
  };
}

/**
 * The file that an endpoint answers, as a pointer that is followed when a later step uses it.
 *
 * @throws z.errors.Error where there is no file yet
 */
async function fileOf(call: Call, hydrator: Hydrator, { z, bundle, refuse }: Run): Promise<Output> {
  const { isThere } = await lookForFile(z, bundle, call);
  if (!isThere) throw refuse(`${call.wording?.doing ?? 'The call'} found no file: it may come later.`);
  const { messageId } = call.input ?? {};
  const ids = { messageId, locationId: locationOf(bundle) };
  return { id: String(messageId), [FILE]: z.dehydrateFile(hydrator, ids) };
}

/**
 * What is sent: the values in their places, and files as they are.
 *
 * @throws z.errors.Error where a record that is given lacks what it must have
 */
export async function inputOf({ facts }: Chosen, values: Input, run: Run): Promise<Input> {
  const input = endpointInput(facts, values);
  const missing = missingWithin(facts.body, input) ?? missingWithin(facts.query, input);
  if (missing) throw run.needs(missing);
  for (const key of fileParameters(facts)) {
    if (values[key] === undefined) continue;
    const files = toLinks(values[key]).map((link) => fetchFile(link, { run, key }));
    input[key] = await Promise.all(files);
  }
  return input;
}

/** The id of what was changed or deleted: the last one in the path. */
function idAsked({ facts }: Chosen, values: Input): string {
  const last = Object.keys(facts.path).at(-1) ?? '';
  return ['PUT', 'PATCH', 'DELETE'].includes(facts.method) ? String(values[last] ?? '') : '';
}
