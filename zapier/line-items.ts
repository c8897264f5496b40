import { type Item, isEmpty } from './json';

/**
 * The rows that one row of a form's line items becomes once its templates are filled.
 *
 * Zapier documents that a list mapped into a column gives a row for each of its elements
 * (zapier.com/help/line-items). The rest is not documented, and is modelled as Zaps are reported to behave:
 * - a value that is no list stands in every row
 * - lists of unequal length make as many rows as the longest one; a shorter one leaves its last cells empty
 * - an empty list is an empty value, and a row without any value is left out
 */
export function rowsOf(columns: Item): Item[] {
  const filled = Object.entries(columns).filter(([, value]) => !isEmpty(value));
  const lengths = filled.map(([, value]) => (Array.isArray(value) ? value.length : 1));
  const rows = Array.from({ length: Math.max(0, ...lengths) }, (_, row) => cellsOf(filled, row));
  return rows.filter((row) => Object.keys(row).length > 0);
}

function cellsOf(columns: [string, unknown][], row: number): Item {
  const cells = columns.map(([key, value]) => [key, Array.isArray(value) ? value[row] : value] as const);
  return Object.fromEntries(cells.filter(([, cell]) => !isEmpty(cell)));
}
