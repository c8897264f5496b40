/** Every open question, with how it is put to an account, or why it can't be. */
import type { Questions } from './probe';
import { contacts } from './probes/contacts';

export const questions: Questions = { ...contacts };
