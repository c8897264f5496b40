import omit from 'lodash/omit';
import pick from 'lodash/pick';
import type { FormField, StepAsk } from '../../wire';
import { ask } from '../api';
import { Form } from '../form/form';
import { labelKey } from '../form/form-context';
import { Busy } from '../kit/busy';
import { Problem } from '../kit/problem';
import type { Step } from './chain';
import { useForm } from './use-form';

interface Props {
  step: Step;
  about: StepAsk;
  change: (next: (step: Step) => Step) => void;
  missing: ReadonlySet<string>;
}

/** The form of a step's operation. */
export function StepForm({ step, about, change, missing }: Props) {
  const onFields = (fields: FormField[]) => {
    const keys = fields.map(({ key }) => key);
    change((before) => ({ ...before, input: pick(before.input, keys), secrets: pick(before.secrets, keys) }));
  };
  const { fields, isLoading, refused, again } = useForm(about, onFields);
  const secret = (fields ?? []).filter(({ type }) => type === 'password').map(({ key }) => key);
  return (
    <div aria-busy={isLoading}>
      {fields && (
        <Form
          fields={fields}
          input={about.input}
          missing={missing}
          labels={step.labels}
          chose={(field, { value, label }) =>
            change((before) => ({ ...before, labels: { ...before.labels, [labelKey(field, value)]: label } }))
          }
          load={(field, page, search) => ask('choices', { ...about, field, page, ...(search && { search }) })}
          onInput={(input) =>
            change((before) => ({ ...before, input: omit(input, secret), secrets: pick(input, secret) }))
          }
        />
      )}
      {fields?.length === 0 && <p class="muted">There is nothing to fill in.</p>}
      {isLoading && <Busy what={fields ? 'Updating the form' : 'Loading the form'} />}
      <Problem text={refused} again={again} />
    </div>
  );
}
