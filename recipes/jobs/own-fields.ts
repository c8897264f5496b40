/**
 * The fields that a sub-account defines: custom fields, and those of its objects. A plan can't know their ids: the
 * owner of the Zap chooses them.
 */
import type { Item, ZapPlan } from '../../zapier';

/**
 * The key of a field that the owner chooses: `customFields__<score>` is the one of `settings.score`, and
 * `properties__<vin>` a field of an object. Filters write `properties.<vin>`.
 */
export const OWN_FIELD = /^(?:customFields__|properties(?:__|\.))<(\w+)>$/;

/**
 * The plan with the custom fields that its owner chose, whose ids `settings` has.
 *
 * @throws Error if one of them is not chosen
 */
export function withOwnFields(plan: ZapPlan, settings: Item): ZapPlan {
  const idOf = (name: string): string => {
    if (!settings[name]) throw new Error(`“${plan.name}” uses the field ${name}, and none is chosen.`);
    return String(settings[name]);
  };
  const written = JSON.stringify(plan).replace(
    /(?<=customFields__|properties(?:__|\.))<(\w+)>/g,
    (_, name: string) => idOf(name),
  );
  return JSON.parse(written);
}
