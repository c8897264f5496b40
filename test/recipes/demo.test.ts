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
