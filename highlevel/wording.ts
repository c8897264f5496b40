/** The words of the Zap's owner: what the step and its fields are called, and HighLevel's messages in these words. */
import { type Answer, messagesOf } from './answer';

/** The words of the Zap's owner for a call: the step's label, the thing it is about, its fields. */
export interface Wording {
  /** The step as the Zap editor names it: `Create Contact Note`. */
  doing: string;
  /** The thing that the call is about, where no field names it: `recording`. */
  thing?: string;
  /** Labels of the step's fields, by key. */
  labels?: { [key: string]: string };
  /** What to do about a refusal, where the caller knows better than the status tells. */
  advice?: string;
  /** Tells what may be wrong with the values, by what the step's form knows; empty where it knows nothing. */
  wrongValues?: () => string;
  /** The error's code for a refusal, where a caller looks for this error. */
  code?: string;
  /** What the user may do about a record that exists already. */
  ifDuplicate?: string;
}

/** An error quotes no more than this: 10,000 wrong tags come as 10,000 messages. */
const MAX_QUOTED_CHARACTERS = 1000;

/** What HighLevel says in an answer, as part of an error's sentence; empty where it says nothing. */
export function quoteOf(answer: Pick<Answer, 'body' | 'text'>, { labels = {} }: Wording): string {
  const messages = messagesOf(answer).map((message) => withLabel(message, labels));
  const words = [...new Set(messages)].join('; ');
  if (!words) return '';
  const quoted = words.length > MAX_QUOTED_CHARACTERS ? `${words.slice(0, MAX_QUOTED_CHARACTERS)}…` : words;
  return `HighLevel says: “${quoted}”.`;
}

/** A message with the field's label in the place of its key: `each value in tags must be …` → `Each value in Tags must be …`. */
function withLabel(message: string, labels: { [key: string]: string }): string {
  const [, each = '', key = '', rest = ''] =
    /^(?:property )?(each value in )?([\w.]+)( .*)$/s.exec(message) ?? [];
  const known = new Map(Object.entries(labels));
  const label = known.get(key.replaceAll('.', '__')) ?? known.get(key.split('.')[0] ?? '');
  return (label ? `${each && 'Each value in '}${label}${rest}` : message).replace(/\.$/, '');
}
