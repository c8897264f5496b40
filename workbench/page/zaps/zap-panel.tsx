import { useState } from 'preact/hooks';
import type { Account, ZapAsk, ZapInfo } from '../../wire';
import { askZap } from '../api';
import { Form } from '../form/form';
import { labelKey } from '../form/form-context';
import { Busy } from '../kit/busy';
import { Button } from '../kit/button';
import { Markdown } from '../kit/markdown';
import { Problem } from '../kit/problem';
import { LifeForm } from '../steps/life-panel';
import { NoAccount } from '../steps/step-panel';
import { useWorkbench } from '../workbench';
import { withNews, type ZapState } from './runs';
import { useZapForm } from './use-zap-form';
import { ZapChain } from './zap-chain';

const GOES_ON: Record<ZapAsk['do'], string> = {
  on: 'Turning it on',
  poll: 'Polling, and running what fires',
  off: 'Turning it off',
  run: 'Running it with a sample',
};

interface Props {
  zap: ZapInfo;
  state: ZapState;
  change: (next: (state: ZapState) => ZapState) => void;
}

/** A Zap: its settings, what can be done with it, and its steps as they go. */
export function ZapPanel({ zap, state, change }: Props) {
  const { account } = useWorkbench();
  return account ? (
    <ZapOf key={account.id} zap={zap} state={state} change={change} account={account} />
  ) : (
    <NoAccount />
  );
}

function ZapOf({ zap, state, change, account }: Props & { account: Account }) {
  const { confirm, announce } = useWorkbench();
  const [busy, setBusy] = useState<ZapAsk['do']>();
  const [shown, setShown] = useState<number>();
  const { form, refused } = useZapForm(
    { account: account.id, zap: zap.id, settings: state.settings },
    (next) => change((before) => ({ ...before, settings: next(before.settings) })),
  );
  const ask = async (what: ZapAsk['do'], confirmed = false): Promise<void> => {
    setBusy(what);
    setShown(undefined);
    change(({ refused, ...before }) => before);
    let question: string | undefined;
    const about = { account: account.id, zap: zap.id, do: what, settings: state.settings };
    for await (const news of askZap({ ...about, ...(confirmed && { confirmed }) })) {
      if (news.news === 'asks') question = news.question;
      change((before) => withNews(before, news));
      if (news.news === 'ended') announce(`The run ended: ${news.outcome}.`);
      if (news.news === 'on') announce('The Zap is on.');
      if (news.news === 'polled' && news.fired === 0) announce('Nothing new: it did not fire.');
    }
    setBusy(undefined);
    if (question !== undefined && (await confirm(question))) await ask(what, true);
  };
  // Without the settings that its form suggests it could not run.
  const isIdle = busy === undefined && form !== undefined;
  const at = shown ?? state.runs.length - 1;
  const problem = state.refused ?? refused;
  return (
    <div class={form && form.events.length > 0 ? 'zap with-life' : 'zap'}>
      <section class="panel" aria-labelledby="zap-heading">
        <h2 id="zap-heading" tabIndex={-1}>
          {zap.name}
        </h2>
        <p class="muted">{zap.title}</p>
        {zap.hints.length > 0 && (
          <details class="hints">
            <summary>What to know before you build it</summary>
            <ul>
              {zap.hints.map((hint) => (
                <li key={hint}>
                  <Markdown text={hint} />
                </li>
              ))}
            </ul>
          </details>
        )}
        {!form && refused === undefined && <Busy what="Loading the settings" />}
        {form && form.settings.length > 0 && (
          <details class="settings" open={!state.on}>
            <summary>Settings</summary>
            <Form
              fields={form.settings}
              input={state.settings}
              labels={state.labels}
              missing={new Set()}
              load={undefined}
              chose={(field, { value, label }) =>
                change((before) => ({
                  ...before,
                  labels: { ...before.labels, [labelKey(field, value)]: label },
                }))
              }
              onInput={(settings) => change((before) => ({ ...before, settings }))}
            />
          </details>
        )}
        <div class="actions stays">
          {state.on ? (
            <>
              <Button look="main" onPress={() => void ask('poll')} disabled={!isIdle}>
                Poll now
              </Button>
              <Button onPress={() => void ask('off')} disabled={!isIdle}>
                Turn off
              </Button>
            </>
          ) : (
            <Button look="main" icon="bolt" onPress={() => void ask('on')} disabled={!isIdle}>
              Turn on
            </Button>
          )}
          <Button icon="play" onPress={() => void ask('run')} disabled={!isIdle}>
            Run with a sample
          </Button>
          {busy && <Busy what={GOES_ON[busy]} />}
        </div>
        <Problem text={problem} />
        <Facts state={state} />
        {state.runs.length > 1 && (
          <label class="item-chooser">
            <span>Run</span>
            <select value={at} onChange={(event) => setShown(Number(event.currentTarget.value))}>
              {state.runs.map(({ ended }, index) => (
                <option key={index} value={index}>
                  {index + 1} of {state.runs.length}
                  {ended ? `: ${OUTCOMES[ended.outcome]}` : ''}
                </option>
              ))}
            </select>
          </label>
        )}
        <ZapChain steps={zap.steps} run={state.runs[at]} />
      </section>
      {form && form.events.length > 0 && (
        <aside class="life" aria-labelledby="zap-life-heading">
          <h2 id="zap-life-heading">Let it happen</h2>
          <p class="muted">What starts this Zap, in {account.label}.</p>
          {form.events.map((event, index) => (
            <details key={`${event.name} ${JSON.stringify(event.fields)}`} open={index === 0}>
              <summary>{event.label}</summary>
              <LifeForm event={event} account={account} />
            </details>
          ))}
        </aside>
      )}
    </div>
  );
}

const OUTCOMES = { success: 'done', stopped: 'stopped', failed: 'failed' } as const;

function Facts({ state: { on, remembered, polled, address } }: { state: ZapState }) {
  const facts: [string, string | number | undefined][] = [
    ['State', on ? 'On' : 'Off'],
    ['Remembered', remembered],
    ['Read by the last poll', polled?.polled],
    ['Fired by the last poll', polled?.fired],
    ['Held back', polled?.held || undefined],
    ['HighLevel sends to', address],
  ];
  const known = facts.filter(([, value]) => value !== undefined);
  return (
    <>
      {known.length > 1 && (
        <dl class="facts" aria-label="The Zap">
          {known.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {polled?.message && <p class="notice">{polled.message}</p>}
    </>
  );
}
