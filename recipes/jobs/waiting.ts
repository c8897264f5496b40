/** A job that can't be built yet. */
interface WaitingJob {
  number: number;
  title: string;
  /** The labels of the triggers, actions and searches that are not there yet. */
  waitsFor: readonly string[];
}

/** The jobs that wait for operations. */
export const waitingJobs: readonly WaitingJob[] = [];
