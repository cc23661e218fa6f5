import type { Alert } from '../../lambda/core/alerts/alert.schema';
import { renderAmazonQ } from '../../lambda/core/render/amazon-q';
import { renderEmail } from '../../lambda/core/render/email';
import { renderHtml } from '../../lambda/core/render/html';
import { renderSlack } from '../../lambda/core/render/slack';
import { renderTerminal } from '../../lambda/core/render/terminal';
import type { TerminalStyle } from '../cli-io';

/** Formats of `respond --format`. */
export const ALERT_FORMATS = ['text', 'alert', 'slack', 'email', 'html', 'amazon-q'] as const;
export type AlertFormat = (typeof ALERT_FORMATS)[number];

const JSON_FORMATS: readonly AlertFormat[] = ['alert', 'slack', 'amazon-q'];

/** Whether the format is one JSON array for a program; the others are texts for a person. */
export function isJsonFormat(format: AlertFormat): boolean {
  return JSON_FORMATS.includes(format);
}

/** All alerts in a format: one JSON array, or text. */
export function formatAlerts(alerts: readonly Alert[], format: AlertFormat, style: TerminalStyle): string {
  switch (format) {
    case 'alert':
      return toJson(alerts);
    case 'slack':
      return toJson(alerts.map(renderSlack));
    case 'amazon-q':
      return toJson(alerts.map(renderAmazonQ));
    case 'email':
      return alerts.map(toEmailText).join(`\n${'-'.repeat(72)}\n`);
    case 'html':
      return alerts.map(renderHtml).join('\n');
    case 'text':
      return alerts.map((alert) => renderTerminal(alert, style)).join('\n');
  }
}

function toEmailText(alert: Alert): string {
  const { subject, body } = renderEmail(alert);
  return `Subject: ${subject}\n\n${body.trimEnd()}\n`;
}

function toJson(documents: readonly unknown[]): string {
  return JSON.stringify(documents, undefined, 2);
}
