import { blogPost } from './blog-post';
import { calendly } from './calendly';
import { facebookLead } from './facebook-lead';
import type { Job } from './job';
import { morning } from './morning';

/** The jobs that agencies ask for, by their numbers. */
export const jobs: readonly Job[] = [facebookLead, calendly, morning, blogPost];
