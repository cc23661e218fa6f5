import type { IncidentAlert } from '../alerts/alert.schema';
import { toChangedSection } from './changed-section';
import type { AlertOutline, ListItem, OutlineSection } from './outline';
import { toFixSection, toThenSection } from './fix-section';
import { toHandoverSection } from './handover-section';
import { toHeadline } from './headline';
import { toImpact } from './impact-line';
import { toOutlineLinks } from './outline-links';
import { formatBytes, formatTime } from './quantity';
import { code, join, type Line, sentence, strong, text } from './spans';
import { toWhySection } from './why-section';

/** The outline of an alert about an incident. */
export function toIncidentOutline(alert: IncidentAlert): AlertOutline {
  const isOver = alert.type === 'resolved';
  return {
    headline: toHeadline(alert),
    tone: isOver ? 'resolved' : alert.severity,
    verdict: isOver ? toResolution(alert) : toVerdict(alert),
    impact: toImpact(alert),
    // When it is over, nobody needs to know any more how to end it; what failed meanwhile still needs somebody.
    sections: isOver
      ? toThenSection(alert)
      : [
          ...toWhySection(alert),
          ...toChangedSection(alert),
          ...toFixSection(alert),
          ...toThenSection(alert),
          ...toObjectsSection(alert),
          ...toHandoverSection(alert),
        ],
    links: toOutlineLinks(alert.links),
    footer: toFooter(alert),
  };
}

/** Only what a check has seen is a statement; everything else is what S3 reports, and says so. */
function toVerdict({ diagnosis, incident, time }: IncidentAlert): Line {
  const { failureReason } = incident;
  const title = sentence(diagnosis.title);
  if (diagnosis.verdict === 'confirmed')
    return join([title, [strong(`Verified at ${formatTime(time, time)}.`)]], ' ');
  if (failureReason === null) return [text('S3 gave no reason.')];
  if (diagnosis.verdict === 'unknown')
    return [text('S3 reports '), code(failureReason), text(', a reason we do not know.')];
  return [text('S3 reports '), code(failureReason), text(': '), ...title];
}

function toResolution({ diagnosis, incident, time }: IncidentAlert): Line {
  const { failureReason, lastSeen } = incident;
  const quiet = [text(`No failure since ${formatTime(lastSeen, time)}.`)];
  if (diagnosis.verdict === 'confirmed') return [...quiet, text(' Cause: '), ...sentence(diagnosis.title)];
  if (failureReason === null) return quiet;
  return [...quiet, text(' S3 had reported '), code(failureReason), text('.')];
}

/** Samples, so that one can be looked at; the alert document carries no more of them either. */
function toObjectsSection({ incident }: IncidentAlert): readonly OutlineSection[] {
  const { objects, failures } = incident;
  if (objects.length === 0) return [];
  const items = objects.map(toObjectItem);
  const list = { kind: 'list', ordered: false, items, more: Math.max(0, failures - items.length) } as const;
  return [{ name: 'objects', title: failures === 1 ? 'Object' : 'Objects', blocks: [list] }];
}

function toObjectItem(object: IncidentAlert['incident']['objects'][number]): ListItem {
  const { key, versionId, sizeBytes } = object;
  const size = sizeBytes === undefined ? [] : [text(formatBytes(sizeBytes))];
  const version = versionId === undefined ? [] : [text('version '), code(versionId, 80)];
  const facts =
    size.length > 0 && version.length > 0 ? [...size, text(', '), ...version] : [...size, ...version];
  return {
    line: [code(key)],
    ...(facts.length > 0 && { detail: [text(' ('), ...facts, text(')')] }),
  };
}

function toFooter({ incident, severity, diagnosis, type }: IncidentAlert): readonly Line[] {
  const isReasonSaid = type !== 'resolved' && diagnosis.verdict !== 'confirmed';
  return [
    [text('Incident '), code(incident.id, 64)],
    ...(incident.failureReason === null || isReasonSaid ? [] : [[code(incident.failureReason, 80)]]),
    [text(`severity ${severity}`)],
  ];
}
