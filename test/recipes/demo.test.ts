import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLeads } from '../../recipes/leads';
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
  }, 120_000);

  test('says of a single lead no more than is true, and where every contact came from', async () => {
    writeFileSync(some, JSON.stringify([{ ...leads[0], received_at: undefined }]));
    const { lines } = await demo(some);
    const said = lines.map((line) => line.trim());
    expect(said).toContain('✓ HighLevel had 140 contacts, and has 141 with the 1 new one.');
    expect(said).toContain('✓ After that, recipe 5 made 3 more, recipe 6 made 1 more: 145 in all.');
    expect(said).toContain("✓ 1 lead's record got the contact's profile.");
    expect(lines.at(-1)).toBe('1 lead: 1 created, 0 updated, 0 refused');
    expect(said.join('\n')).not.toMatch(/\b1 \w+s\b|refreshed 0 times/);
  }, 120_000);

  test('tells why leads are refused, and does without a contact; an id is all that a lead needs', async () => {
    writeFileSync(some, JSON.stringify([{ lead_id: 'LQ-1' }]));
    const { code, lines } = await demo(some);
    const refused = lines.findIndex((line) => /1 {2}refused {3}for these reasons:$/.test(line));
    expect(lines[refused + 1]).toMatch(/^ +1 {2}No email address, and no phone number that can be called\.$/);
    expect(code).toBe(0);
  }, 120_000);

  test('shows the requests when asked, and no token', async () => {
    const { code, lines } = await demo(some, '--verbose');
    expect(lines.join('\n')).toMatch(/POST +\/contacts\/upsert +200/);
    expect(lines.join('\n')).not.toMatch(/bearer|token=|access-|refresh-/i);
    expect(code).toBe(0);
  }, 120_000);

  test('refuses a file that holds no leads', async () => {
    writeFileSync(some, '{}');
    const { code, complaint } = await demo(some);
    expect(complaint).toContain('holds no list of leads');
    expect(code).toBe(1);
  }, 120_000);
});
