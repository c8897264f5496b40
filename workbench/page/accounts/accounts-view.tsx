import { useState } from 'preact/hooks';
import type { Account } from '../../wire';
import { ask, isRefused } from '../api';
import { Busy } from '../kit/busy';
import { Button } from '../kit/button';
import { Problem } from '../kit/problem';
import { Tabs } from '../kit/tabs';
import { useWorkbench } from '../workbench';
import { OAuthForm, TokenForm } from './connect-forms';

/** The accounts that are connected, and the ways to connect others. */
export function AccountsView() {
  const { accounts } = useWorkbench();
  return (
    <div class="accounts">
      <section class="panel" aria-labelledby="connected-heading">
        <h2 id="connected-heading">Connected accounts</h2>
        {accounts.length === 0 ? (
          <p class="muted">None yet. The sandbox is the quickest.</p>
        ) : (
          <ul class="account-list">
            {accounts.map((account) => (
              <li key={account.id}>
                <Connected account={account} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="panel" aria-labelledby="sandbox-heading">
        <h2 id="sandbox-heading">The sandbox</h2>
        <p>
          A HighLevel on your own machine, with sub-accounts, an agency and records to play with. Nothing
          leaves your machine.
        </p>
        <SandboxButton />
      </section>
      <section class="panel" aria-labelledby="real-heading">
        <h2 id="real-heading">Your own HighLevel account</h2>
        <p>
          Steps that write ask you first. What connects the account is kept in a file of your user on this
          machine, outside of the project, which nobody else can read. This page never gets it.
        </p>
        <Tabs
          name="How to connect"
          tabs={[
            { title: 'By your marketplace app', content: () => <OAuthForm /> },
            { title: 'By a private integration', content: () => <TokenForm /> },
          ]}
        />
      </section>
    </div>
  );
}

function Connected({ account }: { account: Account }) {
  const workbench = useWorkbench();
  const isChosen = workbench.account?.id === account.id;
  const remove = async () => {
    const isSure = await workbench.confirm(`Forget the connection to ${account.label}?`);
    if (isSure) workbench.take(await ask('accounts/remove', { account: account.id }));
  };
  return (
    <div class="account" aria-current={isChosen || undefined}>
      <span class="account-text">
        <strong>{account.label}</strong>
        <span class="muted">{account.where === 'sandbox' ? 'Sandbox' : 'HighLevel'}</span>
      </span>
      {isChosen ? (
        <span class="dot good">In use</span>
      ) : (
        <Button onPress={() => workbench.choose(account.id)} name={`Use ${account.label}`}>
          Use
        </Button>
      )}
      <Button look="plain" icon="remove" name={`Forget ${account.label}`} onPress={() => void remove()} />
    </div>
  );
}

function SandboxButton() {
  const [state, setState] = useState<'idle' | 'busy' | { refused: string }>('idle');
  const connect = async () => {
    setState('busy');
    const answer = await ask('accounts/sandbox', {});
    if (isRefused(answer)) return setState(answer);
    location.assign(answer.url);
  };
  return (
    <div class="actions">
      <Button onPress={() => void connect()} disabled={state === 'busy'}>
        Choose an account of the sandbox
      </Button>
      {state === 'busy' && <Busy what="Opening the sandbox" />}
      <Problem text={typeof state === 'object' ? state.refused : undefined} />
    </div>
  );
}
