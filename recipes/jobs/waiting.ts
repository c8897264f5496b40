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
  { number: 9, title: 'A signed contract starts the onboarding', waitsFor: ['Document Signed'] },
  { number: 10, title: 'A paid invoice wins the deal', waitsFor: ['Invoice Paid'] },
  { number: 11, title: 'A payment from outside settles the invoice', waitsFor: ['Record Invoice Payment'] },
  { number: 12, title: 'Overdue invoices are chased', waitsFor: ['Invoice Overdue'] },
  { number: 19, title: 'Survey scores alarm, or ask for a review', waitsFor: ['New Survey Submission'] },
  { number: 20, title: 'Won deals become ad conversions', waitsFor: ['Opportunity Status Changed'] },
  { number: 21, title: 'Deals that stand still are nudged', waitsFor: ['Opportunity Stuck in Stage'] },
  {
    number: 22,
    title: 'Opt-outs and new emails reach the mailing list',
    waitsFor: ['New or Updated Contact'],
  },
  {
    number: 23,
    title: 'Customers who wait for an answer raise an alarm',
    waitsFor: ['Conversation Waiting for Reply'],
  },
  { number: 24, title: 'A call that voice AI took makes a deal', waitsFor: ['New Voice AI Call'] },
  {
    number: 25,
    title: 'A new client gets a sub-account',
    waitsFor: ['New Subscription', 'Set Custom Value'],
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
  {
    number: 29,
    title: 'A cancelled subscription starts the win-back',
    waitsFor: ['Subscription Status Changed'],
  },
  { number: 30, title: 'An order is shipped and thanked for', waitsFor: ['New Order'] },
];
