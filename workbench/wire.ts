/**
 * What the page of the workbench asks its server, and what it is answered: JSON, by `POST` at `/api/…`. Both
 * sides import this file, and nothing else of each other. No token passes here but the one that is being typed.
 */
import type { Item, OperationKind } from '../zapier';

/** A connected account: a sub-account or an agency, of the sandbox or of HighLevel. */
export interface Account {
  id: string;
  label: string;
  /** `sandbox` may be played with; on `highlevel` what writes asks first. */
  where: 'sandbox' | 'highlevel';
  level: 'sub-account' | 'agency';
}

/** An operation of the app, as the list of steps shows it. */
export interface OperationInfo {
  kind: OperationKind;
  key: string;
  label: string;
  description: string;
  category: string;
  /** Triggers alone: whether it is polled, or called by HighLevel. */
  starts?: 'polling' | 'instant';
}

/** What people can let happen in the sandbox, such as a form that is submitted. */
export interface LifeEvent {
  name: string;
  label: string;
  /** Its details, for a form like a step's. */
  fields: FormField[];
}

/** A step of a Zap of the recipes, as its chain shows it. */
export interface ZapStepInfo {
  id: string;
  does: string;
  app: string;
  /** Trigger, Create, Search, Filter, Formatter, Code, Delay, Loop, Paths. */
  kind: string;
  /** The label of the operation, where it is one of this app. */
  operation?: string;
  /** The steps of each path, by the paths' names. */
  paths?: { name: string; steps: ZapStepInfo[] }[];
}

/** A Zap of the recipes or of the jobs. */
export interface ZapInfo {
  id: string;
  /** What the Zaps of one recipe or job do together. */
  title: string;
  name: string;
  /** What to know before it is built. */
  hints: readonly string[];
  /** The events of the sandbox that start it, by their names. */
  events: readonly string[];
  steps: ZapStepInfo[];
}

/** `POST /api/start`, with `{}`: all that the page shows at first. */
export interface Start {
  accounts: Account[];
  operations: OperationInfo[];
  zaps: ZapInfo[];
  /** Where OAuth sends people back to: to be entered in the marketplace app. */
  redirectUri: string;
}

/** One choice of a drop-down. */
export interface Choice {
  value: string;
  label: string;
}

/** A field of a form, as Zapier's editor shows it. */
export interface FormField {
  key: string;
  label: string;
  type: 'string' | 'text' | 'integer' | 'number' | 'boolean' | 'datetime' | 'file' | 'password' | 'copy';
  required: boolean;
  /** Takes several values. */
  list: boolean;
  /** Takes pairs of a name and a value. */
  dict: boolean;
  /** Markdown. */
  help?: string;
  placeholder?: string;
  default?: unknown;
  /** The choices, where they are known. */
  choices?: Choice[];
  /** The choices are loaded by `/api/choices`; `search` says whether they can be searched on the server. */
  loads?: { search: boolean };
  /** The form is asked for again when this field changes. */
  altersForm: boolean;
  /** The keys of the fields on which its choices depend (`dependsOn`): it is emptied when one of them changes. */
  dependsOn?: string[];
  /** The columns of line items. */
  columns?: FormField[];
  /** The heading under which it stands. */
  group?: string;
}

/** Names a step's operation, as whose account it runs, and what was filled in. */
export interface StepAsk {
  account: string;
  kind: OperationKind;
  key: string;
  /** By the fields' keys; texts may hold `{{1.email}}`, the value `email` of step 1. */
  input: Item;
  /** What earlier steps gave, by the names that the templates use. */
  earlier: Item;
}

/** `POST /api/form`, with a {@link StepAsk}: the fields for what is filled in. */
export type Form = { fields: FormField[] } | Refused;

/** `POST /api/choices`: what a drop-down offers. */
export interface ChoicesAsk extends StepAsk {
  field: string;
  /** From 0. */
  page: number;
  search?: string;
}
export type Choices = { choices: Choice[]; more: boolean } | Refused;

/** What the page shows in place of an answer: a sentence, as Zapier would show it. */
export interface Refused {
  refused: string;
}

/** A request that a step made. */
export interface SentRequest {
  method: string;
  /** With its query; tokens are hidden. */
  path: string;
  status: number;
  ms: number;
  /** The bodies as text, tokens hidden; none where there is none. */
  sent?: string;
  answered?: string;
}

/** A value of a result, with the label under which Zapier offers it. */
export interface ShownValue {
  /** Its path within the item, for a template: `contact.email`. */
  path: string;
  label: string;
  value: unknown;
}

/** `POST /api/test`, with {@link TestAsk}: runs a step once, as “Test step” does. */
export interface TestAsk extends StepAsk {
  /** The yes to what the last answer asked. */
  confirmed?: boolean;
}

/** What became of a step. `asks` is a question that wants a yes before anything is sent. */
export type StepAnswer =
  | { outcome: 'asks'; question: string }
  | {
      outcome: 'done' | 'nothing found' | 'stopped' | 'failed';
      /** Newest first; a create gives one. */
      items: Item[];
      /** The values of the first item, labelled. */
      shown: ShownValue[];
      requests: SentRequest[];
      ms: number;
      /** The sentence of an error, or why it stopped. */
      message?: string;
    };

/**
 * `POST /api/trigger`: a Zap of this trigger alone. `sample` is “Test trigger”, and remembers nothing; `on`
 * remembers what is there; `poll` fires what is new since.
 */
export interface TriggerAsk extends StepAsk {
  do: 'sample' | 'on' | 'poll' | 'off';
  /** Names the Zap, so that its memory is its own. */
  zap: string;
  /** The yes to what the last answer asked. */
  confirmed?: boolean;
}

export type TriggerAnswer = StepAnswer & {
  /** Whether it is on now. */
  on?: boolean;
  /** How many records the trigger answered. */
  polled?: number;
  /** How many Zapier remembers. */
  remembered?: number;
  /** What fired, oldest first: these are in `items`, too. */
  fired?: Item[];
  /** Where HighLevel is to send to, of an instant trigger. */
  address?: string;
};

/** `POST /api/events`: what can happen in this account of the sandbox; nothing in one of HighLevel. */
export interface EventsAsk {
  account: string;
}
export type Events = { events: LifeEvent[] } | Refused;

/** `POST /api/life`: lets something happen in a sub-account of the sandbox. */
export interface LifeAsk {
  account: string;
  event: string;
  details: Item;
}
export type LifeAnswer = { happened: Item } | Refused;

/** `POST /api/zaps/form`: what the owner of a Zap decides, for what is decided already. */
export interface ZapFormAsk {
  account: string;
  zap: string;
  settings: Item;
}

/**
 * The settings as a form, whose defaults are there to be taken; asked for again when a field says `altersForm`. And
 * the events that start the Zap, the details filled in as it needs them.
 */
export type ZapForm = { settings: FormField[]; events: LifeEvent[] } | Refused;

/** `POST /api/zaps/ask`: `run` runs it with the trigger's sample. The answer is lines of {@link ZapNews}. */
export interface ZapAsk {
  account: string;
  zap: string;
  do: 'on' | 'poll' | 'off' | 'run';
  settings: Item;
  confirmed?: boolean;
}

/** A line of the answer to {@link ZapAsk}, sent as it becomes known. */
export type ZapNews =
  | { news: 'asks'; question: string }
  | { news: 'refused'; message: string }
  | { news: 'on'; remembered: number; address?: string }
  | { news: 'off' }
  | { news: 'polled'; polled: number; fired: number; held: number; message?: string }
  | { news: 'run'; item: Item }
  | { news: 'step'; id: string }
  | {
      news: 'did';
      id: string;
      outcome: 'done' | 'found' | 'not found' | 'stopped' | 'failed';
      input: Item;
      output: Item;
      message?: string;
      requests: SentRequest[];
      ms: number;
    }
  | { news: 'ended'; outcome: 'success' | 'stopped' | 'failed'; tasks: number; message?: string };

/** `POST /api/file`: keeps a file for the step that is to send it, and gives an address for the field. */
export interface FileAsk {
  name: string;
  /** Base64. */
  content: string;
}
export type FileAnswer = { url: string } | Refused;

/**
 * `POST /api/accounts/…`: each answers all accounts, or why not. `list` also tells, once, what came of the last way
 * through a page of another site: the account that it `connected`, or the `problem`.
 */
export type Accounts = { accounts: Account[]; connected?: string; problem?: string } | Refused;

/** `POST /api/accounts/token`: a private integration's token. */
export interface TokenAsk {
  token: string;
  /** The sub-account's id, or the agency's. */
  accountId: string;
}

/** `POST /api/accounts/oauth`: the marketplace app's own keys. The page goes to `url`, and comes back. */
export interface OAuthAsk {
  clientId: string;
  clientSecret: string;
}
export type OAuthAnswer = { url: string } | Refused;

/** `POST /api/accounts/sandbox`: the sandbox's own chooser of sub-accounts and agencies; the page goes to `url`. */
export type SandboxAnswer = { url: string } | Refused;

/** `POST /api/accounts/remove`: forgets a connection. */
export interface RemoveAsk {
  account: string;
}
