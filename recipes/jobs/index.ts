import { blogPost } from './blog-post';
import { calendly } from './calendly';
import { callSummary } from './call-summary';
import { cancelledSubscription } from './cancelled-subscription';
import { changedAppointment } from './changed-appointment';
import { closerTold } from './closer-told';
import { draftedAnswer } from './drafted-answer';
import { emailAttachments } from './email-attachments';
import { facebookLead } from './facebook-lead';
import { formLead } from './form-lead';
import { inspectionRecord } from './inspection-record';
import type { Job } from './job';
import { linkClicked } from './link-clicked';
import { mailingList } from './mailing-list';
import { missedCall } from './missed-call';
import { morning } from './morning';
import { newClient } from './new-client';
import { noShow } from './no-show';
import { noteTold } from './note-told';
import { outsidePayment } from './outside-payment';
import { overdueInvoice } from './overdue-invoice';
import { paidInvoice } from './paid-invoice';
import { sentContract } from './sent-contract';
import { sheetToPost } from './sheet-to-post';
import { shopOrder } from './shop-order';
import { signedContract } from './signed-contract';
import { stuckDeal } from './stuck-deal';
import { surveyScore } from './survey-score';
import { vip } from './vip';
import { voiceAiCall } from './voice-ai-call';
import { waitingCustomer } from './waiting-customer';
import { wonConversion } from './won-conversion';
import { wonInvoice } from './won-invoice';

/** The jobs that agencies ask for, by their numbers. */
export const jobs: readonly Job[] = [
  formLead,
  facebookLead,
  missedCall,
  callSummary,
  draftedAnswer,
  emailAttachments,
  wonInvoice,
  sentContract,
  signedContract,
  paidInvoice,
  outsidePayment,
  overdueInvoice,
  closerTold,
  noShow,
  changedAppointment,
  calendly,
  morning,
  vip,
  surveyScore,
  wonConversion,
  stuckDeal,
  mailingList,
  waitingCustomer,
  voiceAiCall,
  newClient,
  sheetToPost,
  blogPost,
  inspectionRecord,
  cancelledSubscription,
  shopOrder,
  linkClicked,
  noteTold,
];
