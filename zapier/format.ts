import type { Item } from './json';
import { asText } from './template';

/** The parts of Zapier's Formatter step that the recipes need. */
export type Format =
  /** A date, or now where `value` is empty, moved by so many days and hours. */
  | ({ format: 'date'; value: string; addDays?: number; addHours?: number } & Written)
  /** A list as text, each of its elements on a line of its own. */
  | { format: 'lines'; value: string }
  /**
   * A phone number in E.164. It is one of `country`, or of `home` where that is empty. Empty if it can't be
   * read.
   */
  | { format: 'phone'; value: string; country: string; home: string };

/** How a date is written: in ISO 8601, in seconds since 1970, or in English words in a time zone. */
type Written = { as?: 'ISO' | 'seconds' } | { as: 'words'; zone: string };

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/**
 * How a country's numbers are dialled: its code, the prefix within the country, and the digits of a number.
 */
const DIALLING: Record<string, { code: string; trunk: string; digits: RegExp }> = {
  US: { code: '1', trunk: '1', digits: /^\d{10}$/ },
  CA: { code: '1', trunk: '1', digits: /^\d{10}$/ },
  GB: { code: '44', trunk: '0', digits: /^\d{9,10}$/ },
  DE: { code: '49', trunk: '0', digits: /^\d{7,12}$/ },
  FR: { code: '33', trunk: '0', digits: /^\d{9}$/ },
  AU: { code: '61', trunk: '0', digits: /^\d{9}$/ },
};

/** Formats `value`, which the step's template gave. */
export function applyFormat(step: Format, value: unknown, now: Date): Item {
  if (step.format === 'lines') return { output: [value].flat().map(asText).join('\n') };
  const text = String(value ?? '');
  if (step.format === 'date') {
    const { addDays = 0, addHours = 0 } = step;
    return { output: written(moved(text, addDays * DAY + addHours * HOUR, now), step) };
  }
  return { output: formatPhone(text, step.country.trim() || step.home) };
}

function moved(text: string, ms: number, now: Date): Date {
  const from = text === '' ? now : new Date(text);
  if (Number.isNaN(from.getTime())) throw new Error(`"${text}" is no date.`);
  return new Date(from.getTime() + ms);
}

function written(date: Date, step: Written): string {
  if (step.as === 'seconds') return String(Math.floor(date.getTime() / 1000));
  if (step.as !== 'words') return date.toISOString();
  const words = new Intl.DateTimeFormat('en-US', {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: step.zone,
  });
  // Newer versions of Node put a narrow space before AM and PM.
  return words.format(date).replaceAll('\u202f', ' ');
}

function formatPhone(text: string, country: string): string {
  const dialled = text.replace(/\(0\)/, '').replace(/\s*(?:ext|x|#).*$/i, '');
  const number = dialled.replace(/[^\d+]/g, '').replace(/^00/, '+');
  if (number.startsWith('+')) return /^\+\d{8,15}$/.test(number) ? number : '';
  const rule = DIALLING[country.toUpperCase()];
  if (!rule) return '';
  const national = rule.trunk && number.startsWith(rule.trunk) ? number.slice(rule.trunk.length) : number;
  return rule.digits.test(national) ? `+${rule.code}${national}` : '';
}
