import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ABSENT_REASON, UNKNOWN_REASON } from '../../lambda/core/catalog/fallback.reasons';
import { findReason } from '../../lambda/core/catalog/find-reason';
import { REASONS } from '../../lambda/core/catalog/reasons';

const ROOT = join(__dirname, '../..');
const RUNBOOKS = join(ROOT, 'docs/runbooks');

interface DocumentedReasons {
  readonly failureReasons: { readonly reasons: readonly string[] };
  readonly batchOnly: { readonly reasons: readonly string[] };
  readonly batchReportCodes: { readonly reasons: readonly string[] };
  readonly outposts: { readonly reasons: readonly string[] };
  readonly formerNames: { readonly reasons: Readonly<Record<string, string>> };
}

/** Written down by hand from AWS's pages, never made from the catalog. */
const documented = JSON.parse(
  readFileSync(join(ROOT, 'test/fixtures/documented-reasons.json'), 'utf8'),
) as DocumentedReasons;

const reasons = REASONS.map(({ reason }) => reason);
const aliases = REASONS.flatMap((row) => row.aliases);

describe('the catalog and the documented reasons', () => {
  it('has the 39 reasons of the current AWS table', () => {
    expect(documented.failureReasons.reasons).toHaveLength(39);
    expect(reasons).toEqual(expect.arrayContaining([...documented.failureReasons.reasons]));
  });

  it('has no row that no page documents', () => {
    const known = [documented.failureReasons, documented.batchReportCodes, documented.outposts];
    const listed = new Set(known.flatMap((page) => page.reasons));
    expect(reasons.filter((reason) => !listed.has(reason))).toEqual([]);
  });

  it('has a row for every code that completion reports carry beside the table, and calls it batch', () => {
    for (const code of documented.batchReportCodes.reasons) {
      expect(findReason(code)).toMatchObject({ match: 'exact', row: { channel: 'batch' } });
    }
  });

  it('knows every reason of S3 on Outposts by its own name or as an alias', () => {
    for (const reason of documented.outposts.reasons)
      expect(['exact', 'alias']).toContain(findReason(reason).match);
  });

  it('knows former names as aliases of the present one', () => {
    for (const [former, present] of Object.entries(documented.formerNames.reasons)) {
      expect(findReason(former)).toMatchObject({ match: 'alias', row: { reason: present } });
    }
  });

  it('has no alias that no page documents', () => {
    const listed = [...documented.outposts.reasons, ...Object.keys(documented.formerNames.reasons)];
    expect(listed).toEqual(expect.arrayContaining(aliases));
  });

  it('calls batch exactly what AWS calls specific to Batch Replication, and the report codes', () => {
    const batch = REASONS.filter(({ channel }) => channel === 'batch').map(({ reason }) => reason);
    expect(batch.sort()).toEqual(
      [...documented.batchOnly.reasons, ...documented.batchReportCodes.reasons].sort(),
    );
  });

  it('has every name once: no two reasons or aliases differ only in letter case', () => {
    const names = [...reasons, ...aliases, UNKNOWN_REASON.reason, ABSENT_REASON.reason];
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  });
});

/** The headings of a runbook, in their order. The first comes from the row, the others are written by hand. */
const HEADINGS = ['Meaning', 'Impact', 'Diagnosis', 'Fix', 'Verify', 'Replay'];

const expectedRunbooks = [...reasons, UNKNOWN_REASON.reason, ABSENT_REASON.reason].sort();

describe('the runbooks', () => {
  it('are one for each row, and none is left over', () => {
    const files = readdirSync(RUNBOOKS).map((name) => name.replace(/\.md$/, ''));
    expect(files.sort()).toEqual(expectedRunbooks);
  });

  describe.each(expectedRunbooks)('%s', (reason) => {
    const text = readFileSync(join(RUNBOOKS, `${reason}.md`), 'utf8');
    const body = text.slice(text.indexOf('<!-- /generated:header -->'));

    it('has every heading once, in order', () => {
      expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
    });

    it('has something of its own to say under every heading', () => {
      for (const section of body.split(/^## .+$/m).slice(1))
        expect(section.trim().length).toBeGreaterThan(60);
      expect(body).not.toMatch(/TODO|TBD|<!-- (?!\/generated)/);
    });

    it('looks before it touches: every command under Diagnosis and Verify only reads', () => {
      for (const line of commandsIn(section(body, 'Diagnosis') + section(body, 'Verify'))) {
        expect(line).toMatch(READ_ONLY_COMMAND);
      }
    });

    it('sets every shell variable before it uses it', () => {
      const known = new Set<string>();
      for (const line of blocksIn(body).join('\n').split('\n')) {
        const used = [...line.matchAll(/\$\{?([A-Z_]+)/g)].map(([, name = '']) => name);
        expect([...known]).toEqual(expect.arrayContaining(used));
        for (const [, name = ''] of line.matchAll(/(?:^|\s)([A-Z_]+)=/g)) known.add(name);
        for (const [, name = ''] of line.matchAll(/\bread -r ([A-Z_]+)/g)) known.add(name);
      }
    });

    it('closes every code block', () => {
      expect((text.match(/^```/gm) ?? []).length % 2).toBe(0);
    });

    it('links only to files that are there', () => {
      for (const [, target = ''] of text.matchAll(/\]\((?!https:)([^)#]+)[^)]*\)/g)) {
        expect(() => readFileSync(join(RUNBOOKS, target))).not.toThrow();
      }
    });
  });
});

/** Reads, or puts and removes the small probe that the section describes. */
const READ_ONLY_COMMAND =
  /^aws \S+ ((get|head|list|describe|lookup|simulate|search)-\S+|ls|cp \S+|rm "s3:\/\/\$SRC\/replication-probe\S+|get region)( |$)/;

function section(body: string, heading: string): string {
  return body.split(new RegExp(`^## ${heading}$`, 'm'))[1]?.split(/^## /m)[0] ?? '';
}

/** The shell blocks of a text. */
function blocksIn(text: string): readonly string[] {
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
}

/** The AWS CLI commands in the code blocks of a text; continuation lines belong to the line before. */
function commandsIn(text: string): readonly string[] {
  return blocksIn(text).flatMap((block) =>
    block
      .replaceAll('\\\n', ' ')
      .split('\n')
      .map((line) => line.replace(/^\s*(sudo )?/, ''))
      .filter((line) => line.startsWith('aws ')),
  );
}
