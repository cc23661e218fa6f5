import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The page as one document that loads nothing else, and the policy that holds it to that. */
export interface PageDocument {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/** The favicon: two squares, the second a step behind the first. */
const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>" +
  "<rect x='1' y='1' width='9' height='9' rx='2' fill='%238a93a3'/>" +
  "<rect x='6' y='6' width='9' height='9' rx='2' fill='%23d1453b'/></svg>";

/** Bundles script and style into the page. Deterministic. */
export async function createPageDocument(): Promise<PageDocument> {
  const [script, style] = await Promise.all([bundleScript(), readStyle()]);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>S3 Replication Responder</title>
<link rel="icon" href="${ICON}">
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript><p>This page shows a live stream and needs JavaScript. <a href="/incidents">The incidents as JSON</a></p></noscript>
<script type="module">${script}</script>
</body>
</html>
`;
  return { html, contentSecurityPolicy: toContentSecurityPolicy(script, style) };
}

/** The style sheet of the page, also for the pictures. */
export async function readStyle(): Promise<string> {
  return readFile(join(__dirname, 'page.css'), 'utf8');
}

/** Only this very script and style run, and nothing can be written as markup (`require-trusted-types-for`). */
function toContentSecurityPolicy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${toHashSource(script)}`,
    `style-src ${toHashSource(style)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function toHashSource(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}

async function bundleScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'client', 'page.client.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
  });
  // A script element ends at the first `</script`, whatever the script means by it.
  return (outputFiles[0]?.text ?? '').trim().replaceAll('</script', '<\\/script');
}
