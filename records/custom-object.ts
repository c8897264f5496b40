/** Kinds of records: contacts, opportunities, businesses, and what the location has defined itself. */
import { isRecord, type Raw } from '../highlevel/json';
import { idOf } from './record';

/** The kinds that every location has, by the API's names. */
const STANDARD_OBJECTS = { contact: 'Contact', opportunity: 'Opportunity', business: 'Business' };

/** The location's objects, the standard ones among them even where the API leaves them out. */
export function withStandardObjects(found: Raw[]): Raw[] {
  const missing = Object.entries(STANDARD_OBJECTS).filter(([key]) => !found.some((one) => one.key === key));
  return [...missing.map(([key, singular]) => ({ key, labels: { singular } })), ...found];
}

/** How an object is named in a drop-down. */
export function objectLabel({ key, labels }: Raw): string {
  const singular = isRecord(labels) ? labels.singular : undefined;
  return typeof singular === 'string' && singular ? singular : String(key);
}

/** How a record of a custom object is named: by its name, or the first text that it has. */
export function objectRecordLabel(raw: Raw): string {
  const properties = isRecord(raw.properties) ? raw.properties : {};
  const texts = [properties.name, ...Object.values(properties)];
  return String(texts.find((value) => typeof value === 'string' && value.trim()) ?? idOf(raw));
}
