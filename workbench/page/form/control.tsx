import { useId, useRef, useState } from 'preact/hooks';
import type { Choice, FormField } from '../../wire';
import { ask, isRefused } from '../api';
import { Busy } from '../kit/busy';
import { Button } from '../kit/button';
import { Problem } from '../kit/problem';
import { DropDown } from './drop-down';
import { labelKey, useFormState } from './form-context';
import { InsertMenu } from './insert-menu';
import { hasTemplate } from './sources';
import { TextBox } from './text-box';

interface Props {
  field: FormField;
  value: string;
  onValue: (value: string) => void;
  labelledBy: string;
  describedBy: string | undefined;
}

/** What takes one value of a field. */
export function Control(props: Props) {
  const { field, value, onValue, labelledBy, describedBy } = props;
  const choices = field.type === 'boolean' ? YES_OR_NO : field.choices;
  if (choices || field.loads) return <Chosen {...props} field={choices ? { ...field, choices } : field} />;
  if (field.type === 'password') {
    return (
      <input
        type="password"
        autocomplete="off"
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    );
  }
  if (field.type === 'file') return <FileControl {...props} />;
  if (field.type === 'datetime') return <MomentControl {...props} />;
  return <Typed {...props} />;
}

const YES_OR_NO: Choice[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** What stands in an empty field: what is used where it is left alone, else an example. */
function placeholderOf({ default: value, choices = [], placeholder }: FormField): string | undefined {
  if (value === undefined || value === null || value === '') return placeholder;
  const text = String(value);
  return `${choices.find((choice) => choice.value === text)?.label ?? text} (if left alone)`;
}

function Typed({ field, value, onValue, labelledBy, describedBy }: Props) {
  return (
    <TextBox
      label={field.label}
      labelledBy={labelledBy}
      describedBy={describedBy}
      value={value}
      onValue={onValue}
      lines={field.type === 'text'}
      digits={field.type === 'integer' || field.type === 'number'}
      placeholder={placeholderOf(field)}
    />
  );
}

/** A drop-down, or a text for whoever wants a value of their own. */
function Chosen(props: Props) {
  const { field, value, onValue, labelledBy, describedBy } = props;
  const { load, labels, chose } = useFormState();
  const known =
    field.choices?.find((choice) => choice.value === value)?.label ?? labels[labelKey(field.key, value)];
  const [wantsCustom, setCustom] = useState(false);
  const isCustom = wantsCustom || hasTemplate(value) || (value !== '' && known === undefined);
  const placeholder = placeholderOf(field);
  if (isCustom) {
    return (
      <div class="custom">
        <TextBox
          label={field.label}
          labelledBy={labelledBy}
          describedBy={describedBy}
          value={value}
          onValue={onValue}
          placeholder="Type a value, or an ID"
          focused={wantsCustom}
        />
        <Button
          look="plain"
          onPress={() => {
            setCustom(false);
            onValue('');
          }}
          name={`Choose ${field.label} from the list`}
        >
          Choose from the list
        </Button>
      </div>
    );
  }
  return (
    <div class="with-insert">
      <DropDown
        field={placeholder ? { ...field, placeholder } : field}
        labelledBy={labelledBy}
        describedBy={describedBy}
        value={value}
        shown={known}
        load={load}
        onPick={(choice) => {
          chose(field.key, choice);
          onValue(choice.value);
        }}
        onClear={() => onValue('')}
        onCustom={() => setCustom(true)}
      />
      <InsertMenu label={field.label} onInsert={(path) => onValue(`{{${path}}}`)} />
    </div>
  );
}

/** A date and time as text, as Zapier takes it, and a calendar that writes it. */
function MomentControl(props: Props) {
  const [picks, setPicks] = useState(false);
  const id = useId();
  return (
    <div class="moment">
      <div class="moment-text">
        <Typed {...props} />
        <Button
          look="plain"
          icon="calendar"
          name={`${picks ? 'Close' : 'Open'} the calendar of ${props.field.label}`}
          onPress={() => setPicks(!picks)}
        />
      </div>
      {picks && (
        <label for={id} class="moment-picker">
          <span class="unseen">{`${props.field.label}: date and time`}</span>
          <input
            id={id}
            type="datetime-local"
            onChange={({ currentTarget: { value } }) => value && props.onValue(`${value}:00`)}
          />
        </label>
      )}
    </div>
  );
}

/** An address of a file, or a file of this machine, which the server keeps for the step. */
function FileControl(props: Props) {
  const [state, setState] = useState<'idle' | 'busy' | { refused: string }>('idle');
  const chooser = useRef<HTMLInputElement>(null);
  const keep = async (file: File) => {
    setState('busy');
    const answer = await ask('file', { name: file.name, content: await base64(file) });
    setState(isRefused(answer) ? answer : 'idle');
    if (!isRefused(answer)) props.onValue(answer.url);
  };
  return (
    <div class="file">
      <Typed
        {...props}
        field={{ ...props.field, placeholder: props.field.placeholder ?? 'The address of a file' }}
      />
      <input
        ref={chooser}
        class="unseen"
        type="file"
        tabIndex={-1}
        aria-label={`File for ${props.field.label}`}
        onChange={({ currentTarget: { files } }) => {
          const [file] = files ?? [];
          if (file) void keep(file);
        }}
      />
      <Button
        icon="file"
        onPress={() => chooser.current?.click()}
        name={`Choose a file for ${props.field.label}`}
      >
        Choose a file
      </Button>
      {state === 'busy' && <Busy what="Reading the file" />}
      <Problem text={typeof state === 'object' ? state.refused : undefined} />
    </div>
  );
}

async function base64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
