/**
 * Plays the scenes of the workbench in a browser: Chromium, or one that is made of it.
 *
 *   npm run scenes [-- --screenshots] [-- --install]
 *
 * `--screenshots` writes the pictures of docs/workbench.md anew; `--install` installs a browser where there is none.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readOptions, run, say } from '../test/support/command';
import { browserOrInstall, requireBrowser } from '../test/workbench/scenes/browser';

const root = join(__dirname, '..');

async function main(): Promise<boolean> {
  const { values } = readOptions({
    screenshots: { type: 'boolean', default: false },
    install: { type: 'boolean', default: false },
  });
  const browser = values.install ? browserOrInstall(say) : requireBrowser();
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [jest, '--config', 'test/workbench/scenes/jest.config.js'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CHROME_PATH: browser, ...(values.screenshots && { SCREENSHOTS: '1' }) },
  });
  return status === 0;
}

run(main);
