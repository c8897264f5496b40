/**
 * Files and texts that belong to a message. A trigger fires when one is there, and gives Zapier a pointer to it. A
 * hydrator fetches the file itself, when a later step uses it.
 */
import { Readable } from 'node:stream';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { isNotThereYet } from './absence';
import { type Answer, bodyOf } from './answer';
import { type Call, send } from './client';
import { type EndpointKey, endpoint } from './contract';
import { withPlainErrors } from './errors';
import { isRecord, type Raw } from './json';

/** A kind of file: where it is, and the name and type that the fetched file gets. */
interface Kind {
  endpoint: EndpointKey;
  doing: string;
  thing: string;
  extension: string;
  type: string;
}

const KINDS = {
  recording: {
    endpoint: 'GET /conversations/messages/{messageId}/locations/{locationId}/recording',
    doing: 'Fetching the recording',
    thing: 'recording',
    extension: 'wav',
    type: 'audio/x-wav',
  },
  transcription: {
    endpoint: 'GET /conversations/locations/{locationId}/messages/{messageId}/transcription/download',
    doing: 'Fetching the transcription',
    thing: 'transcription',
    extension: 'txt',
    type: 'text/plain',
  },
} as const satisfies { [kind: string]: Kind };

/** Recordings and transcriptions are ready some time after their call. Until then they are no error. */
const waiting = (call: Call): Call => ({
  ...call,
  accepts: (answer: Answer) => isNotThereYet(answer, endpoint(call.endpoint)),
});

/** Whether a file is there, as `{ isThere }`. Its content is not read. */
export async function lookForFile(z: ZObject, bundle: Bundle, call: Call): Promise<Raw> {
  const { file } = await send(z, bundle, { ...waiting(call), file: true });
  if (file instanceof Readable) file.destroy();
  return { isThere: file !== undefined };
}

/** The JSON of something that is ready some time after its call; `{}` until then. */
export async function lookForJson(z: ZObject, bundle: Bundle, call: Call): Promise<Raw> {
  const answer = await send(z, bundle, waiting(call));
  return answer.status >= 300 ? {} : bodyOf(answer);
}

const failed = (z: ZObject, doing: string, why: string) =>
  new z.errors.Error(`${doing} did not work. ${why}`, 'no_file', 504);

/**
 * Makes a hydrator: it streams one file into Zapier's store and answers its address there. Its input has
 * ids and never a token: `messageId`, and `locationId` for an agency's connection. A file that breaks off is
 * fetched once more, if the run has enough time.
 */
function fetching({ endpoint, doing, thing, extension, type }: Kind) {
  return async (z: ZObject, bundle: Bundle): Promise<string> => {
    const { messageId } = bundle.inputData;
    const call: Call = { endpoint, input: { messageId }, wording: { doing, thing }, file: true };
    for (let again = false; ; again = true) {
      const { file = '', headers } = await send(z, bundle, call);
      const mime = headers.get('content-type') ?? type;
      try {
        return await z.stashFile(file, undefined, `${thing}-${messageId}.${extension}`, mime);
      } catch {
        const isCut = file instanceof Readable && file.errored !== null;
        if (file instanceof Readable) file.destroy();
        if (!isCut) throw failed(z, doing, 'Zapier could not keep the file.');
        if (again)
          throw failed(z, doing, 'The file broke off on its way. Run the step again in a few minutes.');
      }
    }
  };
}

/** Makes a hydrator of a text of an email: one request, made when a step uses the text. */
function readingEmail(field: 'body' | 'subject') {
  return async (z: ZObject, bundle: Bundle): Promise<string> => {
    const { emailMessageId } = bundle.inputData;
    const answer = bodyOf(
      await send(z, bundle, {
        endpoint: 'GET /conversations/messages/email/{id}',
        input: { id: emailMessageId },
        wording: { doing: 'Reading the email', thing: 'email' },
      }),
    );
    const email = isRecord(answer.emailMessage) ? answer.emailMessage : answer;
    return String(email[field] ?? '');
  };
}

/** The hydrators of files, by the endpoints that give them. */
const byEndpoint = new Map<string, keyof typeof hydrators>([
  [KINDS.recording.endpoint, 'messageRecording'],
  [KINDS.transcription.endpoint, 'messageTranscription'],
]);

/** The hydrator of the file that an endpoint answers; `undefined` where it answers none. */
export function hydratorOf(key: EndpointKey) {
  const name = byEndpoint.get(key);
  return name && hydrators[name];
}

/** The hydrators, by their names in the app definition. */
export const hydrators = {
  emailBody: withPlainErrors(readingEmail('body')),
  emailSubject: withPlainErrors(readingEmail('subject')),
  messageRecording: withPlainErrors(fetching(KINDS.recording)),
  messageTranscription: withPlainErrors(fetching(KINDS.transcription)),
};
