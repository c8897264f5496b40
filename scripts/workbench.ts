/**
 * Serves the workbench on this machine, until it is stopped (Ctrl+C): a page on which forms, steps and Zaps are tried
 * on the sandbox, or on a real account.
 *
 *   npm run workbench [-- --port N]
 *
 * `--port N` chooses the port (4500 unless said; 0 takes any). The address for OAuth has the port in it.
 */
import { authKind } from '../highlevel/auth-kind';
import { endWithNpm, portIn, readOptions, run, say } from '../test/support/command';
import { startWorkbench, type Workbench } from '../workbench/server';

/** @throws Error with a sentence that says why it cannot start */
function start(port: number): Promise<Workbench> {
  return startWorkbench({ port }).catch((error: Error) => {
    const isTaken = 'code' in error && error.code === 'EADDRINUSE';
    if (!isTaken) throw error;
    throw new Error(
      `Port ${port} is taken: stop what uses it, or take a free one with \`npm run workbench -- --port 0\`.`,
    );
  });
}

async function main(): Promise<void> {
  if (authKind() === 'token') {
    throw new Error('The workbench connects the sandbox by OAuth: start it without HIGHLEVEL_AUTH.');
  }
  const { values } = readOptions({ port: { type: 'string', default: '4500' } });
  endWithNpm();
  const { url } = await start(portIn(values.port));
  say(`The workbench is at ${url} (Ctrl+C stops it).`);
}

run(main);
