import { difference, omit } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { DAY_MS, toDay } from '../fields/dates';
import { choice, date, inGroup, longText, number, text, yesNo } from '../fields/field';
import {
  advancedSaleFields,
  customerFields,
  ESTIMATE_GROUPS,
  ESTIMATE_LEFT_OUT,
  INVOICE_LEFT_OUT,
  invoiceId,
  lastDigits,
  PAYMENT_METHODS,
  SALE_GROUPS,
  saleDay,
  saleFields,
  sender,
  sentFrom,
  termsFields,
  WAYS_TO_SEND,
} from '../fields/invoice';
import { joinWords } from '../fields/values';
import { type Answer, bodyOf } from '../highlevel/answer';
import { type Call, request, send } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { detailsOf, refuse } from '../highlevel/errors';
import type { Raw } from '../highlevel/json';
import { quoteOf } from '../highlevel/wording';
import { nest } from '../operations/input';
import { sale } from '../operations/sale';
import type { CreateSpec, Run } from '../operations/spec';
import { oneInvoice } from '../reads/invoices';
import { estimate } from '../records/estimate';
import { INVOICE_STATUSES, invoice } from '../records/invoice';
import { idOf, wordFor } from '../records/record';

/** For so many days an estimate is good where nobody says so. HighLevel wants a day (one report, 2026). */
const ESTIMATE_DAYS = 30;

const issueDate = () =>
  saleDay('issueDate', 'Issue Date', 'Leave it empty for today, in the time zone of the sub-account.');

export const invoiceCreates: CreateSpec[] = [
  {
    key: 'create_invoice',
    label: 'Create Invoice',
    description: 'Creates a draft of an invoice for a contact. Send Invoice sends it.',
    endpoint: 'POST /invoices/',
    fields: [
      ...saleFields('invoice'),
      issueDate(),
      saleDay('dueDate', 'Due Date', 'The last day to pay it.'),
      ...termsFields(),
      text('invoiceNumber', 'Invoice Number', 'Leave it empty for the next one.'),
      ...customerFields(),
      ...advancedSaleFields('INVOICE'),
    ],
    groups: SALE_GROUPS,
    notOffered: INVOICE_LEFT_OUT,
    input: sale,
    answer: (answer) => answer,
    record: invoice,
  },
  {
    key: 'send_invoice',
    label: 'Send Invoice',
    description: 'Sends an invoice by email, by text message or both, or marks it as sent.',
    endpoint: 'POST /invoices/{invoiceId}/send',
    fields: [
      invoiceId(),
      choice('action', 'How to Send It', WAYS_TO_SEND, { required: true, default: 'email' }),
      sender('Sent By', { required: true }),
      ...sentFrom(),
      yesNo('liveMode', 'Is Live', 'Leave it empty: the invoice itself tells whether it is live.'),
    ],
    notOffered: { autoPayment: 'It would charge a card that the customer saved.' },
    input: sendingInput,
    answer: 'invoice',
    record: invoice,
  },
  {
    key: 'record_invoice_payment',
    label: 'Record Invoice Payment',
    description: 'Records that an invoice was paid elsewhere, such as in cash or by bank transfer.',
    endpoint: 'POST /invoices/{invoiceId}/record-payment',
    fields: [
      invoiceId(),
      choice('mode', 'Method', PAYMENT_METHODS, { required: true }),
      longText('notes', 'Note', {
        required: true,
        helpText: 'What is to be known of the payment, such as its ID at the bank.',
      }),
      number(
        'amount',
        'Amount',
        'In the currency of the invoice, such as 49.50. Leave it empty for all that is due.',
      ),
      date('fulfilledAt', 'Paid At', 'Leave it empty for now.'),
      text('cheque__number', 'Check Number', 'The method Check needs it, and no other takes it.'),
      text('card__brand', 'Card Brand', 'Such as Visa. The method Card needs it, and no other takes it.'),
      lastDigits('card__last4'),
    ],
    notOffered: {
      meta: 'HighLevel describes no use of it.',
      paymentScheduleIds: 'The parts of a payment schedule are recorded in HighLevel.',
    },
    input: paymentInput,
    answer: 'invoice',
    record: invoice,
  },
  {
    key: 'create_estimate',
    label: 'Create Estimate',
    description: 'Creates an estimate for a contact and, if you like, sends it.',
    endpoint: 'POST /invoices/estimate',
    fields: [
      ...saleFields('estimate'),
      issueDate(),
      saleDay('expiryDate', 'Expiry Date', `Leave it empty for ${ESTIMATE_DAYS} days after the issue date.`),
      ...termsFields(),
      ...customerFields(),
      ...inGroup<keyof typeof ESTIMATE_GROUPS>('sending', [
        choice('send', 'Send It', WAYS_TO_SEND, {
          helpText: 'Leave it empty for a draft.',
          notSent: 'The estimate is sent by a request of its own.',
        }),
        sender('User', {
          helpText:
            'Who it is from. Choose a user, or map the user ID of an earlier step. To send it needs one.',
        }),
        ...sentFrom().map((field) => ({ ...field, notSent: 'It goes with the request that sends it.' })),
      ]),
      ...advancedSaleFields('ESTIMATE'),
    ],
    groups: ESTIMATE_GROUPS,
    notOffered: ESTIMATE_LEFT_OUT,
    input: estimateInput,
    request: makeEstimate,
    answer: (answer) => answer,
    record: estimate,
  },
];

const readInvoice = async ({ invoiceId: id }: Input, { z, bundle, wording }: Run): Promise<Raw> =>
  oneInvoice.answer(
    await request(z, bundle, { endpoint: oneInvoice.endpoint, input: { invoiceId: id }, wording }),
  );

/** HighLevel wants to hear again whether an invoice is live, and the same as the invoice says (one source, 2026). */
async function sendingInput(values: Input, run: Run): Promise<Input> {
  const { liveMode = (await readInvoice(values, run)).liveMode !== false } = values;
  return { ...nest(values), liveMode };
}

/** What must be told of a payment, by its method. */
const TOLD_OF_METHOD: { [mode: string]: string[] } = {
  card: ['card__brand', 'card__last4'],
  cheque: ['cheque__number'],
};

/** What was filled in, without values that are left over from another method. */
async function paymentInput(values: Input, run: Run): Promise<Input> {
  const needed = TOLD_OF_METHOD[String(values.mode)] ?? [];
  const missing = needed.filter((key) => values[key] === undefined);
  if (missing.length) {
    throw run.refuse(
      `The method ${wordFor(PAYMENT_METHODS, String(values.mode))} needs ${joinWords(missing.map(run.label), 'and')}.`,
    );
  }
  const amount = values.amount ?? (await amountDue(values, run));
  const ofOthers = difference(Object.values(TOLD_OF_METHOD).flat(), needed);
  return { ...nest(omit(values, ofOthers)), amount };
}

async function amountDue(values: Input, run: Run): Promise<number> {
  const { amountDue: due, status } = await readInvoice(values, run);
  if (Number(due) > 0) return Number(due);
  throw run.refuse(
    `${run.wording.doing} did nothing: nothing is due on this invoice (its status is ${wordFor(INVOICE_STATUSES, String(status))}).`,
  );
}

async function estimateInput(values: Input, run: Run): Promise<Input> {
  if (values.send !== undefined && values.userId === undefined) throw run.needs('userId');
  const input = await sale(values, run);
  const expires = new Date(Date.parse(input.issueDate) + ESTIMATE_DAYS * DAY_MS);
  return {
    ...input,
    expiryDate: input.expiryDate ?? toDay(expires.toISOString()),
    frequencySettings: { enabled: false, schedule: {} },
  };
}

const SEND_ESTIMATE = 'POST /invoices/estimate/{estimateId}/send';

/**
 * Makes an estimate and sends it, by a request each: whether it was sent is then known. Whatever keeps it from being
 * sent must not let the step run again, which would make another one.
 */
async function makeEstimate(z: ZObject, bundle: Bundle, call: Call, values: Input): Promise<Raw> {
  const made = { estimateStatus: 'draft', ...(await request(z, bundle, call)) };
  const estimateId = idOf(made);
  if (values.send === undefined || !estimateId) return made;
  const { userId, liveMode = true, name: estimateName } = values;
  const { sentFrom: from } = nest(values);
  const input = { estimateId, action: values.send, userId, liveMode, estimateName, sentFrom: from };
  const wording = call.wording ?? { doing: 'Create Estimate' };
  const half = (what: string, words = '') =>
    refuse(
      z,
      [
        `${wording.doing} made the estimate with the ID ${estimateId}, ${what}`,
        words,
        'Go on with that one in HighLevel: to run this step again would make another.',
      ]
        .filter(Boolean)
        .join(' '),
    );
  let answer: Answer;
  try {
    const accepts = ({ status }: Answer) => status < 500;
    answer = await send(z, bundle, { endpoint: SEND_ESTIMATE, input, wording, accepts });
  } catch (error) {
    throw half(detailsOf(error) ? 'and it is not known whether it was sent.' : 'and did not send it.');
  }
  if (answer.status < 300) return { ...made, estimateStatus: 'sent', ...bodyOf(answer) };
  throw half('and did not send it.', quoteOf(answer, wording));
}
