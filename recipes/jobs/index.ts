import { blogPost } from './blog-post';
import { calendly } from './calendly';
import { facebookLead } from './facebook-lead';
import type { Job } from './job';
import { linkClicked } from './link-clicked';
import { missedCall } from './missed-call';
import { morning } from './morning';
import { noteTold } from './note-told';

/** The jobs that agencies ask for, by their numbers. */
export const jobs: readonly Job[] = [
  facebookLead,
  missedCall,
  calendly,
  morning,
  blogPost,
  linkClicked,
  noteTold,
];
