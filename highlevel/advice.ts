/** What the Zap's owner may do about a refusal, in a sentence. */
import { type Answer, existingIdIn, isBusy, isNotFound, messagesOf, whyUnauthorised } from './answer';
import { type Endpoint, shape } from './contract';
import type { Wording } from './wording';

/** The advice where only time helps. */
export const LATER = 'Run the step again in a few minutes.';

/** The advice for an answer that is no success; the first rule that fits gives it. */
export function adviceFor(answer: Answer, endpoint: Endpoint, wording: Wording): string {
  const { status } = answer;
  const why = status === 401 ? whyUnauthorised(answer) : undefined;

  const duplicate = existingIdIn(answer);
  if (duplicate) {
    return [`It exists already, with the id ${duplicate}.`, wording.ifDuplicate].filter(Boolean).join(' ');
  }

  if (why === 'scope') return missingScope(endpoint);
  if (why === 'timeout' || status === 408 || isBusy(answer)) {
    return `HighLevel was too busy to answer. ${LATER}`;
  }
  if (why === 'other') {
    return "HighLevel refuses the call, though the connection is valid. Check the account and the ids that this step uses; HighLevel's support can find the call by its trace id.";
  }

  if (wording.advice && status >= 400 && status < 500) return wording.advice;
  if (status === 401 || status === 403) {
    return `${missingAccess(endpoint)} Check the account that this step uses.`;
  }
  if (isNotFound(answer)) return notFound(answer, endpoint, wording);
  if (status === 413) return 'The values of this step are too large for HighLevel.';
  if (status >= 500) return `HighLevel has a problem of its own. ${LATER}`;
  if (status >= 300 && status < 400) {
    return 'HighLevel sent the call to another address, which is not followed.';
  }
  return 'Check the values of this step.';
}

function missingScope({ scopes }: Endpoint): string {
  const which = scopes.length ? ` that this step needs: ${scopes.join(', ')}` : ' that this step needs';
  return `Your HighLevel app lacks a scope${which}. Add it to the app in the HighLevel Marketplace, then reconnect the account in Zapier.`;
}

function missingAccess({ access }: Endpoint): string {
  const [only, ...others] = access;
  if (!only || others.length) return 'This connection may not do that.';
  return only === 'agency'
    ? "This needs an agency's connection, and refuses a sub-account's."
    : "This needs access to the sub-account, which this connection doesn't have.";
}

/** Names what was not found by the labels of the step's fields: the field that HighLevel names, else those in the path. */
function notFound(answer: Answer, endpoint: Endpoint, { labels, thing }: Wording): string {
  const said = messagesOf(answer).join(' ').toLowerCase();
  const { locationId: _location, ...fields } = labels ?? {};
  const ids = Object.keys(fields).filter((key) => /(^i|I)ds?$/.test(key));
  const named = ids
    .flatMap((key) => fields[key] ?? [])
    .filter((label) => said.startsWith(label.toLowerCase()));
  const inPath = Object.entries(endpoint.path).flatMap(([key, fact]) =>
    shape(fact).enum ? [] : (fields[key] ?? []),
  );
  const which = (named.length ? named : inPath).map((label) => `“${label}”`).join(' or ');
  if (labels && !which && !ids.length) {
    return 'HighLevel did not find it in this account. Check the account that this step uses.';
  }
  const other = thing ? `This ${thing}` : 'Something that this step names';
  const missing = which ? `The record in ${which}` : other;
  return `${missing} was not found: it may have been deleted, or it belongs to another sub-account. Check the ids in this step.`;
}
