import { IncidentTable } from '../../../cli/run/incident-table';
import { makeAlertView, makeGroup } from './page-fixture';

const ROW = { benign: false, severity: 'high' } as const;

describe('IncidentTable', () => {
  it('adds the failures of later batches to their incident', () => {
    const table = new IncidentTable();
    table.record(makeGroup({ eventTime: '2026-01-01T10:00:00.000Z' }, 3), ROW);
    table.record(makeGroup({ eventTime: '2026-01-01T09:00:00.000Z' }, 2), ROW);
    expect(table.list()).toMatchObject([
      {
        failures: 5,
        sizeBytes: 5_000,
        firstSeen: '2026-01-01T09:00:00.000Z',
        lastSeen: '2026-01-01T10:00:00.000Z',
        status: 'open',
      },
    ]);
  });

  it('lists the incident seen last first', () => {
    const table = new IncidentTable();
    table.record(makeGroup({ ruleId: 'one' }), ROW);
    table.record(makeGroup({ ruleId: 'two' }), ROW);
    table.record(makeGroup({ ruleId: 'one' }), ROW);
    expect(table.list().map(({ ruleId }) => ruleId)).toEqual(['one', 'two']);
  });

  it('marks what needs nobody as benign', () => {
    const table = new IncidentTable();
    table.record(makeGroup({ failureReason: 'SrcReplicationNotPending' }), {
      benign: true,
      severity: 'info',
    });
    expect(table.list()).toMatchObject([{ status: 'benign', severity: 'info', lastAlertId: null }]);
  });

  it('remembers the newest alert, and the gravest severity', () => {
    const table = new IncidentTable();
    const [many, few] = [makeAlertView({}, 1_000).alert, makeAlertView({}, 1).alert];
    table.record(makeGroup(), ROW);
    for (const alert of [many, few]) if (alert.type !== 'unreadable') table.alerted(alert);
    expect(many.severity).toBe('critical');
    expect(few.severity).toBe('high');
    expect(table.list()).toMatchObject([{ severity: 'critical', lastAlertId: few.id }]);
  });

  it('tells once which incidents changed', () => {
    const table = new IncidentTable();
    table.record(makeGroup({ ruleId: 'one' }), ROW);
    expect(table.takeTouched().map(({ ruleId }) => ruleId)).toEqual(['one']);
    expect(table.takeTouched()).toEqual([]);
  });

  it('forgets the incident that was quiet for longest when it is full', () => {
    const table = new IncidentTable(2);
    for (const ruleId of ['one', 'two', 'one', 'three']) table.record(makeGroup({ ruleId }), ROW);
    expect(table.list().map(({ ruleId }) => ruleId)).toEqual(['three', 'one']);
    expect(table.takeTouched().map(({ ruleId }) => ruleId)).toEqual(['one', 'three']);
  });
});
