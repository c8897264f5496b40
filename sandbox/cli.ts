/**
 * `npm run sandbox`: serves a HighLevel on this machine until it is stopped (Ctrl+C).
 * `--port N` chooses the port (4400 unless said; 0 takes any), `--json` prints one line of JSON for
 * another process to read.
 */
import { parseArgs } from 'node:util';
import { type Sandbox, startSandbox } from './server';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4400' }, json: { type: 'boolean', default: false } },
});

function asJson({ url, clientId, clientSecret, agencies, locations }: Sandbox): string {
  return JSON.stringify({
    url,
    clientId,
    clientSecret,
    agencies: agencies.map(({ companyId, accessToken }) => ({ companyId, accessToken })),
    locations: locations.map(({ locationId, companyId, accessToken }) => ({
      locationId,
      companyId,
      accessToken,
    })),
  });
}

function asText({ url, clientId, clientSecret, agencies, locations }: Sandbox): string {
  const [first] = locations;
  return [
    `A HighLevel of your own is at ${url} (Ctrl+C stops it, and what you changed is lost).`,
    '',
    'Put this into a file .env, and `npx zapier-platform invoke` works on it:',
    `  HIGHLEVEL_API_URL=${url}`,
    `  HIGHLEVEL_MARKETPLACE_URL=${url}`,
    `  CLIENT_ID=${clientId}`,
    `  CLIENT_SECRET=${clientSecret}`,
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
    `  curl -H "Authorization: Bearer ${first?.accessToken}" -H "Version: 2021-07-28" "${url}/contacts/?locationId=${first?.locationId}&limit=1"`,
    `What else it can do (faults, the log of requests, reset): ${url}/_sandbox`,
  ].join('\n');
}

function whyNot(error: Error): string {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken
    ? `Port ${values.port} is taken: stop what uses it, or take a free one with \`npm run sandbox -- --port 0\`.`
    : `The sandbox cannot start: ${error.message}`;
}

startSandbox({ port: Number(values.port) }).then(
  (sandbox) => console.log(values.json ? asJson(sandbox) : asText(sandbox)),
  (error: Error) => {
    console.error(whyNot(error));
    process.exit(1);
  },
);
