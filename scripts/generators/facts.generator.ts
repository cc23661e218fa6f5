import { FACTS, lookupOf, type FactAbout } from '../../lambda/core/facts/fact-catalog';
import { FACT_IDS, type FactId } from '../../lambda/core/facts/fact-id';
import type { LookupAction, LookupRow } from '../../lambda/core/facts/lookup';
import { READ_LIMITS } from '../../lambda/core/facts/read-budget';
import type { GeneratedFile } from '../generated-file';
import { toPlaceholders, toTable } from './reason-words';

const PATH = 'docs/reference/facts.md';

/** Which names stand for a lookup's own placeholders, by what the fact is about. */
const NAMES: Readonly<Record<FactAbout, Readonly<Record<string, string>>>> = {
  'source bucket': { bucket: 'sourceBucket' },
  'destination bucket': { bucket: 'destinationBucket' },
  'object version': { bucket: 'sourceBucket' },
  'replication role': { role: 'roleArn', account: 'sourceAccount' },
  'batch job role': { role: 'jobRoleArn', account: 'sourceAccount' },
  'source key': { key: 'sourceKeyArn' },
  'destination key': { key: 'destinationKeyArn' },
  'destination account': {},
  job: { region: 'sourceRegion', account: 'sourceAccount' },
  changes: {},
  responder: {},
};

const READERS: Readonly<Record<LookupRow['crossAccount'], string>> = {
  'if-granted': 'the owning account; another one if a resource policy lets it',
  never: 'the owning account only',
};

/** What the responder can look at, what that takes, and why it looks. */
export function generate(): readonly GeneratedFile[] {
  return [{ path: PATH, content: `${toPage().join('\n\n')}\n` }];
}

function toPage(): readonly string[] {
  const { reads, depth, factTimeoutMs, totalMs } = READ_LIMITS;
  return [
    '# Facts',
    '<!-- Generated from lambda/core/facts by `npm run generate`: change the catalog, not this page. -->',
    'What a diagnosis can look at. A fact is *known*, *absent* or *unreadable*: could not look is never not there. An ' +
      'unreadable fact names the IAM action that is missing, if one is.',
    `One diagnosis sends at most ${reads} reads, at most ${depth} of which wait for one another. A fact takes at most ` +
      `${factTimeoutMs / 1_000} s, all together ${totalMs / 1_000} s. A fact that depends on others costs their reads ` +
      'too, once. Where reads run short, the facts further up get them. Nothing here writes, and nothing uses a key; ' +
      'only `HeadObject` asks for a permission that could also read content.',
    toTable(
      ['Fact', 'Operation', 'IAM action', 'On', 'Who can read it', 'Tells', 'Depends on'],
      FACT_IDS.map(toRow),
    ),
  ];
}

function toRow(id: FactId): readonly string[] {
  const { tells, dependsOn } = FACTS[id];
  const { operations, actions, crossAccount, source } = lookupOf(id);
  const [first, ...rest] = operations;
  return [
    `\`${id}\``,
    [`[\`${first}\`](${source})`, ...rest.map((operation) => `\`${operation}\``)].join('<br>'),
    toLines(actions.map(toAction), 'none'),
    toLines(actions.map(({ resource }) => `\`${toResource(id, resource)}\``)),
    READERS[crossAccount],
    tells,
    toLines(dependsOn.map((other) => `\`${other}\``)),
  ];
}

/** Each line once. */
function toLines(lines: readonly string[], none = '-'): string {
  return lines.length === 0 ? none : [...new Set(lines)].join('<br>');
}

function toAction({ action, optionalFor }: LookupAction): string {
  return optionalFor === undefined ? `\`${action}\`` : `\`${action}\` for ${optionalFor}`;
}

function toResource(id: FactId, template: string): string {
  const isDestinationObject = id.startsWith('destination-object');
  const names = isDestinationObject ? NAMES['destination bucket'] : NAMES[FACTS[id].about];
  const named = template.replaceAll(/\{([a-z]+)\}/g, (whole, name: string) =>
    names[name] === undefined ? whole : `{${names[name]}}`,
  );
  return toPlaceholders(named);
}
