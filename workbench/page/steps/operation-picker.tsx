import { useState } from 'preact/hooks';
import type { OperationKind } from '../../../zapier';
import type { OperationInfo } from '../../wire';
import { Button } from '../kit/button';
import { PickList } from '../kit/pick-list';
import { useWorkbench } from '../workbench';

type Shown = OperationKind | 'all';

const NAMES: Record<Shown, string> = {
  all: 'All',
  triggers: 'Triggers',
  creates: 'Actions',
  searches: 'Searches',
};
const WORDS: Record<OperationKind, string> = { triggers: 'Trigger', creates: 'Action', searches: 'Search' };

interface Props {
  /** A trigger can only be the first step. */
  first: boolean;
  /** The kind of what the step did until now. */
  before: OperationKind | undefined;
  onPick: (operation: { kind: OperationKind; key: string }) => void;
}

/** The app's operations by category, to be found by their names, what they do, and their kind. */
export function OperationPicker({ first, before, onPick }: Props) {
  const { start } = useWorkbench();
  const [shown, setShown] = useState<Shown>(before ?? (first ? 'triggers' : 'all'));
  const [search, setSearch] = useState('');
  const kinds: Shown[] = first ? ['triggers', 'creates', 'searches', 'all'] : ['all', 'creates', 'searches'];
  const possible = start.operations.filter(({ kind }) => first || kind !== 'triggers');
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = possible.filter((one) => words.every((word) => textOf(one).includes(word)));
  const found = fitting.filter(({ kind }) => shown === 'all' || kind === shown);
  const elsewhere = fitting.length - found.length;
  return (
    <div class="picker">
      <fieldset class="segments">
        <legend class="unseen">Which kinds of steps are shown</legend>
        {kinds.map((kind) => (
          <button key={kind} type="button" aria-pressed={kind === shown} onClick={() => setShown(kind)}>
            {NAMES[kind]}
          </button>
        ))}
      </fieldset>
      <PickList
        name="steps"
        groups={byCategory(found, shown === 'all')}
        search={search}
        onSearch={setSearch}
        placeholder={`Search ${found.length} of them`}
        nothing={elsewhere > 0 ? `No ${NAMES[shown].toLowerCase()} fit.` : 'No step fits.'}
        focused
        onPick={({ value }) => {
          const chosen = found.find((one) => idOf(one) === value);
          if (chosen) onPick({ kind: chosen.kind, key: chosen.key });
        }}
      />
      {words.length > 0 && elsewhere > 0 && (
        <div class="padded">
          <Button onPress={() => setShown('all')}>{`Show ${elsewhere} more of other kinds`}</Button>
        </div>
      )}
    </div>
  );
}

const idOf = ({ kind, key }: OperationInfo): string => `${kind} ${key}`;

const textOf = ({ label, description, kind, category, key }: OperationInfo): string =>
  [label, description, WORDS[kind], category, key].join(' ').toLowerCase();

function byCategory(operations: OperationInfo[], withKinds: boolean) {
  const groups = Map.groupBy(operations, ({ category }) => category);
  return [...groups].map(([title, members]) => ({
    title,
    options: members.map((one) => ({
      value: idOf(one),
      label: one.label,
      note: one.description,
      ...(one.starts === 'instant' ? { mark: 'Instant' } : withKinds && { mark: WORDS[one.kind] }),
    })),
  }));
}
