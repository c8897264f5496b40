/** Runs a script of the project as npm would, in a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readPrinted } from './overheard';

const root = join(__dirname, '..', '..');
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');

/** What came of it: its exit code, the lines that it printed, and all that it complained of. */
export interface Ran {
  code: number | null;
  lines: string[];
  complaint: string;
}

/** Runs `scripts/<name>.ts`. What it prints is read for tokens too. */
export function runScript(name: string, options: string[], cwd = root): Promise<Ran> {
  const child = spawn(process.execPath, [tsx, join(root, 'scripts', `${name}.ts`), ...options], { cwd });
  let output = '';
  let complaint = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    complaint += data;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      readPrinted(name, output + complaint);
      resolve({ code, complaint, lines: output.trim().split('\n') });
    });
  });
}
