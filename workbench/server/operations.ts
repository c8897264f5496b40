/** The operations of the app, as the list of steps shows them. */
import { operations } from '../../registry';
import { at, type Item, type OperationKind } from '../../zapier';
import type { OperationInfo } from '../wire';

const KINDS = { trigger: 'triggers', create: 'creates', search: 'searches' } as const satisfies {
  [kind in (typeof operations)[number]['kind']]: OperationKind;
};

/** All operations that people can choose, in the order of the documents. */
export function operationsOf(definition: Item): OperationInfo[] {
  return operations.flatMap(({ kind: of, category, spec: { key } }) => {
    const kind = KINDS[of];
    const found = at(definition, kind, key);
    if (at(found, 'display', 'hidden') === true) return [];
    const starts = at(found, 'operation', 'type') === 'hook' ? 'instant' : 'polling';
    return {
      kind,
      key,
      label: String(at(found, 'display', 'label')),
      description: String(at(found, 'display', 'description')),
      category,
      ...(of === 'trigger' && ({ starts } as const)),
    };
  });
}
