/** What the Zap's owner may do about a refusal, in a sentence. */
import { escapeRegExp } from 'lodash';
import { existingIdIn, isNotFound, isUnknownPath } from './absence';
import { type Answer, isBusy, isRefusal, messagesOf, whyRefused } from './answer';
import { authKind } from './auth-kind';
import { type Endpoint, isRead, shape } from './contract';
import type { Wording } from './wording';

/** The advice where only time helps. */
export const LATER = 'Run the step again in a few minutes.';

/** The advice for an answer that is no success; the first rule that fits gives it. */
export function adviceFor(answer: Answer, endpoint: Endpoint, wording: Wording): string {
  const { status } = answer;
  const why = isRefusal(answer) ? whyRefused(answer) : undefined;

  const duplicate = existingIdIn(answer, endpoint);
  if (duplicate) {
    return [`It exists already, with the id ${duplicate}.`, wording.ifDuplicate].filter(Boolean).join(' ');
  }

  if (why === 'scope') return missingScope(endpoint);
  if (why === 'timeout' || status === 408 || isBusy(answer)) {
    return `HighLevel was too busy to answer. ${LATER}`;
  }

  if (wording.advice && status >= 400 && status < 500) return wording.advice;
  if (isUnknownPath(answer))
    return "The path is not one of HighLevel's. Compare it with the API documentation.";
  if (why === 'access' || (status === 400 && whyRefused(answer) === 'access')) {
    return missingAccess(endpoint, wording);
  }
  if (why) return refusedFor(answer, endpoint);
  if (isNotFound(answer, endpoint)) return notFound(answer, endpoint, wording);
  if (status === 413) return 'The values of this step are too large for HighLevel.';
  if (status >= 500) return `HighLevel has a problem of its own. ${LATER}`;
  if (status >= 300 && status < 400) {
    return 'HighLevel sent the call to another address, which is not followed.';
  }
  const refused = fieldsNotTaken(answer, wording);
  if (refused.length) return `HighLevel does not take ${inQuotes(refused)} here: leave it out of this step.`;
  return wording.wrongValues?.() || 'Check the values of this step.';
}

/** The labels of the fields that HighLevel refuses whatever their value is. */
function fieldsNotTaken(answer: Answer, { labels = {} }: Wording): string[] {
  const known = new Map(Object.entries(labels));
  return messagesOf(answer).flatMap((said) => {
    const key = /^property ([\w.]+) should not exist$/.exec(said)?.[1]?.replaceAll('.', '__');
    return (key && known.get(key)) || [];
  });
}

/** The advice where an agency's private token is to open a sub-account: HighLevel offers it no scope for that. */
export const OPENS_NO_LOCATION =
  'HighLevel does not let the token of an agency’s private integration into a sub-account. Make a private integration in the sub-account itself, and use a connection with its token in this step.';

function missingScope({ scopes }: Endpoint): string {
  const which = scopes.length ? ` that this step needs: ${scopes.join(', ')}` : ' that this step needs';
  if (authKind() === 'token') {
    if (scopes.includes('oauth.write')) return OPENS_NO_LOCATION;
    return `The private integration lacks a scope${which}. Add it to the private integration in HighLevel, under Settings, Private Integrations, then try again.`;
  }
  return `Your HighLevel app lacks a scope${which}. Add it to the app in the HighLevel Marketplace, then reconnect the account in Zapier.`;
}

function missingAccess({ access, path }: Endpoint, { labels = {} }: Wording): string {
  const [only, ...others] = access;
  const check = 'Check the account that this step uses.';
  if (!only || others.length) return `This connection may not do that. ${check}`;
  if (only === 'agency') return `This needs an agency's connection, and refuses a sub-account's. ${check}`;
  const needs = "This needs access to the sub-account, which this connection doesn't have";
  const records = idLabels(labels).filter(({ key }) => key in path);
  if (!records.length) return `${needs}. ${check}`;
  const which = inQuotes(records.map(({ label }) => label));
  return `${needs}, or the record in ${which} belongs to another sub-account. Check the account and the ids that this step uses.`;
}

/** HighLevel refuses the call for a reason that is its own, or that it does not tell. */
function refusedFor(answer: Answer, endpoint: Endpoint): string {
  const done = isRead(endpoint) ? [] : ['Nothing was done.'];
  const next = messagesOf(answer).length
    ? 'HighLevel refused this step for the reason that it gives: put that right, then run the step again.'
    : 'HighLevel refused this step and gave no reason. Check the account and the ids that this step uses.';
  return [...done, next].join(' ');
}

/** The fields of a step that hold ids of records: all but the Location. */
const idLabels = ({ locationId: _location, ...labels }: { [key: string]: string }) =>
  Object.entries(labels).flatMap(([key, label]) => (/(^i|I)ds?$/.test(key) ? [{ key, label }] : []));

const isWordIn = (text: string, word: string) => new RegExp(`\\b${escapeRegExp(word)}\\b`, 'i').test(text);

const inQuotes = (labels: string[]) => labels.map((label) => `“${label}”`).join(' or ');

/** Names what was not found by the labels of the step's fields: the field that HighLevel names, else those in the path. */
function notFound(answer: Answer, endpoint: Endpoint, { labels, thing }: Wording): string {
  const said = messagesOf(answer).join(' ');
  const ids = idLabels(labels ?? {});
  const named = ids.flatMap(({ label }) => (isWordIn(said, label) ? [label] : []));
  const { locationId: _location, ...fields } = labels ?? {};
  const inPath = Object.entries(endpoint.path).flatMap(([key, fact]) =>
    shape(fact).enum ? [] : (fields[key] ?? []),
  );
  const which = inQuotes(named.length ? named : inPath);
  if (labels && !which && !ids.length) {
    return 'HighLevel did not find it in this account. Check the account that this step uses.';
  }
  const other = thing ? `This ${thing}` : 'Something that this step names';
  const missing = which ? `The record in ${which}` : other;
  return `${missing} was not found: it may have been deleted, or it belongs to another sub-account. Check the ids in this step.`;
}
