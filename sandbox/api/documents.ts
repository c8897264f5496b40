import type { Call, Routes } from '../gateway/call';
import { notFound, refusal } from '../gateway/errors';
import { type JsonObject, number, objects, text } from '../json';
import { writeDocument } from './shared/document-record';
import { chosen, holds, within } from './shared/lists';
import { ownRow, pageOf } from './shared/rows';

/** The largest page, as one source tried (September 2026). */
const MOST = 21;

/** The names of a document's recipients, where words are looked for beside its own name. */
const NAMES = ['contactName', 'firstName', 'lastName'];

/** Documents and contracts, the latest first; their statuses can be several, with commas between them. */
function documents(call: Call): JsonObject {
  const { query } = call;
  if (number(query.limit, 0) > MOST) throw refusal(422, [`limit must not be greater than ${MOST}`]);
  if ((query.dateFrom === undefined) !== (query.dateTo === undefined)) {
    throw refusal(422, ['dateFrom and dateTo must be provided together']);
  }
  const isWithin = within(query, ['dateFrom', 'dateTo']);
  const found = chosen(call, {
    table: 'documents',
    filters: { status: 'status', paymentStatus: 'paymentStatus' },
    several: ['status', 'paymentStatus'],
    latest: 'createdAt',
  }).filter(
    (row) =>
      isWithin(row.createdAt) &&
      (holds(row, ['name'], query.query) ||
        objects(row.recipients).some((recipient) => holds(recipient, NAMES, query.query))),
  );
  return {
    documents: pageOf(found, query, MOST).map(({ id, ...row }) => ({ _id: id, ...row })),
    total: found.length,
  };
}

/** The largest page of templates: a larger one comes back empty, and is no error (one source, 2026). */
const MOST_TEMPLATES = 20;

/** Templates, those that changed last first; their types can be several, with commas between them. */
function templates(call: Call): JsonObject {
  const { query } = call;
  if (query.isPublicDocument === true && query.userId === undefined) {
    throw refusal(422, ['userId is required when isPublicDocument is true']);
  }
  const isWithin = within(query, ['dateFrom', 'dateTo']);
  const found = chosen(call, {
    table: 'documentTemplates',
    filters: { type: 'type', isPublicDocument: 'isPublicDocument' },
    several: ['type'],
    words: { parameter: 'name', in: ['name'] },
    latest: 'updatedAt',
  }).filter((row) => isWithin(row.createdAt));
  const isTooMuch = number(query.limit, 0) > MOST_TEMPLATES;
  const data = isTooMuch ? [] : pageOf(found, query, MOST_TEMPLATES).map((row) => ({ _id: row.id, ...row }));
  return { data, total: found.length };
}

/**
 * Makes a document of a template. One that is sent has a link for each of its recipients, and none of them has an
 * address (recorded 2026-07); a draft has none.
 */
function sendTemplate(call: Call): JsonObject {
  const { state, body, clock, ids, locationId } = call;
  const template = ownRow(state.documentTemplates, text(body.templateId), 'Template', call);
  const contact = ownRow(state.contacts, text(body.contactId), 'Contact', call);
  const userId = text(body.userId) ?? '';
  if (!state.users.get(userId)?.locationIds.includes(locationId)) throw notFound('User', userId);
  if (body.opportunityId !== undefined) {
    ownRow(state.opportunities, text(body.opportunityId), 'Opportunity', call);
  }
  const isSent = body.sendDocument !== false;
  const documentId = ids.next();
  const dates = { createdAt: clock.iso(), updatedAt: clock.iso() };
  const link = {
    ...{ _id: ids.next(24), referenceId: ids.next(), documentId, recipientId: contact.id },
    ...{ entityName: 'contacts', recipientCategory: 'recipient', documentRevision: 1 },
    ...{ deleted: false, createdBy: userId, ...dates, __v: 0 },
  };
  const links = isSent ? [link] : [];
  writeDocument(state, contact, {
    ...{ documentId, name: text(template.name) ?? '', links, amount: 0, ...dates },
    ...{ status: isSent ? 'sent' : 'draft', paymentStatus: 'no_payment' },
  });
  return { success: true, links };
}

/** Documents and contracts, and their templates. */
export const documentRoutes: Routes = {
  'GET /proposals/document': { handle: documents, refuses: ['contactId'] },
  'GET /proposals/templates': { handle: templates },
  'POST /proposals/templates/send': { handle: sendTemplate },
};
