import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, getFileInfo, resolveConfig } from 'prettier';
import type { GeneratedFile } from './generated-file';

/*
 * Writes every file, and every part of a file, that the program makes from its own data: `npm run generate`.
 * With `--check` it writes nothing and fails when a file is not what it would write.
 */

const ROOT = join(__dirname, '..');
const GENERATORS = join(__dirname, 'generators');

interface Generator {
  generate(): Promise<readonly GeneratedFile[]> | readonly GeneratedFile[];
}

/** Where a generator failed, so that one mistake does not hide what the others have to say. */
interface GeneratorFailure {
  readonly generator: string;
  readonly message: string;
}

async function main(check: boolean): Promise<number> {
  const failures: GeneratorFailure[] = [];
  const changed: string[] = [];
  for (const file of await collectFiles(failures)) {
    if (readIfThere(file.path) === file.content) continue;
    changed.push(file.path);
    if (!check) write(file);
  }
  for (const { generator, message } of failures) console.error(`${generator}: ${message}`);
  for (const path of changed) console.log(check ? `stale: ${path}` : `wrote ${path}`);
  if (check && changed.length > 0) console.error('Run `npm run generate` and commit the result.');
  return failures.length > 0 || (check && changed.length > 0) ? 1 : 0;
}

async function collectFiles(failures: GeneratorFailure[]): Promise<readonly GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const name of readdirSync(GENERATORS).sort()) {
    if (!name.endsWith('.generator.ts')) continue;
    try {
      const generator = (await import(pathToFileURL(join(GENERATORS, name)).href)) as Generator;
      for (const file of await generator.generate()) files.push(await formatted(file));
    } catch (error) {
      failures.push({ generator: name, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return files;
}

/** As Prettier would leave it, so that `npm run format` and `npm run generate` never undo each other. */
async function formatted(file: GeneratedFile): Promise<GeneratedFile> {
  const path = join(ROOT, file.path);
  const { ignored, inferredParser } = await getFileInfo(path, { ignorePath: join(ROOT, '.prettierignore') });
  if (ignored || inferredParser === null) return file;
  const config = await resolveConfig(path);
  return { path: file.path, content: await format(file.content, { ...config, filepath: path }) };
}

function readIfThere(path: string): string | undefined {
  const full = join(ROOT, path);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

function write(file: GeneratedFile): void {
  const full = join(ROOT, file.path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, file.content);
}

void main(process.argv.includes('--check')).then((code) => {
  process.exitCode = code;
});
