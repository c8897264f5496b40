import mapValues from 'lodash/mapValues';
import { useRef, useState } from 'preact/hooks';
import type { ZapInfo } from '../../wire';
import { PickList } from '../kit/pick-list';
import type { Change } from '../session';
import { useWorkbench } from '../workbench';
import { newZapState, type ZapState } from './runs';
import { ZapPanel } from './zap-panel';

export interface ZapsState {
  /** The id of the Zap that is open. */
  open?: string;
  /** What is known of each, by its id. */
  zaps: Record<string, ZapState>;
}

/** What is kept of them; and once more without their runs, where these are too large to be kept. */
export const keptZaps = (state: ZapsState): ZapsState[] => [
  state,
  { ...state, zaps: mapValues(state.zaps, (zap) => ({ ...zap, runs: [] })) },
];

/** The Zaps of the recipes and of the jobs, and the one that is open. */
export function ZapsView({ state, change }: { state: ZapsState; change: Change<ZapsState> }) {
  const { start } = useWorkbench();
  const [search, setSearch] = useState('');
  const panel = useRef<HTMLDivElement>(null);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = start.zaps.filter((zap) => words.every((word) => textOf(zap).includes(word)));
  const zap = start.zaps.find(({ id }) => id === state.open);
  const groups = Map.groupBy(fitting, ({ title }) => title);
  const open = (id: string) => {
    change((before) => ({ ...before, open: id }));
    setTimeout(() => panel.current?.querySelector('h2')?.focus());
  };
  return (
    <div class="zaps">
      <section class="zap-list" aria-label="Zaps">
        <PickList
          name="Zaps"
          groups={[...groups].map(([title, zaps]) => ({
            title,
            options: zaps.map(({ id, name }) => ({ value: id, label: name })),
          }))}
          search={search}
          onSearch={setSearch}
          chosen={state.open}
          placeholder={`Search ${start.zaps.length} Zaps`}
          nothing="No Zap fits."
          onPick={({ value }) => open(value)}
        />
      </section>
      <div ref={panel}>
        {zap ? (
          <ZapPanel
            key={zap.id}
            zap={zap}
            state={state.zaps[zap.id] ?? newZapState()}
            change={(next) =>
              change((before) => ({
                ...before,
                zaps: { ...before.zaps, [zap.id]: next(before.zaps[zap.id] ?? newZapState()) },
              }))
            }
          />
        ) : (
          <div class="panel empty">
            <h2 tabIndex={-1}>Watch a Zap</h2>
            <p>
              Choose one of the list. It runs in the sandbox from its trigger to its last step, and shows what
              goes into each step and what comes out.
            </p>
          </div>
        )}
      </div>
    </div>
  );
}

const textOf = ({ title, name, steps }: ZapInfo): string =>
  [title, name, ...steps.map((step) => `${step.app} ${step.operation ?? ''}`)].join(' ').toLowerCase();
