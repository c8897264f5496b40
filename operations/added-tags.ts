/**
 * Tags that are added to a contact by the step that saves it: HighLevel replaces all tags by those that are sent
 * with a contact, and adds them by another endpoint.
 */
import { omit } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { tags } from '../fields/contact';
import type { Field } from '../fields/field';
import { type Call, request } from '../highlevel/client';
import type { Input } from '../highlevel/compose';
import { detailsOf } from '../highlevel/errors';
import { isRecord, type Raw } from '../highlevel/json';
import { changedAll } from '../records/outcomes';
import { idOf } from '../records/record';

const KEY = 'addTags';

/** The field of the tags to add. */
export const tagsToAdd = (): Field => ({
  ...tags('These tags are added. Those that the contact has stay.', {
    notSent: 'A second request adds them.',
  }),
  key: KEY,
  label: 'Add Tags',
});

/**
 * The `request` of a step that saves a contact: it saves it, and then adds the tags, if there are any.
 *
 * @param again whether a second run of the step does no harm
 * @throws z.errors.Error that says that the contact is saved, where its tags are not
 */
export function thenAddingTags(again: (values: Input) => boolean = () => true) {
  return async (z: ZObject, bundle: Bundle, call: Call, values: Input): Promise<Raw> => {
    const { [KEY]: added, contactId } = values;
    const answer = await request(z, bundle, { ...call, input: omit(call.input, KEY) });
    if (added === undefined) return answer;
    const saved = isRecord(answer.contact) ? answer.contact : {};
    const id = idOf(saved) || contactId;
    try {
      const tagged = await request(z, bundle, {
        endpoint: 'POST /contacts/{contactId}/tags',
        input: { contactId: id, tags: added },
        wording: { ...call.wording, doing: 'Adding the tags' },
      });
      if (!changedAll(tagged, 'tags', 'Added', added)) {
        throw new z.errors.Error('HighLevel answers that not all were added.', 'tags_not_added', 502);
      }
      return { ...answer, contact: { ...saved, ...(Array.isArray(tagged.tags) && { tags: tagged.tags }) } };
    } catch (error) {
      const { message, code, status } = detailsOf(error) ?? {};
      // Zapier runs the step again by itself, after a wait or with a new token.
      if (message === undefined && again(values)) throw error;
      throw new z.errors.Error(
        [
          'The contact is saved, and its tags are not added.',
          message ?? 'HighLevel took no more calls just now.',
          again(values)
            ? 'Running this step again is safe.'
            : 'Running this step again may create a second contact: add the tags by Add Tags to Contact.',
        ].join(' '),
        code,
        status,
      );
    }
  };
}
