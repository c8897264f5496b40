import type { Item } from '../../../zapier';
import type { FormField } from '../../wire';
import { Field } from './field';
import { FormContext, type FormState } from './form-context';

interface Props extends FormState {
  fields: FormField[];
  input: Item;
  onInput: (input: Item) => void;
}

/** A form: its fields in their order, those of a group below its heading. */
export function Form({ fields, input, onInput, ...state }: Props) {
  const change = (key: string, value: unknown) => onInput(withValue(input, fields, key, value));
  return (
    <FormContext.Provider value={state}>
      <div class="form">
        {sectionsOf(fields).map(({ group, members }) => (
          <Section key={`${group} ${members[0]?.key}`} title={group}>
            {members.map((field) => (
              <Field
                key={field.key}
                field={field}
                value={input[field.key]}
                onValue={(value) => change(field.key, value)}
              />
            ))}
          </Section>
        ))}
      </div>
    </FormContext.Provider>
  );
}

function Section({ title, children }: { title: string | undefined; children: preact.ComponentChildren }) {
  if (!title) return <>{children}</>;
  return (
    <fieldset class="form-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

/** The fields that follow one another with the same heading. */
function sectionsOf(fields: FormField[]): { group: string | undefined; members: FormField[] }[] {
  const sections: { group: string | undefined; members: FormField[] }[] = [];
  for (const field of fields) {
    const last = sections.at(-1);
    if (last && last.group === field.group) last.members.push(field);
    else sections.push({ group: field.group, members: [field] });
  }
  return sections;
}

/** The input with a value, without what depended on the one before. */
function withValue(input: Item, fields: FormField[], key: string, value: unknown): Item {
  const stale = dependants(fields, key);
  const kept = Object.entries(input).filter(([other]) => other !== key && !stale.has(other));
  return Object.fromEntries(isBlank(value) ? kept : [...kept, [key, value]]);
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** All fields whose choices depend on a field, or on one that does. */
function dependants(fields: FormField[], key: string, found = new Set<string>()): Set<string> {
  for (const field of fields) {
    if (field.key === key || found.has(field.key) || !field.dependsOn?.includes(key)) continue;
    found.add(field.key);
    dependants(fields, field.key, found);
  }
  return found;
}
