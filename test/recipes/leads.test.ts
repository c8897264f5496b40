import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, accountedFor, readLeads } from '../../recipes/leads';
import type { Item, Run, StepRun } from '../../zapier';
import { at } from '../../zapier/json';

const file = join(__dirname, '..', '..', 'recipes', 'leads.json');
const leads = readLeads(file);
const text = (lead: Item, ...path: string[]) => String(at(lead, ...path) ?? '');
const digits = (lead: Item) =>
  text(lead, 'phone')
    .replace(/\s*(ext|x).*/, '')
    .replace(/\D/g, '')
    .slice(-10);
const name = (lead: Item) => ['name', 'first_name', 'last_name'].map((key) => text(lead, key)).join(' ');
const having = (test: (lead: Item) => boolean) => leads.filter(test).length;

/** How many leads share what `key` gives with an earlier one. */
function repeated(key: (lead: Item) => string): number {
  const keys = leads.map(key).filter(Boolean);
  return keys.length - new Set(keys).size;
}

describe('the file of leads', () => {
  test('holds 200 leads, one a line', () => {
    expect(leads).toHaveLength(200);
    const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1, -1);
    const parsed: unknown[] = lines.map((line) => JSON.parse(line.replace(/,$/, '')));
    expect(parsed).toEqual(leads);
  });

  test.each([
    ['the same lead delivered twice', repeated((lead) => text(lead, 'lead_id')), 5],
    ['an e-mail address that came before', repeated((lead) => text(lead, 'email').trim().toLowerCase()), 10],
    ['a phone number that came before, written otherwise', repeated(digits), 10],
    ['no e-mail address', having((lead) => !lead.email), 15],
    ['no phone number', having((lead) => !lead.phone), 15],
    ['neither', having((lead) => !lead.email && !lead.phone), 5],
    ['an e-mail address that is none', having(hasBadEmail), 5],
    ['no name at all', having((lead) => name(lead).trim() === ''), 1],
    ['no message', having((lead) => !lead.message), 2],
    ['letters with diacritics', having((lead) => /[à-žḀ-ỹ]/i.test(name(lead))), 20],
    [
      'Chinese, Japanese or Korean',
      having((lead) => /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(name(lead))),
      3,
    ],
    ['Arabic or Hebrew', having((lead) => /[\u0590-\u06ff]/.test(name(lead))), 3],
    ['Cyrillic', having((lead) => /[\u0400-\u04ff]/.test(name(lead))), 2],
    ['apostrophes', having((lead) => /['’]/.test(name(lead))), 5],
    ['hyphens', having((lead) => /-/.test(name(lead))), 5],
    ['names in capitals alone', having((lead) => /^[A-Z]{3,}\b/.test(name(lead).trim())), 4],
    ['spaces around a value', having((lead) => text(lead, 'email') !== text(lead, 'email').trim()), 3],
    ['emoji', having((lead) => /\p{Extended_Pictographic}/u.test(text(lead, 'message'))), 3],
    ['quotes', having((lead) => /"/.test(text(lead, 'message'))), 3],
    ['braces', having((lead) => /\{\{.*\}\}/.test(text(lead, 'message'))), 2],
    ['new lines', having((lead) => /\n/.test(text(lead, 'message'))), 1],
    ['HTML', having((lead) => /<p>/.test(text(lead, 'message'))), 1],
    ['20,000 characters', having((lead) => text(lead, 'message').length >= 20_000), 1],
  ])('has leads with %s', (_, count, least) => {
    expect(count).toBeGreaterThanOrEqual(least);
  });

  test('names nobody: e-mail addresses and phone numbers are kept for examples', () => {
    const strangers = leads.filter((lead) => {
      const email = text(lead, 'email').trim();
      return email && !hasBadEmail(lead) && !/@([\w-]+\.)*example\.(com|org|net)$/i.test(email);
    });
    expect(strangers).toEqual([]);
    const american = leads.filter(
      (lead) => text(lead, 'address', 'country') === 'US' && digits(lead).length === 10,
    );
    expect(american.filter((lead) => !/^\d{3}55501\d\d$/.test(digits(lead)))).toEqual([]);
  });
});

describe('a file of leads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leads-'));
  const path = join(folder, 'leads.json');
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (content: string) => {
    writeFileSync(path, content);
    return () => readLeads(path);
  };

  test.each([
    ['is no JSON', '[{]', /leads\.json can't be read as JSON: .+\.$/],
    ['is empty', '', /leads\.json can't be read as JSON: .+\.$/],
    ['holds no list', '{}', /leads\.json holds no list of leads/],
    ['holds other things than leads', '["LQ-1"]', /leads\.json holds no list of leads/],
    [
      'holds a lead without an id',
      '[{"lead_id": "LQ-1"}, {"email": "zoe@example.com"}]',
      /^Lead 2 of .* has no lead_id\.$/,
    ],
    [
      'holds a lead that came at no time',
      '[{"lead_id": 1, "received_at": "noon"}]',
      /^Lead 1 of .* at “noon”: a date such as/,
    ],
  ])('is refused in a sentence where it %s', (_, content, says) => {
    expect(read(content)).toThrow(says);
  });

  test.each([
    ['is not there', join(folder, 'none.json')],
    ['is a folder', folder],
  ])('is refused in a sentence where it %s', (_, none) => {
    expect(() => readLeads(none)).toThrow(/can't be read as JSON: .+\.$/);
  });

  test('may number its leads, leave out when they came, and begin as Windows programs begin one', () => {
    expect(read('\uFEFF[{"lead_id": 7, "received_at": null}]')()).toEqual([
      { lead_id: '7', received_at: null },
    ]);
  });
});

function hasBadEmail(lead: Item): boolean {
  const email = text(lead, 'email').trim();
  return email !== '' && !/^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/.test(email);
}

describe('the account of a delivery', () => {
  const run = (upsert: Partial<StepRun>, reason?: string): Run => ({
    item: {},
    outcome: reason ? 'failed' : 'success',
    steps: [
      {
        id: 'contact',
        does: '',
        outcome: 'done',
        input: {},
        output: {},
        requests: 1,
        isTask: true,
        ...upsert,
      },
    ],
    tasks: 0,
    requests: 1,
    ...(reason && { reason }),
  });

  test('puts each lead in one place, and like reasons together', () => {
    const runs = [
      run({ output: { new: true } }),
      run({ output: { new: false } }, 'The note was refused.'),
      run({ outcome: 'failed' }, 'Email must be an email. (Trace id: 1)'),
      run({ outcome: 'failed' }, 'Email must be an email. (Trace id: 2)'),
    ];
    const total = account(runs);
    expect(total).toEqual({ created: 1, updated: 1, refused: new Map([['Email must be an email.', 2]]) });
    expect(accountedFor(total)).toBe(runs.length);
  });
});
