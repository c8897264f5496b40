import type { Call, Routes } from '../gateway/call';
import { notFound, refusal } from '../gateway/errors';
import { isObject, type JsonObject, text } from '../json';
import type { Contact, CustomField } from '../state';
import { inFull } from './shared/contact-answers';
import { fileIn, refuseLarge, type SentFile } from './shared/files';
import { ownRow } from './shared/rows';

/** The largest file, in MB. */
const MOST_MB = 50;

/** The kinds that are taken, as described. */
const KINDS = /\.(pdf|docx?|jpe?g|png|gif|csv|xlsx?|mp4|mpeg|zip|rar|txt|svg)$/i;

/** A file with the field that it is for, and its own id: its part of the form is called `<field>_<file>`. */
interface Part {
  field: CustomField;
  fileId: string;
  file: SentFile;
}

/** @throws Refusal 400 for a part that names no field of files, or is no file that is taken */
function partOf({ state, locationId }: Call, name: string, file: SentFile | undefined): Part {
  const [, fieldId, fileId] = /^([^_]+)_(.+)$/.exec(name) ?? [];
  const field = state.customFields.get(fieldId);
  const isIts = field?.locationId === locationId && field.model === 'contact';
  if (!isIts || field.dataType !== 'FILE_UPLOAD' || fileId === undefined) {
    throw refusal(400, `${name} is no file field of contacts.`);
  }
  if (!file) throw refusal(400, `${name} must be a file.`);
  if (!KINDS.test(file.name)) throw refusal(400, `The file type of ${file.name} is not allowed.`);
  refuseLarge(file, MOST_MB);
  return { field, fileId, file };
}

/** A field's files by their ids, with one more. A field for one file keeps the last. */
function withFile(had: unknown, { field, fileId, file }: Part, url: string): JsonObject {
  const isMany = field.isMultiFileAllowed === true;
  const kept = isMany && isObject(had) ? had : {};
  const { name, type, size } = file;
  const meta = { uuid: fileId, originalname: name, mimetype: type, size };
  return { ...kept, [fileId]: { url, documentId: fileId, meta } };
}

/** Puts files into fields of a contact. @throws Refusal 400 where there is none */
function upload(call: Call): JsonObject {
  const { state, query, body, locationId } = call;
  const contact: Contact = ownRow(state.contacts, text(query.contactId), 'Contact', call);
  const parts = Object.entries(body).map(([name, part]) => partOf(call, name, fileIn(part)));
  if (!parts.length) throw refusal(400, 'There is no file to upload.');
  const values = new Map(contact.customFields.map(({ id, value }) => [id, value]));
  for (const part of parts) {
    const place = `https://storage.example.com/location/${locationId}/contacts/${contact.id}`;
    const url = `${place}/${part.fileId}/${encodeURIComponent(part.file.name)}`;
    values.set(part.field.id, withFile(values.get(part.field.id), part, url));
  }
  const customFields = [...values].map(([id, value]) => ({ id, value }));
  const changed = state.contacts.update(contact.id, { customFields });
  if (!changed) throw notFound('Contact', contact.id);
  return { contact: inFull(changed) };
}

/** Files in the fields of contacts. */
export const contactFiles: Routes = {
  'POST /forms/upload-custom-files': { handle: upload },
};
