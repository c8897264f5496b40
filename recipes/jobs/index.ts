import { blogPost } from './blog-post';
import { calendly } from './calendly';
import { callSummary } from './call-summary';
import { changedAppointment } from './changed-appointment';
import { closerTold } from './closer-told';
import { draftedAnswer } from './drafted-answer';
import { facebookLead } from './facebook-lead';
import { formLead } from './form-lead';
import type { Job } from './job';
import { linkClicked } from './link-clicked';
import { missedCall } from './missed-call';
import { morning } from './morning';
import { noShow } from './no-show';
import { noteTold } from './note-told';
import { vip } from './vip';

/** The jobs that agencies ask for, by their numbers. */
export const jobs: readonly Job[] = [
  formLead,
  facebookLead,
  missedCall,
  callSummary,
  draftedAnswer,
  closerTold,
  noShow,
  changedAppointment,
  calendly,
  morning,
  vip,
  blogPost,
  linkClicked,
  noteTold,
];
