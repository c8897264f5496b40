import { useEffect, useState } from 'preact/hooks';
import type { Item } from '../../../zapier';
import type { Account, LifeEvent } from '../../wire';
import { ask, isRefused } from '../api';
import { defaultsOf } from '../form/defaults';
import { Form } from '../form/form';
import { labelKey } from '../form/form-context';
import { SourcesContext } from '../form/sources';
import { Busy } from '../kit/busy';
import { Button } from '../kit/button';
import { Table } from '../kit/data';
import { Problem } from '../kit/problem';
import { useSession } from '../session';
import { useWorkbench } from '../workbench';

/** Lets something happen in the sandbox, so that a trigger has something to see. */
export function LifePanel({ account }: { account: Account }) {
  const [events, setEvents] = useState<LifeEvent[]>();
  const [refused, setRefused] = useState<string>();
  const [name, setName] = useSession('life', () => '');
  useEffect(() => {
    void ask('events', { account: account.id }).then((answer) => {
      if (isRefused(answer)) setRefused(answer.refused);
      else setEvents(answer.events);
    });
  }, [account.id]);
  const event = events?.find((one) => one.name === name) ?? events?.[0];
  return (
    <aside class="life" aria-labelledby="life-heading">
      <h2 id="life-heading">Let something happen</h2>
      <p class="muted">In {account.label}, as people or HighLevel would do it.</p>
      <Problem text={refused} />
      {!events && refused === undefined && <Busy what="Loading what can happen" />}
      {events && event && (
        <>
          <label class="stacked">
            <span>What happens</span>
            <select value={event.name} onChange={({ currentTarget: { value } }) => setName(() => value)}>
              {events.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.label}
                </option>
              ))}
            </select>
          </label>
          <LifeForm key={event.name} event={event} account={account} />
        </>
      )}
    </aside>
  );
}

/** An event's details, as they are suggested at first, and the button that lets it happen. */
export function LifeForm({ event, account }: { event: LifeEvent; account: Account }) {
  const { announce } = useWorkbench();
  const [details, setDetails] = useState<Item>(() => defaultsOf(event.fields));
  const [labels, setLabels] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ happened: Item } | { refused: string }>();
  const happen = async () => {
    setBusy(true);
    const answer = await ask('life', { account: account.id, event: event.name, details });
    setBusy(false);
    setOutcome(answer);
    announce(isRefused(answer) ? answer.refused : `It happened: ${event.label}`);
  };
  return (
    // What happens in the sandbox is not a step, and takes no values of one.
    <SourcesContext.Provider value={[]}>
      <Form
        fields={event.fields}
        input={details}
        labels={labels}
        load={undefined}
        missing={new Set()}
        chose={(field, { value, label }) =>
          setLabels((before) => ({ ...before, [labelKey(field, value)]: label }))
        }
        onInput={setDetails}
      />
      <div class="actions">
        <Button icon="life" onPress={() => void happen()} disabled={isBusy}>
          Let it happen
        </Button>
        {isBusy && <Busy what="It happens" />}
      </div>
      <Problem text={outcome && isRefused(outcome) ? outcome.refused : undefined} />
      {outcome && !isRefused(outcome) && (
        <details class="happened">
          <summary>It happened. See what came of it</summary>
          <Table name="What came of it" rows={Object.entries(outcome.happened)} />
        </details>
      )}
    </SourcesContext.Provider>
  );
}
