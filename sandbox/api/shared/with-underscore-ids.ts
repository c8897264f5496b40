import type { Answer, Call, Routes } from '../../gateway/call';
import { isObject, type Json } from '../../json';

function renamed(answer: Json): Json {
  if (Array.isArray(answer)) return answer.map(renamed);
  if (!isObject(answer) || answer.id === undefined) return answer;
  const { id, ...row } = answer;
  return { _id: id, ...row };
}

const isJson = (answer: Answer): answer is Json => !isObject(answer) || !('bytes' in answer);

/** The same endpoints, with `_id` in their answers in place of `id`. */
export function withUnderscoreIds(routes: Routes): Routes {
  const changed = Object.entries(routes).map(([key, route]) => {
    const handle = (call: Call): Answer => {
      const answer = route.handle(call);
      return isJson(answer) ? renamed(answer) : answer;
    };
    return [key, { ...route, handle }];
  });
  return Object.fromEntries(changed);
}
