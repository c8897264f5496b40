/**
 * How an account is connected: by OAuth, or by the token of a private integration. The build puts the value in
 * place of `process.env.HIGHLEVEL_AUTH`, so that a built app keeps to it; from the sources the process decides.
 */
export function authKind(): 'oauth' | 'token' {
  const given = process.env.HIGHLEVEL_AUTH?.trim() || 'oauth';
  if (given === 'oauth' || given === 'token') return given;
  throw new Error('HIGHLEVEL_AUTH must be token, or not set: then OAuth is used.');
}
