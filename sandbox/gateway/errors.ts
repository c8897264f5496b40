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

/** The API's answer about a record that is not there. */
export function notFound(noun: string, id: string): Refusal {
  return refusal(noun === 'Contact' ? 400 : 404, `${noun} not found for id: ${id}`);
}

/** The API's answer about a record or a location that the token may not see. */
export function foreignLocation(): Refusal {
  return gatewayRefusal(403, 'The token does not have access to this location.');
}
