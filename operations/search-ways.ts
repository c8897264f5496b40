/** The ways of a search: what is filled in says which endpoint finds the record. */
import type { Bundle } from 'zapier-platform-core';
import type { Field } from '../fields/field';
import { isBlank } from '../highlevel/blank';
import { connectionOf } from '../highlevel/connection';
import { type EndpointKey, endpoint } from '../highlevel/contract';
import { staticFields } from './form';
import { factOf } from './input';
import type { SearchSpec, Way } from './search-spec';

/** Why a way does not send what another way does. */
const OF_ANOTHER_WAY = 'Another way of this search sends it.';

/**
 * Each way of a search as an operation of its own, the spec's own last: its endpoint, with those fields sent that
 * it knows.
 */
export function waysOf(spec: SearchSpec): SearchSpec[] {
  const ways: (SearchSpec | Way)[] = [...(spec.ways ?? []), spec];
  const isKnown = ({ key }: Field, to: EndpointKey) => factOf(endpoint(to), key) !== undefined;
  const asSeenBy = (way: SearchSpec | Way, field: Field): Field => {
    const required = field.required || ('by' in way && way.by.includes(field.key));
    const isOthers =
      !field.notSent &&
      (Object.hasOwn(way.notOffered ?? {}, field.key) || !isKnown(field, way.endpoint)) &&
      ways.some((one) => isKnown(field, one.endpoint));
    return {
      ...field,
      ...(required && { required }),
      ...(isOthers && { notSent: OF_ANOTHER_WAY }),
    };
  };
  const { key, label, description, record, needs, most } = spec;
  return ways.map((way) => ({
    key,
    label,
    description,
    record,
    ...(needs && { needs }),
    ...(most !== undefined && { most }),
    ...way,
    fields: spec.fields.map((field) => (typeof field === 'function' ? field : asSeenBy(way, field))),
  }));
}

/** The endpoints that a search calls, in all of its ways. */
export const endpointsOf = (spec: SearchSpec): EndpointKey[] => [
  ...waysOf(spec).map((way) => way.endpoint),
  ...(spec.completes ? [spec.completes.endpoint] : []),
];

/** The way that the filled-in fields lead to. */
export function chosenWay(spec: SearchSpec, bundle: Bundle): SearchSpec {
  const { inputData = {} } = bundle;
  const isFilled = (key: string) => !isBlank(inputData[key]);
  const filled = staticFields(spec).filter(({ key }) => isFilled(key));
  const others = (by: readonly string[]) =>
    filled.filter((field) => field.default === undefined && !by.includes(field.key));
  const leads = ({ by, alone, unless = [], with: suits }: Way) =>
    by.every(isFilled) &&
    !unless.some(isFilled) &&
    !(alone && others(by).length) &&
    (suits?.(connectionOf(bundle)) ?? true);
  // The last one where none of the others leads there.
  return waysOf(spec).at((spec.ways ?? []).findIndex(leads)) ?? spec;
}

/** The fields of which one must have a value; none where it lists all, or requires a field. */
export function neededKeys(spec: SearchSpec): readonly string[] {
  if (spec.needs) return spec.needs;
  const fields = staticFields(spec);
  if (fields.some(({ required }) => required)) return [];
  return fields.filter((field) => field.default === undefined).map(({ key }) => key);
}
