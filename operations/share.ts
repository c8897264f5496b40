/** What the built app does so that a call costs the same however many operations there are. */

/** The parts of a definition that hold operations by their keys. */
const KINDS = ['triggers', 'creates', 'searches'] as const;

/**
 * The definition, with each kind of operations as a function that carries them as its properties.
 *
 * Core copies and freezes the whole definition twice at every call, which takes longer than the call
 * itself. It does not copy functions (`deepCopy` in its `tools/data.js`), and makes a plain object of
 * each kind again (`compileApp` in `tools/schema.js`), so that all calls share the same operations.
 *
 * This rests on how core is written inside, which no document promises: `package.json` pins core to one
 * version, and test/built-app.test.ts holds the effect. Where that test fails after an upgrade, the app
 * works as before, and calls are slower. Read the two functions again, and if there is no such way any
 * more, remove this function and its use in scripts/build.ts.
 */
export function withSharedOperations<T extends object>(app: T): T {
  const shared = KINDS.flatMap((kind) => {
    const operations: unknown = Reflect.get(app, kind);
    return operations ? [[kind, Object.assign(() => undefined, operations)]] : [];
  });
  return { ...app, ...Object.fromEntries(shared) };
}
