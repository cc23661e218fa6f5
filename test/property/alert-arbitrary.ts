import fc from 'fast-check';
import type { Alert, IncidentAlert, UnreadableAlert } from '../../lambda/core/alerts/alert.schema';
import { ALERT_LIMITS } from '../../lambda/core/limits';

/** What strangers put into names: everything that some channel might act on. */
const HOSTILE_PARTS = [
  '<!channel>',
  '<!here|x>',
  '@here',
  '<https://evil.example|Runbook>',
  '<@U012345>',
  '`',
  '```',
  '*b*',
  '_i_',
  '~s~',
  ':fire:',
  '&',
  '&amp;lt;',
  '<',
  '>',
  '"',
  "'",
  '|',
  '\\',
  '</code></pre><script>alert(1)</script>',
  '" onclick="x',
  '\u001b[31m',
  '\u001b]8;;http://evil.example\u0007',
  '\u009b2J',
  '\r\n',
  '\n',
  '\u2028',
  '\t',
  '\u0000',
  '\u0007',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u{e0041}',
  '\ud83d',
  '\udc00',
  '\uffff',
  '👩‍🚀',
  '🇩🇪',
  '😀',
  'é̂̃',
  'שלום',
  '漢字',
  '$(rm -rf /)',
  '--flag',
  'https://evil.example/',
  ' ',
  '  ',
  'a',
  'logs/2026/',
] as const;

const hostileText = (most: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: Math.min(most, 60) }),
    fc.array(fc.constantFrom(...HOSTILE_PARTS), { maxLength: 12 }).map((parts) => parts.join('')),
    // Several KB of the same: long words, long runs of what grows when it is escaped.
    fc
      .tuple(fc.constantFrom(...HOSTILE_PARTS), fc.integer({ min: 1, max: most }))
      .map(([part, length]) => part.repeat(Math.ceil(length / part.length)).slice(0, length)),
  );

const name = hostileText(400);
const prose = hostileText(5_000);
const count = fc.oneof(fc.nat({ max: 20 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
const time = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const absent = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const place = fc
  .record({ bucket: name, region: absent(name), account: absent(name) })
  .map((all) => withoutAbsent<IncidentAlert['replication']['source']>(all));

const incident: fc.Arbitrary<IncidentAlert['incident']> = fc.record({
  id: name,
  status: fc.constantFrom('open', 'acknowledged', 'recovering', 'resolved', 'silenced'),
  failureReason: fc.option(name),
  firstSeen: time,
  lastSeen: time,
  failures: count,
  sizeBytes: count,
  operations: fc.dictionary(name, count, { maxKeys: 6 }),
  prefixes: fc.array(fc.record({ prefix: prose, failures: count }), { maxLength: ALERT_LIMITS.topPrefixes }),
  objects: fc.array(
    fc
      .record({ key: prose, versionId: absent(name), sizeBytes: absent(count), operation: absent(name) })
      .map((all) => withoutAbsent<IncidentAlert['incident']['objects'][number]>(all)),
    { maxLength: ALERT_LIMITS.sampleObjects },
  ),
});

const owner = fc.constantFrom('source-account', 'destination-account', 'either-account', 'nobody');

const diagnosis: fc.Arbitrary<IncidentAlert['diagnosis']> = fc
  .record({
    title: prose,
    meaning: prose,
    verdict: fc.constantFrom('confirmed', 'likely', 'unknown', 'benign'),
    causes: fc.array(prose, { maxLength: 12 }),
    cause: absent(
      fc
        .record({ check: name, subject: prose, statement: absent(prose) })
        .map((all) => withoutAbsent<NonNullable<IncidentAlert['diagnosis']['cause']>>(all)),
    ),
    findings: fc.array(
      fc
        .record({
          check: fc.oneof(fc.constantFrom('destination-versioning', 'role-trust', 'source-versioning'), name),
          verdict: fc.constantFrom('confirmed', 'ruled-out', 'inconclusive', 'not-applicable'),
          evidence: fc.array(prose, { maxLength: 4 }),
          title: absent(prose),
          owner: absent(owner),
        })
        .map((all) => withoutAbsent<IncidentAlert['diagnosis']['findings'][number]>(all)),
      { maxLength: 20 },
    ),
    notChecked: fc.array(
      fc.record({ check: name, because: prose, needs: fc.array(name, { maxLength: 8 }) }),
      { maxLength: 20 },
    ),
    owner,
    changes: fc.array(
      fc
        .record({ time, event: name, by: prose, eventId: name, on: absent(name), error: absent(name) })
        .map((all) => withoutAbsent<IncidentAlert['diagnosis']['changes'][number]>(all)),
      { maxLength: 10 },
    ),
  })
  .map((all) => withoutAbsent<IncidentAlert['diagnosis']>(all));

const fixStep = fc
  .record({
    text: prose,
    command: absent(prose),
    policy: absent(fc.dictionary(name, fc.oneof(prose, fc.array(name, { maxLength: 5 })), { maxKeys: 5 })),
    diff: absent(fc.array(fc.oneof(name, prose), { maxLength: 12 })),
    owner: absent(owner),
  })
  .map((all) => withoutAbsent<IncidentAlert['fix'][number]>(all));

const links = fc.dictionary(
  fc.oneof(fc.constantFrom('runbook', 'docs', 'source', 'destination', 'role', 'dashboard'), name),
  fc.oneof(
    hostileText(3_000).map((path) => `https://wiki.example.com/${path}`),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.constantFrom('javascript:alert(1)', 'https://aws.amazon.com@evil.example/', 'https://[::1]:1/|>'),
  ),
  { maxKeys: 10 },
);

const envelope = {
  schema: fc.constant('s3-replication-alert/1' as const),
  id: name,
  severity: fc.constantFrom(
    'critical' as const,
    'high' as const,
    'medium' as const,
    'low' as const,
    'info' as const,
  ),
  time,
  summary: hostileText(140).map((text) => text.slice(0, ALERT_LIMITS.summaryCharacters)),
  why: name,
  links,
};

export const incidentAlert: fc.Arbitrary<IncidentAlert> = fc
  .record({
    ...envelope,
    type: fc.constantFrom('opened', 'grew', 'changed', 'reminder', 'resolved', 'reopened', 'recovery'),
    incident,
    replication: fc
      .record({
        source: place,
        destination: fc.option(place),
        ruleId: fc.option(name),
        roleArn: absent(name),
      })
      .map((all) => withoutAbsent<IncidentAlert['replication']>(all)),
    diagnosis,
    fix: fc.array(fixStep, { maxLength: 14 }),
    retry: fc.record({ class: fc.constantFrom('retry-now', 'fix-first', 'never'), note: prose }),
    handover: absent(hostileText(ALERT_LIMITS.handoverCharacters)),
  })
  .map((all) => withoutAbsent<IncidentAlert>(all));

const unreadableAlert: fc.Arbitrary<UnreadableAlert> = fc.record({
  ...envelope,
  type: fc.constant('unreadable' as const),
  unreadable: fc.record({
    count: fc.integer({ min: 1, max: 1_000_000 }),
    samples: fc.array(
      fc
        .record({
          code: name,
          path: prose,
          got: prose,
          allowed: prose,
          excerpt: hostileText(256).map((text) => text.slice(0, ALERT_LIMITS.excerptCharacters)),
          messageId: absent(name),
        })
        .map((all) => withoutAbsent<UnreadableAlert['unreadable']['samples'][number]>(all)),
      { maxLength: ALERT_LIMITS.unreadableSamples },
    ),
  }),
});

/** Any alert that the schema allows, and some it would refuse for a link: what is rendered was not validated. */
export const anyAlert: fc.Arbitrary<Alert> = fc.oneof(
  { arbitrary: incidentAlert, weight: 4 },
  { arbitrary: unreadableAlert, weight: 1 },
);

/** Optional properties that are absent have no key, as in a parsed document. */
function withoutAbsent<T>(record: object): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
