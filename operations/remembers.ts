/** The memories of a run: each is read when it is needed, once, and kept when the run is done. */
import { once } from 'lodash';
import { EvidenceMemory } from './evidence';
import { Memory } from './memory';
import type { Run } from './spec';

export interface Remembers {
  /** Of states that come again, and of lists. */
  memory: () => Promise<Memory>;
  /** Of values whose change HighLevel tells no time of. */
  evidence: () => Promise<EvidenceMemory>;
  keep: () => Promise<void>;
}

export function remembersOf({ z, bundle, spec: { key } }: Run): Remembers {
  const used: { keep(): Promise<void> }[] = [];
  const use = async <Kept extends { keep(): Promise<void> }>(reading: Promise<Kept>): Promise<Kept> => {
    const kept = await reading;
    used.push(kept);
    return kept;
  };
  return {
    memory: once(() => use(Memory.of(z, bundle, key))),
    evidence: once(() => use(EvidenceMemory.of(z, bundle, key))),
    keep: async () => {
      await Promise.all(used.map((kept) => kept.keep()));
    },
  };
}
