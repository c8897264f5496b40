/** Fills an operation's whole form in, as a person would who leaves nothing empty. */
import { at, type Connection, type Item, items, unwrap } from '../../zapier';
import { type OperationName, valuesFor } from './example-inputs';

/** The form as the Zap editor shows it for what is filled in, the fields that functions give among them. */
export async function formOf(
  connection: Connection,
  { kind, key }: OperationName,
  inputData: Item,
): Promise<Item[]> {
  return items(unwrap(await connection.call(`${kind}.${key}.operation.inputFields`, { inputData })));
}

/** The input with a value for each field that has none yet; `without` are left as they are. */
export async function fillIn(
  connection: Connection,
  operation: OperationName,
  base: Item,
  without: readonly string[],
): Promise<Item> {
  const { kind, key } = operation;
  const definition = items(at(connection.app.definition, kind, key, 'operation', 'inputFields'));
  const form = (await formOf(connection, operation, base)).filter(
    ({ key: name }) => !without.includes(String(name)),
  );
  let input = base;
  // Twice: a drop-down may depend on a field further down.
  for (const field of [...form, ...form]) {
    const name = String(field.key);
    if (name in input) continue;
    const known = definition.find((one) => one.key === field.key) ?? field;
    const value = await given(connection, operation, known, input);
    if (value !== undefined) input = { ...input, [name]: value };
  }
  return input;
}

async function given(
  connection: Connection,
  operation: OperationName,
  field: Item,
  input: Item,
): Promise<unknown> {
  const [value] = await valuesFor(connection, operation, field, input);
  return field.list && value !== undefined ? [value] : value;
}
