/** What a check found, to be sent to the app's maintainers: no name, id, text or token of anybody is in it. */
import { countBy, isEqual } from 'lodash';
import { openQuestions } from '../test/contract/open-questions';
import type { Exchange } from './caller';
import type { ReadFinding } from './reads';
import type { AnsweredQuestion, Findings } from './run';

/** The report as data. */
export interface Report {
  /** The app's version. */
  app: string;
  /** The day of the check, in UTC. */
  day: string;
  /** What kind of account was asked. */
  account: 'a sandbox' | 'a sub-account' | 'an agency';
  wrote: boolean;
  requests: number;
  isStopped: boolean;
  left: string[];
  /** The operations that read, one after the other. */
  reads: ReadFinding[];
  questions: (Omit<AnsweredQuestion, 'exchanges'> & { exchanges: number[] })[];
  /** The different exchanges, to which questions refer by their numbers from 1. */
  exchanges: Exchange[];
}

/** Makes the report of what was found. */
export function reportOf(
  { questions, reads, requests, isStopped, left }: Findings,
  about: Pick<Report, 'app' | 'account' | 'wrote'>,
): Report {
  const exchanges: Exchange[] = [];
  const numberOf = (exchange: Exchange): number => {
    const known = exchanges.findIndex((one) => isEqual(one, exchange));
    return known < 0 ? exchanges.push(exchange) : known + 1;
  };
  return {
    ...about,
    day: new Date().toISOString().slice(0, 10),
    requests,
    isStopped,
    left,
    reads,
    questions: questions.map((one) => ({ ...one, exchanges: [...new Set(one.exchanges.map(numberOf))] })),
    exchanges,
  };
}

const WORDS = { confirmed: 'confirmed', contradicted: 'contradicted', 'not told': 'not to be told' };
const READ_WORDS = { confirmed: 'as promised', contradicted: 'different', 'not told': 'not to be told' };

/** How many of what: `Questions: 62 confirmed, 1 contradicted, 92 not to be told. Reading: …`. */
export const totalsOf = ({ questions, reads }: Pick<Report, 'questions' | 'reads'>): string =>
  `Questions: ${totals(questions, WORDS)}. Operations that read: ${totals(reads, READ_WORDS)}.`;

function totals(found: { is: keyof typeof WORDS }[], words: typeof WORDS): string {
  const counts = countBy(found, 'is');
  return Object.entries(words)
    .map(([is, said]) => `${counts[is] ?? 0} ${said}`)
    .join(', ');
}

const SECTIONS = {
  contradicted: 'Contradicted',
  confirmed: 'Confirmed',
  'not told': 'Not to be told',
} as const;

/** The report for people, in Markdown. */
export function readable(report: Report): string {
  const { app, day, account, wrote, requests, isStopped, left, reads, questions, exchanges } = report;
  const sections = Object.entries(SECTIONS).map(([is, title]) => {
    const some = questions.filter((one) => one.is === is);
    return some.length ? [`## ${title}`, ...some.map(questionText)].join('\n\n') : '';
  });
  return `${[
    '# Account check',
    `Version ${app} of the app asked ${account} on ${day}. ${totalsOf(report)} ${wrote ? 'It made records and deleted them.' : 'It changed nothing.'} It made ${requests} requests${isStopped ? ', and was stopped before its end' : ''}.`,
    left.length ? `Not deleted, by their endpoints: ${left.join(', ')}.` : '',
    ...sections,
    reads.length ? '## Operations that read' : '',
    reads.map(readText).join('\n'),
    '## Answers',
    'The shapes of the answers: names of fields and types of values, no values.',
    ...exchanges.map(exchangeText),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

function questionText({ id, because, needs, exchanges }: Report['questions'][number]): string {
  const question = openQuestions.find((one) => one.id === id);
  const seen = exchanges.length ? ` Answers: ${exchanges.join(', ')}.` : '';
  return [
    `### ${id}`,
    `Assumed: ${question?.assumed ?? ''}`,
    `${needs ? `Needs ${needs}: ` : ''}${because}${seen}`,
  ].join('\n\n');
}

const readText = ({ operation, endpoint, is, because, faults }: ReadFinding): string =>
  [
    `- \`${operation}\` (\`${endpoint}\`), ${READ_WORDS[is]}: ${because}`,
    ...faults.map((fault) => `  - ${fault}`),
  ].join('\n');

const exchangeText = ({ endpoint, status, words, shape }: Exchange, index: number): string =>
  [
    `${index + 1}. \`${endpoint}\` answered ${status}${words ? `, “${words}”` : ''}.`,
    `   \`${JSON.stringify(shape)}\``,
  ].join('\n\n');
