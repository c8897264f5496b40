/** The document of the jobs that agencies ask for: how each is built, from the Zaps that the tests run. */
import { join } from 'node:path';
import { keyBy } from 'lodash';
import type { PlainOutputField } from 'zapier-platform-core';
import { type Field, text } from '../fields/field';
import { LOCATION } from '../fields/location';
import { EVENTS, isEventName } from '../highlevel/webhook-events';
import { shownFields } from '../operations/form';
import { allFields } from '../operations/search';
import { eventReads } from '../reads/events';
import { jobs } from '../recipes/jobs';
import { instantJobs } from '../recipes/jobs/instant';
import type { Job } from '../recipes/jobs/job';
import { type OtherStep, otherApps } from '../recipes/jobs/other-apps';
import { OWN_FIELD } from '../recipes/jobs/own-fields';
import { type Operation, operations } from '../registry';
import { searchOrCreates } from '../searches';
import { anchor, choicesIn, listed, wholeForm } from '../test/support/documents';
import { isSearch } from '../test/support/operations';
import { type Condition, type Item, items, type StepPlan, type TriggerPlan, type ZapPlan } from '../zapier';

/** What the form of an agency's connection begins with. */
const SUB_ACCOUNT = text('locationId', LOCATION);

/** Where the document stands. */
export const JOBS = join(__dirname, '..', 'docs', 'jobs.md');

const INTRODUCTION = `# Jobs

How agencies build what they ask for most, step by step. Each Zap here is one that this project’s tests run from
its trigger to its last step, and this page is written from it by \`npm run docs\`.

- **Bold** with a step is what you map: **Email** (step 1) is the field Email that step 1 gives. **Bold** alone is a choice.
- *Italic* is what you decide: choose it, or type it.
- \`Typed like this\` is text to type as it stands.

What is not named in a step stays empty. With an agency’s connection, each step of HighLevel begins with **Sub-Account**.`;

/** The whole document. */
export function jobsDocument(): string {
  const contents = jobs.map((job) => `- [${headingOf(job)}](#${anchor(headingOf(job))})`);
  const instant = instantJobs.map(({ title, startsWith }) => `| ${title} | ${startsWith} |`);
  return `${[
    INTRODUCTION,
    contents.join('\n'),
    ...jobs.map(section),
    '## At once',
    'No poll sees these. HighLevel tells them to the address of an [instant trigger](instant-triggers.md).',
    ['| Job | Starts with |', '| --- | --- |', ...instant].join('\n'),
  ].join('\n\n')}\n`;
}

const headingOf = ({ number, title }: Job): string => `${number}. ${title}`;

/** The jobs that use an operation, as links to them. */
export function jobsWith(key: string): string[] {
  return jobs
    .filter(({ zaps }) => zaps.some((zap) => operationsIn(zap).includes(key)))
    .map((job) => `[job ${job.number}](jobs.md#${anchor(headingOf(job))})`);
}

/** The links to all jobs, for the catalog of operations. */
export const jobLinks = (): string[] =>
  jobs.map((job) => `- [${job.title}](jobs.md#${anchor(headingOf(job))}): ${usedIn(job)}`);

function usedIn({ zaps }: Job): string {
  const labels = new Set(zaps.flatMap(operationsIn).map((key) => operationOf(key).spec.label));
  return listed([...labels], 'and');
}

/** The keys of the operations of HighLevel that a Zap uses. */
function operationsIn({ trigger, steps }: ZapPlan): string[] {
  const own = isOurs(trigger.app) && trigger.trigger ? [trigger.trigger] : [];
  return [...own, ...steps.flatMap(operationsOf)];
}

function operationsOf(step: StepPlan): string[] {
  if (step.kind === 'paths') return step.paths.flatMap(({ steps }) => steps.flatMap(operationsOf));
  if (step.kind === 'create') return isOurs(step.app) ? [step.create] : [];
  if (step.kind !== 'search' || !isOurs(step.app)) return [];
  const { whenNothingFound: otherwise } = step;
  return [step.search, ...(typeof otherwise === 'object' ? [otherwise.create] : [])];
}

const isOurs = (app: string): boolean => app === 'highlevel';

const byKey = keyBy(operations, ({ spec }) => spec.key);

function operationOf(key: string): Operation {
  const operation = byKey[key];
  if (!operation) throw new Error(`A job uses ${key}, and there is no such operation.`);
  return operation;
}

function section(job: Job): string {
  const zaps = job.zaps.map((zap, index) => {
    const heading = job.zaps.length > 1 ? `### Zap ${index + 1}: ${zap.name}` : `### The Zap: ${zap.name}`;
    return `${heading}\n\n${described(job, zap)}`;
  });
  return [`## ${headingOf(job)}`, job.hints.map((hint) => `- ${hint}`).join('\n'), ...zaps].join('\n\n');
}

/**
 * A Zap of a job, step by step.
 *
 * @throws Error where it fills in a field that the form has not, or maps what an earlier step does not promise
 */
export const described = (job: Job, zap: ZapPlan): string => new Description(job, zap).text();

/** What a step gives: its number, and its fields' labels by their paths. */
interface Given {
  number: number;
  labelOf: (path: string) => string | undefined;
}

const CONDITIONS: { [is in Condition['is']]: string } = {
  present: 'exists',
  absent: 'does not exist',
  true: 'is true',
  false: 'is false',
  'equal to': 'exactly matches',
  'other than': 'does not exactly match',
  'greater than': 'is greater than',
  'less than': 'is less than',
};

const AFTER_NOTHING = {
  stop: 'If nothing is found, let the Zap stop.',
  'go on': 'Let the Zap go on if nothing is found.',
};

/** The description of a Zap, step by step. */
class Description {
  private readonly given = new Map<string, Given>();
  private readonly lines: string[] = [];
  private number = 0;
  /** What the steps begin with, and what the lines of the last step do: those of a path stand further in. */
  private margin = '';
  private inside = '';

  constructor(
    private readonly job: Job,
    private readonly zap: ZapPlan,
  ) {}

  text(): string {
    this.describeTrigger(this.zap.trigger);
    for (const plan of this.zap.steps) this.describe(plan);
    return this.lines
      .join('\n')
      .trimEnd()
      .replace(/\n{3,}/g, '\n\n');
  }

  private describeTrigger(trigger: TriggerPlan): void {
    if (isOurs(trigger.app)) {
      const { spec } = operationOf(trigger.trigger ?? '');
      const { input = {} } = trigger;
      const labelOf = labelsIn([...spec.record.fields, ...eventFields(input.event)]);
      this.step(
        trigger.id,
        `**HighLevel: ${spec.label}** starts the Zap.`,
        (path) => labelOf(path) ?? NAMED_BY_AUTHOR.exec(path)?.[1],
      );
      this.inputs(input, shownFields(wholeForm(spec)));
      return;
    }
    const { label, fields } = otherStep(trigger.app, 'triggers', trigger.trigger ?? '');
    const name = `${otherApps[trigger.app]?.label}: ${label}`;
    this.step(trigger.id, `**${name}** starts the Zap.`, (path) => fields[path]);
  }

  private describe(plan: StepPlan): void {
    const say = (name: string, labelOf: Given['labelOf'] = () => undefined, more = '') =>
      this.step(plan.id, `**${name}** ${plan.does}.${more && ` ${more}`}`, labelOf);
    switch (plan.kind) {
      case 'filter':
        say('Filter by Zapier');
        this.line(`Only continue if ${this.conditions(plan)}.`);
        break;
      case 'format':
        say(`Formatter by Zapier: ${FORMATS[plan.format]}`, () => 'Output');
        this.format(plan);
        break;
      case 'delay':
        say('Delay by Zapier: Delay For');
        this.line(`Time Delayed For: \`${plan.value} ${plan.unit}\``);
        break;
      case 'code':
        say('Code by Zapier: Run Javascript', (path) => path);
        this.code(plan);
        break;
      case 'loop':
        say('Looping by Zapier: Create Loop From Line Items', (path) => path);
        for (const [name, value] of Object.entries(plan.each)) {
          this.line(`\`${name}\`: ${this.value(value)}`);
        }
        this.line('All later steps run once for each of them.');
        break;
      case 'paths':
        say('Paths by Zapier');
        this.paths(plan);
        break;
      case 'create':
        this.create(plan, say);
        break;
      case 'search':
        this.search(plan, say);
        break;
    }
  }

  private paths({ paths }: StepPlan & { kind: 'paths' }): void {
    const { margin, inside } = this;
    for (const path of paths) {
      this.inside = inside;
      this.line(`**Path: ${path.name}.** Only continue if ${this.conditions(path)}.`);
      this.lines.push('');
      this.margin = `${inside}  `;
      for (const plan of path.steps) this.describe(plan);
      this.lines.push('');
    }
    this.margin = margin;
  }

  private create(plan: StepPlan & { kind: 'create' }, say: Say): void {
    if (!isOurs(plan.app)) {
      this.elsewhere(plan.app, otherStep(plan.app, 'creates', plan.create), plan.input, say);
      return;
    }
    const { spec } = operationOf(plan.create);
    say(`HighLevel: ${spec.label}`, labelsIn(spec.record.fields));
    this.inputs(plan.input, shownFields(spec));
  }

  /** A step of another app. */
  private elsewhere(
    app: string,
    { label, fields, gives = {} }: OtherStep,
    input: Item,
    say: Say,
    more = '',
  ): void {
    say(`${otherApps[app]?.label}: ${label}`, (path) => gives[path], more);
    for (const [key, value] of Object.entries(input)) {
      this.line(`${fields[key] ?? key}: ${this.value(value)}`);
    }
  }

  private search(plan: StepPlan & { kind: 'search' }, say: Say): void {
    const { whenNothingFound: otherwise } = plan;
    const more = typeof otherwise === 'string' ? AFTER_NOTHING[otherwise] : '';
    if (!isOurs(plan.app)) {
      this.elsewhere(plan.app, otherStep(plan.app, 'searches', plan.search), plan.input, say, more);
      return;
    }
    const { spec } = operationOf(plan.search);
    const { fields } = spec.record;
    const isAll = plan.input.results === 'all' && isSearch(spec);
    const pair = searchOrCreates[plan.search];
    const creates = typeof otherwise === 'object' ? otherwise : undefined;
    say(
      `HighLevel: ${creates ? pair?.display.label : spec.label}`,
      labelsIn(isAll ? allFields(spec, fields) : fields),
      more,
    );
    this.inputs(plan.input, shownFields(wholeForm(spec)));
    if (!creates) return;
    const { spec: made } = operationOf(creates.create);
    this.line(`If it is not there, it is made with the fields of ${made.label}:`);
    this.inputs(creates.input, shownFields(made), '  ');
  }

  private format(plan: StepPlan & { kind: 'format' }): void {
    this.line(`Input: ${this.value(plan.value)}`);
    if (plan.format === 'lines') this.line('Separator: `[:newline:]`');
    if (plan.format !== 'date') return;
    const { addDays = 0, addHours = 0 } = plan;
    const moved = [addDays && `${signed(addDays)} days`, addHours && `${signed(addHours)} hours`].filter(
      Boolean,
    );
    if (moved.length) this.line(`Expression: \`${moved.join(' ')}\``);
    if (plan.as === 'words') this.line(`To Timezone: \`${plan.zone}\`, or the zone of your team`);
  }

  private code({ input, code }: StepPlan & { kind: 'code' }): void {
    for (const [name, value] of Object.entries(input)) {
      this.line(`Input Data \`${name}\`: ${this.value(value)}`);
    }
    if (typeof code !== 'string') throw new Error('The code of a job is text, so that people can copy it.');
    this.line('Code:');
    const within = `${this.inside}  `;
    this.lines.push('', ...['```js', ...code.split('\n'), '```'].map((one) => within + one), '');
  }

  /** What goes into the fields of a form of HighLevel. */
  private inputs(input: Item, form: readonly Field[], further = ''): void {
    for (const [key, value] of Object.entries(input)) {
      const own = OWN_FIELD.exec(key)?.[1];
      if (own) {
        this.line(`*${this.setting(own)}*: ${this.value(value)}`, further);
        continue;
      }
      const field = [...form, SUB_ACCOUNT].find((one) => one.key === key);
      if (!field) throw new Error(`“${this.zap.name}” fills in ${key}, and the form has no such field.`);
      if (field.children) {
        for (const row of items(value)) {
          this.line(`${field.label}, one row:`, further);
          this.inputs(row, field.children, `${further}  `);
        }
        continue;
      }
      const chosen = new Map(choicesIn(field).map(([choice, label]) => [String(choice), label]));
      const saidOf = (one: unknown) =>
        chosen.has(String(one)) ? `**${chosen.get(String(one))}**` : this.value(one);
      const said = Array.isArray(value) ? listed(value.map(saidOf), 'and') : saidOf(value);
      this.line(`${field.label}: ${said}`, further);
    }
  }

  private step(id: string, text: string, labelOf: Given['labelOf']): void {
    this.number += 1;
    this.given.set(id, { number: this.number, labelOf });
    const number = `${this.number}. `;
    this.lines.push(`${this.margin}${number}${text}`);
    this.inside = this.margin + ' '.repeat(number.length);
  }

  private line(text: string, further = ''): void {
    this.lines.push(`${this.inside}${further}- ${text}`);
  }

  private conditions({ onlyIf, match }: { onlyIf: Condition[]; match: 'all' | 'any' }): string {
    const said = onlyIf.map(({ value, is, to }) =>
      [this.value(value), CONDITIONS[is], to === undefined ? '' : this.value(to)].filter(Boolean).join(' '),
    );
    return said.join(match === 'all' ? ' and ' : ' or ');
  }

  /** A value of a step's form, as people read it. */
  private value(value: unknown): string {
    if (Array.isArray(value))
      return listed(
        value.map((one) => this.value(one)),
        'and',
      );
    if (typeof value === 'boolean') return value ? '**Yes**' : '**No**';
    const own = OWN_FIELD.exec(String(value))?.[1];
    if (own) return `*${this.setting(own)}*`;
    const parts = String(value).split(/(\{\{[^{}]+\}\})/);
    return parts
      .filter(Boolean)
      .map((part) => (part.startsWith('{{') ? this.mapped(part.slice(2, -2).trim()) : typed(part)))
      .filter(Boolean)
      .join(' ');
  }

  private mapped(path: string): string {
    const [step = '', ...rest] = path.split('.');
    const field = rest.join('.');
    if (step === 'zap_meta') return `**the time of the run** (\`{{zap_meta_${field}}}\`)`;
    if (step === 'settings') return `*${this.setting(field)}*`;
    const given = this.given.get(step);
    const own = OWN_FIELD.exec(field)?.[1];
    if (given && own) return `*${this.setting(own)}* (step ${given.number})`;
    const label = given?.labelOf(field);
    if (!given || !label)
      throw new Error(`“${this.zap.name}” maps ${path}, and that step does not promise it.`);
    return `**${label}** (step ${given.number})`;
  }

  private setting(name: string): string {
    const said = this.job.settings[name];
    if (said === undefined) throw new Error(`Job ${this.job.number} does not say what ${name} is.`);
    return said;
  }
}

type Say = (name: string, labelOf?: Given['labelOf'], more?: string) => void;

const FORMATS = {
  date: 'Date / Time',
  lines: 'Utilities, Line-item to Text',
  phone: 'Numbers, Format Phone Number',
};

const signed = (count: number) => (count > 0 ? `+${count}` : String(count));

/** Text as it is typed. A new line is told, because a line of a list can't hold one. */
function typed(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() ? `\`${line.trim()}\`` : ''))
    .join(' (new line) ')
    .trim();
}

function otherStep(app: string, kind: 'triggers' | 'searches' | 'creates', key: string): OtherStep {
  const step = otherApps[app]?.[kind]?.[key];
  if (!step) throw new Error(`A job uses ${key} of ${app}, which is not described.`);
  return step;
}

/** A workflow's custom data, and what a Voice AI agent takes down, are fields by the names that their author gives. */
const NAMED_BY_AUTHOR = /^(?:customData|extractedData)__(.+)$/;

/** What an event of the app gives beside what all give. */
const eventFields = (event: unknown): readonly PlainOutputField[] =>
  isEventName(event) ? eventReads[EVENTS[event].subject].record.fields : [];

/** The labels of a record's fields, those of its line items too, by their paths in a Zap. */
const labelsIn =
  (fields: readonly PlainOutputField[]) =>
  (path: string): string | undefined => {
    const field = fields.find(({ key }) => key === path);
    if (field) return field.label;
    const list = fields.find(({ key, children }) => children && path.startsWith(`${key}__`));
    const inner = list?.children?.find(({ key }) => path === `${list.key}__${key}`);
    return inner && `${list?.label} ${inner.label}`;
  };
