import isEqual from 'lodash/isEqual';
import { useState } from 'preact/hooks';
import type { TriggerAsk } from '../../wire';
import { ask, isRefused } from '../api';
import { Busy } from '../kit/busy';
import { Button } from '../kit/button';
import { Problem } from '../kit/problem';
import { useWorkbench } from '../workbench';
import type { TriggerState } from './chain';
import { Result } from './result';
import { StepForm } from './step-form';
import { aboutOf, NoAccount, namedIn, type PanelProps } from './step-panel';

const GOES_ON: Record<TriggerAsk['do'], string> = {
  sample: 'Asking for a sample',
  on: 'Turning it on',
  poll: 'Polling',
  off: 'Turning it off',
};

/** A trigger: its form, its sample, and what Zapier does with it once the Zap is on. */
export function TriggerPanel(props: PanelProps) {
  const { chain, step, info } = props;
  // With another form it is another Zap, which is not on yet.
  const change: PanelProps['change'] = (next) =>
    props.change((before) => {
      const { trigger, ...after } = next(before);
      const isSame = isEqual(after.input, before.input);
      return isSame && trigger ? { ...after, trigger } : after;
    });
  const { account, confirm, announce } = useWorkbench();
  const [busy, setBusy] = useState<TriggerAsk['do']>();
  const [refused, setRefused] = useState<string>();
  if (!account) return <NoAccount />;
  const about = aboutOf(props, account.id);
  const isOn = step.trigger?.on === true;
  const run = async (what: TriggerAsk['do'], confirmed = false): Promise<void> => {
    setBusy(what);
    setRefused(undefined);
    const answer = await ask('trigger', {
      ...about,
      do: what,
      zap: `${chain.name} ${step.id}`,
      ...(confirmed && { confirmed }),
    });
    setBusy(undefined);
    if (isRefused(answer)) {
      // A workbench that was started again does not know it: it has to be turned on again.
      if (what === 'poll') change((before) => ({ ...before, trigger: { on: false } }));
      return setRefused(answer.refused);
    }
    if (answer.outcome === 'asks') return (await confirm(answer.question)) ? run(what, true) : undefined;
    const { on = isOn, polled, remembered, fired, address } = answer;
    const state: TriggerState = {
      on,
      ...(polled !== undefined && { polled }),
      ...(remembered !== undefined && { remembered }),
      ...(fired && { fired: fired.length }),
      ...(address !== undefined && { address }),
    };
    // A poll that brings nothing leaves what later steps use.
    const brings = what === 'sample' || answer.items.length > 0 || answer.outcome === 'failed';
    change((before) => ({
      ...before,
      ...((before.trigger || what !== 'sample') && { trigger: { ...before.trigger, ...state } }),
      ...(brings && { answer, chosen: 0 }),
    }));
    announce(answer.message ?? sayings[what](state, answer.items.length));
  };
  return (
    <>
      <StepForm step={step} about={about} change={change} missing={namedIn(step.answer?.message)} />
      <div class="actions stays">
        <Button onPress={() => void run('sample')} disabled={busy !== undefined}>
          Test trigger
        </Button>
        {isOn ? (
          <Button onPress={() => void run('off')} disabled={busy !== undefined}>
            Turn off
          </Button>
        ) : (
          <Button look="main" icon="bolt" onPress={() => void run('on')} disabled={busy !== undefined}>
            Turn on
          </Button>
        )}
        {isOn && (
          <Button look="main" onPress={() => void run('poll')} disabled={busy !== undefined}>
            {info.starts === 'instant' ? 'See what came' : 'Poll now'}
          </Button>
        )}
        {busy && <Busy what={GOES_ON[busy]} />}
      </div>
      {step.trigger && <TriggerFacts state={step.trigger} isInstant={info.starts === 'instant'} />}
      <Problem text={refused} />
      <Result step={step} choose={(chosen) => change((before) => ({ ...before, chosen }))} />
    </>
  );
}

const records = (count: number): string => (count === 1 ? '1 record' : `${count} records`);

const sayings: Record<TriggerAsk['do'], (state: TriggerState, items: number) => string> = {
  sample: (_, items) => `The trigger gave ${records(items)}.`,
  on: ({ remembered = 0 }) => `The trigger is on. Zapier remembers ${records(remembered)}.`,
  poll: ({ fired = 0 }) => (fired > 0 ? `It fired: ${records(fired)}.` : 'Nothing new: it did not fire.'),
  off: () => 'The trigger is off.',
};

function TriggerFacts({ state, isInstant }: { state: TriggerState; isInstant: boolean }) {
  const { on, remembered, polled, fired, address } = state;
  const facts: [string, string | undefined][] = [
    ['State', on ? 'On' : 'Off'],
    ['Remembered', isInstant || remembered === undefined ? undefined : records(remembered)],
    [
      isInstant ? 'Came in since' : 'Read by the last poll',
      polled === undefined ? undefined : records(polled),
    ],
    [isInstant ? 'Fired' : 'Fired by the last poll', fired === undefined ? undefined : records(fired)],
    ['HighLevel sends to', address],
  ];
  return (
    <dl class="facts" aria-label="The trigger">
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
