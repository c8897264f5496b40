import { useState } from 'preact/hooks';
import type { OperationInfo, StepAsk } from '../../wire';
import { ask, isRefused } from '../api';
import { Busy } from '../kit/busy';
import { Button } from '../kit/button';
import { Problem } from '../kit/problem';
import { useWorkbench } from '../workbench';
import { type Chain, earlierThan, type Step } from './chain';
import { Result } from './result';
import { StepForm } from './step-form';

export interface PanelProps {
  chain: Chain;
  step: Step;
  info: OperationInfo;
  change: (next: (step: Step) => Step) => void;
}

/** What a step's questions to the server say of it. */
export function aboutOf({ chain, step, info }: PanelProps, account: string): StepAsk {
  const { kind, key } = info;
  return {
    account,
    kind,
    key,
    input: { ...step.input, ...step.secrets },
    earlier: earlierThan(chain, step.id),
  };
}

/** The labels that a sentence names: those of required fields that are empty. */
export const namedIn = (message: string | undefined): ReadonlySet<string> =>
  new Set([...(message ?? '').matchAll(/[“"]([^”"]+)[”"]/g)].map(([, label = '']) => label));

/** An action or a search: its form, and its test. */
export function StepPanel(props: PanelProps) {
  const { step, change } = props;
  const { account, confirm, announce } = useWorkbench();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  if (!account) return <NoAccount />;
  const about = aboutOf(props, account.id);
  const test = async (confirmed = false): Promise<void> => {
    setBusy(true);
    setRefused(undefined);
    const answer = await ask('test', { ...about, ...(confirmed && { confirmed }) });
    setBusy(false);
    if (isRefused(answer)) return setRefused(answer.refused);
    if (answer.outcome === 'asks') return (await confirm(answer.question)) ? test(true) : undefined;
    change((before) => ({ ...before, answer, chosen: 0 }));
    announce(answer.message ?? `The step is tested: ${answer.outcome}.`);
  };
  return (
    <>
      <StepForm step={step} about={about} change={change} missing={namedIn(step.answer?.message)} />
      <div class="actions stays">
        <Button look="main" icon="play" onPress={() => void test()} disabled={isBusy}>
          Test step
        </Button>
        {isBusy && <Busy what="Testing the step" />}
      </div>
      <Problem text={refused} />
      <Result step={step} choose={(chosen) => change((before) => ({ ...before, chosen }))} />
    </>
  );
}

/** What is shown where no account is connected. */
export const NoAccount = () => (
  <p class="notice">
    No account is connected. <a href="#/accounts">Connect one</a> to go on.
  </p>
);
