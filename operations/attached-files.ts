/** Files from earlier steps, for a message: HighLevel takes them first, and sends the addresses that it gives them. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { show, toLinks } from '../fields/values';
import { existingIdIn } from '../highlevel/absence';
import { type Answer, bodyOf } from '../highlevel/answer';
import { request, send } from '../highlevel/client';
import type { SentFile } from '../highlevel/compose';
import { endpoint } from '../highlevel/contract';
import { refuse } from '../highlevel/errors';
import { isRecord } from '../highlevel/json';
import { isSafe } from '../highlevel/settings';
import { conversations } from '../reads/conversations';
import { readPage } from '../reads/read';
import { idOf } from '../records/record';
import type { Run } from './spec';

/** Core would otherwise copy the whole definition. */
const OPTIONS = { merge: false, skipThrowForStatus: true, timeout: 15_000 } as const;

const NEW_CONVERSATION = 'POST /conversations/';
/** The endpoints that files need beside the message's own, for the scopes. */
export const fileEndpoints = [NEW_CONVERSATION, 'POST /conversations/messages/upload'] as const;

/** The largest file that is fetched: a step has little memory, and messages carry less. */
const MOST_BYTES = 25 * 1024 * 1024;

/**
 * The addresses of files as HighLevel keeps them, for the attachments of a message.
 *
 * @param files links to them, as Zapier gives the files of earlier steps
 * @throws z.errors.Error where a file can't be fetched, or HighLevel does not take it
 */
export async function uploaded(files: unknown, contactId: unknown, run: Run): Promise<string[]> {
  const { z, bundle } = run;
  const fileAttachment = await Promise.all(
    toLinks(files).map((link) => fetched(z, link, run.label('files'))),
  );
  const answer = await request(z, bundle, {
    endpoint: 'POST /conversations/messages/upload',
    input: { contactId, conversationId: await conversationOf(z, bundle, contactId), fileAttachment },
    wording: { ...run.wording, doing: 'Uploading the files' },
  });
  const kept = isRecord(answer.uploadedFiles) ? Object.values(answer.uploadedFiles) : [];
  const urls = kept.filter((url) => typeof url === 'string');
  if (urls.length < fileAttachment.length) {
    throw run.refuse(
      'Uploading the files did not work: HighLevel did not keep all of them. Nothing was sent.',
    );
  }
  return urls;
}

/** The contact's conversation; a new one where there is none yet. */
async function conversationOf(z: ZObject, bundle: Bundle, contactId: unknown): Promise<string> {
  const wording = { doing: 'Finding the conversation', thing: 'contact' };
  const { items } = await readPage(z, bundle, conversations, { wording, input: { contactId } });
  const found = items.find((one) => one.contactId === contactId);
  if (found) return idOf(found);
  // One that the list did not show yet is named by the refusal.
  const facts = endpoint(NEW_CONVERSATION);
  const accepts = (refusal: Answer) => existingIdIn(refusal, facts) !== undefined;
  const answer = await send(z, bundle, {
    endpoint: NEW_CONVERSATION,
    input: { contactId },
    wording,
    accepts,
  });
  const made = bodyOf(answer);
  return existingIdIn(answer, facts) ?? idOf(isRecord(made.conversation) ? made.conversation : made);
}

/** A file, from another host and without the token. */
async function fetched(z: ZObject, link: string, label: string): Promise<SentFile> {
  const failed = (why: string) =>
    refuse(z, `${label} has a file that can’t be fetched: ${show(link)} ${why}.`);
  if (!isSafe(new URL(link))) throw failed('is no https link');
  const response = await z.request({ ...OPTIONS, url: link, raw: true }).catch(() => {
    throw failed('does not answer');
  });
  if (response.status >= 300) throw failed(`answers with ${response.status}`);
  if (Number(response.headers.get('content-length') ?? 0) > MOST_BYTES) throw failed('has more than 25 MB');
  const bytes = await response.buffer();
  if (bytes.length > MOST_BYTES) throw failed('has more than 25 MB');
  const type = (response.headers.get('content-type') ?? 'application/octet-stream').split(';')[0]?.trim();
  const name = nameOf(link, response.headers.get('content-disposition'));
  return { name, type: type || 'application/octet-stream', bytes };
}

/** A file's name, as its answer or else its address has it. */
function nameOf(link: string, disposition: string | null): string {
  const said = /filename\*?=(?:UTF-8'')?"?([^";]+)/i.exec(disposition ?? '')?.[1];
  const last = said ?? new URL(link).pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last) || 'file';
  } catch {
    return last || 'file';
  }
}
