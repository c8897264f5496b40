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
    number: 8,
    title: 'A proposal sends the contract, and reminds',
    waitsFor: ['Opportunity Stage Changed', 'Send Document from Template'],
  },
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
