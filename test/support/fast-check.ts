/**
 * fast-check, with the same cases at every run, so that the suite's verdict depends on the code alone.
 * Other cases: `FAST_CHECK_SEED=$RANDOM npx jest`; a failure names its seed.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });

export default fc;
