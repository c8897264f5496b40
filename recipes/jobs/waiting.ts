/** A job that can't be built yet. */
interface WaitingJob {
  number: number;
  title: string;
  /** The labels of the triggers, actions and searches that are not there yet. */
  waitsFor: readonly string[];
}

/** The jobs that wait for operations. */
export const waitingJobs: readonly WaitingJob[] = [
  {
    number: 6,
    title: 'Attachments of emails are filed',
    waitsFor: ['New Message', 'Upload File to Contact'],
  },
  {
    number: 7,
    title: 'A won deal gets its invoice',
    waitsFor: ['Opportunity Status Changed', 'Create Invoice', 'Send Invoice'],
  },
  {
    number: 8,
    title: 'A proposal sends the contract, and reminds',
    waitsFor: ['Opportunity Stage Changed', 'Send Document from Template'],
  },
  { number: 11, title: 'A payment from outside settles the invoice', waitsFor: ['Record Invoice Payment'] },
  {
    number: 26,
    title: 'A row of a sheet becomes a scheduled post',
    waitsFor: ['Upload File to Media Library', 'Create Social Post'],
  },
  {
    number: 28,
    title: 'An inspection form becomes a custom record',
    waitsFor: ['New Form Submission', 'Create Custom Object Record', 'Update Custom Object Record'],
  },
];
