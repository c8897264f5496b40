import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { omit } from 'lodash';
import { readLeads } from '../../recipes/leads';
import type { Item } from '../../zapier';
import { runScript } from '../support/run-script';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'demo-'));
const some = join(folder, 'leads.json');
const leads = readLeads(join(root, 'recipes', 'leads.json')).slice(0, 9);

afterAll(() => rmSync(folder, { recursive: true }));

const demo = (...options: string[]) => runScript('demo', options, folder);

describe('npm run demo', () => {
  test('plays the recipes and ends with a line of totals', async () => {
    writeFileSync(some, JSON.stringify(leads));
    const { code, lines, complaint } = await demo(some);
    expect(complaint).toBe('');
    expect(lines.at(-1)).toBe('9 leads: 8 created, 1 updated, 0 refused');
    expect(lines.filter((line) => /^[1-7] {2}/.test(line))).toHaveLength(7);
    expect(lines.join('\n')).not.toContain('✗');
    expect(code).toBe(0);
  });

  test('says of a single lead no more than is true, and where every contact came from', async () => {
    writeFileSync(some, JSON.stringify([{ ...leads[0], received_at: undefined }]));
    const { lines } = await demo(some);
    const said = lines.map((line) => line.trim());
    expect(said).toContain('✓ HighLevel had 140 contacts, and has 141 with the 1 new one.');
    expect(said).toContain('✓ After that, recipe 5 made 3 more, recipe 6 made 1 more: 145 in all.');
    expect(said).toContain("✓ 1 lead's record got the contact's profile.");
    expect(lines.at(-1)).toBe('1 lead: 1 created, 0 updated, 0 refused');
    expect(said.join('\n')).not.toMatch(/\b1 \w+s\b|refreshed 0 times/);
  });

  test('tells why leads are refused, and does without a contact; an id is all that a lead needs', async () => {
    writeFileSync(some, JSON.stringify([{ lead_id: 'LQ-1' }]));
    const { code, lines } = await demo(some);
    const refused = lines.findIndex((line) => /1 {2}refused {3}for these reasons:$/.test(line));
    expect(lines[refused + 1]).toMatch(/^ +1 {2}No email address, and no phone number that can be called\.$/);
    expect(code).toBe(0);
  });

  test('shows the requests when asked, and no token', async () => {
    const { code, lines } = await demo(some, '--verbose');
    expect(lines.join('\n')).toMatch(/POST +\/contacts\/upsert +200/);
    expect(lines.join('\n')).not.toMatch(/bearer|token=|access-|refresh-/i);
    expect(code).toBe(0);
  });

  test.each<[what: string, leads: Item[], totals: string]>([
    ['there are none', [], '0 leads: 0 created, 0 updated, 0 refused'],
    [
      'the first has no phone, one comes again with other words, one is all numbers and nulls',
      [
        omit(leads[0], 'phone'),
        { ...leads[0], message: 'Other words', score: { of: [7, null] } },
        omit(leads[1], 'email'),
        { lead_id: 17, email: 'seventeen@example.com', phone: null, address: null, message: null },
      ],
      '4 leads: 3 created, 1 updated, 0 refused',
    ],
    [
      'there are 500, and later ones replace what earlier ones are known by',
      Array.from({ length: 500 }, (_, index) => ({
        lead_id: `R-${index}`,
        ...(index % 3 && { email: `person${(index * 7) % 150}@example.com` }),
        ...(index % 4 && { phone: `+1212555${String((index * 11) % 150).padStart(4, '0')}` }),
        message: 'Hi {{contact.first_name}}',
      })),
      expect.stringMatching(/^500 leads: \d+ created, \d+ updated, \d+ refused/),
    ],
  ])('plays any list of leads: %s', async (_, list, totals) => {
    writeFileSync(some, JSON.stringify(list));
    const { code, lines, complaint } = await demo(some);
    expect(lines.filter((line) => line.includes('✗'))).toEqual([]);
    expect(complaint).toBe('');
    expect(lines).toContainEqual(totals);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(code).toBe(0);
  });

  test('refuses a file that holds no leads, in a sentence', async () => {
    writeFileSync(some, '{}');
    const { code, complaint } = await demo(some);
    expect(complaint).toContain('holds no list of leads');
    expect(code).toBe(1);
  });
});
