/** What people call a parameter of the API, or a field of an answer: its name in words. */
import { startCase } from 'lodash';

/** Words that are written otherwise than with a capital at their beginning. */
const WRITTEN: ReadonlyMap<string, string> = new Map(
  'ID IDs URL URLs URI API SMS MMS HTML CSV PDF JSON DND UTM FAQ FAQs SEO SSO SSL DNS VAT EIN GMB IVR SID CTA AI UI IP SKU QR SaaS'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
);

/** `contactId` as “Contact ID”, `address1` as “Address 1”, `_id` as “ID”. */
export const parameterLabel = (name: string): string =>
  startCase(name)
    .split(' ')
    .map((word) => WRITTEN.get(word.toLowerCase()) ?? word)
    .join(' ') || name;
