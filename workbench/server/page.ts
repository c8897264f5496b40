/** The page, bundled in memory. */
import { readFileSync } from 'node:fs';
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

/** The page's files, by their paths. */
export async function bundlePage(): Promise<{ [path: string]: Served }> {
  const { outputFiles } = await build({
    entryPoints: { page: join(folder, 'main.tsx'), styles: join(folder, 'styles.css') },
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
      content: readFileSync(join(folder, 'index.html'), 'utf8'),
    },
    '/page.js': { type: 'text/javascript; charset=utf-8', content: all('.js') },
    '/page.css': { type: 'text/css; charset=utf-8', content: all('.css') },
  };
}
