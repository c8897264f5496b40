import type { Bundle, ZObject } from 'zapier-platform-core';
import { LOCATION } from '../fields/location';
import { AT_MOST_SO_DEEP, joinWords } from '../fields/values';
import { refuse } from '../highlevel/errors';
import { isTooDeep } from '../highlevel/json';
import { staticFields } from './form';
import type { AnySpec, Run } from './spec';

/** Begins a run of a step; its errors use the labels of the step and its fields. */
export function startRun(spec: AnySpec, z: ZObject, bundle: Bundle): Run {
  const labels: { [key: string]: string } = { locationId: LOCATION };
  for (const { key, label } of staticFields(spec)) labels[key] = label ?? key;
  const doing = spec.label;
  const [deep] = Object.entries(bundle.inputData ?? {}).find(([, given]) => isTooDeep(given)) ?? [];
  if (deep !== undefined) throw refuse(z, `“${labels[deep] ?? deep}” must be ${AT_MOST_SO_DEEP}.`);
  const label = (key: string) => {
    if (labels[key] === undefined) throw new Error(`The form of ${spec.key} has no field "${key}".`);
    return `“${labels[key]}”`;
  };
  const needs = (...keys: string[]) =>
    refuse(z, `${doing} needs a value for ${joinWords(keys.map(label), 'or')}.`);
  return {
    z,
    bundle,
    spec,
    wording: { doing, labels },
    label,
    needs,
    needsOrYes: (key, yes) =>
      refuse(z, `${doing} needs a value for ${label(key)}, or yes for ${label(yes)}.`),
    refuse: (sentence) => refuse(z, sentence),
  };
}
