/** Files from earlier steps, for a message: HighLevel takes them first, and sends the addresses that it gives them. */
import type { Bundle, ZObject } from 'zapier-platform-core';
import { toLinks } from '../fields/values';
import { existingIdIn } from '../highlevel/absence';
import { type Answer, bodyOf } from '../highlevel/answer';
import { request, send } from '../highlevel/client';
import { endpoint } from '../highlevel/contract';
import { isRecord } from '../highlevel/json';
import { conversations } from '../reads/conversations';
import { readPage } from '../reads/read';
import { idOf } from '../records/record';
import { fetchFile } from './fetched-file';
import type { Run } from './spec';

const NEW_CONVERSATION = 'POST /conversations/';
/** The endpoints that files need beside the message's own, for the scopes. */
export const fileEndpoints = [NEW_CONVERSATION, 'POST /conversations/messages/upload'] as const;

/**
 * The addresses of files as HighLevel keeps them, for the attachments of a message.
 *
 * @param files links to them, as Zapier gives the files of earlier steps
 * @throws z.errors.Error where a file can't be fetched, or HighLevel does not take it
 */
export async function uploaded(files: unknown, contactId: unknown, run: Run): Promise<string[]> {
  const { z, bundle } = run;
  const fileAttachment = await Promise.all(
    toLinks(files).map((link) => fetchFile(link, { run, key: 'files' })),
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
