import { byNumber, bySkipFromZero } from '../highlevel/paging';
import { formSubmission } from '../records/form-submission';
import type { ListRead, RecordListRead } from './read';

/** Forms that people fill in. */
export const forms = {
  endpoint: 'GET /forms/',
  items: 'forms',
  paging: bySkipFromZero('skip', 50),
} satisfies ListRead;

/** Surveys that people fill in. */
export const surveys = {
  endpoint: 'GET /surveys/',
  items: 'surveys',
  paging: bySkipFromZero('skip', 50),
} satisfies ListRead;

/** What was filled in, in forms. Without days HighLevel gives that of the last month. */
export const formSubmissions = {
  endpoint: 'GET /forms/submissions',
  items: 'submissions',
  paging: byNumber(100),
  record: formSubmission,
} satisfies RecordListRead;

/** The same of surveys. More than 50 a page are refused (one source, 2026). */
export const surveySubmissions = {
  endpoint: 'GET /surveys/submissions',
  items: 'submissions',
  paging: byNumber(50),
  record: formSubmission,
} satisfies RecordListRead;
