/** The custom fields of a sub-account. A plan can't know their ids: the owner of the Zap chooses them. */
import type { Item, ZapPlan } from '../../zapier';

/** The key of a custom field that the owner chooses: `customFields__<score>` is the one of `settings.score`. */
export const OWN_FIELD = /^customFields__<(\w+)>$/;

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
  const written = JSON.stringify(plan).replace(/(?<=customFields__)<(\w+)>/g, (_, name: string) =>
    idOf(name),
  );
  return JSON.parse(written);
}
