import { assignLeads, type LeadContext } from '../../../lambda/core/incidents/assign-leads';
import { toCauseKey } from '../../../lambda/core/incidents/cause-key';
import type { ConfirmedCause, Incident } from '../../../lambda/core/incidents/incident';
import type { Silence } from '../../../lambda/core/incidents/silence';
import { NOTIFY_TIMERS } from '../../../lambda/core/incidents/timers';
import { MAX_RELATED, toRelated } from '../../../lambda/core/incidents/to-related';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { at, CAUSE, makeIncident, makeInvestigation, makeTold } from '../../fixtures/make-incident';

const ROLE = 'arn:aws:iam::111111111111:role/replication';

function makeContext(changes: Partial<LeadContext> = {}): LeadContext {
  return { now: at(5), timers: NOTIFY_TIMERS, silences: [], isComplete: true, ...changes };
}

function makeCause(check: string, subject: string): ConfirmedCause {
  return { ...CAUSE, check, subject };
}

/** An incident under a name, opened so many minutes after ten. */
function make(
  id: string,
  minutes: number,
  { event, ...changes }: Partial<Incident> & { event?: Partial<ReplicationEvent> } = {},
): Incident {
  return makeIncident({ id, openedAt: at(minutes), ...changes }, event);
}

function leadsOf(incidents: readonly Incident[], changes: Partial<LeadContext> = {}): Record<string, string> {
  const leads = assignLeads(incidents, makeContext(changes));
  return Object.fromEntries([...leads].map(([id, lead]) => [id, `${lead.because} to ${lead.id}`]));
}

test('of incidents with one confirmed cause the earliest speaks for all, in whatever order they come', () => {
  const cause = makeCause('source-read-permission', ROLE);
  const incidents = [make('c', 2, { cause }), make('a', 1, { cause }), make('b', 0, { cause })];
  const expected = { a: 'linked to b', c: 'linked to b' };
  expect(leadsOf(incidents)).toEqual(expected);
  expect(leadsOf([...incidents].reverse())).toEqual(expected);
});

interface Pair {
  readonly what: string;
  readonly causes: readonly [ConfirmedCause, ConfirmedCause];
  readonly isSame: boolean;
}

const PAIRS: readonly Pair[] = [
  {
    what: 'two permissions of one role, in one policy to be mended,',
    causes: [makeCause('source-read-permission', ROLE), makeCause('destination-write-permission', ROLE)],
    isSame: true,
  },
  {
    what: 'one name in two partitions',
    causes: [
      makeCause('destination-versioning', 'arn:aws:s3:::b'),
      makeCause('destination-versioning', 'arn:aws-cn:s3:::b'),
    ],
    isSame: true,
  },
  {
    what: 'the versioning and the policy of one bucket',
    causes: [
      makeCause('destination-versioning', 'arn:aws:s3:::b'),
      makeCause('destination-write-permission', 'arn:aws:s3:::b'),
    ],
    isSame: false,
  },
  {
    what: 'the trust and the permissions of one role',
    causes: [makeCause('role-trust', ROLE), makeCause('source-read-permission', ROLE)],
    isSame: false,
  },
  {
    what: 'the versioning of two buckets',
    causes: [
      makeCause('destination-versioning', 'arn:aws:s3:::a'),
      makeCause('destination-versioning', 'arn:aws:s3:::b'),
    ],
    isSame: false,
  },
];

test.each(PAIRS)('$what: one cause is $isSame', ({ causes, isSame }) => {
  const [one, other] = causes.map((cause) => toCauseKey(makeIncident({ cause }), NOTIFY_TIMERS));
  expect(one === other).toBe(isSame);
});

test('without a confirmed cause, or when it fails although the cause is gone, there is no cause to share', () => {
  expect(toCauseKey(makeIncident(), NOTIFY_TIMERS)).toBeUndefined();
  const gone = { ...CAUSE, goneAt: at(-10) };
  expect(toCauseKey(makeIncident({ cause: gone }), NOTIFY_TIMERS)).toBeUndefined();
  expect(toCauseKey(makeIncident({ cause: gone, lastSeen: at(-9) }), NOTIFY_TIMERS)).toBeDefined();
});

test('what is over speaks for nobody and needs nobody', () => {
  const incidents = [
    make('a', 0, { cause: CAUSE, state: 'resolved' }),
    make('b', 1, { cause: CAUSE }),
    make('c', 2, { cause: CAUSE }),
  ];
  expect(leadsOf(incidents)).toEqual({ c: 'linked to b' });
});

const SILENCE: Silence = {
  id: 's',
  matchers: { incidentId: 'a' },
  createdAt: at(0),
  until: at(60),
  by: 'ana',
  comment: '',
};

test('what is silenced speaks for nobody: the next one does', () => {
  const incidents = [
    make('a', 0, { cause: CAUSE }),
    make('b', 1, { cause: CAUSE }),
    make('c', 2, { cause: CAUSE }),
  ];
  expect(leadsOf(incidents, { silences: [SILENCE] })).toEqual({ a: 'linked to b', c: 'linked to b' });
  expect(leadsOf(incidents.slice(0, 1), { silences: [SILENCE] })).toEqual({});
});

interface Symptom {
  readonly what: string;
  readonly cause: ConfirmedCause;
  readonly event: Partial<ReplicationEvent>;
  readonly roleArn?: string;
  readonly isExplained: boolean;
}

const TRUST = makeCause('role-trust', ROLE);
const SYMPTOMS: readonly Symptom[] = [
  {
    what: 'a role that S3 may not assume, and a write that is refused in the same source bucket',
    cause: TRUST,
    event: { failureReason: 'DstPutObjectNotPermitted' },
    isExplained: true,
  },
  {
    what: 'a role that S3 may not assume, and another source bucket with the same role',
    cause: TRUST,
    event: { failureReason: 'SrcGetObjectNotPermitted', sourceBucket: 'other' },
    roleArn: ROLE,
    isExplained: true,
  },
  {
    what: 'a role that S3 may not assume, and another source bucket of which nobody knows the role',
    cause: TRUST,
    event: { failureReason: 'SrcGetObjectNotPermitted', sourceBucket: 'other' },
    isExplained: false,
  },
  {
    what: 'a role that S3 may not assume, and another role in the same bucket',
    cause: TRUST,
    event: {},
    roleArn: `${ROLE}-2`,
    isExplained: false,
  },
  {
    what: 'a role that S3 may not assume, and a failure that has nothing to do with permissions',
    cause: TRUST,
    event: { failureReason: 'DstBucketUnversioned' },
    isExplained: false,
  },
  {
    what: 'a destination that does not exist, and a write that is refused there',
    cause: makeCause('destination-bucket', 'arn:aws:s3:::media-dr'),
    event: { sourceBucket: 'other', failureReason: 'DstPutObjectNotPermitted' },
    isExplained: true,
  },
  {
    what: 'a destination that does not exist, and another destination',
    cause: makeCause('destination-bucket', 'arn:aws:s3:::media-dr'),
    event: { destinationBucket: 'elsewhere' },
    isExplained: false,
  },
  {
    what: 'a destination that does not exist, and a failure at the source',
    cause: makeCause('destination-bucket', 'arn:aws:s3:::media-dr'),
    event: { failureReason: 'SrcGetObjectNotPermitted' },
    isExplained: false,
  },
  {
    what: 'a source that does not exist, and a read that is refused there',
    cause: makeCause('source-bucket', 'arn:aws:s3:::media-prod'),
    event: { failureReason: 'SrcHeadObjectNotPermitted' },
    isExplained: true,
  },
  {
    what: 'a dead key of the source, and a read that is refused',
    cause: makeCause('source-key-state', 'arn:aws:kms:eu-west-1:111111111111:key/k'),
    event: { failureReason: 'SrcGetObjectNotPermitted' },
    isExplained: true,
  },
  {
    what: 'a dead key of the replicas, and a write that is refused under the same rule',
    cause: makeCause('destination-key-state', 'arn:aws:kms:eu-west-1:111111111111:key/k'),
    event: { failureReason: 'DstPutObjectNotPermitted' },
    isExplained: true,
  },
  {
    what: 'a dead key of the replicas, and another rule, which may name another key',
    cause: makeCause('destination-key-state', 'arn:aws:kms:eu-west-1:111111111111:key/k'),
    event: { failureReason: 'DstPutObjectNotPermitted', ruleId: 'other' },
    isExplained: false,
  },
  {
    what: 'a cause that makes nothing else impossible',
    cause: makeCause('destination-versioning', 'arn:aws:s3:::media-dr'),
    event: { failureReason: 'DstPutTaggingNotPermitted' },
    isExplained: false,
  },
];

test.each(SYMPTOMS)('$what: explained is $isExplained', ({ cause, event, roleArn, isExplained }) => {
  const looked = roleArn && { at: at(0), investigation: makeInvestigation({ places: { roleArn } }) };
  const symptom = make('symptom', -5, { event, ...(looked && { looked }) });
  const found = leadsOf([symptom, make('cause', 0, { cause })]);
  expect(found).toEqual(isExplained ? { symptom: 'inhibited to cause' } : {});
});

test('a symptom that fails after the cause is gone was none', () => {
  const cause = make('cause', 0, { cause: { ...TRUST, goneAt: at(2) }, lastSeen: at(1) });
  expect(leadsOf([cause, make('symptom', 0, { lastSeen: at(1) })])).toEqual({
    symptom: 'inhibited to cause',
  });
  expect(leadsOf([cause, make('symptom', 0, { lastSeen: at(3) })])).toEqual({});
});

test('a symptom with a confirmed cause of its own speaks for itself', () => {
  expect(leadsOf([make('cause', 0, { cause: TRUST }), make('other', 0, { cause: CAUSE })])).toEqual({});
});

test('one name in another partition is another thing', () => {
  const cause = make('cause', 0, { cause: TRUST });
  expect(leadsOf([cause, make('symptom', 1, { partition: 'aws-cn' })])).toEqual({});
});

test('a rule that is only late is no symptom', () => {
  const late = make('late', 1, { kind: 'lag', event: { failureReason: 'OperationMissedThreshold' } });
  expect(leadsOf([make('cause', 0, { cause: TRUST }), late])).toEqual({});
});

test('what is silenced has no other silenced one speak for it', () => {
  const silences = ['a', 'b'].map((incidentId) => ({ ...SILENCE, matchers: { incidentId } }));
  expect(leadsOf([make('a', 0, { cause: CAUSE }), make('b', 1, { cause: CAUSE })], { silences })).toEqual({});
});

test('a silenced cause explains nothing away', () => {
  const incidents = [make('a', 0, { cause: TRUST }), make('symptom', 1)];
  expect(leadsOf(incidents, { silences: [SILENCE] })).toEqual({});
});

function makeMany(
  count: number,
  changes: (index: number) => Partial<Incident> = () => ({}),
): readonly Incident[] {
  return Array.from({ length: count }, (_, index) =>
    make(`i${String(index).padStart(3, '0')}`, 0, {
      event: { ruleId: `rule-${index}`, sourceBucket: `b${index}`, destinationBucket: `d${index}` },
      ...changes(index),
    }),
  );
}

test('twenty incidents within ten minutes speak for themselves, twenty-one share one message of the worst', () => {
  expect(leadsOf(makeMany(20))).toEqual({});
  const leads = leadsOf(makeMany(21, (index) => ({ failures: index === 7 ? 99 : 3 })));
  expect(Object.keys(leads)).toHaveLength(20);
  expect(new Set(Object.values(leads))).toEqual(new Set(['overview to i007']));
});

test('of too many, one of which nobody has heard yet speaks for all, so that the overview leaves at once', () => {
  const many = makeMany(25, (index) => (index < 10 ? { told: makeTold(), failures: 99 } : {}));
  expect(new Set(Object.values(leadsOf(many)))).toEqual(new Set(['overview to i010']));
});

test('incidents that opened over hours are not too many at once', () => {
  expect(leadsOf(makeMany(40, (index) => ({ openedAt: at(-index * 30) })))).toEqual({});
});

test('the overview keeps its lead, and takes in who comes later', () => {
  const lead = { id: 'i003', because: 'overview' } as const;
  const many = makeMany(30, (index) => (index < 25 && index !== 3 ? { lead } : { failures: 999 }));
  expect(new Set(Object.values(leadsOf(many)))).toEqual(new Set(['overview to i003']));
  expect(Object.keys(leadsOf(many, { now: at(120) }))).toHaveLength(24);
});

test('when the overview has lost its lead, those that are left speak for themselves, or get a new one if too many', () => {
  const lead = { id: 'gone', because: 'overview' } as const;
  const later = { now: at(120) };
  expect(
    leadsOf(
      makeMany(20, () => ({ lead })),
      later,
    ),
  ).toEqual({});
  expect(
    new Set(
      Object.values(
        leadsOf(
          makeMany(21, () => ({ lead })),
          later,
        ),
      ),
    ),
  ).toEqual(new Set(['overview to i000']));
});

test('what speaks for others and is one of too many hands them over to the overview', () => {
  const many = makeMany(25, (index) => (index < 3 ? { cause: CAUSE } : {}));
  const leads = leadsOf(many.map((one, index) => (index === 9 ? { ...one, failures: 99 } : one)));
  expect(Object.keys(leads)).toHaveLength(24);
  expect(leads).toMatchObject({
    i000: 'overview to i009',
    i001: 'linked to i009',
    i002: 'linked to i009',
  });
});

test('where not all are at hand, a lead that is not is taken to last', () => {
  const led = make('a', 0, { lead: { id: 'elsewhere', because: 'linked' } });
  expect(leadsOf([led], { isComplete: false })).toEqual({ a: 'linked to elsewhere' });
  expect(leadsOf([led])).toEqual({});
});

test('a lead lists whom it speaks for, worst first, at most so many', () => {
  const led = { id: 'lead', because: 'inhibited' } as const;
  const incidents = makeMany(60, (index) => ({ lead: led, failures: index }));
  const related = toRelated(make('lead', 0), [...incidents, make('other', 0)]);
  expect(related).toMatchObject({ because: 'same-cause', total: 60 });
  expect(related?.incidents).toHaveLength(MAX_RELATED);
  expect(related?.incidents[0]).toEqual({
    id: 'i059',
    because: 'inhibited',
    state: 'open',
    failureReason: 'DstPutObjectNotPermitted',
    sourceBucket: 'b59',
    destinationBucket: 'd59',
    ruleId: 'rule-59',
    failures: 59,
  });
  expect(toRelated(make('nobody', 0), incidents)).toBeUndefined();
});

test('an overview says that its incidents have nothing in common but the time; what is only late comes last', () => {
  const lead = { id: 'lead', because: 'overview' } as const;
  const related = toRelated(make('lead', 0), [
    make('late', 0, { lead, kind: 'lag', failures: 999 }),
    make('b', 0, { lead }),
  ]);
  expect(related?.because).toBe('many-at-once');
  expect(related?.incidents.map(({ id }) => id)).toEqual(['b', 'late']);
});

test('what is over is listed when its lead is over too, not when that fails again', () => {
  const led = make('led', 0, {
    lead: { id: 'lead', because: 'linked' },
    state: 'resolved',
    resolution: { at: at(30), proof: 'Quiet.' },
  });
  expect(toRelated(make('lead', 0, { state: 'resolved' }), [led])?.total).toBe(1);
  expect(toRelated(make('lead', 0), [led])).toBeUndefined();
  expect(toRelated(make('lead', 60, { state: 'resolved' }), [led])).toBeUndefined();
});
