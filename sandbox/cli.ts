/**
 * `npm run sandbox`: serves a HighLevel on this machine until it is stopped (Ctrl+C).
 * `--port N` chooses the port (4400 unless said; 0 takes any), `--json` prints one line of JSON for
 * another process to read.
 */
import { endWithNpm, portIn, print, readOptions, run, say } from '../test/support/command';
import { type Sandbox, startSandbox } from './server';
import { settingsFor } from './settings';

function asJson({ url, clientId, clientSecret, webhooks, agencies, locations }: Sandbox): string {
  return JSON.stringify({
    url,
    clientId,
    clientSecret,
    webhookKey: webhooks.publicKey,
    agencies: agencies.map(({ companyId, accessToken }) => ({ companyId, accessToken })),
    locations: locations.map(({ locationId, companyId, accessToken }) => ({
      locationId,
      companyId,
      accessToken,
    })),
  });
}

function asText(sandbox: Sandbox): string {
  const { url, agencies, locations } = sandbox;
  const [first] = locations;
  return [
    `A HighLevel of your own is at ${url} (Ctrl+C stops it; what you changed is lost).`,
    '',
    'Put this into a file .env:',
    ...Object.entries(settingsFor(sandbox)).map(([name, value]) => `  ${name}=${value}`),
    'and log in, in another terminal, with `npx zapier-platform invoke auth start`. Or, without a browser,',
    'put this in, too:',
    `  authData_access_token=${first?.accessToken}`,
    '  authData_userType=Location',
    `  authData_locationId=${first?.locationId}`,
    `  authData_companyId=${first?.companyId}`,
    '',
    'Sub-accounts, each with its id and an access token:',
    ...locations.map(
      ({ name, locationId, accessToken }) => `  ${name.padEnd(20)} ${locationId}  ${accessToken}`,
    ),
    'Agencies:',
    ...agencies.map(
      ({ name, companyId, accessToken }) => `  ${name.padEnd(20)} ${companyId}  ${accessToken}`,
    ),
    '',
    'Try it:',
    `  curl -H "Authorization: Bearer ${first?.accessToken}" \\`,
    '    -H "Version: 2021-07-28" \\',
    `    "${url}/contacts/?locationId=${first?.locationId}&limit=1"`,
    `What else it can do (faults, the log of requests, reset): ${url}/_sandbox`,
  ].join('\n');
}

/** @throws Error with a sentence that says why it cannot start */
function start(port: number): Promise<Sandbox> {
  return startSandbox({ port }).catch((error: Error) => {
    const isTaken = 'code' in error && error.code === 'EADDRINUSE';
    throw new Error(
      isTaken
        ? `Port ${port} is taken: stop what uses it, or take a free one with \`npm run sandbox -- --port 0\`.`
        : `The sandbox cannot start: ${error.message}`,
    );
  });
}

async function main(): Promise<void> {
  const { values } = readOptions({
    port: { type: 'string', default: '4400' },
    json: { type: 'boolean', default: false },
  });
  endWithNpm();
  const sandbox = await start(portIn(values.port));
  if (values.json) print(asJson(sandbox));
  else say(asText(sandbox));
}

run(main);
