/** How the page asks its server. */
import type {
  Accounts,
  Choices,
  ChoicesAsk,
  Events,
  EventsAsk,
  FileAnswer,
  FileAsk,
  Form,
  LifeAnswer,
  LifeAsk,
  OAuthAnswer,
  OAuthAsk,
  Refused,
  RemoveAsk,
  SandboxAnswer,
  Start,
  StepAnswer,
  StepAsk,
  TestAsk,
  TokenAsk,
  TriggerAnswer,
  TriggerAsk,
  ZapAsk,
  ZapForm,
  ZapFormAsk,
  ZapNews,
} from '../wire';

type Nothing = Record<string, never>;

/** What each path of `/api` is asked, and what it answers. */
interface Calls {
  start: { ask: Nothing; answer: Start };
  form: { ask: StepAsk; answer: Form };
  choices: { ask: ChoicesAsk; answer: Choices };
  test: { ask: TestAsk; answer: StepAnswer };
  trigger: { ask: TriggerAsk; answer: TriggerAnswer };
  events: { ask: EventsAsk; answer: Events };
  life: { ask: LifeAsk; answer: LifeAnswer };
  'zaps/form': { ask: ZapFormAsk; answer: ZapForm };
  file: { ask: FileAsk; answer: FileAnswer };
  'accounts/list': { ask: Nothing; answer: Accounts };
  'accounts/sandbox': { ask: Nothing; answer: SandboxAnswer };
  'accounts/token': { ask: TokenAsk; answer: Accounts };
  'accounts/oauth': { ask: OAuthAsk; answer: OAuthAnswer };
  'accounts/remove': { ask: RemoveAsk; answer: Accounts };
}

const NO_ANSWER = 'The workbench does not answer. See whether “npm run workbench” still runs.';

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Asks the server. Where it can't answer, the answer is a sentence (`refused`): this never throws. */
export async function ask<Path extends keyof Calls>(
  path: Path,
  body: Calls[Path]['ask'],
): Promise<Calls[Path]['answer'] | Refused> {
  try {
    const response = await post(path, body);
    const answer: Calls[Path]['answer'] | Refused = await response.json();
    return answer;
  } catch {
    return { refused: NO_ANSWER };
  }
}

/** Whether an answer is a sentence in place of what was asked for. */
export const isRefused = (answer: object): answer is Refused => 'refused' in answer;

/** Asks for something to be done with a Zap, and gives what becomes known of it, as it does. It never throws. */
export async function* askZap(body: ZapAsk): AsyncGenerator<ZapNews> {
  try {
    const response = await post('zaps/ask', body);
    if (!response.ok || !response.body) {
      const { refused }: Refused = await response.json();
      yield { news: 'refused', message: refused };
      return;
    }
    yield* linesOf(response.body);
  } catch {
    yield { news: 'refused', message: NO_ANSWER };
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ZapNews> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    rest += decoder.decode(value, { stream: !done });
    const lines = rest.split('\n');
    rest = done ? '' : (lines.pop() ?? '');
    for (const line of lines.filter(Boolean)) {
      const news: ZapNews = JSON.parse(line);
      yield news;
    }
    if (done) return;
  }
}
