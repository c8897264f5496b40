import type { ZapStepInfo } from '../../wire';
import { Table } from '../kit/data';
import { Icon, type IconName } from '../kit/icon';
import { Tabs } from '../kit/tabs';
import { Requests } from '../steps/result';
import type { Did, Run } from './runs';

/** The steps of a Zap below each other, with what each did in a run. */
export function ZapChain({ steps, run }: { steps: ZapStepInfo[]; run: Run | undefined }) {
  return (
    <>
      <ol class="zap-chain" aria-label="Steps of the Zap">
        {steps.map((step, at) => (
          <li key={step.id}>
            <ZapStep step={step} run={run} isTrigger={at === 0} />
          </li>
        ))}
      </ol>
      {run?.ended && (
        <p class={`run-end ${run.ended.outcome}`} role="status">
          <Icon name={run.ended.outcome === 'success' ? 'check' : 'stop'} />
          <span>{endOf(run.ended)}</span>
        </p>
      )}
    </>
  );
}

function endOf({ outcome, message, tasks }: NonNullable<Run['ended']>): string {
  const words = { success: 'The run is done.', stopped: 'The run stopped.', failed: 'The run failed.' }[
    outcome
  ];
  return [words, message, tasks === 1 ? 'It costs 1 task.' : `It costs ${tasks} tasks.`]
    .filter(Boolean)
    .join(' ');
}

interface StepProps {
  step: ZapStepInfo;
  run: Run | undefined;
  isTrigger?: boolean;
}

function ZapStep({ step, run, isTrigger = false }: StepProps) {
  const done = run?.done.filter(({ id }) => id === step.id) ?? [];
  const isRunning = run?.at === step.id;
  const last = done.at(-1);
  return (
    <div class={`zap-step ${isRunning ? 'running' : ''}`} aria-current={isRunning ? 'step' : undefined}>
      <div class="zap-step-head">
        <span class="kind-icon">
          <Icon name={iconOf(step, isTrigger)} />
        </span>
        <span class="chain-text">
          <span class="chain-kind">
            {step.app} · {step.kind === 'Create' ? 'Action' : step.kind}
          </span>
          <span class="chain-label">{step.operation ?? step.does}</span>
          {step.operation && !isTrigger && <span class="muted">{step.does}</span>}
        </span>
        <State isRunning={isRunning} done={done} fired={isTrigger && run !== undefined} />
      </div>
      {isTrigger && run && (
        <details class="did">
          <summary>What started it</summary>
          <Table name="What started it" rows={Object.entries(run.item)} />
        </details>
      )}
      {last?.message && <p class={last.outcome === 'failed' ? 'error-box' : 'notice'}>{last.message}</p>}
      {done.map((did, at) => (
        <details class="did" key={at} open={did.outcome === 'failed'}>
          <summary>{done.length > 1 ? `What it did, time ${at + 1}` : 'What it did'}</summary>
          <Tabs
            name={`What ${step.id} did`}
            tabs={[
              { title: 'Output', content: () => <Table name="Output" rows={Object.entries(did.output)} /> },
              { title: 'Input', content: () => <Table name="Input" rows={Object.entries(did.input)} /> },
              ...(did.requests.length > 0
                ? [
                    {
                      title: `Requests (${did.requests.length})`,
                      content: () => <Requests requests={did.requests} />,
                    },
                  ]
                : []),
            ]}
          />
        </details>
      ))}
      {step.paths?.map(({ name, steps }) => (
        <div class="path-of" key={name}>
          <h3>{name}</h3>
          <ol class="zap-chain">
            {steps.map((inner) => (
              <li key={inner.id}>
                <ZapStep step={inner} run={run} />
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}

const LOOKS: Record<Did['outcome'], [look: string, word: string]> = {
  done: ['good', 'Done'],
  found: ['good', 'Found'],
  'not found': ['mid', 'Not found'],
  stopped: ['mid', 'Stopped'],
  failed: ['bad', 'Failed'],
};

function State({ isRunning, done, fired }: { isRunning: boolean; done: Did[]; fired: boolean }) {
  const last = done.at(-1);
  if (isRunning) return <span class="dot mid">Running …</span>;
  if (!last) return fired ? <span class="dot good">Fired</span> : null;
  const [look, word] = LOOKS[last.outcome];
  return <span class={`dot ${look}`}>{done.length > 1 ? `${word} ${done.length} times` : word}</span>;
}

function iconOf({ kind }: ZapStepInfo, isTrigger: boolean): IconName {
  if (isTrigger) return 'bolt';
  const icons: Record<string, IconName> = {
    Search: 'search',
    Filter: 'stop',
    Paths: 'moveDown',
    Delay: 'calendar',
  };
  return icons[kind] ?? 'play';
}
