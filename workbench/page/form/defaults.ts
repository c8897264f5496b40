import type { Item } from '../../../zapier';
import type { FormField } from '../../wire';

/** What a form suggests, by the keys of its fields. */
export const defaultsOf = (fields: FormField[]): Item =>
  Object.fromEntries(
    fields.filter(({ default: value }) => value !== undefined).map(({ key, default: value }) => [key, value]),
  );
