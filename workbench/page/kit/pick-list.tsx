import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Busy } from './busy';
import { Button } from './button';
import { Icon } from './icon';
import { Problem } from './problem';

export interface Option {
  value: string;
  label: string;
  /** What is shown smaller beside or below the label. */
  note?: string;
  /** A short word before the label. */
  mark?: string;
}

interface OptionGroup {
  title?: string;
  options: Option[];
}

interface Props {
  /** What is searched: “operations”. */
  name: string;
  groups: OptionGroup[];
  onPick: (option: Option) => void;
  search: string;
  onSearch: (text: string) => void;
  chosen?: string | undefined;
  placeholder?: string;
  /** What is shown where nothing fits. */
  nothing: string;
  loading?: string | undefined;
  refused?: string | undefined;
  onMore?: (() => void) | undefined;
  /** Whether the search box gets the focus as soon as it is there. */
  focused?: boolean;
}

/**
 * A list to choose from, with a search box that keeps the focus: the arrow keys move through the list, and Enter
 * chooses.
 */
export function PickList(props: Props) {
  const { name, groups, onPick, search, onSearch, chosen, placeholder, nothing, loading, refused, onMore } =
    props;
  const id = useId();
  const options = groups.flatMap((group) => group.options);
  const [active, setActive] = useState(-1);
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.focused) box.current?.focus();
  }, []);
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  useEffect(() => {
    // A list that opens over the page near its end grows out of sight when its choices come.
    list.current?.closest('.popover')?.scrollIntoView({ block: 'nearest' });
  }, [options.length, loading]);
  const current = options[active];

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive((before) => Math.max(0, Math.min(options.length - 1, before + step)));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      if (current) onPick(current);
    }
  };

  let at = -1;
  return (
    <div class="pick-list">
      <div class="search">
        <Icon name="search" />
        <input
          ref={box}
          type="text"
          role="combobox"
          aria-label={`Search ${name}`}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={current ? `${id}-${active}` : undefined}
          autocomplete="off"
          spellcheck={false}
          placeholder={placeholder ?? 'Search'}
          value={search}
          onInput={({ currentTarget: { value } }) => {
            onSearch(value);
            // Enter takes the best match.
            setActive(value ? 0 : -1);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} class="options" role="listbox" aria-label={name} tabIndex={-1}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be part of a list of options.
          <div role="group" key={group.title} aria-label={group.title}>
            {group.title && (
              <div class="group-title" aria-hidden="true">
                {group.title}
              </div>
            )}
            {group.options.map((option) => {
              at += 1;
              const mine = at;
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the search box takes the keys.
                <div
                  key={option.value}
                  id={`${id}-${mine}`}
                  class="option"
                  role="option"
                  tabIndex={-1}
                  aria-selected={option.value === chosen}
                  data-active={mine === active || undefined}
                  onPointerMove={() => setActive(mine)}
                  onClick={() => onPick(option)}
                >
                  {option.mark && <span class="mark">{option.mark}</span>}
                  <span class="option-text">
                    <span class="option-label">{option.label}</span>
                    {option.note && <span class="option-note">{option.note}</span>}
                  </span>
                  {option.value === chosen && <Icon name="check" />}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      {loading && <Busy what={loading} />}
      <Problem text={refused} />
      {!loading && !refused && options.length === 0 && (
        <p class="muted padded" role="status">
          {nothing}
        </p>
      )}
      {onMore && !loading && (
        <div class="padded">
          <Button onPress={onMore}>Load more</Button>
        </div>
      )}
    </div>
  );
}
