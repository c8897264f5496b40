import { DAY_MS } from '../fields/dates';
import { objectFilters, toObjectFilters } from '../fields/object-filters';
import { ofObject } from '../fields/object-record';
import type { Input } from '../highlevel/compose';
import { NEWS_MS } from '../operations/news';
import { momentOf } from '../operations/poll-lists';
import { NEW } from '../operations/revision';
import type { Run } from '../operations/spec';
import type { TriggerSpec } from '../operations/trigger-spec';
import { objectRecords } from '../reads/custom-objects';

export const customObjectTriggers: TriggerSpec[] = [
  {
    ...objectRecords,
    key: 'new_custom_object_record',
    label: 'New or Updated Custom Object Record',
    description: 'Triggers when a record of a custom object is added or, if you choose so, when one changes.',
    fires: 'list',
    fields: [ofObject(), objectFilters()],
    notOffered: {
      query: 'Find Custom Object Record looks for text.',
      searchAfter: 'HighLevel refuses it (one source, September 2026).',
      sort: 'The trigger sorts by what it waits for.',
    },
    datedOnly: true,
    input: lately,
  },
];

/**
 * What is asked for. New records are those of the last days, with a day more, as nobody says in which time zone days
 * are cut. That a filter by the time of change works was not measured, so changed ones are only sorted by it.
 */
function lately({ schemaKey, filters }: Input, { z, bundle }: Run): Input {
  const isOfNew = (bundle.inputData?.fireOn || NEW) === NEW && momentOf(bundle) !== 'sample';
  const since = new Date(Date.now() - NEWS_MS - DAY_MS).toISOString();
  const wanted = [
    ...toObjectFilters(z, filters),
    ...(isOfNew ? [{ field: 'createdAt', operator: 'range', value: { gte: since } }] : []),
  ];
  return { schemaKey, ...(wanted.length && { filters: wanted }) };
}
