import { keyBy } from 'lodash';
import type { TriggerSpec } from '../operations/spec';
import { trigger } from '../operations/trigger';
import { contactTriggers } from './contacts';

/** Every trigger, by category. */
export const triggerSpecs: { [category: string]: TriggerSpec[] } = {
  Contacts: contactTriggers,
};

/** Every trigger, by key, as Zapier takes it. */
export default keyBy(Object.values(triggerSpecs).flat().map(trigger), 'key');
