import type { IncidentAlert } from '../alerts/alert.schema';
import { formatCount, formatCounted, formatTime } from './quantity';

type Incident = IncidentAlert['incident'];

/** Between two counts that are closer than this, failures per minute say nothing. */
const MIN_RATE_MS = 60_000;

/** A failure seen this shortly before the alert was made means that it goes on. */
const STILL_FAILING_MS = 5 * 60_000;

/** What Replication Time Control reports is late, not failed. */
const LATE = 'OperationMissedThreshold';

/** `12,431 failures since 09:59 UTC, the last at 14:01 UTC`. */
export function toExtent(incident: Incident, time: string): string {
  const { failures, firstSeen, lastSeen } = incident;
  const [start, end] = [formatTime(firstSeen, time), formatTime(lastSeen, time)];
  if (failures === 1) return `${toCount(incident)} at ${start}`;
  return `${toCount(incident)} since ${start}${start === end ? '' : `, the last at ${end}`}`;
}

/** `1,204 failures by now, up from 120 at 10:01 UTC; 210 a minute`. */
export function toGrowth({ incident, time }: IncidentAlert): string {
  const { told } = incident;
  const before =
    told === undefined ? '' : `, up from ${formatCount(told.failures)} at ${formatTime(told.time, time)}`;
  const pace = toPace(incident, time);
  return `${toCount(incident)} by now${before}${pace === '' ? '' : `; ${pace}`}`;
}

/** Since the last alert where there was one: what it is now, not what it was over days. */
function toPace({ told, failures, firstSeen, lastSeen }: Incident, time: string): string {
  if (Date.parse(time) - Date.parse(lastSeen) > STILL_FAILING_MS)
    return `the last at ${formatTime(lastSeen, time)}`;
  const [from, before] = told === undefined ? [firstSeen, 0] : [told.time, told.failures];
  const elapsedMs = Date.parse(time) - Date.parse(from);
  if (!(elapsedMs >= MIN_RATE_MS)) return '';
  const perMinute = Math.round((failures - before) / (elapsedMs / 60_000));
  return perMinute < 1 ? '' : `${formatCount(perMinute)} a minute`;
}

/** What is left to do when it is over; nothing where objects were late and have arrived. */
export function toToll({ failures, operations, failureReason }: Incident): string {
  if (failureReason === LATE) return '';
  const names = Object.keys(operations);
  const noun = names.length === 1 && names[0] === 'OBJECT_PUT' ? 'object version' : 'operation';
  const they = failures === 1 ? 'it' : 'them';
  return `${formatCounted(failures, noun)} failed meanwhile; S3 does not retry ${they}.`;
}

function toCount({ failures, failureReason }: Incident): string {
  return formatCounted(failures, failureReason === LATE ? 'late object' : 'failure');
}
