import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Account, Accounts, Start } from '../wire';
import { AccountsView } from './accounts/accounts-view';
import { ask, isRefused } from './api';
import { Busy } from './kit/busy';
import { Problem } from './kit/problem';
import { Question } from './kit/question';
import { useSession } from './session';
import { keptOf, newChain } from './steps/chain';
import { StepsView } from './steps/steps-view';
import { type Workbench, WorkbenchContext } from './workbench';
import { keptZaps, type ZapsState, ZapsView } from './zaps/zaps-view';

const VIEWS = { steps: 'Steps', zaps: 'Zaps', accounts: 'Accounts' } as const;
type View = keyof typeof VIEWS;

/** The page: what it shows at first is asked for, then its frame stands. */
export function App() {
  const [start, setStart] = useState<Start>();
  const [refused, setRefused] = useState<string>();
  const read = async () => {
    setRefused(undefined);
    const answer = await ask('start', {});
    if (isRefused(answer)) setRefused(answer.refused);
    else setStart(answer);
  };
  useEffect(() => {
    void read();
  }, []);
  if (start) return <Frame start={start} />;
  return (
    <main class="opening">
      <h1>Workbench</h1>
      {refused === undefined ? (
        <Busy what="Opening the workbench" />
      ) : (
        <Problem text={refused} again={() => void read()} />
      )}
    </main>
  );
}

function Frame({ start }: { start: Start }) {
  const view = useView();
  const [chain, changeChain] = useSession('chain', newChain, keptOf);
  const [zaps, changeZaps] = useSession<ZapsState>('zaps', () => ({ zaps: {} }), keptZaps);
  const [announced, announce] = useState('');
  const { accounts, account, choose, take, problem } = useAccounts(start, announce);
  const [question, setQuestion] = useState<{ text: string; answer: (yes: boolean) => void }>();
  const confirm = (text: string) =>
    new Promise<boolean>((resolve) => {
      const answer = (yes: boolean) => {
        setQuestion(undefined);
        resolve(yes);
      };
      setQuestion({ text, answer });
    });
  const workbench: Workbench = { start, accounts, account, choose, take, confirm, announce };
  useEffect(() => {
    scrollTo(0, 0);
    document.title = `${VIEWS[view]} · Workbench · HighLevel for Zapier`;
  }, [view]);
  return (
    <WorkbenchContext.Provider value={workbench}>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="top">
        <h1>
          Workbench <span class="muted">HighLevel for Zapier</span>
        </h1>
        <nav aria-label="Views">
          {Object.entries(VIEWS).map(([name, title]) => (
            <a key={name} href={`#/${name}`} aria-current={name === view ? 'page' : undefined}>
              {title}
            </a>
          ))}
        </nav>
        <AccountChooser accounts={accounts} account={account} choose={choose} />
      </header>
      <main id="content" tabIndex={-1}>
        <Problem text={problem} />
        <Shown when={view === 'steps'}>
          <StepsView chain={chain} change={changeChain} />
        </Shown>
        <Shown when={view === 'zaps'}>
          <ZapsView state={zaps} change={changeZaps} />
        </Shown>
        <Shown when={view === 'accounts'}>
          <AccountsView />
        </Shown>
      </main>
      <div class="unseen" aria-live="polite">
        {announced}
      </div>
      {question && <Question question={question.text} answer={question.answer} />}
    </WorkbenchContext.Provider>
  );
}

/** A view that keeps what goes on in it while another is shown. */
function Shown({ when, children }: { when: boolean; children: ComponentChildren }) {
  const [wasShown, setShown] = useState(when);
  useEffect(() => {
    if (when) setShown(true);
  }, [when]);
  return <div hidden={!when}>{(when || wasShown) && children}</div>;
}

function viewOf(hash: string): View | undefined {
  const name = hash.replace(/^#\//, '');
  return name === 'steps' || name === 'zaps' || name === 'accounts' ? name : undefined;
}

/** The view that the address names; the link that skips to the content leaves it as it is. */
function useView(): View {
  const [view, setView] = useState<View>(viewOf(location.hash) ?? 'steps');
  useEffect(() => {
    const changed = () => setView((before) => viewOf(location.hash) ?? before);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return view;
}

interface Chosen {
  id: string | undefined;
  /** The accounts that were there when it was chosen: one that is new was just connected. */
  known: string[];
}

function useAccounts(start: Start, announce: (text: string) => void) {
  const [accounts, setAccounts] = useState(start.accounts);
  const [problem, setProblem] = useState<string>();
  const [chosen, change] = useSession<Chosen>('account', () => ({
    id: start.accounts[0]?.id,
    known: start.accounts.map(({ id }) => id),
  }));
  const use = (all: Account[], connected?: string) => {
    change(({ id, known }) => {
      const fresh = connected ?? all.find((one) => !known.includes(one.id))?.id;
      const kept = all.some((one) => one.id === id) ? id : all[0]?.id;
      return { id: fresh ?? kept, known: all.map((one) => one.id) };
    });
  };
  const take = (answer: Accounts) => {
    setProblem(isRefused(answer) ? answer.refused : answer.problem);
    if (isRefused(answer)) return;
    setAccounts(answer.accounts);
    use(answer.accounts, answer.connected);
    if (answer.connected !== undefined) announce('The account is connected.');
  };
  useEffect(() => {
    use(start.accounts);
    // What came of a connection on another site's page is told when the accounts are asked for.
    void ask('accounts/list', {}).then(take);
  }, []);
  return {
    accounts,
    problem,
    account: accounts.find(({ id }) => id === chosen.id),
    choose: (id: string) => {
      change((before) => ({ ...before, id }));
      announce(`Steps run as ${accounts.find((one) => one.id === id)?.label}.`);
    },
    take,
  };
}

interface ChooserProps {
  accounts: Account[];
  account: Account | undefined;
  choose: (id: string) => void;
}

function AccountChooser({ accounts, account, choose }: ChooserProps) {
  if (accounts.length === 0) return null;
  const places = [
    ['sandbox', 'Sandbox'],
    ['highlevel', 'HighLevel'],
  ] as const;
  return (
    <label class="account-chooser">
      <span class="account-word">Account</span>
      {account?.where === 'highlevel' && <span class="dot mid">real</span>}
      <select value={account?.id} onChange={({ currentTarget: { value } }) => choose(value)}>
        {places.map(([where, title]) => {
          const members = accounts.filter((one) => one.where === where);
          return (
            members.length > 0 && (
              <optgroup key={where} label={title}>
                {members.map(({ id, label }) => (
                  <option key={id} value={id}>
                    {label}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </select>
    </label>
  );
}
