import { useId, useState } from 'preact/hooks';
import { type Item, isItem } from '../../../zapier/json';
import type { FormField } from '../../wire';
import { Button } from '../kit/button';
import { Markdown } from '../kit/markdown';
import { Control } from './control';
import { useFormState } from './form-context';
import { TextBox } from './text-box';

interface Props {
  field: FormField;
  value: unknown;
  onValue: (value: unknown) => void;
}

const KINDS: Partial<Record<FormField['type'], string>> = {
  integer: 'Whole number',
  number: 'Number',
  boolean: 'Yes or no',
  datetime: 'Date and time',
  file: 'File',
  text: 'Long text',
};

/** A field with its name, what it takes, and its help. */
export function Field({ field, value, onValue }: Props) {
  const id = useId();
  const { missing } = useFormState();
  if (field.type === 'copy') return <Notice field={field} />;
  const isMissing = missing.has(field.label) && (value === undefined || value === '');
  const notes = [field.help && `${id}-help`, isMissing && `${id}-missing`].filter(Boolean).join(' ');
  const describedBy = notes || undefined;
  const kind = field.columns ? 'Line items' : field.dict ? 'Names and values' : KINDS[field.type];
  return (
    <div class={isMissing ? 'field missing' : 'field'}>
      <div class="field-head">
        <span class="field-label" id={id}>
          {field.label}
          {field.required && (
            <span class="required">
              <span aria-hidden="true">*</span>
              <span class="unseen">(required)</span>
            </span>
          )}
        </span>
        {kind && <span class="field-kind">{kind}</span>}
      </div>
      <Values field={field} value={value} onValue={onValue} labelledBy={id} describedBy={describedBy} />
      {isMissing && (
        <p class="error" id={`${id}-missing`}>
          Fill this in.
        </p>
      )}
      {field.help && (
        <div class="help" id={`${id}-help`}>
          <Markdown text={field.help} />
        </div>
      )}
    </div>
  );
}

function Notice({ field }: { field: FormField }) {
  return (
    <div class="notice">
      <Markdown text={field.help ?? field.label} />
    </div>
  );
}

interface ValuesProps extends Props {
  labelledBy: string;
  describedBy: string | undefined;
}

function Values(props: ValuesProps) {
  if (props.field.columns) return <Rows {...props} columns={props.field.columns} />;
  if (props.field.dict) return <Pairs {...props} />;
  if (props.field.list) return <Several {...props} />;
  return <Control {...props} value={textOf(props.value)} />;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);

const replaced = <T,>(list: T[], at: number, value: T): T[] =>
  list.map((one, index) => (index === at ? value : one));
const without = <T,>(list: T[], at: number): T[] => list.filter((_, index) => index !== at);

/** A list: one value below the other, and always one to begin with. */
function Several({ field, value, onValue, labelledBy, describedBy }: ValuesProps) {
  const values = [value ?? ['']].flat().map(textOf);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the field's name stands outside of it.
    <div class="several" role="group" aria-labelledby={labelledBy}>
      {values.map((one, at) => (
        <div class="one-of-several" key={at}>
          <Control
            field={field}
            value={one}
            labelledBy={labelledBy}
            describedBy={describedBy}
            onValue={(next) => onValue(replaced(values, at, textOf(next)))}
          />
          {values.length > 1 && (
            <Button
              look="plain"
              icon="remove"
              name={`Remove ${field.label} ${at + 1}`}
              onPress={() => onValue(without(values, at))}
            />
          )}
        </div>
      ))}
      <Button icon="add" onPress={() => onValue([...values, ''])} name={`Add another to ${field.label}`}>
        Add another
      </Button>
    </div>
  );
}

type Pair = readonly [name: string, value: string];

const pairsIn = (value: unknown): Pair[] =>
  isItem(value) ? Object.entries(value).map(([name, one]) => [name, textOf(one)]) : [];
const objectOf = (pairs: Pair[]): Item => Object.fromEntries(pairs.filter(([name]) => name !== ''));

/** Pairs of a name and a value. While they are typed they are a list, as a name may be missing or there twice. */
function Pairs({ field, value, onValue, labelledBy }: ValuesProps) {
  const id = useId();
  const [typed, setTyped] = useState<Pair[]>(() => pairsIn(value));
  const isTyped = JSON.stringify(objectOf(typed)) === JSON.stringify(value ?? {});
  const pairs = isTyped ? typed : pairsIn(value);
  const shown: Pair[] = pairs.length > 0 ? pairs : [['', '']];
  const change = (next: Pair[]) => {
    setTyped(next);
    const object = objectOf(next);
    onValue(Object.keys(object).length > 0 ? object : undefined);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the field's name stands outside of it.
    <div class="several" role="group" aria-labelledby={labelledBy}>
      <span class="unseen" id={`${id}-name`}>{`${field.label}: name`}</span>
      <span class="unseen" id={`${id}-value`}>{`${field.label}: value`}</span>
      {shown.map(([name, one], at) => (
        <div class="one-of-several pair" key={at}>
          <input
            type="text"
            aria-labelledby={`${id}-name`}
            placeholder="Name"
            value={name}
            onInput={(event) => change(replaced(shown, at, [event.currentTarget.value, one]))}
          />
          <TextBox
            labelledBy={`${id}-value`}
            label={field.label}
            placeholder="Value"
            value={one}
            onValue={(next) => change(replaced(shown, at, [name, next]))}
          />
          <Button
            look="plain"
            icon="remove"
            name={`Remove ${name || 'the pair'} from ${field.label}`}
            onPress={() => change(without(shown, at))}
          />
        </div>
      ))}
      <Button icon="add" onPress={() => change([...shown, ['', '']])} name={`Add a pair to ${field.label}`}>
        Add a pair
      </Button>
    </div>
  );
}

/** Line items: a row is a small form of its own. */
function Rows({ field, value, onValue, columns, labelledBy }: ValuesProps & { columns: FormField[] }) {
  const rows = Array.isArray(value) ? value.filter(isItem) : [];
  const shown = rows.length > 0 ? rows : [{}];
  const change = (at: number, row: Item, key: string, one: unknown) => {
    const kept = Object.entries(row).filter(([other]) => other !== key);
    const next = one === '' || one === undefined ? kept : [...kept, [key, one] as const];
    onValue(replaced(shown, at, Object.fromEntries(next)));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: the field's name stands outside of it.
    <div class="rows" role="group" aria-labelledby={labelledBy}>
      {shown.map((row, at) => (
        <fieldset class="row" key={at}>
          <legend>Row {at + 1}</legend>
          {columns.map((column) => (
            <Field
              key={column.key}
              field={column}
              value={row[column.key]}
              onValue={(one) => change(at, row, column.key, one)}
            />
          ))}
          {shown.length > 1 && (
            <Button
              icon="remove"
              onPress={() => onValue(without(shown, at))}
              name={`Remove row ${at + 1} of ${field.label}`}
            >
              Remove the row
            </Button>
          )}
        </fieldset>
      ))}
      <Button icon="add" onPress={() => onValue([...shown, {}])} name={`Add a row to ${field.label}`}>
        Add a row
      </Button>
    </div>
  );
}
