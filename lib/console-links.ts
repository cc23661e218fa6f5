import { Aws, CfnMapping, Stack, Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';

/** Host of the AWS Management Console in each partition that has a public one. */
const CONSOLE_HOSTS = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
} as const;

/** Console link to a dashboard, also for a stack that learns its Region and partition only when it is deployed. */
export function renderDashboardUrl(scope: Construct, dashboardName: string): string {
  const { region } = Stack.of(scope);
  return `https://${findConsoleHost(scope, region)}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
}

function findConsoleHost(scope: Construct, region: string): string {
  if (!Token.isUnresolved(region)) {
    const partition = RegionInfo.get(region).partition ?? 'aws';
    return Object.hasOwn(CONSOLE_HOSTS, partition)
      ? CONSOLE_HOSTS[partition as keyof typeof CONSOLE_HOSTS]
      : CONSOLE_HOSTS.aws;
  }
  const mapping = new CfnMapping(scope, 'ConsoleHosts', {
    mapping: Object.fromEntries(
      Object.entries(CONSOLE_HOSTS).map(([partition, host]) => [partition, { host }]),
    ),
  });
  return mapping.findInMap(Aws.PARTITION, 'host');
}
