import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Choice, FormField } from '../../wire';
import { isRefused } from '../api';
import { Button } from '../kit/button';
import { Icon } from '../kit/icon';
import { type Option, PickList } from '../kit/pick-list';
import { usePopover } from '../kit/popover';
import type { LoadChoices } from './form-context';

interface Props {
  field: FormField;
  labelledBy: string;
  describedBy?: string | undefined;
  value: string;
  /** The label of the value, as it was when it was chosen. */
  shown: string | undefined;
  load: LoadChoices | undefined;
  onPick: (choice: Choice) => void;
  onClear: () => void;
  onCustom: () => void;
}

const SEARCH_AFTER_MS = 250;

/** A list that opens below its field: known at once, or loaded when it is opened, a page at a time. */
export function DropDown(props: Props) {
  const { field, labelledBy, describedBy, value, shown, load, onPick, onClear, onCustom } = props;
  const id = useId();
  const { isOpen, open, close, around, opener } = usePopover();
  const label = shown ?? value;
  return (
    <div class="drop-down" ref={around}>
      <button
        ref={opener}
        type="button"
        id={id}
        class="opener"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={`${id}-choices`}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        onClick={() => (isOpen ? close() : open())}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            open();
          }
          if (event.key === 'Delete') onClear();
        }}
      >
        <span class={value === '' ? 'muted' : ''}>{label || field.placeholder || 'Choose …'}</span>
        <Icon name="down" />
      </button>
      {value !== '' && <Button look="plain" icon="remove" name={`Clear ${field.label}`} onPress={onClear} />}
      {isOpen && (
        <div class="popover" id={`${id}-choices`}>
          <Choices
            field={field}
            value={value}
            load={load}
            onPick={(choice) => {
              close(true);
              onPick(choice);
            }}
          />
          <div class="popover-foot">
            <Button
              look="plain"
              onPress={() => {
                close();
                onCustom();
              }}
            >
              Use a custom value
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

interface ChoicesProps {
  field: FormField;
  value: string;
  load: LoadChoices | undefined;
  onPick: (choice: Choice) => void;
}

function Choices({ field, value, load, onPick }: ChoicesProps) {
  const [search, setSearch] = useState('');
  const asksServer = field.loads?.search === true;
  const loaded = useLoaded(field, load, asksServer ? search : '');
  const fits = ({ label }: Choice) => label.toLowerCase().includes(search.trim().toLowerCase());
  const choices = asksServer ? loaded.choices : loaded.choices.filter(fits);
  const options: Option[] = choices.map((choice) =>
    choice.value === choice.label || !field.loads ? choice : { ...choice, note: choice.value },
  );
  return (
    <PickList
      name={field.label}
      groups={[{ options }]}
      search={search}
      onSearch={setSearch}
      chosen={value}
      onPick={({ value: picked, label }) => onPick({ value: picked, label })}
      nothing={
        search ? (loaded.more ? 'Nothing fits so far.' : 'Nothing fits.') : 'There is nothing to choose.'
      }
      loading={loaded.isLoading ? 'Loading choices' : undefined}
      refused={loaded.refused}
      onMore={loaded.more ? loaded.next : undefined}
      focused
    />
  );
}

interface Loaded {
  choices: Choice[];
  isLoading: boolean;
  more: boolean;
  refused?: string;
}

/** The choices that are known, or those that were loaded so far. */
function useLoaded(
  field: FormField,
  load: LoadChoices | undefined,
  search: string,
): Loaded & { next: () => void } {
  const loads = field.loads !== undefined && load !== undefined;
  const none: Loaded = { choices: field.choices ?? [], isLoading: loads, more: false };
  const [state, setState] = useState(none);
  const page = useRef(0);
  // An answer that came after another search was typed is left out.
  const turn = useRef(0);
  const read = async (wanted: number, before: Choice[]) => {
    if (!load) return;
    turn.current += 1;
    const mine = turn.current;
    page.current = wanted;
    setState({ choices: before, isLoading: true, more: false });
    const answer = await load(field.key, wanted, search);
    if (mine !== turn.current) return;
    if (isRefused(answer)) {
      setState({ choices: before, isLoading: false, more: false, refused: answer.refused });
      return;
    }
    const known = new Set(before.map((choice) => choice.value));
    const fresh = answer.choices.filter((choice) => !known.has(choice.value));
    setState({ choices: [...before, ...fresh], isLoading: false, more: answer.more });
  };
  useEffect(() => {
    if (!loads) return;
    const waiting = setTimeout(() => void read(0, []), search ? SEARCH_AFTER_MS : 0);
    return () => clearTimeout(waiting);
  }, [search]);
  return { ...state, next: () => void read(page.current + 1, state.choices) };
}
