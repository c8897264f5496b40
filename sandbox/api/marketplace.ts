import { everyScope } from '../../highlevel/contract';
import type { World } from '../gateway/call';
import { LOOPBACK } from '../gateway/http';
import type { Page } from '../gateway/pipeline';
import type { Grant } from '../gateway/tokens';
import { type JsonObject, text } from '../json';

/** What an app asks for when it sends a user to the marketplace. */
interface Request {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  state: string | undefined;
}

/** The paths of the page where an account is chosen, and of each choice on it. */
const CHOOSER = '/v2/oauth/chooselocation';
const CHOICE = '/v2/oauth/chosen';

const ZAPIER_RETURN = 'https://zapier.com/dashboard/auth/oauth/return/';

/** Whether users may be sent back there: to the registered address, Zapier's, or this machine. */
function isRedirectAllowed(uri: string, registered: string): boolean {
  if (!URL.canParse(uri)) return false;
  return uri === registered || uri.startsWith(ZAPIER_RETURN) || LOOPBACK.includes(new URL(uri).hostname);
}

/** What is wrong with an authorization request, in words for its developer; undefined if nothing is. */
function problemOf(query: JsonObject, { client }: World, registered: string): string | undefined {
  if (query.response_type !== 'code') return 'response_type must be "code".';
  if (query.client_id !== client.id)
    return `No integration found with the id: ${text(query.client_id) ?? ''}`;
  if (!isRedirectAllowed(text(query.redirect_uri) ?? '', registered)) {
    return `The redirect_uri is not one of the app's: ${text(query.redirect_uri) ?? '(none)'}`;
  }
  const scopes = scopesIn(query);
  if (scopes.length === 0) return 'scope must name at least one scope.';
  const known = new Set(everyScope());
  const unknown = scopes.filter((scope) => !known.has(scope));
  return unknown.length ? `Unknown scopes: ${unknown.join(' ')}` : undefined;
}

function scopesIn(query: JsonObject): string[] {
  return (text(query.scope) ?? '').split(/[\s,]+/).filter(Boolean);
}

function read(query: JsonObject): Request {
  return {
    clientId: text(query.client_id) ?? '',
    redirectUri: text(query.redirect_uri) ?? '',
    scopes: scopesIn(query),
    state: text(query.state),
  };
}

function escapeHtml(value: string): string {
  const entities: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return value.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; color: #1d2939; background: #f5f7fa; margin: 0; }
  main { max-width: 34rem; margin: 4rem auto; padding: 2rem; background: #fff; border: 1px solid #d9dfe7; border-radius: 8px; }
  h1 { font-size: 1.4rem; margin: 0 0 .5rem; } h2 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
  p { margin: 0 0 1rem; color: #475467; } ul { list-style: none; margin: 0; padding: 0; }
  a { display: block; padding: .6rem .9rem; margin-bottom: .4rem; border: 1px solid #d9dfe7; border-radius: 6px; color: #155eef; text-decoration: none; }
  a:hover, a:focus { background: #eff4ff; } small { color: #667085; }`;

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}
</style></head>
<body><main>
<h1>${title}</h1>
${content}
</main></body>
</html>
`;
}

function choice(request: Request, chosen: { companyId: string } | { locationId: string }): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scopes.join(' '),
    ...(request.state !== undefined && { state: request.state }),
    ...chosen,
  });
  return `${CHOICE}?${query}`;
}

function chooser({ state }: World, request: Request): string {
  const link = (href: string, label: string, note: string) =>
    `<li><a href="${escapeHtml(href)}">${escapeHtml(label)} <small>${escapeHtml(note)}</small></a></li>`;
  const agencies = state.companies.all().map(({ id, name }) => {
    const locations = state.locations.where((location) => location.companyId === id);
    return [
      `<h2>${escapeHtml(name)}</h2>`,
      '<ul>',
      link(choice(request, { companyId: id }), name, 'the whole agency'),
      ...locations.map((location) =>
        link(choice(request, { locationId: location.id }), location.name, 'sub-account'),
      ),
      '</ul>',
    ].join('\n');
  });
  const scopes = `<p>The app asks for ${request.scopes.length} scopes: <small>${escapeHtml(request.scopes.join(', '))}</small></p>`;
  return page('Choose an account', `${scopes}\n${agencies.join('\n')}`);
}

/** What a choice grants; undefined if there is no such account. */
function grantOf({ state }: World, query: JsonObject, scopes: string[]): Grant | undefined {
  const location = state.locations.get(text(query.locationId));
  const company = state.companies.get(location?.companyId ?? text(query.companyId));
  if (!company) return undefined;
  const user = state.users.find((candidate) => candidate.companyId === company.id);
  return {
    companyId: company.id,
    ...(location && { locationId: location.id }),
    userId: user?.id ?? '',
    scopes,
  };
}

/**
 * The marketplace's pages: the one to which an app sends its user to choose an account, and the redirect
 * back with a code. Each account is a link, so that a test chooses one by following its link.
 */
export function marketplace(world: World, registered: string): { [path: string]: Page } {
  const html = (status: number, body: string) => ({
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(body),
  });
  const failed = (problem: string) =>
    html(400, page('This app cannot be installed', `<p>${escapeHtml(problem)}</p>`));
  const guarded =
    (show: Page): Page =>
    (query) => {
      const problem = problemOf(query, world, registered);
      return problem ? failed(problem) : show(query);
    };
  return {
    [CHOOSER]: guarded((query) => html(200, chooser(world, read(query)))),
    [CHOICE]: guarded((query) => {
      const { redirectUri, scopes, state } = read(query);
      const grant = grantOf(world, query, scopes);
      if (!grant) return failed('There is no such account.');
      const back = new URL(redirectUri);
      back.searchParams.set('code', world.tokens.authorize(grant, redirectUri));
      if (state !== undefined) back.searchParams.set('state', state);
      return { status: 302, headers: { location: back.href }, body: undefined };
    }),
  };
}
