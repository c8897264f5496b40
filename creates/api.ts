import { isEmpty, isObject, mapValues } from 'lodash';
import { toPath } from '../fields/api-path';
import { BadValue, choice, type Field, text, yesNo } from '../fields/field';
import { optionalLocation } from '../fields/location';
import { show, toLinks, toText } from '../fields/values';
import { traceOf } from '../highlevel/answer';
import { isBlank } from '../highlevel/blank';
import { sendCustom } from '../highlevel/client';
import { type Composed, encodeForm, type Input } from '../highlevel/compose';
import { locationOf } from '../highlevel/connection';
import type { Endpoint } from '../highlevel/contract';
import { locationParameters } from '../highlevel/contract/account';
import { factsOfCall } from '../highlevel/contract/match';
import { isRecord, parse, type Raw } from '../highlevel/json';
import { fetchFile } from '../operations/fetched-file';
import { contentHash } from '../operations/revision';
import type { CustomCallSpec, Run } from '../operations/spec';
import { apiAnswer, partsOf } from '../records/api-answer';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Headers that the user can't set: the connection, the body or the network sets them. */
const SET_BY_US =
  /^(authorization|proxy-.*|host|cookie|content-.*|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|via|forwarded|x-forwarded-.*)$/i;

const fields: Field[] = [
  choice('method', 'Method', [...METHODS], { required: true, default: 'GET' }),
  text('path', 'Path', {
    required: true,
    placeholder: '/contacts/',
    helpText: 'As in the API documentation, with IDs in place of the names in braces.',
    send: toPath,
  }),
  {
    key: 'query',
    label: 'Query Parameters',
    dict: true,
    helpText: 'Names and values, such as limit and 20.',
    send: toPairs,
  },
  {
    key: 'body',
    label: 'Body',
    type: 'json',
    schema: { type: ['object', 'array'] },
    placeholder: '{"name": "new patient"}',
    helpText: 'JSON, sent as you write it.',
    send: toJson,
  },
  {
    key: 'form',
    label: 'Form Fields',
    dict: true,
    helpText: 'Names and values, for an endpoint that takes a form in the place of JSON.',
    send: toPairs,
  },
  {
    key: 'files',
    label: 'Files',
    dict: true,
    helpText: 'Names of form fields, each with a file of an earlier step or a link to one.',
    send: toFiles,
  },
  {
    key: 'headers',
    label: 'Headers',
    dict: true,
    helpText: 'The version follows from the path; a Version header here replaces it.',
    send: toHeaders,
  },
  yesNo('stopOnError', 'Stop the Zap on an Error', {
    default: 'true',
    helpText: 'No gives the status and the body of the error instead.',
  }),
];

export const apiCreates: CustomCallSpec[] = [
  {
    key: 'api_request',
    label: 'API Request',
    description: 'Makes any request to the API with this connection, and gives the answer.',
    fields: [optionalLocation('Leave it empty to make the request as the agency.'), ...fields],
    perform: requestApi,
    record: apiAnswer,
  },
];

/** The endpoints that give tokens, in every version of the API. */
const GIVES_TOKENS = /^\/oauth\/\w*-?token\b/i;

async function requestApi(values: Input, run: Run): Promise<Raw> {
  const method = METHODS.find((one) => one === values.method) ?? 'GET';
  // An empty object is what Zapier may send for a Body that was left alone.
  const body = method === 'GET' && hasNoEntries(parse(toText(values.body ?? ''))) ? undefined : values.body;
  if (method === 'GET' && body !== undefined) {
    throw run.refuse(
      `A GET request has no body: leave ${run.label('body')} empty, or choose another method.`,
    );
  }
  const content = await contentOf(values, body, run);
  if (method === 'GET' && content) {
    throw run.refuse(
      `A GET request has no form: leave ${run.label('form')} and ${run.label('files')} empty.`,
    );
  }
  const [path = '', ...rest] = toText(values.path).split('?');
  if (GIVES_TOKENS.test(path))
    throw run.refuse(`${run.label('path')} must not be one that gives tokens: a Zap would keep them.`);
  const headers = Object.fromEntries(pairs(values.headers));
  const facts = factsOfCall(method, path, headers.version);
  const query = new URLSearchParams(rest.join('?'));
  for (const [name, value] of pairs(values.query)) query.set(name, value);
  const composed: Composed = {
    method,
    path: query.size ? `${path}?${query}` : path,
    headers: {
      accept: 'application/json',
      version: facts.version,
      ...headers,
      ...(content && { 'content-type': content[0] }),
    },
    ...(content && { body: content[1] }),
  };
  const answer = await sendCustom(run.z, run.bundle, {
    facts,
    composed,
    wording: { doing: run.wording.doing, ...missingLocation(facts, query, values.form ?? body, run) },
    ...(values.stopOnError === false && { accepts: () => true }),
  });
  return { id: traceOf(answer) ?? contentHash([method, composed.path, answer.text]), ...partsOf(answer) };
}

/**
 * What is sent, and its media type: JSON as it is written, or a form, with files where there are some.
 *
 * @throws z.errors.Error where both are filled in, and where a file can't be fetched
 */
async function contentOf(
  { form, files }: Input,
  body: unknown,
  run: Run,
): Promise<[type: string, content: string | Buffer] | undefined> {
  const links = pairs(files);
  if (form === undefined && !links.length) {
    return body === undefined ? undefined : ['application/json; charset=utf-8', toText(body)];
  }
  if (body !== undefined) {
    throw run.refuse(
      `A request has one body: leave ${run.label('body')} empty, or ${run.label('form')} and ${run.label('files')}.`,
    );
  }
  const fetched = links.map(async ([name, link]): Promise<[string, unknown]> => {
    return [name, await fetchFile(link, { run, key: 'files' })];
  });
  return encodeForm([...pairs(form), ...(await Promise.all(fetched))], links.length > 0);
}

/** What to do where HighLevel refuses a call that lacks the sub-account's id, which its endpoint requires. */
function missingLocation(
  facts: Endpoint,
  query: URLSearchParams,
  body: unknown,
  run: Run,
): { advice?: string } {
  const sent = isRecord(body) ? body : parse(toText(body ?? ''));
  const given = {
    query: query.has.bind(query),
    body: (name: string) => isRecord(sent) && !isBlank(sent[name]),
  };
  const missing = locationParameters(facts).find(
    ({ name, place, required }) => required && place !== 'path' && !given[place](name),
  );
  if (!missing) return {};
  const field = run.label(missing.place);
  const id = locationOf(run.bundle);
  return {
    advice: `This endpoint requires ${missing.name}, the ID of the sub-account${id ? ` (${id})` : ''}: add it to ${field}.`,
  };
}

const hasNoEntries = (json: unknown) => isObject(json) && isEmpty(json);

const pairs = (value: unknown): [string, string][] =>
  Object.entries(isRecord(value) ? value : {}).map(([name, one]) => [name, toText(one)]);

/** Names and values; what is empty is left out. */
function toPairs(value: unknown): { [name: string]: string } {
  if (!isRecord(value)) throw new BadValue('names with their values');
  const filled = Object.entries(value).filter(([name, one]) => name.trim() && !isBlank(one));
  return Object.fromEntries(filled.map(([name, one]) => [name.trim(), toText(one)]));
}

/** Names with links to files. */
function toFiles(value: unknown): { [name: string]: string } {
  return mapValues(toPairs(value), (link) => toLinks(link)[0] ?? link);
}

/** Headers by their names in lower case. */
export function toHeaders(value: unknown): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(toPairs(value)).map(([name, header]) => {
      if (SET_BY_US.test(name)) throw new BadValue(`“${name}”: the connection sets it`, 'not set');
      if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
        throw new BadValue(`names of headers; ${show(name)} is not one`);
      // Double braces are Zapier's own templates, and no part of a header.
      if (/\{\{|[^\t\x20-\x7e\xa0-\xff]/.test(header)) {
        throw new BadValue(`plain text on one line; “${name}” is not`);
      }
      return [name.toLowerCase(), header.trim()];
    }),
  );
}

/** JSON: a text as it was written, any other value serialised. */
export function toJson(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  try {
    JSON.parse(value);
  } catch (error) {
    // JavaScript's message quotes the text, so only the place is taken from it.
    const place = /line \d+ column \d+/.exec(error instanceof Error ? error.message : '')?.[0];
    const where = place ? `. It can't be read at ${place}` : '';
    throw new BadValue(`valid JSON, such as {"name": "new patient"}${where}`);
  }
  return value;
}
