/** The browser of this machine in which the scenes are played. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where Chromium, or a browser that is made of it, usually is. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** The path of the browser that `CHROME_PATH` names, else of one in a usual place; none if there is none. */
const findBrowser = (): string | undefined =>
  [process.env.CHROME_PATH ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));

/** The browser. @throws Error with a sentence that says what to do where there is none */
export function requireBrowser(): string {
  const found = findBrowser();
  if (found === undefined) throw new Error(`There is no browser for the scenes. ${HOW}`);
  return found;
}

const HOW = 'Install Chromium, or set CHROME_PATH to a browser that is made of it.';

/**
 * The browser; where there is none, the operating system's package is installed first, if there is apt-get and the
 * right to use it.
 *
 * @param say is told that it is being installed
 * @throws Error with a sentence that says what to do
 */
export function browserOrInstall(say: (text: string) => void): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (!runs('apt-get', ['--version'])) throw new Error(`There is no browser for the scenes. ${HOW}`);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !runs('sudo', ['-n', 'true'])) {
    throw new Error(`There is no browser for the scenes, and no right to install one. ${HOW}`);
  }
  say('There is no browser for the scenes: installing the package chromium …');
  const aptGet = (...args: string[]) =>
    runs(isRoot ? 'apt-get' : 'sudo', [...(isRoot ? [] : ['-n', 'apt-get']), ...args]);
  aptGet('update');
  aptGet('install', '-y', '--no-install-recommends', 'chromium');
  const installed = findBrowser();
  if (installed === undefined) throw new Error(`The package chromium could not be installed. ${HOW}`);
  return installed;
}

const runs = (command: string, args: string[]): boolean =>
  spawnSync(command, args, {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;
