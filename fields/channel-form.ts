/** Forms of which each channel has its own fields. */
import { difference, sortBy, uniqBy } from 'lodash';
import type { Bundle, ZObject } from 'zapier-platform-core';
import type { DropdownName } from './dropdown-list';
import { withFirstPages } from './dropdowns';
import type { Field, FieldsOf } from './field';

/**
 * A form that follows its field `type`, the channel.
 *
 * @param ofChannel the fields of each channel
 * @param lists the drop-downs of such fields, by their keys
 */
export function channelForm(
  ofChannel: { [channel: string]: Field[] },
  lists: { [key: string]: DropdownName },
) {
  const every = uniqBy(Object.values(ofChannel).flat(), 'key');

  /** The fields of a channel. While the channel is not known (an earlier step may give it), all fields. */
  function fieldsOf(chosen: unknown): Field[] {
    const name = String(chosen ?? '')
      .trim()
      .toLowerCase();
    return Object.entries(ofChannel).find(([one]) => one.toLowerCase() === name)?.[1] ?? every;
  }

  /** The fields that depend on the channel, of these parts of the form. */
  function partOf(...groups: (string | undefined)[]): FieldsOf {
    const here = (fields: Field[]) =>
      sortBy(
        fields.filter(({ group }) => groups.includes(group)),
        ({ group }) => groups.indexOf(group),
      );
    return Object.assign(
      (z: ZObject, bundle: Bundle) =>
        withFirstPages(here(fieldsOf(bundle.inputData?.type)), lists, z, bundle),
      { possible: here(every) },
    );
  }

  /** The fields that a message of this channel has no use for. */
  const notOf = (chosen: unknown): string[] =>
    difference(
      every.map(({ key }) => key),
      fieldsOf(chosen).map(({ key }) => key),
    );

  return { fieldsOf, partOf, notOf };
}
