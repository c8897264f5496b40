import { refusal } from '../../gateway/errors';
import { isObject, type Json, number, text } from '../../json';

/** A file that came in a form. */
export interface SentFile {
  name: string;
  /** Its media type. */
  type: string;
  /** In bytes. */
  size: number;
}

/** A part of a form as the file that it is; undefined for any other. */
export function fileIn(part: Json | undefined): SentFile | undefined {
  if (!isObject(part)) return undefined;
  return { name: text(part.name) ?? '', type: text(part.type) ?? '', size: number(part.size, 0) };
}

/** @throws Refusal 400 for a file of more than so many MB */
export function refuseLarge({ name, size }: SentFile, most: number): void {
  if (size > most * 1024 * 1024) throw refusal(400, `${name} is larger than ${most} MB.`);
}

/** The last part of an address. */
export const lastOf = (url: string): string => decodeURI(new URL(url).pathname.split('/').pop() ?? '');
