/**
 * Writes docs/operations.md, the catalog for people, from the app's own definition, docs/jobs.md from the Zaps of
 * the jobs, and docs/open-questions.md from the list of what is taken for true and not known.
 *
 *   npm run docs
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { groupBy, sortBy, uniq } from 'lodash';
import type { Field } from '../fields/field';
import { withinLocation } from '../fields/user';
import { endpoint } from '../highlevel/contract';
import { categories } from '../operations/categories';
import { shownFields } from '../operations/form';
import type { AnySpec } from '../operations/spec';
import { CHOOSE } from '../operations/trigger';
import { jobs } from '../recipes/jobs';
import { objectRecord } from '../records/object-record';
import { type Operation, operations } from '../registry';
import { type OpenQuestion, openQuestions } from '../test/contract/open-questions';
import { say } from '../test/support/command';
import { anchor, choicesIn, listed, wholeForm } from '../test/support/documents';
import { isInstant } from '../test/support/operations';
import { JOBS, jobLinks, jobsDocument, jobsWith } from './docs-jobs';

/** Where the catalog stands. */
export const DOCUMENT = join(__dirname, '..', 'docs', 'operations.md');

const KINDS = { trigger: 'Triggers', create: 'Actions', search: 'Searches' } as const;

const INTRODUCTION = `# Operations

Everything that a Zap can do with HighLevel, by category: the triggers that start a Zap, the actions that do
something, and the searches that look something up on the way.

Each operation is followed by the fields of its form. Those marked *required* must be filled in; all else may
be left empty. A value can be typed, chosen from the list that a field offers, or taken from an earlier step.
With an agency’s connection, every step that works in a sub-account begins with one more field, **Sub-Account**.

Most triggers fire for new records, and have **Trigger On** to let changed ones start the Zap too.

*Gives* names what later steps can map. Of long records it names the first fields. A search that gives all that it
finds gives the same as line items, with their number.

The last line of each operation names the endpoint of HighLevel’s API that it calls, and the scope that the
HighLevel app needs for it.

This page is written from the app’s definition by \`npm run docs\`.`;

const BY_JOB = `What agencies build most is described step by step in [jobs.md](jobs.md):`;

/** The whole document. */
export function operationsDocument(): string {
  const byCategory = groupBy(operations, 'category');
  const found = Object.entries(categories).map(([name, about]) => ({
    name,
    about,
    list: byCategory[name] ?? [],
  }));
  const contents = found.map(({ name, list }) => `- [${name}](#${anchor(name)}): ${counted(list)}`);
  const sections = found.map(({ name, about, list }) => category(name, about, list));
  return `${[INTRODUCTION, contents.join('\n'), BY_JOB, jobLinks().join('\n'), ...sections].join('\n\n')}\n`;
}

/** `10 triggers, 17 actions, 1 search`. */
function counted(list: Operation[]): string {
  const counts = Object.entries(KINDS).map(([kind, many]) => {
    const count = list.filter((operation) => operation.kind === kind).length;
    const name = many.toLowerCase();
    return count ? `${count} ${count === 1 ? name.replace(/(ch)?e?s$/, '$1') : name}` : '';
  });
  return counts.filter(Boolean).join(', ');
}

function category(name: string, about: string, list: Operation[]): string {
  const parts = Object.entries(KINDS).flatMap(([kind, heading]) => {
    const found = list.filter((operation) => operation.kind === kind).map(section);
    return found.length ? [`### ${heading}`, ...found] : [];
  });
  return [`## ${name}`, about, ...parts].join('\n\n');
}

function section({ spec }: Operation): string {
  const lines = fieldLines(wholeForm(spec));
  return [
    `#### ${spec.label}`,
    spec.description,
    ...(lines.length ? [lines.join('\n')] : []),
    given(spec),
    footer(spec),
  ].join('\n\n');
}

/** So many fields of a record are named. */
const MOST_GIVEN = 10;

/** What the account defines of a record. */
const ownFieldsIn = ({ record }: AnySpec): string =>
  record.ownFields === objectRecord.ownFields ? 'object’s own fields' : 'sub-account’s custom fields';

/** What later steps can map, and the jobs that use the operation. */
function given(spec: AnySpec): string {
  const { key, record } = spec;
  const labels = uniq(record.fields.map((field) => field.label ?? field.key));
  // One more is named as quickly as counted.
  const named = labels.length > MOST_GIVEN + 1 ? labels.slice(0, MOST_GIVEN) : labels;
  const more = labels.length - named.length;
  const parts = [
    ...named,
    ...(more ? [`${more} more`] : []),
    ...(record.ownFields ? [`the ${ownFieldsIn(spec)}`] : []),
  ];
  const links = jobsWith(key);
  return `*Gives:* ${listed(parts, 'and')}.${links.length ? ` *Used in:* ${listed(links, 'and')}.` : ''}`;
}

/** The endpoint, its scopes, and who may call it. */
function footer(spec: AnySpec): string {
  if (isInstant(spec))
    return 'At once, by an address of its own: [instant-triggers.md](instant-triggers.md).';
  const { endpoint: key } = spec;
  if (!key) return 'Any endpoint, with the scope that it asks for.';
  const { scopes, access } = endpoint(key);
  const names = scopes.map((scope) => `\`${scope}\``).join(' and ');
  const wanted = scopes.length ? `${scopes.length > 1 ? 'scopes' : 'scope'} ${names}` : 'no scope';
  const agency = access.length && !access.includes('location') ? ' · for an agency’s connection' : '';
  return `\`${key}\` · ${wanted}${agency}`;
}

/** A line for each field; neighbours with nothing different to say share one. */
function fieldLines(spec: AnySpec): string[] {
  const lines: { names: string[]; says: string; required: boolean }[] = [];
  for (const field of shownFields(spec)) {
    const [says, required] = [about(field), field.required === true];
    if (field.type === 'copy') {
      lines.push({ names: [], says: field.helpText ?? '', required });
      continue;
    }
    const last = lines.at(-1);
    if (last && last.says === says && last.required === required && !field.helpText) {
      last.names.push(String(field.label));
    } else lines.push({ names: [String(field.label)], says, required });
  }
  const own =
    spec.endpoint &&
    spec.fields.some((field) => typeof field === 'function' && !field.possible && field !== withinLocation);
  return [
    ...lines.map(({ names, says, required }) => {
      const bold = listed(
        uniq(names).map((name) => `**${name}**`),
        'and',
      );
      if (!names.length) return `- ${says}`;
      return `- ${bold}${required ? ' (required)' : ''}${says ? ` – ${says}` : ''}`;
    }),
    ...(own ? [`- **The ${ownFieldsIn(spec)}** – Each of the type that it has there.`] : []),
  ];
}

/** What goes into a field. */
function about(field: Field): string {
  const { helpText = '', list } = field;
  const choices = labelsOf(field);
  const help = helpText === CHOOSE ? '' : helpText || (choices.length ? '' : kind(field));
  const many = list ? 'One or more of ' : '';
  const names =
    choices.length > MOST ? 'Chosen from a list.' : choices.length && `${many}${listed(choices, 'or')}.`;
  const follows = field.altersDynamicFields ? 'The rest of the form follows it.' : '';
  return [help, names, follows].filter(Boolean).join(' ').replaceAll('|', '\\|');
}

/** Longer lists are left to the form. */
const MOST = 10;

/** The choices that are the same for every account, as the form names them. */
const labelsOf = (field: Field): string[] =>
  choicesIn(field).map(([value, label]) => `*${label}*${value === field.default ? ' (the default)' : ''}`);

/** What kind of value a field takes, where its label and its help do not say. */
function kind(field: Field): string {
  const { children, choices, dynamic, list, type, dict } = field;
  if (children)
    return `Rows of ${listed(
      children.map(({ label, key }) => String(label ?? key)),
      'and',
    )}.`;
  if (dict) return 'Names and values.';
  if (choices || dynamic) return list ? 'One or more, chosen from a list.' : 'Chosen from a list.';
  if (list) return 'One or more.';
  return (
    { boolean: 'Yes or no.', datetime: 'A date and time.', number: 'A number.', integer: 'A whole number.' }[
      String(type)
    ] ?? ''
  );
}

/** Where the open questions stand. */
export const QUESTIONS = join(__dirname, '..', 'docs', 'open-questions.md');

const QUESTIONS_INTRODUCTION = `# Open questions

What this project takes for true of HighLevel's API though it is described nowhere, or one source alone tells
it. Each can be shown on a real account by the request that is named; \`npm run check:account\` asks most of them
([account-check.md](account-check.md)).

This page is written from \`test/contract/open-questions.ts\` by \`npm run docs\`.`;

/** The document of open questions, by area. */
export function questionsDocument(): string {
  const sections = Object.entries(groupBy(openQuestions, 'area')).map(([area, questions]) =>
    [`## ${area}`, ...sortBy(questions, 'id').map(question)].join('\n\n'),
  );
  return `${[QUESTIONS_INTRODUCTION, ...sections.sort()].join('\n\n')}\n`;
}

function question({ id, assumed, where, source, check }: OpenQuestion): string {
  const places = where.map(({ file, symbol }) => `\`${file}\` (\`${symbol}\`)`);
  return [
    `### ${id}\n\n${assumed}`,
    [`- Where: ${places.join(', ')}`, `- Source: ${source}`, `- To show it: ${check}`].join('\n'),
  ].join('\n\n');
}

function main(): void {
  writeFileSync(DOCUMENT, operationsDocument());
  writeFileSync(JOBS, jobsDocument());
  writeFileSync(QUESTIONS, questionsDocument());
  say(`${operations.length} operations written to docs/operations.md.`);
  say(`${jobs.length} jobs written to docs/jobs.md.`);
  say(`${openQuestions.length} open questions written to docs/open-questions.md.`);
}

if (require.main === module) main();
