/** Puts the questions to an account, one after the other, and takes away after each what it made. */
import { sortBy } from 'lodash';
import { type OpenQuestion, openQuestions } from '../test/contract/open-questions';
import type { Connection } from '../zapier';
import { Caller, type Exchange, type Listen, type Pace } from './caller';
import { Lab } from './lab';
import { isProbe, type Probe } from './probe';
import { questions } from './questions';
import { MOST_A_READING, Reader, type ReadFinding, readings } from './reads';
import { notTold, Stopped, type Verdict, verdictOf } from './verdict';

/** What is to be checked. */
export interface Order {
  connection: Connection;
  /** The sub-account that is looked at. */
  locationId: string;
  /** Whether records may be made in it. */
  mayWrite: boolean;
  pace: Pace;
  /** Hears the requests of operations: each that reads is then run too. */
  listen?: Listen;
  /** Only these questions and operations; all unless given. */
  only?: readonly string[];
  /** Gets each question as it is answered. */
  onAnswer?: (answered: AnsweredQuestion) => void;
  /** Gets each operation that was run. */
  onRead?: (read: ReadFinding) => void;
}

/** A question with what came of it. */
export interface AnsweredQuestion extends Verdict {
  id: string;
  area: OpenQuestion['area'];
  /** What it would take to tell, where no machine can. */
  needs?: string;
  requests: number;
  exchanges: Exchange[];
}

/** What a run found. */
export interface Findings {
  questions: AnsweredQuestion[];
  reads: ReadFinding[];
  requests: number;
  /** It was stopped before its end. */
  isStopped: boolean;
  /** The endpoints by which something could not be deleted. */
  left: string[];
}

/** A check that runs. */
export interface Check {
  /** The requests that it makes, at most. */
  most: number;
  findings: Promise<Findings>;
  /** Ends it after the request that is under way: what was made is deleted first. */
  stop: () => void;
}

const isAsked = ({ mayWrite }: Order, probe: Probe) => mayWrite || !probe.writes;

/** Starts a check. */
export function startCheck(order: Order): Check {
  const { authData } = order.connection;
  const isAgency = authData.userType === 'Company';
  const caller = new Caller(order.connection, isAgency ? order.locationId : '', order.pace);
  const lab = new Lab(caller, order.locationId, String(authData.companyId ?? ''));
  const isWanted = (name: string) => order.only?.includes(name) ?? true;
  const toRead = order.listen ? readings().filter(({ key }) => isWanted(key)) : [];
  const unknown = order.only?.find((name) => !questions[name] && !toRead.some(({ key }) => key === name));
  if (unknown !== undefined) throw new Error(`There is no question and no reading operation “${unknown}”.`);
  const asked = openQuestions.filter(({ id }) => questions[id] && isWanted(id));
  const most = asked.reduce((sum, { id }) => sum + mostOf(order, id), 0);
  const findings = check(order, { asked, toRead }, caller, lab);
  return { most: most + toRead.length * MOST_A_READING, findings, stop: () => caller.stop() };
}

function mostOf(order: Order, id: string): number {
  const question = questions[id];
  return question && isProbe(question) && isAsked(order, question) ? question.requests : 0;
}

async function check(
  order: Order,
  { asked, toRead }: { asked: OpenQuestion[]; toRead: ReturnType<typeof readings> },
  caller: Caller,
  lab: Lab,
): Promise<Findings> {
  const reads: ReadFinding[] = [];
  const reader = order.listen && new Reader(caller, order.listen, order.locationId);
  for (const reading of toRead) {
    if (!reader || caller.isStopped) break;
    const read = await reader.read(reading);
    reads.push(read);
    order.onRead?.(read);
  }
  const found: AnsweredQuestion[] = [];
  // Those that change nothing come first.
  const writesOf = ({ id }: OpenQuestion) => {
    const question = questions[id];
    return question !== undefined && isProbe(question) && question.writes === true;
  };
  for (const question of [...asked.filter((one) => !writesOf(one)), ...asked.filter(writesOf)]) {
    const before = caller.requests;
    const verdict = await answerTo(order, question.id, caller, lab);
    const answered = {
      id: question.id,
      area: question.area,
      ...verdict,
      requests: caller.requests - before,
      exchanges: caller.takeExchanges(),
    };
    found.push(answered);
    order.onAnswer?.(answered);
  }
  const ids = asked.map(({ id }) => id);
  return {
    questions: sortBy(found, ({ id }) => ids.indexOf(id)),
    reads,
    requests: caller.requests,
    isStopped: caller.isStopped,
    left: lab.left,
  };
}

async function answerTo(
  order: Order,
  id: string,
  caller: Caller,
  lab: Lab,
): Promise<Verdict & { needs?: string }> {
  const question = questions[id];
  if (!question)
    throw new Error(`The question ${id} has neither a probe nor a reason: account-check/probes/.`);
  if (!isProbe(question)) return { ...notTold(question.because), needs: question.needs };
  if (!isAsked(order, question)) return { ...notTold('It makes records.'), needs: '--write' };
  try {
    return await question.put(lab);
  } catch (error) {
    return verdictOf(caller.isStopped ? new Stopped() : error);
  } finally {
    await lab.clean();
  }
}
