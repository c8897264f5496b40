import { randomUUID } from 'node:crypto';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { file } from '../fields/field';
import { contactId, idField } from '../fields/ids';
import { toLinks, toList } from '../fields/values';
import { type Call, request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { isRecord, type Raw, rowsOf } from '../highlevel/json';
import { fetchFile, MB } from '../operations/fetched-file';
import type { CreateSpec, Run } from '../operations/spec';
import { contactFile } from '../records/contact-file';
import { readCustomFields } from '../records/custom-fields/values';

/** How much is sent at once, in MB: HighLevel's own limit for one file, and as much as a step has memory for. */
const MOST_MB = 50;

export const contactFileCreates: CreateSpec[] = [
  {
    key: 'upload_contact_file',
    label: 'Upload File to Contact',
    description: 'Uploads a file into a file field of a contact.',
    endpoint: 'POST /forms/upload-custom-files',
    fields: [
      contactId(),
      idField('customFieldId', 'File Field', 'contactFileFields', {
        notSent: 'It is a part of the name of each file.',
        helpText:
          'Choose a custom field of contacts that takes files, or map the custom field ID of an earlier step. One that takes several files keeps those it has; another one may lose its file.',
      }),
      file('file', 'File', {
        list: true,
        required: true,
        helpText: `Files of earlier steps, or links to files that anyone may open; together at most ${MOST_MB} MB. HighLevel takes PDF, Word, Excel, CSV and text files, JPG, PNG, GIF and SVG pictures, MP4 and MPEG videos, ZIP and RAR.`,
        notSent: 'Each file is sent under a name of its own.',
        send: toLinks,
      }),
    ],
    input: filesInput,
    request: uploadFiles,
    answer: filedIn,
    record: contactFile,
  },
];

/** Each file under a name that tells its field and an id of its own, as HighLevel describes it. */
async function filesInput({ contactId: id, customFieldId, file: links }: Input, run: Run): Promise<Input> {
  const input: Input = { contactId: id };
  let size = 0;
  // One after the other, so that no more is held than may be sent, and one file.
  for (const link of toList(links)) {
    const sent = await fetchFile(String(link), { run, key: 'file' }, MOST_MB);
    size += sent.bytes.length;
    if (size > MOST_MB * MB) {
      throw run.refuse(
        `The files in ${run.label('file')} have more than ${MOST_MB} MB together. None was uploaded.`,
      );
    }
    input[`${customFieldId}_${randomUUID()}`] = sent;
  }
  return input;
}

/** Sends the files, and tells what they are called. */
async function uploadFiles(z: ZObject, bundle: Bundle, call: Call): Promise<Raw> {
  const fileNames = rowsOf(Object.values(call.input ?? {})).map(({ name }) => name);
  return { ...(await request(z, bundle, call)), fileNames };
}

/** What was done, and all files that the field has now, where the answer shows the contact's fields. */
function filedIn({ fileNames, ...answer }: Raw, { contactId: id, customFieldId }: Input): Raw {
  const contact = isRecord(answer.contact) ? answer.contact : answer;
  const fileLinks = readCustomFields(contact.customFields)[String(customFieldId)];
  return { id, customFieldId, fileNames, ...(fileLinks !== undefined && { fileLinks }), success: true };
}
