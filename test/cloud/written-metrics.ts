import { readFileSync } from 'node:fs';
import { METRIC_NAMESPACE } from '../../lambda/core/metric-names';

/** A metric of ours and the names of its dimensions, as one text: `AlertsDelivered{Channel,service}`. */
export type MetricShape = string;

interface EmbeddedMetrics {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string }[];
    }[];
  };
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
}

/** What the function wrote in CloudWatch's embedded metric format. */
export function readWrittenMetrics(logFile: string): ReadonlySet<MetricShape> {
  const lines = readFileSync(logFile, 'utf8').split('\n');
  const documents = lines
    .filter((line) => line.startsWith('{"_aws"'))
    .map((line) => JSON.parse(line) as EmbeddedMetrics);
  const shapes = documents
    .flatMap(({ _aws }) => _aws.CloudWatchMetrics)
    .filter(({ Namespace }) => Namespace === METRIC_NAMESPACE)
    .flatMap(({ Dimensions, Metrics }) =>
      Metrics.flatMap(({ Name }) => Dimensions.map((names) => toShape(Name, names))),
    );
  return new Set(shapes);
}

/** What the alarms and the dashboard of a template look at, as far as it is ours. */
export function readShownMetrics(templateFile: string): ReadonlySet<MetricShape> {
  const { Resources } = JSON.parse(readFileSync(templateFile, 'utf8')) as Template;
  const ofType = (type: string): Readonly<Record<string, unknown>>[] =>
    Object.values(Resources)
      .filter(({ Type }) => Type === type)
      .map(({ Properties }) => Properties);
  const alarms = ofType('AWS::CloudWatch::Alarm')
    .filter(({ Namespace }) => Namespace === METRIC_NAMESPACE)
    .map(({ MetricName, Dimensions = [] }) =>
      toShape(
        String(MetricName),
        (Dimensions as { Name: string }[]).map(({ Name }) => Name),
      ),
    );
  const bodies = ofType('AWS::CloudWatch::Dashboard').map(({ DashboardBody }) => joinParts(DashboardBody));
  return new Set([...alarms, ...bodies.flatMap(readWidgetMetrics)]);
}

const SEARCH = new RegExp(`\\{${METRIC_NAMESPACE},([^}]*)\\} MetricName="([^"]+)"`, 'g');

function readWidgetMetrics(body: string): readonly MetricShape[] {
  const { widgets } = JSON.parse(body) as { widgets: { properties: { metrics?: unknown[][] } }[] };
  return widgets
    .flatMap(({ properties }) => properties.metrics ?? [])
    .flatMap((metric) => {
      const texts = metric.filter((part) => typeof part === 'string');
      // [namespace, name, dimension, value, dimension, value, …, options]
      const [namespace, name = '', ...dimensions] = texts;
      if (namespace === METRIC_NAMESPACE)
        return [
          toShape(
            name,
            dimensions.filter((_, index) => index % 2 === 0),
          ),
        ];
      const searches = JSON.stringify(metric).replaceAll('\\"', '"').matchAll(SEARCH);
      return [...searches].map(([, names = '', searched = '']) => toShape(searched, names.split(',')));
    });
}

function toShape(name: string, dimensions: readonly string[]): MetricShape {
  return `${name}{${[...dimensions].sort().join(',')}}`;
}

/** The text of an `Fn::Join`, with something harmless where a reference stands. */
function joinParts(value: unknown): string {
  if (typeof value === 'string') return value;
  const [separator, parts] = (value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : 'reference')).join(separator);
}
