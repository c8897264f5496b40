/** The stage of the scenes: one workbench and one browser for all, and for each scene a page of its own. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../../sandbox/server';
import { startWorkbench, type Workbench } from '../../../workbench/server';
import { readPrinted } from '../../support/overheard';
import { requireBrowser } from './browser';

const LAPTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

/** Where the pictures of docs/workbench.md stand, and how large each may be, in bytes. */
const IMAGES = join(__dirname, '..', '..', '..', 'docs', 'images');
const LARGEST_IMAGE = 600_000;

/** How long a scene waits for what it expects to see, in ms. */
const PATIENCE = 60_000;

type View = 'steps' | 'zaps' | 'accounts';

export interface Stage {
  /** The page of the scene that is played. */
  readonly page: Page;
  readonly workbench: Workbench;
  /** What stands in for HighLevel itself: another sandbox. */
  readonly highlevel: Sandbox;
  /** Opens a view of the page, in a new tab of a new browser session. */
  open: (view: View) => Promise<void>;
  /** Makes the page as narrow as a phone's. */
  onPhone: () => Promise<void>;
  /** All that the page wrote into the console, was sent to, and holds. */
  everythingTold: () => Promise<string>;
  /** Takes a picture for the docs, where pictures are to be taken. */
  picture: (name: string) => Promise<void>;
}

/** Sets the stage for the scenes of a file. */
export function setStage(): Stage {
  let browser: Browser;
  let workbench: Workbench;
  let highlevel: Sandbox;
  let context: BrowserContext;
  let page: Page;
  let told: string[] = [];
  let wrong: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'workbench-'));

  beforeAll(async () => {
    highlevel = await startSandbox({ seed: 2 });
    const environment = { HIGHLEVEL_API_URL: highlevel.url, HIGHLEVEL_MARKETPLACE_URL: highlevel.url };
    workbench = await startWorkbench({ accounts: join(folder, 'accounts.json'), environment });
    browser = await chromium.launch({ executablePath: requireBrowser() });
  });
  afterAll(async () => {
    await browser?.close();
    await workbench?.close();
    await highlevel?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    told = [];
    wrong = [];
    context = await browser.newContext({ viewport: LAPTOP, reducedMotion: 'reduce', locale: 'en-US' });
    context.setDefaultTimeout(PATIENCE);
    page = await context.newPage();
    page.on('console', (message) => {
      told.push(message.text());
      // What the server refuses is a sentence on the page; browsers write its status into the console, too.
      if (message.type() === 'error' && !/status of [45]\d\d/.test(message.text()))
        wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('framenavigated', (frame) => told.push(frame.url()));
  });
  afterEach(async () => {
    readPrinted('the page', await everythingTold());
    await context.close();
    expect(wrong).toEqual([]);
  });

  const everythingTold = async () => {
    const stored = 'JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])';
    return [...told, await page.content(), await page.evaluate<string>(stored)].join('\n');
  };

  return {
    get page() {
      return page;
    },
    get workbench() {
      return workbench;
    },
    get highlevel() {
      return highlevel;
    },
    open: async (view) => {
      await page.goto(`${workbench.url}/#/${view}`);
      await page.getByRole('navigation', { name: 'Views' }).waitFor();
    },
    onPhone: () => page.setViewportSize(PHONE),
    everythingTold,
    picture: async (name) => {
      if (!process.env.SCREENSHOTS) return;
      const path = join(IMAGES, `${name}.png`);
      await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
      expect(statSync(path).size).toBeLessThan(LARGEST_IMAGE);
    },
  };
}

/** Waits until something is on the page, and checks that it is seen. */
export async function expectSeen(locator: Locator): Promise<void> {
  await locator.first().waitFor();
  expect(await locator.first().isVisible()).toBe(true);
}

/** What people do in the editor, in their words. */
export class Editor {
  constructor(private readonly stage: Stage) {}

  private get page(): Page {
    return this.stage.page;
  }

  /** Opens a step of the chain by its number. */
  async openStep(number: number): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Steps', exact: true })
      .getByRole('button', { name: new RegExp(`^${number}\\.`) })
      .click();
  }

  /** Chooses what the open step does. */
  async choose(label: string): Promise<void> {
    await this.#find('steps', label);
    await expectSeen(this.page.getByRole('heading', { name: new RegExp(`\\d\\. ${label}$`) }));
    await this.formIsThere();
  }

  /** Waits until the form is up to date. */
  async formIsThere(): Promise<void> {
    await this.page
      .getByText(/^(Loading|Updating) the form/)
      .first()
      .waitFor({ state: 'detached' });
  }

  /** The field of this name. */
  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: nameOf(label) });
  }

  dropDown(label: string): Locator {
    return this.page.getByRole('combobox', { name: nameOf(label) });
  }

  /** Chooses from a drop-down: what has this label, or the first that is offered. */
  async pick(label: string, choice?: string | RegExp): Promise<string> {
    await this.dropDown(label).click();
    const options = this.page.getByRole('listbox', { name: label }).getByRole('option');
    const option = choice === undefined ? options.first() : options.filter({ hasText: choice }).first();
    await option.waitFor();
    const text = (await option.innerText()).split('\n', 1).join('');
    await option.click();
    return text;
  }

  /** Puts a value of an earlier step into a field. */
  async insert(into: string, value: string): Promise<void> {
    await this.page.getByRole('button', { name: `Insert a value into ${into}`, exact: true }).click();
    await this.#find('values of earlier steps', value);
  }

  /** Searches a list for what has this label, and chooses it. */
  async #find(list: string, label: string): Promise<void> {
    await this.page.getByRole('combobox', { name: `Search ${list}` }).fill(label);
    await this.page
      .getByRole('listbox', { name: list })
      .getByRole('option')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .first()
      .click();
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click();
  }

  /** The value beside a label in the table of the result. */
  value(label: string): Locator {
    return this.page
      .getByRole('table', { name: 'Values' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: label, exact: true }) })
      .getByRole('cell');
  }

  /** Lets something happen in the sandbox. */
  async letHappen(what: string | RegExp, details: Record<string, string>): Promise<void> {
    const life = this.page.getByRole('complementary');
    const events = life.getByRole('combobox', { name: 'What happens' });
    const option = events.getByRole('option').filter({ hasText: what }).first();
    await events.selectOption({ label: await option.innerText() });
    for (const [label, text] of Object.entries(details)) {
      await life.getByRole('textbox', { name: nameOf(label) }).fill(text);
    }
    await life.getByRole('button', { name: 'Let it happen' }).click();
    await expectSeen(life.getByText('It happened.'));
  }
}

/** A field's name, with or without its mark. */
const nameOf = (label: string): RegExp =>
  new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*\\*?\\s*(\\(required\\))?$`);
