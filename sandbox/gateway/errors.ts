import type { JsonObject } from '../json';

const NAMES: { [status: number]: string } = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  422: 'Unprocessable Entity',
  501: 'Not Implemented',
};

/** A refusal: the status and the body with which the API answers. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: JsonObject,
  ) {
    super(JSON.stringify(body));
  }
}

/**
 * A refusal in the API's usual shape, `{ statusCode, message, error }`.
 * @param more further properties of the body, such as `meta`.
 */
export function refusal(status: number, message: string | string[], more: JsonObject = {}): Refusal {
  return new Refusal(status, { statusCode: status, message, error: NAMES[status], ...more });
}

/** A refusal by HighLevel's gateway, before any endpoint sees the request: `{ statusCode, message }`. */
export function gatewayRefusal(status: number, message: string): Refusal {
  return new Refusal(status, { statusCode: status, message });
}

/** Records of which the API tells in words of their own that they are not there (recorded 2026). */
const NOT_FOUND: { [noun: string]: (id: string) => Refusal } = {
  Contact: (id) => refusal(400, `Contact not found for id: ${id}`),
  Event: () => refusal(400, 'The event id is invalid'),
  Task: () => refusal(400, 'The task id is invalid.'),
  'Custom value': () => refusal(404, 'The custom value id is invalid.'),
  Opportunity: (id) => codedRefusal(404, 'OPPORTUNITY_NOT_FOUND', `Opportunity not found for id: ${id}`),
};

/** The API's answer about a record that is not there. */
export function notFound(noun: string, id: string): Refusal {
  return NOT_FOUND[noun]?.(id) ?? refusal(404, `${noun} not found for id: ${id}`);
}

/** A refusal with a code of its own, as opportunities give it: `{ code, message }`. */
export function codedRefusal(status: number, code: string, message: string, more: JsonObject = {}): Refusal {
  return new Refusal(status, { code, message, ...more });
}

/** The API's answer about a record or a location that the token may not see. */
export function foreignLocation(): Refusal {
  return gatewayRefusal(403, 'The token does not have access to this location.');
}
