import { TZDate } from '@date-fns/tz';

/** A moment as ISO 8601 with the offset of a time zone: `2026-03-09T10:00:00-04:00`. */
export function withOffset(moment: string | number, zone: string): string {
  return new TZDate(new Date(moment).getTime(), zone).toISOString().replace('.000', '');
}
