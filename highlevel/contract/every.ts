/**
 * Every endpoint of both versions, for the steps whose user chooses one: what people call it, what it does, and what it
 * answers. The built app reads this from a file of its own (`scripts/build.ts`), which no other step opens.
 */
import { once, sortBy } from 'lodash';
import {
  type ApiVersion,
  type EndpointKey,
  endpoint,
  endpointKeys,
  type Facts,
  givesToken,
  hasVersion,
  V3,
} from '.';
import { answerFacts } from './answers';
import { type Consequences, consequencesOf, onlyReads } from './consequences';
import { AREAS, type EndpointName, nameOf } from './names';

/** An endpoint, as people choose it. */
export interface Listed extends EndpointName {
  key: EndpointKey;
  /** It is in v3, too; or in v3 alone. */
  inV3: boolean;
  only: boolean;
  /** It changes nothing. */
  reads: boolean;
  /** What a person must agree to before it runs. */
  consequences: Consequences;
}

/** Every endpoint but those that give tokens, by area and name. */
export const endpointList = once((): Listed[] => {
  const keys = [...new Set([...endpointKeys('dated'), ...endpointKeys(V3)])];
  const listed = keys.flatMap((key): Listed[] => {
    const facts = endpoint(key);
    if (givesToken(facts)) return [];
    return [
      {
        key,
        ...nameOf(facts),
        inV3: hasVersion(key, V3),
        only: !hasVersion(key, 'dated'),
        reads: onlyReads(facts),
        consequences: consequencesOf(facts),
      },
    ];
  });
  return sortBy(listed, [({ area }) => AREAS.indexOf(area), ({ name }) => name]);
});

/** The fields that an endpoint answers, as far as they are known. */
export const answerOf = (key: EndpointKey, version: ApiVersion): Facts => answerFacts(key, version);
