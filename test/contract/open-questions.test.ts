/** The open questions: each names a place in the code that is there, and stands in the document. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { uniq } from 'lodash';
import { isProbe } from '../../account-check/probe';
import { questions } from '../../account-check/questions';
import { QUESTIONS, questionsDocument } from '../../scripts/docs';
import { openQuestions } from './open-questions';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

test('the document is what “npm run docs” writes: run that, and commit what it wrote', () => {
  expect(readFileSync(QUESTIONS, 'utf8')).toBe(questionsDocument());
});

test('each has an id of its own, and stands in the document', () => {
  const ids = openQuestions.map(({ id }) => id);
  expect(uniq(ids)).toEqual(ids);
  const headings = [...questionsDocument().matchAll(/^### (.+)$/gm)].map(([, id]) => id);
  expect(headings.sort()).toEqual(ids.sort());
});

test.each(openQuestions)('$id names places in the code that are there', ({ where }) => {
  expect(where.length).toBeGreaterThan(0);
  expect(where.filter(({ file, symbol }) => !read(file).includes(symbol))).toEqual([]);
});

test.each(openQuestions)(
  '$id says in whole sentences what is assumed, why, and how to show it',
  (question) => {
    for (const text of [question.assumed, question.source, question.check])
      expect(text).toMatch(/^[A-Z0-9a-z].*\.$/s);
  },
);

test('each is put to an account by the check, or says why it can’t be', () => {
  expect(Object.keys(questions).sort()).toEqual(openQuestions.map(({ id }) => id).sort());
  const unexplained = Object.entries(questions).filter(
    ([, question]) => !isProbe(question) && !(question.needs && /^[A-Z].*\.$/.test(question.because)),
  );
  expect(unexplained.map(([id]) => id)).toEqual([]);
});
