import { useState } from 'preact/hooks';
import { Button } from '../kit/button';
import { PickList } from '../kit/pick-list';
import { usePopover } from '../kit/popover';
import { useSources } from './sources';

/** The “+” of a field, which offers what earlier steps gave. It is not there where no step gave anything. */
export function InsertMenu({ label, onInsert }: { label: string; onInsert: (path: string) => void }) {
  const sources = useSources();
  const { isOpen, open, close, around, opener } = usePopover();
  const [search, setSearch] = useState('');
  if (sources.every(({ values }) => values.length === 0)) return null;
  const fits = (text: string) => text.toLowerCase().includes(search.toLowerCase());
  const groups = sources
    .map(({ id, number, title, values }) => ({
      title: `${number}. ${title}`,
      options: values
        .map((value) => ({ value: `${id}.${value.path}`, label: value.label, note: sampleOf(value.value) }))
        .filter((option) => fits(option.label) || fits(option.note)),
    }))
    .filter(({ options }) => options.length > 0);
  return (
    <div class="insert" ref={around}>
      <Button
        element={opener}
        look="plain"
        icon="add"
        name={`Insert a value into ${label}`}
        onPress={() => (isOpen ? close() : open())}
      />
      {isOpen && (
        <div class="popover wide">
          <PickList
            name="values of earlier steps"
            groups={groups}
            search={search}
            onSearch={setSearch}
            nothing="No value fits."
            focused
            onPick={({ value }) => {
              close();
              setSearch('');
              onInsert(value);
            }}
          />
        </div>
      )}
    </div>
  );
}

const LONGEST_SAMPLE = 80;

function sampleOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST_SAMPLE ? `${text.slice(0, LONGEST_SAMPLE)}…` : text;
}
