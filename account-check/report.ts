/** What a check found, to be sent to the app's maintainers: no name, id, text or token of anybody is in it. */
import { countBy, isEqual } from 'lodash';
import { openQuestions } from '../test/contract/open-questions';
import type { Exchange } from './caller';
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
  questions: (Omit<AnsweredQuestion, 'exchanges'> & { exchanges: number[] })[];
  /** The different exchanges, to which questions refer by their numbers from 1. */
  exchanges: Exchange[];
}

/** Makes the report of what was found. */
export function reportOf(
  { questions, requests, isStopped, left }: Findings,
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
    questions: questions.map((one) => ({ ...one, exchanges: [...new Set(one.exchanges.map(numberOf))] })),
    exchanges,
  };
}

/** How many of what: `62 confirmed, 1 contradicted, 92 not to be told`. */
export function totalsOf({ questions }: Pick<Report, 'questions'>): string {
  const counts = countBy(questions, 'is');
  const words = { confirmed: 'confirmed', contradicted: 'contradicted', 'not told': 'not to be told' };
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
  const { app, day, account, wrote, requests, isStopped, left, questions, exchanges } = report;
  const sections = Object.entries(SECTIONS).map(([is, title]) => {
    const some = questions.filter((one) => one.is === is);
    return some.length ? [`## ${title}`, ...some.map(questionText)].join('\n\n') : '';
  });
  return `${[
    '# Account check',
    `Version ${app} of the app asked ${account} on ${day}: ${totalsOf(report)}. ${wrote ? 'It made records and deleted them.' : 'It changed nothing.'} It made ${requests} requests${isStopped ? ', and was stopped before its end' : ''}.`,
    left.length ? `Not deleted, by their endpoints: ${left.join(', ')}.` : '',
    ...sections,
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

const exchangeText = ({ endpoint, status, words, shape }: Exchange, index: number): string =>
  [
    `${index + 1}. \`${endpoint}\` answered ${status}${words ? `, “${words}”` : ''}.`,
    `   \`${JSON.stringify(shape)}\``,
  ].join('\n\n');
