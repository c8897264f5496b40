/** Words that end with an s in the singular. */
const NO_PLURAL = /(ss|status)$/;

/** A word in the singular, without the mark of a version: “ads-v2” → ad. */
export function singular(word: string): string {
  const bare = word.replace(/-v\d+$/, '');
  if (NO_PLURAL.test(bare)) return bare;
  if (/[^aeiou]ies$/.test(bare)) return bare.replace(/ies$/, 'y');
  if (/(ss|x|ch|sh)es$/.test(bare)) return bare.replace(/es$/, '');
  return bare.replace(/s$/, '');
}

/** A collection's own noun: the last word of its name, such as `price`. */
export const nounOf = (collection: string): string =>
  collection
    .split('/')
    .filter((part) => part !== '{}')
    .at(-1) ?? '';

/** A word as names have it: “custom-menu” → customMenu. */
export const camel = (word: string): string =>
  word.replace(/[-_](\w)/g, (_all, letter: string) => letter.toUpperCase());

/** A name as words: “lateFeesConfiguration” → Late fees configuration. */
export function words(name: string): string {
  const spaced = name
    .replace(/[-_]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .trim()
    .toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** A collection's noun as messages have it: “/store/shipping-zone” → Shipping zone. */
export const nounIn = (collection: string): string => words(nounOf(collection));
