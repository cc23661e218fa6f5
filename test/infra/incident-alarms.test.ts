import { ALARMS, INCIDENT_ALARMS } from '../../lib/alarm-catalog';
import { type IncidentStackOptions, synthesizeIncidents } from './incident-stack';
import { findResource } from './synthesize';

type IncidentAlarmId = keyof typeof INCIDENT_ALARMS;

const ALARM = 'AWS::CloudWatch::Alarm';

function alarmOf(id: IncidentAlarmId) {
  const logicalId = new RegExp(`^Alarms${id.replaceAll('-', '')}`);
  return findResource(synthesizeIncidents({ hasSlack: true }), ALARM, logicalId);
}

function namesOf(options: IncidentStackOptions): readonly string[] {
  return Object.values(synthesizeIncidents(options).findResources(ALARM)).map(
    ({ Properties }: { Properties?: { AlarmName: string } }) => Properties?.AlarmName ?? '',
  );
}

const toNames = (alarms: object): readonly string[] => Object.keys(alarms).map((id) => `Test-${id}`);

test('with incidents there is one alarm for each entry of both catalogs', () => {
  expect(namesOf({ hasSlack: true })).toEqual([...toNames(ALARMS), ...toNames(INCIDENT_ALARMS)]);
});

test('without incidents there is no alarm about them', () => {
  expect(namesOf({ hasSlack: true, hasIncidents: false })).toEqual(toNames(ALARMS));
});

test('without Slack nothing is given up there', () => {
  expect(namesOf({})).not.toContainEqual(expect.stringMatching(/slack/));
});

test.each(Object.entries(INCIDENT_ALARMS))(
  'the id of %s is the anchor of its title, and its description ends with it',
  (id, { title }) => {
    expect(title.toLowerCase().replaceAll(' ', '-')).toBe(id);
    const { AlarmDescription } = alarmOf(id as IncidentAlarmId).properties;
    expect(String(AlarmDescription)).toMatch(new RegExp(`docs/operations\\.md#${id}$`));
  },
);

describe('the alarm about the sweep', () => {
  const { properties, dependsOn } = alarmOf('sweep-failing-or-missing');

  test('counts rounds that succeeded, of the sweep and not of the respond function', () => {
    const { logicalId } = findResource(
      synthesizeIncidents({ hasSlack: true }),
      'AWS::Lambda::Function',
      /^SweepFunction/,
    );
    const count = (MetricName: string) => ({
      Metric: {
        Dimensions: [{ Name: 'FunctionName', Value: { Ref: logicalId } }],
        MetricName,
        Namespace: 'AWS/Lambda',
      },
      Period: 300,
      Stat: 'Sum',
    });
    expect(properties['Metrics']).toEqual([
      expect.objectContaining({ Expression: 'FILL(invocations, 0) - FILL(errors, 0)' }),
      expect.objectContaining({ Id: 'invocations', MetricStat: count('Invocations'), ReturnData: false }),
      expect.objectContaining({ Id: 'errors', MetricStat: count('Errors'), ReturnData: false }),
    ]);
  });

  test('speaks after four rounds without success, and when there is no data at all', () => {
    expect(properties).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 4,
      TreatMissingData: 'breaching',
    });
  });

  test('is made after the schedule, because before the first round there is nothing to count', () => {
    expect(dependsOn).toContainEqual(expect.stringMatching(/^SweepSchedule[A-Z0-9]{8}$/));
  });
});

test('a table that fails once is retried in silence; one that fails in two of three periods is told', () => {
  expect(alarmOf('incident-table-failing').properties).toMatchObject({
    MetricName: 'StoreFailures',
    Period: 300,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    TreatMissingData: 'notBreaching',
  });
});

const SERVICE = { Name: 'service', Value: 's3-replication-responder' };

test.each<[id: IncidentAlarmId, metric: string, dimensions: readonly object[]]>([
  ['stored-incidents-unreadable', 'UnreadableItems', [SERVICE]],
  ['alerts-given-up', 'DeliveriesGivenUp', [{ Name: 'Channel', Value: 'sns' }, SERVICE]],
  ['slack-alerts-given-up', 'DeliveriesGivenUp', [{ Name: 'Channel', Value: 'slack' }, SERVICE]],
])('%s speaks at the first one', (id, MetricName, Dimensions) => {
  expect(alarmOf(id).properties).toMatchObject({
    Namespace: 'S3ReplicationResponder',
    MetricName,
    Dimensions,
    Threshold: 1,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
});

test('what is over is told, unless something was lost', () => {
  const told = (Object.keys(INCIDENT_ALARMS) as IncidentAlarmId[]).filter(
    (id) => alarmOf(id).properties['OKActions'] !== undefined,
  );
  expect(told).toEqual(['sweep-failing-or-missing', 'incident-table-failing', 'stored-incidents-unreadable']);
});
