/** What every part of the page shares: the account that is chosen, questions to its user, announcements. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Account, Accounts, Start } from '../wire';

export interface Workbench {
  start: Start;
  accounts: Account[];
  /** The account as which steps run; none if none is connected. */
  account: Account | undefined;
  choose: (account: string) => void;
  /** Takes what became of the accounts, and chooses the one that was connected. */
  take: (answer: Accounts) => void;
  /** Asks a question that wants a yes. */
  confirm: (question: string) => Promise<boolean>;
  /** Says something to people who do not see the page. */
  announce: (text: string) => void;
}

export const WorkbenchContext = createContext<Workbench | undefined>(undefined);

/** @throws Error outside of the page's frame */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('This part of the page stands outside of its frame.');
  return workbench;
}
