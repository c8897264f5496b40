import { useEffect, useRef } from 'preact/hooks';
import type { Item } from '../../../zapier';
import type { SentRequest, ShownValue } from '../../wire';
import { Code, indented, Table } from '../kit/data';
import { Icon } from '../kit/icon';
import { Tabs } from '../kit/tabs';
import { itemOf, type Step, valuesOf } from './chain';

const WORDS = {
  done: 'Done',
  'nothing found': 'Nothing found',
  stopped: 'Stopped',
  failed: 'Failed',
} as const;

interface Props {
  step: Step;
  /** What a record is called: “Record”, or “Fired”. */
  choose: (at: number) => void;
}

/** What became of a step: its values, the JSON, the requests, and an error as Zapier shows it. */
export function Result({ step, choose }: Props) {
  const { answer, chosen } = step;
  const section = useRef<HTMLElement>(null);
  const seen = useRef(answer);
  useEffect(() => {
    // What has just come is shown, as it may stand below a long form.
    if (answer !== seen.current) section.current?.scrollIntoView({ block: 'nearest' });
    seen.current = answer;
  }, [answer]);
  if (!answer) return null;
  const { outcome, items, message, requests, ms } = answer;
  const item = itemOf(step);
  return (
    <section ref={section} class={`result ${outcome.replace(' ', '-')}`} aria-label="Result">
      <header class="result-head">
        <Icon name={outcome === 'done' ? 'check' : 'stop'} />
        <h3>{WORDS[outcome]}</h3>
        <span class="muted">
          {requests.length === 1 ? '1 request' : `${requests.length} requests`}, {ms} ms
        </span>
      </header>
      {message && <p class={outcome === 'failed' ? 'error-box' : 'notice'}>{message}</p>}
      {items.length > 1 && <ItemChooser items={items} chosen={chosen} choose={choose} />}
      <Tabs
        name="Result"
        tabs={[
          ...(item ? [{ title: 'Values', content: () => <Values values={valuesOf(step)} /> }] : []),
          ...(item
            ? [{ title: 'JSON', content: () => <Code name="JSON" text={JSON.stringify(item, null, 2)} /> }]
            : []),
          { title: `Requests (${requests.length})`, content: () => <Requests requests={requests} /> },
        ]}
      />
    </section>
  );
}

const Values = ({ values }: { values: ShownValue[] }) => (
  <Table name="Values" rows={values.map(({ label, value }) => [label, value])} />
);

interface ChooserProps {
  items: Item[];
  chosen: number;
  choose: (at: number) => void;
}

function ItemChooser({ items, chosen, choose }: ChooserProps) {
  return (
    <label class="item-chooser">
      <span>Record that later steps use</span>
      <select value={chosen} onChange={(event) => choose(Number(event.currentTarget.value))}>
        {items.map((item, at) => (
          <option key={at} value={at}>
            {at + 1}. {titleOf(item)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What a record is known by. */
function titleOf(item: Item): string {
  const named = [item.name, item.fullName, item.title, item.subject, item.email, item.body, item.id];
  const found = named.find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found.slice(0, 60) : 'Record';
}

/** The requests that a step made, in their order. */
export function Requests({ requests }: { requests: SentRequest[] }) {
  if (requests.length === 0) return <p class="muted">No request was made.</p>;
  return (
    <ol class="requests">
      {requests.map(({ method, path, status, ms, sent, answered }, at) => (
        <li key={at}>
          <details>
            <summary>
              <span class="method">{method}</span>
              <span class="path">{path}</span>
              <span class={`status ${status >= 400 ? 'bad' : 'good'}`}>{status}</span>
              <span class="muted">{ms} ms</span>
            </summary>
            {sent !== undefined && (
              <>
                <h4>Sent</h4>
                <Code name="What was sent" text={indented(sent)} />
              </>
            )}
            {answered !== undefined && (
              <>
                <h4>Answered</h4>
                <Code name="What was answered" text={indented(answered)} />
              </>
            )}
            {sent === undefined && answered === undefined && <p class="muted">Neither has a body.</p>}
          </details>
        </li>
      ))}
    </ol>
  );
}
