/** How data is shown: as tables of names and values, or as JSON. */
import { isItem } from '../../../zapier/json';
import { Button } from './button';

/** A value: text as it is, an object or a list of objects as a table within the table. */
function Value({ value }: { value: unknown }) {
  if (value === undefined || value === null || value === '') return <span class="muted">empty</span>;
  if (Array.isArray(value)) return <List values={value} />;
  if (isItem(value)) return <Table rows={Object.entries(value)} />;
  if (typeof value === 'boolean') return <>{value ? 'True' : 'False'}</>;
  const text = String(value);
  return /^https?:\/\/\S+$/.test(text) ? <span class="address">{text}</span> : text;
}

function List({ values }: { values: unknown[] }) {
  if (values.length === 0) return <span class="muted">empty</span>;
  if (!values.some((value) => typeof value === 'object')) return <>{values.map(String).join(', ')}</>;
  return <Table rows={values.map((value, at) => [String(at + 1), value])} numbered />;
}

/** Names and values below each other. */
export function Table({
  rows,
  name,
  numbered = false,
}: {
  rows: [string, unknown][];
  name?: string;
  numbered?: boolean;
}) {
  return (
    <table class={numbered ? 'values numbered' : 'values'} aria-label={name}>
      <tbody>
        {rows.map(([label, value], at) => (
          <tr key={`${at} ${label}`}>
            <th scope="row">{label}</th>
            <td>
              <Value value={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A text that can be read, scrolled by keyboard, and copied. */
export function Code({ name, text }: { name: string; text: string }) {
  return (
    <figure class="code">
      <Button look="plain" onPress={() => void navigator.clipboard.writeText(text)} name={`Copy ${name}`}>
        Copy
      </Button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section tabIndex={0} aria-label={name}>
        <pre>{text}</pre>
      </section>
    </figure>
  );
}

/** A body as text, indented where it is JSON. */
export function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
