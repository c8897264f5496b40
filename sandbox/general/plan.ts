import type { ApiVersion, EndpointKey } from '../../highlevel/contract';
import { type Described, described, type Target, targetOf } from './collections';
import { hasOwnId, listIn, type Path, recordIn } from './shapes';

/** What is known of an endpoint, found when it is first called. */
export interface Plan extends Target, Described {
  /** Its name, with the version. */
  name: string;
  /** Where its answer has its records. */
  at: Path | undefined;
}

const plans = new Map<string, Plan>();

/** What is known of an endpoint in a version. */
export function planOf(key: EndpointKey, version: ApiVersion): Plan {
  const name = `${version} ${key}`;
  const ready = plans.get(name);
  if (ready) return ready;
  const one = described(key, version);
  const target = targetOf(one);
  const { role, collection } = target;
  const where = role === 'list' ? listIn(one.answer, collection) : recordIn(one.answer, collection);
  // An answer without a record in it, such as `{ success, message }`, is told whole.
  const at = where?.length || hasOwnId(one.answer) ? where : undefined;
  const plan = { ...target, ...one, name, at };
  plans.set(name, plan);
  return plan;
}
