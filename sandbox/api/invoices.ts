import { orderBy, round, sumBy } from 'lodash';
import type { Call, Routes } from '../gateway/call';
import { refusal } from '../gateway/errors';
import { isObject, type JsonObject, number, objects, pick, text } from '../json';
import type { Contact, LocationRow } from '../state';
import { chosen, ofAccount } from './shared/lists';
import { payInvoice } from './shared/payment-record';
import { ownRow, pageOf } from './shared/rows';

/** Fields of invoices and estimates that the words of a search are looked for in. */
const WORDS = ['id', 'name', 'contactDetails.name', 'contactDetails.email', 'contactDetails.phoneNo'];

/** Whether an invoice is of the mode that a query names; `default` names none. */
const isOfMode = ({ liveMode }: JsonObject, mode: unknown): boolean =>
  mode === undefined || mode === 'default' || liveMode === (mode === 'live');

function invoices(call: Call): JsonObject {
  const { query } = call;
  const found = chosen(call, {
    table: 'invoices',
    filters: { status: 'status', contactId: 'contactDetails.id' },
    words: { parameter: 'search', in: [...WORDS, 'invoiceNumber'] },
    dated: 'issueDate',
    latest: 'createdAt',
  }).filter((row) => isOfMode(row, query.paymentMode));
  const sorted =
    query.sortField === undefined
      ? found
      : orderBy(found, 'issueDate', query.sortOrder === 'ascend' ? 'asc' : 'desc');
  return { invoices: pageOf(sorted, query).map(ofAccount), total: found.length };
}

/** The status `all` chooses every estimate. */
function estimates(call: Call): JsonObject {
  const { query } = call;
  const status = query.status === 'all' ? undefined : query.status;
  const found = chosen(call, {
    table: 'estimates',
    filters: { contactId: 'contactDetails.id' },
    words: { parameter: 'search', in: WORDS },
    dated: 'issueDate',
    latest: 'createdAt',
  }).filter((row) => status === undefined || row.estimateStatus === status);
  const page = pageOf(found, { ...query, limit: number(query.limit, 10) });
  return { estimates: page.map(ofAccount), total: found.length };
}

const customerOf = (call: Call, details: unknown): Contact =>
  ownRow(call.state.contacts, isObject(details) ? text(details.id) : undefined, 'Contact', call);

/** What an invoice and an estimate keep of a request, and what they sum up to. */
function sold(call: Call): { kept: JsonObject; lines: JsonObject[]; sums: JsonObject & { total: number } } {
  const { body, ids, locationId } = call;
  customerOf(call, body.contactDetails);
  const lines = objects(body.items).map((item) => ({ _id: ids.next(), taxes: [], ...item }));
  if (!lines.length) throw refusal(422, ['items should not be empty']);
  const subTotal = sumBy(lines, (line: JsonObject) => number(line.amount, 0) * number(line.qty, 0));
  const { type, value } = isObject(body.discount) ? body.discount : {};
  const discount = type === 'fixed' ? number(value, 0) : (subTotal * number(value, 0)) / 100;
  const total = Math.max(0, round(subTotal - discount, 2));
  return {
    kept: {
      locationId,
      automaticTaxesEnabled: false,
      automaticTaxesCalculated: false,
      ...pick(body, SAID),
    },
    lines,
    sums: { total, totalSummary: { subTotal: round(subTotal, 2), discount: round(discount, 2), tax: 0 } },
  };
}

/** What both keep as it was sent. */
const SAID = [
  ...['name', 'title', 'currency', 'liveMode', 'issueDate', 'discount', 'termsNotes'],
  ...['businessDetails', 'contactDetails', 'sentTo', 'automaticTaxesEnabled'],
];

/** The number after the highest that the location has. */
const nextNumber = (rows: LocationRow[], { locationId }: Call, field: string): number =>
  1 +
  Math.max(1000, ...rows.filter((row) => row.locationId === locationId).map((row) => number(row[field], 0)));

/** Keeps a new invoice as a draft. */
function newInvoice(call: Call): LocationRow {
  const { body, state } = call;
  const { kept, lines, sums } = sold(call);
  return state.invoices.insert({
    title: 'INVOICE',
    ...kept,
    ...sums,
    status: 'draft',
    invoiceNumber: number(body.invoiceNumber, nextNumber(state.invoices.all(), call, 'invoiceNumber')),
    dueDate: body.dueDate ?? body.issueDate,
    invoiceItems: lines,
    amountPaid: 0,
    amountDue: sums.total,
  });
}

const createInvoice = (call: Call): JsonObject => ofAccount(newInvoice(call));

/** The draft that a request names, with what it says now. @throws Refusal 400 for an invoice that was sent */
function changedDraft(call: Call, id: string): LocationRow {
  const { state } = call;
  const found = ownRow(state.invoices, id, 'Invoice', call);
  if (found.status !== 'draft') throw refusal(400, `Invoice is ${found.status}`);
  const { kept, lines, sums } = sold(call);
  const changes = { ...kept, ...sums, invoiceItems: lines, amountDue: sums.total };
  return state.invoices.update(id, changes) ?? found;
}

/** Makes an invoice to be paid at once, or changes a draft; and sends it unless it stays a draft. */
function textToPay(call: Call): JsonObject {
  const { state, body } = call;
  const id = text(body.id);
  const draft = id === undefined ? newInvoice(call) : changedDraft(call, id);
  const sent = body.action === 'send' && state.invoices.update(draft.id, { status: 'sent' });
  return {
    invoice: ofAccount(sent || draft),
    invoiceUrl: `https://pay.example.com/invoice/${draft.id}`,
  };
}

/** @throws Refusal 422 without an end, as one report has it (2026) */
function createEstimate(call: Call): JsonObject {
  const { body, state, companyId } = call;
  const { kept, lines, sums } = sold(call);
  if (body.expiryDate === undefined) throw refusal(422, ['expiryDate should not be empty']);
  const moment = call.clock.iso();
  const row = state.estimates.insert({
    title: 'ESTIMATE',
    estimateNumberPrefix: 'EST-',
    liveMode: true,
    meta: {},
    attachments: [],
    ...kept,
    ...pick(body, ['expiryDate', 'frequencySettings', 'userId', 'estimateNumberPrefix']),
    companyId,
    estimateNumber: number(body.estimateNumber, nextNumber(state.estimates.all(), call, 'estimateNumber')),
    estimateStatus: 'draft',
    estimateActionHistory: [],
    deleted: false,
    items: lines,
    total: sums.total,
    totalamountInUSD: sums.total,
    lastVisitedAt: moment,
    __v: 0,
  });
  return ofAccount(row);
}

const ownInvoice = (call: Call): LocationRow =>
  ownRow(call.state.invoices, call.params.invoiceId, 'Invoice', call);

/** @throws Refusal 400 where what is to be sent is of another mode, or its sender works elsewhere */
function checkSending({ body, state, locationId }: Call, { liveMode }: LocationRow): void {
  const user = state.users.get(text(body.userId));
  if (!user?.locationIds.includes(locationId)) throw refusal(400, `User not found for id: ${body.userId}`);
  if (body.liveMode !== liveMode) throw refusal(400, 'liveMode does not match');
}

function sendInvoice(call: Call): JsonObject {
  const found = ownInvoice(call);
  checkSending(call, found);
  if (found.status === 'void') throw refusal(400, 'Invoice is void');
  const sent =
    found.status === 'draft' ? call.state.invoices.update(found.id, { status: 'sent' }) : undefined;
  return { invoice: ofAccount(sent ?? found), emailData: {}, smsData: {} };
}

function sendEstimate(call: Call): JsonObject {
  const { state, params } = call;
  const found = ownRow(state.estimates, params.estimateId, 'Estimate', call);
  checkSending(call, found);
  const sent =
    found.estimateStatus === 'draft' && state.estimates.update(found.id, { estimateStatus: 'sent' });
  return ofAccount(sent || found);
}

/** The modes of a payment of which more must be told, under the same name. */
const TOLD = ['card', 'cheque'];

function recordPayment(call: Call): JsonObject {
  const { state, ids, body, clock } = call;
  const found = ownInvoice(call);
  const mode = text(body.mode) ?? '';
  const told = TOLD.find((one) => one === mode);
  if (told && !isObject(body[told])) throw refusal(422, [`${told} should not be empty`]);
  const due = number(found.amountDue, 0);
  const amount = number(body.amount, due);
  if (found.status === 'void' || due <= 0) throw refusal(400, `Invoice is ${found.status}`);
  if (amount <= 0 || amount > due) throw refusal(400, `amount must be more than 0, and no more than ${due}`);
  const { invoice } = payInvoice(state, ids, found, customerOf(call, found.contactDetails), {
    amount,
    at: clock.ms(),
    by: {
      chargeId: undefined,
      chargeSnapshot: { notes: body.notes },
      paymentMethod: { type: mode, ...(told && { [told]: body[told] }) },
      paymentProviderType: 'manual',
      ...pick(body, ['fulfilledAt']),
    },
  });
  return { success: true, invoice: ofAccount(invoice) };
}

/** Invoices and estimates. */
export const invoiceRoutes: Routes = {
  'GET /invoices/': { handle: invoices },
  'GET /invoices/{invoiceId}': {
    handle: (call) => ofAccount(ownInvoice(call)),
  },
  'POST /invoices/': { handle: createInvoice },
  'POST /invoices/text2pay': { handle: textToPay },
  'POST /invoices/{invoiceId}/send': { handle: sendInvoice },
  'POST /invoices/{invoiceId}/record-payment': { handle: recordPayment },
  'POST /invoices/estimate': { handle: createEstimate, status: 201 },
  'POST /invoices/estimate/{estimateId}/send': { handle: sendEstimate, status: 201 },
  'GET /invoices/estimate/list': { handle: estimates },
};
