import { useRef, useState } from 'preact/hooks';
import type { OperationKind } from '../../../zapier';
import { SourcesContext } from '../form/sources';
import { Button } from '../kit/button';
import { Icon, type IconName } from '../kit/icon';
import type { Change } from '../session';
import { useWorkbench } from '../workbench';
import {
  type Chain,
  infoOf,
  mayMove,
  newChain,
  type Step,
  sourcesFor,
  withChanged,
  withMoved,
  withoutStep,
  withStep,
} from './chain';
import { LifePanel } from './life-panel';
import { OperationPicker } from './operation-picker';
import { StepPanel } from './step-panel';
import { TriggerPanel } from './trigger-panel';

/** The editor: a chain of steps, and the one that is open. */
export function StepsView({ chain, change }: { chain: Chain; change: Change<Chain> }) {
  const { start, account, confirm, announce } = useWorkbench();
  const heading = useRef<HTMLHeadingElement>(null);
  /** The id of the step whose operation is chosen anew. */
  const [changing, setChanging] = useState<string>();
  const step = chain.steps.find(({ id }) => id === chain.open) ?? chain.steps[0];
  if (!step) return null;
  const number = chain.steps.indexOf(step) + 1;
  const info = infoOf(step, start.operations);
  const isTrigger = info?.kind === 'triggers';
  const isChanging = changing === step.id;
  const toHeading = () => setTimeout(() => heading.current?.focus());
  const changeStep = (next: (step: Step) => Step) => change((before) => withChanged(before, step.id, next));
  const choose = (operation: NonNullable<Step['operation']>) => {
    changeStep(({ id }) => ({
      id,
      operation,
      input: {},
      secrets: {},
      labels: {},
      chosen: 0,
    }));
    setChanging(undefined);
    toHeading();
  };
  const move = (by: 1 | -1) => {
    change((before) => withMoved(before, step.id, by));
    announce(`Step ${number} is step ${number + by} now.`);
  };
  const startAnew = async () => {
    const isEmpty = chain.steps.every(({ operation }) => operation === undefined);
    if (isEmpty || (await confirm('All steps, what is filled in and their results are cleared.')))
      change(newChain);
  };
  const Panel = isTrigger ? TriggerPanel : StepPanel;
  return (
    <div class={isTrigger && account?.where === 'sandbox' ? 'steps with-life' : 'steps'}>
      <nav class="chain" aria-label="Steps">
        <ol>
          {chain.steps.map((one, at) => (
            <li key={one.id}>
              <ChainEntry
                step={one}
                number={at + 1}
                isOpen={one.id === step.id}
                onOpen={() => {
                  change((before) => ({ ...before, open: one.id }));
                  toHeading();
                }}
              />
            </li>
          ))}
        </ol>
        <div class="buttons">
          <Button
            icon="add"
            onPress={() => {
              change(withStep);
              toHeading();
            }}
          >
            Add a step
          </Button>
          <Button look="plain" onPress={() => void startAnew()}>
            Start anew
          </Button>
        </div>
      </nav>
      <SourcesContext.Provider value={sourcesFor(chain, step.id, start.operations)}>
        <section class="panel" aria-labelledby="step-heading" key={step.id}>
          <header class="panel-head">
            <h2 id="step-heading" tabIndex={-1} ref={heading}>
              {number}. {info?.label ?? (number === 1 ? 'Choose a trigger' : 'Choose an action')}
            </h2>
            <div class="tools">
              {info && (
                <Button look="plain" onPress={() => setChanging(isChanging ? undefined : step.id)}>
                  {isChanging ? 'Keep it' : 'Change'}
                </Button>
              )}
              <Button
                look="plain"
                icon="moveUp"
                name="Move the step up"
                disabled={!mayMove(chain, step.id, -1)}
                onPress={() => move(-1)}
              />
              <Button
                look="plain"
                icon="moveDown"
                name="Move the step down"
                disabled={!mayMove(chain, step.id, 1)}
                onPress={() => move(1)}
              />
              <Button
                look="plain"
                icon="remove"
                name="Remove the step"
                onPress={() => {
                  change((before) => withoutStep(before, step.id));
                  announce(`Step ${number} is removed.`);
                }}
              />
            </div>
          </header>
          {info && <p class="muted">{info.description}</p>}
          {info && !isChanging ? (
            <Panel
              key={`${info.kind} ${info.key} ${account?.id}`}
              chain={chain}
              step={step}
              info={info}
              change={changeStep}
            />
          ) : (
            <OperationPicker first={number === 1} before={info?.kind} onPick={choose} />
          )}
        </section>
      </SourcesContext.Provider>
      {isTrigger && account?.where === 'sandbox' && <LifePanel account={account} />}
    </div>
  );
}

const KIND_ICONS: Record<OperationKind, IconName> = { triggers: 'bolt', creates: 'play', searches: 'search' };
const KIND_NAMES: Record<OperationKind, string> = {
  triggers: 'Trigger',
  creates: 'Action',
  searches: 'Search',
};

interface EntryProps {
  step: Step;
  number: number;
  isOpen: boolean;
  onOpen: () => void;
}

function ChainEntry({ step, number, isOpen, onOpen }: EntryProps) {
  const { start } = useWorkbench();
  const info = infoOf(step, start.operations);
  const state = stateOf(step);
  const kind = info?.kind ?? (number === 1 ? 'triggers' : 'creates');
  return (
    <button type="button" class="chain-entry" aria-current={isOpen ? 'step' : undefined} onClick={onOpen}>
      <span class="kind-icon">
        <Icon name={KIND_ICONS[kind]} />
      </span>
      <span class="chain-text">
        <span class="chain-kind">
          {number}. {KIND_NAMES[kind]}
        </span>
        <span class="chain-label">{info?.label ?? 'Nothing chosen'}</span>
      </span>
      {state && <span class={`dot ${state.look}`}>{state.word}</span>}
    </button>
  );
}

function stateOf({ answer, trigger }: Step): { look: string; word: string } | undefined {
  if (answer?.outcome === 'failed') return { look: 'bad', word: 'Failed' };
  if (trigger?.on) return { look: 'good', word: 'On' };
  if (!answer) return undefined;
  return answer.outcome === 'done' ? { look: 'good', word: 'Tested' } : { look: 'mid', word: 'Nothing' };
}
