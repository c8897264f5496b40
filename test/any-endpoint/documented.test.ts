/** The examples of docs/any-endpoint.md, run as they are written there: by labels, with what earlier steps gave. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import app from '../../index';
import { first, harness } from '../support/harness';

const zap = harness();
const DOCUMENT = readFileSync(join(__dirname, '..', '..', 'docs', 'any-endpoint.md'), 'utf8');

interface Shown {
  key: string;
  label: string;
  list?: boolean;
  children?: Shown[];
}

/** What a reader brings along. */
const own = () => ({
  'the file': `${zap.sandbox.url}/_sandbox/files/spring`,
  'the user': String(
    first(
      zap.sandbox.state.users.where(({ locationIds }) =>
        Object(locationIds).includes(first(zap.sandbox.locations).locationId),
      ),
    ).id,
  ),
});

/** The steps of an example, each with the rows of its table. */
function stepsOf(example: string): { step: string; rows: [label: string, value: string][] }[] {
  const [, text = ''] = DOCUMENT.split(`## Example: ${example}\n`);
  const [section = ''] = text.split(/^## /m);
  return section
    .split(/^#### \d\. /m)
    .slice(1)
    .map((part) => ({
      step: part.split('\n')[0] ?? '',
      rows: [...part.matchAll(/^\| (.+?) \| (.+?) \|$/gm)]
        .map(([, label = '', value = '']): [string, string] => [label, value])
        .filter(([label]) => label !== 'Field' && label !== '---'),
    }));
}

const STEPS = {
  'Call Any Endpoint': ['creates', 'any_endpoint'],
  'Find with Any Endpoint': ['searches', 'find_with_any_endpoint'],
} as const;

const fieldsOf = (kind: 'creates' | 'searches', key: string) => app[kind][key]?.operation.inputFields ?? [];

/** What a field of a step offers under a label. */
async function offered(
  kind: 'creates' | 'searches',
  key: string,
  name: string,
  label: string,
): Promise<string> {
  const field = fieldsOf(kind, key).find((one) => 'key' in one && one.key === name);
  const input = { area: label.split(' · ')[0] };
  const { results } = Object(await zap.call(Object(Object(field).choices).perform, input));
  return String(results.find((one: { label: string }) => one.label === label)?.id);
}

/** Runs one step as its table says, and gives what came of it by the labels of its output. */
async function run(
  { step, rows }: ReturnType<typeof stepsOf>[number],
  before: Map<string, unknown>[],
): Promise<{ given: Map<string, unknown>; answer: object }> {
  const [kind, key] = STEPS[step as keyof typeof STEPS];
  const table = new Map(rows);
  const endpoint = await offered(kind, key, 'endpoint', table.get('Endpoint') ?? '');
  const functions = fieldsOf(kind, key).filter((field) => typeof field === 'function');
  const form: Shown[] = (
    await Promise.all(functions.map((field) => zap.call(field, { endpoint })))
  ).flat() as Shown[];
  const input: { [field: string]: unknown } = { endpoint };
  for (const [label, written] of rows.filter(([name]) => name !== 'Area' && name !== 'Endpoint')) {
    const mapped = /^\*\*(.+)\*\* \(step (\d)\)$/.exec(written);
    const value = mapped
      ? before[Number(mapped[2]) - 1]?.get(mapped[1] ?? '')
      : (Object(own())[written] ?? written.replace(/^`(.*)`$/, '$1'));
    expect([label, value]).toEqual([label, expect.anything()]);
    const field = form.find((one) => one.label === label);
    const rowsField = form.find((one) => one.children && label.startsWith(`${one.label}: `));
    const column = rowsField?.children?.find((one) => `${rowsField.label}: ${one.label}` === label);
    if (field) input[field.key] = field.list ? [value] : value;
    else if (rowsField && column)
      input[rowsField.key] = [{ ...Object(Object(input[rowsField.key])[0]), [column.key]: value }];
    else throw new Error(`The form of ${endpoint} has no field “${label}”.`);
  }
  const [answer = {}] = [(await zap.run(kind, key, input)) as object | object[]].flat();
  const outputs = app[kind][key]?.operation.outputFields ?? [];
  const labels = (
    await Promise.all(outputs.map((one) => (typeof one === 'function' ? zap.call(one, { endpoint }) : [one])))
  ).flat() as Shown[];
  const at = (path: string) => path.split('__').reduce<unknown>((here, name) => Object(here)[name], answer);
  const given = new Map(labels.map((one): [string, unknown] => [one.label, at(one.key)]));
  return { given, answer };
}

async function play(example: string) {
  const before: Map<string, unknown>[] = [];
  let answer: object = {};
  for (const step of stepsOf(example)) {
    const made = await run(step, before);
    before.push(made.given);
    answer = made.answer;
  }
  return { answer, steps: before };
}

test('a price of its own for each product', async () => {
  const { answer } = await play('a price of its own for each product');
  const product = first(zap.sandbox.state.products.where(({ name }) => name === 'Whitening'));
  expect(answer).toMatchObject({ product: product.id, amount: 49, recurring: { interval: 'month' } });
});

test('a post with an uploaded picture', async () => {
  const { steps } = await play('a post with an uploaded picture');
  const post = first(zap.sandbox.state.socialPosts.where(({ summary }) => summary === 'Spring is here 🌷'));
  expect(post).toMatchObject({ status: 'draft', media: [{ type: 'image/png', url: steps[0]?.get('URL') }] });
  expect(steps[2]?.get('Results: Post: ID')).toBe(post.id);
});
