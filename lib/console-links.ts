import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import { CONSOLE_HOSTS, toConsoleHost } from '../lambda/core/alerts/console-links';

/** Console link to a dashboard, also for a stack that learns its Region and partition only when it is deployed. */
export function renderDashboardUrl(scope: Construct, dashboardName: string): string {
  const { region } = Stack.of(scope);
  return `https://${findConsoleHost(scope, region)}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
}

function findConsoleHost(scope: Construct, region: string): string {
  if (!Token.isUnresolved(region)) {
    const partition = RegionInfo.get(region).partition ?? 'aws';
    return toConsoleHost(partition) ?? CONSOLE_HOSTS.aws;
  }
  const mapping = new CfnMapping(scope, 'ConsoleHosts', {
    mapping: Object.fromEntries(
      Object.entries(CONSOLE_HOSTS).map(([partition, host]) => [partition, { host }]),
    ),
  });
  return mapping.findInMap(Aws.PARTITION, 'host');
}
