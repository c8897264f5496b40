/** The page, bundled in memory. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(__dirname, '..', '..');
const folder = join(root, 'workbench', 'page');

/** A file that the browser is given. */
export interface Served {
  type: string;
  content: string;
}

/** Nothing is taken from elsewhere, but for pictures that help texts and results show. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Stands for the page where there is none. */
const NO_PAGE =
  '<!doctype html><title>Workbench</title><div id="page"></div><script src="/page.js"></script>';

/** The page's files, by their paths. */
export async function bundlePage(): Promise<{ [path: string]: Served }> {
  const entry = join(folder, 'main.tsx');
  const styles = join(folder, 'styles.css');
  const isThere = existsSync(entry);
  const { outputFiles } = await build({
    ...(isThere
      ? { entryPoints: { page: entry, ...(existsSync(styles) && { styles }) } }
      : { stdin: { contents: 'document.body.textContent = "The page is not there yet.";' } }),
    outdir: join(root, 'build', 'workbench'),
    absWorkingDir: root,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    charset: 'utf8',
    logLevel: 'warning',
  });
  const all = (ending: string) =>
    outputFiles
      .filter(({ path }) => path.endsWith(ending))
      .map(({ text }) => text)
      .join('\n');
  return {
    '/': {
      type: 'text/html; charset=utf-8',
      content: isThere ? readFileSync(join(folder, 'index.html'), 'utf8') : NO_PAGE,
    },
    '/page.js': { type: 'text/javascript; charset=utf-8', content: all('.js') },
    '/page.css': { type: 'text/css; charset=utf-8', content: all('.css') },
  };
}
