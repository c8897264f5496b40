import { randomUUID } from 'node:crypto';
import { isEqual } from 'lodash';
import type { App, Bundle, Memory } from './app';
import { cleanInput, readFields } from './fields';
import type { HookRequest } from './hooks';
import { at, type Item, isItem, items } from './json';
import { type Failure, type Result, unwrap } from './result';
import { render } from './template';
import type { Field, OperationKind, ZapApp } from './zap-app';

/** The address to which a private app sends people back after they approved it. */
const REDIRECT_URI = 'https://zapier.com/dashboard/auth/oauth/return/App1CLIAPI/';

/** Statuses that may be gone when the token is refreshed later. */
const TEMPORARY = [408, 409, 423, 425, 429];

/**
 * Stands for the person at the browser: opens the page, approves, answers the address they are sent back to.
 */
export type Approve = (authorizeUrl: string) => Promise<string>;

/** An account whose owner is to approve it. */
export interface Begun {
  app: App;
  /** Where its owner approves it. */
  url: string;
  /** Comes back with the approval. */
  state: string;
  redirectUri: string;
}

/** Keeps what a connection is made of longer than this process, and maybe for others as well. */
export interface Keeper {
  /** What is kept now; asked for with each call. */
  read(): Promise<Item>;
  /** Called with each refresh, before the tokens are used. */
  write(authData: Item): Promise<void>;
}

/** One connected account of an app. */
export class Connection implements ZapApp {
  /** Everything that the app returned when the account was connected, with later refreshes merged in. */
  authData: Item;
  /** How often the token was refreshed. */
  refreshes = 0;
  readonly id = randomUUID();
  private readonly memory: Memory = { connection: this.id, cache: {}, cursor: {} };
  private refreshing: Promise<Result> | undefined;

  constructor(
    readonly app: App,
    authData: Item,
    private readonly keeper?: Keeper,
  ) {
    this.authData = authData;
  }

  /** Connects an account by the fields of the connection's form and the app's session, and tests it. */
  static async openSession(app: App, fields: Item): Promise<Connection> {
    const made = unwrap(
      await app.call('authentication.sessionConfig.perform', {
        inputData: {},
        authData: fields,
        meta: runMeta(),
      }),
    );
    if (!isItem(made)) throw new Error('The session answered no object.');
    const connection = new Connection(app, { ...fields, ...made });
    unwrap(await connection.test());
    return connection;
  }

  /** Connects an account by OAuth 2.0, through the app's own code, and tests it. */
  static async open(app: App, approve: Approve, redirectUri = REDIRECT_URI): Promise<Connection> {
    const begun = await Connection.begin(app, redirectUri);
    return Connection.finish(begun, await approve(begun.url));
  }

  /** Begins to connect an account by OAuth 2.0; `redirectUri` is where its owner is sent back to. */
  static async begin(app: App, redirectUri = REDIRECT_URI): Promise<Begun> {
    const state = randomUUID();
    const asked = { response_type: 'code', redirect_uri: redirectUri, state };
    const url = String(unwrap(await oauth(app, 'authorizeUrl', asked)));
    return { app, url, state, redirectUri };
  }

  /**
   * Connects an account whose owner approved it, and tests it.
   *
   * @param answeredAt the address to which its owner was sent back
   * @throws Error if that answers another question, or approves nothing
   */
  static async finish({ app, state, redirectUri }: Begun, answeredAt: string): Promise<Connection> {
    const answer = Object.fromEntries(new URL(answeredAt).searchParams);
    if (answer.state !== state) throw new Error('The answer carries another state than the question did.');
    if (!answer.code) {
      const said = answer.error_description ?? answer.error;
      throw new Error(`The account was not approved${said ? `: “${said}”` : ''}.`);
    }
    const authData = unwrap(await oauth(app, 'getAccessToken', { ...answer, redirect_uri: redirectUri }));
    if (!isItem(authData)) throw new Error('getAccessToken answered no object.');
    const connection = new Connection(app, authData);
    unwrap(await connection.test());
    return connection;
  }

  /** Runs the app's connection test. */
  test(): Promise<Result> {
    return this.call('authentication.test', { meta: { isTestingAuth: true } });
  }

  /** The label by which the owner recognises the connection. */
  async label(): Promise<string> {
    const tested = unwrap(await this.test());
    const inputData = isItem(tested) ? tested : {};
    const label = at(this.app.definition, 'authentication', 'connectionLabel');
    if (typeof label !== 'string') return '';
    if (!label.startsWith('$func$')) {
      return render(label, {
        ...this.authData,
        ...inputData,
        bundle: { authData: this.authData, inputData },
      });
    }
    return String(unwrap(await this.call('authentication.connectionLabel', { inputData })));
  }

  async perform(
    kind: OperationKind,
    key: string,
    input: Item,
    meta: Item = {},
    request?: HookRequest,
  ): Promise<Result> {
    const operation = at(this.app.definition, kind, key, 'operation');
    const isForSamples = at(operation, 'type') === 'hook' && !request;
    if (isForSamples && !at(operation, 'performList')) return { ok: true, value: [], requests: 0 };
    const method = isForSamples ? 'performList' : 'perform';
    const inputData = this.cleans(kind, key) ? cleanInput(input) : input;
    const bundle = { ...request, inputData, inputDataRaw: input, meta };
    return this.call(`${kind}.${key}.operation.${method}`, bundle);
  }

  async fields(kind: OperationKind, key: string, input: Item): Promise<Result<Field[]>> {
    const inputData = cleanInput(input);
    const answer = await this.call(`${kind}.${key}.operation.inputFields`, {
      inputData,
      inputDataRaw: input,
    });
    return answer.ok ? { ...answer, value: readFields(answer.value) } : answer;
  }

  readonly hydrate = (method: string, input: Item): Promise<Result> =>
    this.call(method, { inputData: input });

  primaryKeys(trigger: string): string[] {
    const fields = items(at(this.app.definition, 'triggers', trigger, 'operation', 'outputFields'));
    const primary = fields.filter((field) => field.primary === true).map((field) => String(field.key));
    return primary.length > 0 ? primary : ['id'];
  }

  /**
   * Calls a method of the app as this account.
   *
   * An expired token is refreshed once, and the call repeated.
   */
  async call(method: string, bundle: Partial<Bundle> = {}): Promise<Result> {
    await this.takeKept();
    const used = this.authData;
    const first = await this.send(method, bundle);
    if (first.ok || first.failure.kind !== 'refresh') return first;

    const refreshed = await this.refresh(used);
    const spent = first.requests + refreshed.requests;
    if (!refreshed.ok) return { ...refreshed, failure: asExpired(refreshed.failure), requests: spent };

    const second = await this.send(method, bundle);
    const requests = spent + second.requests;
    if (second.ok || second.failure.kind !== 'refresh') return { ...second, requests };
    return { ok: false, failure: { ...second.failure, kind: 'expired' }, requests };
  }

  private send(method: string, bundle: Partial<Bundle>): Promise<Result> {
    const { inputData = {}, inputDataRaw = inputData, meta = {}, ...request } = bundle;
    const { authData } = this;
    const full = { ...request, authData, inputData, inputDataRaw, meta: { ...runMeta(), ...meta } };
    return this.app.call(method, full, this.memory);
  }

  /** Takes what is kept by now: the account may have been refreshed, or connected again, by another process. */
  private async takeKept(): Promise<void> {
    const kept = await this.keeper?.read();
    if (kept && !isEqual(kept, this.authData)) this.authData = kept;
  }

  /** Refreshes the token; calls that find it expired at the same time share one refresh. */
  private async refresh(used: Item): Promise<Result> {
    if (this.authData !== used) return { ok: true, value: this.authData, requests: 0 };
    this.refreshing ??= this.refreshNow(used).finally(() => {
      this.refreshing = undefined;
    });
    return this.refreshing;
  }

  private async refreshNow(used: Item): Promise<Result> {
    await this.takeKept();
    if (this.authData !== used) return { ok: true, value: this.authData, requests: 0 };
    this.refreshes += 1;
    const answer = await this.send('authentication.oauth2Config.refreshAccessToken', {});
    if (answer.ok && isItem(answer.value)) {
      this.authData = { ...this.authData, ...answer.value };
      await this.keeper?.write(this.authData);
    }
    return answer;
  }

  /** Whether Zapier drops empty values from this operation's input. */
  private cleans(kind: OperationKind, key: string): boolean {
    const own = at(this.app.definition, kind, key, 'operation', 'cleanInputData');
    return (own ?? at(this.app.definition, 'flags', 'cleanInputData') ?? true) === true;
  }
}

/** Calls a method of the app's OAuth 2.0, as nobody yet. */
const oauth = (app: App, method: string, inputData: Item) =>
  app.call(`authentication.oauth2Config.${method}`, { inputData, authData: {}, meta: runMeta() });

/** `bundle.meta` of an ordinary run. A step adds what differs. */
function runMeta(): Item {
  return {
    isBulkRead: false,
    isFillingDynamicDropdown: false,
    isLoadingSample: false,
    isPopulatingDedupe: false,
    isTestingAuth: false,
    limit: -1,
    page: 0,
    timezone: 'America/Chicago',
    inputFields: {},
  };
}

/**
 * Where the server refuses to refresh the token, the owner has to reconnect. Where it only fails for now,
 * not.
 */
function asExpired(failure: Failure): Failure {
  const { kind, status = 0 } = failure;
  const refused = status >= 400 && status < 500 && !TEMPORARY.includes(status);
  return refused || kind === 'refresh' ? { ...failure, kind: 'expired' } : failure;
}
