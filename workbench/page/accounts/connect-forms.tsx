import type { ComponentChildren, TargetedInputEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { ask, isRefused } from '../api';
import { Busy } from '../kit/busy';
import { Button } from '../kit/button';
import { Problem } from '../kit/problem';
import { useWorkbench } from '../workbench';

/** Connects an account by the marketplace app's own keys: HighLevel asks which, and sends back to this page. */
export function OAuthForm() {
  const { start } = useWorkbench();
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const submit = async () => {
    const answer = await ask('accounts/oauth', { clientId, clientSecret });
    if (isRefused(answer)) return answer.refused;
    setClientSecret('');
    location.assign(answer.url);
    return undefined;
  };
  return (
    <ConnectForm submit={submit} isFilled={clientId !== '' && clientSecret !== ''}>
      <ol class="how">
        <li>
          In the <Outside href="https://marketplace.gohighlevel.com/">HighLevel Marketplace</Outside> open
          your app, and add this redirect URL: <code>{start.redirectUri}</code>
        </li>
        <li>
          Give the app the scopes that <code>npm run scopes</code> prints.
        </li>
        <li>Enter its keys here. You then choose the account at HighLevel.</li>
      </ol>
      <Input label="Client ID" value={clientId} onValue={setClientId} />
      <Input label="Client secret" secret value={clientSecret} onValue={setClientSecret} />
    </ConnectForm>
  );
}

/** Connects an account by a private integration's token. */
export function TokenForm() {
  const { take } = useWorkbench();
  const [token, setToken] = useState('');
  const [accountId, setAccountId] = useState('');
  const submit = async () => {
    const answer = await ask('accounts/token', { token, accountId });
    if (isRefused(answer)) return answer.refused;
    setToken('');
    setAccountId('');
    take(answer);
    return undefined;
  };
  return (
    <ConnectForm submit={submit} isFilled={token !== '' && accountId !== ''}>
      <ol class="how">
        <li>
          In the sub-account open Settings, Private Integrations, and create one with the scopes that you
          need.
        </li>
        <li>Copy its token: HighLevel shows it only once.</li>
        <li>
          The ID stands in the address of the sub-account’s pages, after <code>/location/</code>.
        </li>
      </ol>
      <Input label="Token" secret value={token} onValue={setToken} />
      <Input label="Sub-account ID, or agency ID" value={accountId} onValue={setAccountId} />
    </ConnectForm>
  );
}

interface FormProps {
  /** Answers why it did not work, if it did not. */
  submit: () => Promise<string | undefined>;
  isFilled: boolean;
  children: ComponentChildren;
}

function ConnectForm({ submit, isFilled, children }: FormProps) {
  const [state, setState] = useState<'idle' | 'busy' | { refused: string }>('idle');
  const connect = async () => {
    setState('busy');
    const refused = await submit();
    setState(refused === undefined ? 'idle' : { refused });
  };
  return (
    <form
      class="connect"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled) void connect();
      }}
    >
      {children}
      <div class="actions">
        <Button look="main" disabled={!isFilled || state === 'busy'} onPress={() => void connect()}>
          Connect
        </Button>
        {state === 'busy' && <Busy what="Connecting" />}
      </div>
      <Problem text={typeof state === 'object' ? state.refused : undefined} />
    </form>
  );
}

interface InputProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  secret?: boolean;
}

function Input({ label, value, onValue, secret = false }: InputProps) {
  const id = useId();
  const input = {
    id,
    autocomplete: 'off',
    value,
    onInput: ({ currentTarget }: TargetedInputEvent<HTMLInputElement>) => onValue(currentTarget.value),
  };
  return (
    <div class="stacked">
      <label for={id}>{label}</label>
      {secret ? <input type="password" {...input} /> : <input type="text" {...input} />}
    </div>
  );
}

const Outside = ({ href, children }: { href: string; children: ComponentChildren }) => (
  <a href={href} target="_blank" rel="noreferrer">
    {children}
  </a>
);
