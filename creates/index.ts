import { keyBy } from 'lodash';
import { create } from '../operations/create';
import type { CreateSpec } from '../operations/spec';
import { contactCreates } from './contacts';

/** Every action, by category. */
export const createSpecs: { [category: string]: CreateSpec[] } = {
  Contacts: contactCreates,
};

/** Every action, by key, as Zapier takes it. */
export default keyBy(Object.values(createSpecs).flat().map(create), 'key');
