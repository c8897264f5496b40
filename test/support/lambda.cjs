/**
 * A process that is an app's Lambda and nothing else, for lambda.ts, which starts it. It loads the
 * wrapper that it is given, says how long that took, and answers events.
 */
const milliseconds = (since) => Number(process.hrtime.bigint() - since) / 1e6;

const started = process.hrtime.bigint();
const { handler } = require(process.argv[2]);
process.send({ loadMs: milliseconds(started), node: process.version });

/**
 * Runs an event, `times` times one after the other, and answers what the last run did. The results of a
 * measurement of several are left out: to send them takes time that the next one would seem to take.
 */
async function run({ event, times }) {
  const wall = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  let outcome = {};
  for (let turn = 0; turn < times; turn += 1) {
    outcome = await handler(structuredClone(event)).catch((error) => ({
      error: String(error?.message ?? error),
    }));
    if (outcome.error) break;
  }
  const { user, system } = process.cpuUsage(cpu);
  if (times > 1) delete outcome.results;
  return { ...outcome, wallMs: milliseconds(wall) / times, cpuMs: (user + system) / 1000 / times };
}

process.on('message', async (message) => {
  const outcome = await run(message);
  // In KB: the most that the process has held at any time so far.
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.send({ ...outcome, peakMb, files: Object.keys(require.cache) });
});
process.on('disconnect', () => process.exit());
