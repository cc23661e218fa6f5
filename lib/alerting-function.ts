import { join } from 'node:path';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  type EventInvokeConfigOptions,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ENV } from '../lambda/core/env-names';
import { METRIC_NAMESPACE, SERVICE_NAME } from '../lambda/core/metric-names';
import { checkEnvironmentSize } from './check-environment-size';
import type { ChecksAccess } from './checks-access';
import { BUNDLING } from './function-bundling';
import type { IncidentAccess } from './incident-access';
import { ROLE_NAME_CHARACTERS, toPhysicalName } from './physical-name';
import type { SlackChannel } from './replication-failure-responder-props';
import { grantSlackSecret, toSecretArn } from './slack-secret';

/** A batch adds at most 100 MB to the runtime; the rest buys CPU, which shortens the cold start. */
const MEMORY_MIB = 1024;

const REPOSITORY = join(__dirname, '..');

/** What a function that makes alerts is given, whatever starts it. */
export interface AlertingFunctionProps {
  readonly alertTopic: ITopic;
  /** Named in the settings of every function; only respond may put something there. */
  readonly deadLetterQueue: IQueue;
  readonly logRetention: RetentionDays;
  readonly tracing: boolean;
  readonly dashboardUrl: string;
  readonly slack?: SlackChannel;
  readonly docsBaseUrl?: string;
  /** Default: the function looks at nothing. */
  readonly checks?: ChecksAccess;
  /** Default: each batch stands alone. */
  readonly incidents?: IncidentAccess;
}

/** What one such function has of its own. */
export interface AlertingFunctionOptions {
  /** Of its file in `lambda/handlers`, and at the end of its role's name. */
  readonly name: 'respond' | 'sweep';
  readonly description: string;
  readonly roleDescription: string;
  readonly timeout: Duration;
  /** What it needs besides alerting, looking and counting. */
  readonly statements?: readonly PolicyStatement[];
  /** Of a function that is invoked asynchronously. */
  readonly asyncInvoke?: EventInvokeConfigOptions;
}

export interface AlertingFunction {
  readonly function: NodejsFunction;
  readonly logGroup: LogGroup;
  readonly role: Role;
}

/** Makes the function, its log group and a role with exactly the permissions that it uses, as children of the scope. */
export function createAlertingFunction(
  scope: Construct,
  props: AlertingFunctionProps,
  options: AlertingFunctionOptions,
): AlertingFunction {
  const logGroup = new LogGroup(scope, 'Logs', {
    retention: props.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = createRole(scope, props, options);
  grantAlerting(role, { ...props, logGroup, statements: options.statements ?? [] });
  const environment = toEnvironment(props);
  checkEnvironmentSize(scope, environment);
  const lambda = new NodejsFunction(scope, 'Function', {
    ...options.asyncInvoke,
    description: options.description,
    entry: join(REPOSITORY, 'lambda', 'handlers', `${options.name}.handler.ts`),
    projectRoot: REPOSITORY,
    depsLockFilePath: join(REPOSITORY, 'package-lock.json'),
    bundling: BUNDLING,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: MEMORY_MIB,
    timeout: options.timeout,
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    // Metrics are INFO lines (embedded metric format): a higher level would switch them off.
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    systemLogLevelV2: SystemLogLevel.INFO,
    tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
    environment,
  });
  return { function: lambda, logGroup, role };
}

/** A role of our own: the managed policy that CDK attaches by default may write to every log group. */
function createRole(
  scope: Construct,
  { checks }: AlertingFunctionProps,
  { name, roleDescription }: AlertingFunctionOptions,
): Role {
  const prefix = checks?.roleNamePrefix;
  return new Role(scope, 'Role', {
    description: roleDescription,
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    ...(prefix !== undefined && { roleName: toPhysicalName(`${prefix}-${name}`, ROLE_NAME_CHARACTERS) }),
  });
}

function grantAlerting(
  role: Role,
  parts: AlertingFunctionProps & {
    readonly logGroup: LogGroup;
    readonly statements: readonly PolicyStatement[];
  },
): void {
  const { alertTopic, slack, checks, incidents } = parts;
  parts.logGroup.grantWrite(role);
  alertTopic.grantPublish(role);
  for (const statement of parts.statements) role.addToPrincipalPolicy(statement);
  if (slack) grantSlackSecret(role, slack);
  for (const statement of checks?.statements ?? []) role.addToPrincipalPolicy(statement);
  incidents?.table.grantUse(role);
}

function toEnvironment(props: AlertingFunctionProps): Record<string, string> {
  const { slack, docsBaseUrl } = props;
  return {
    [ENV.alertTopicArn]: props.alertTopic.topicArn,
    [ENV.deadLetterQueueUrl]: props.deadLetterQueue.queueUrl,
    [ENV.dashboardUrl]: props.dashboardUrl,
    ...(docsBaseUrl !== undefined && { [ENV.runbookBaseUrl]: `${docsBaseUrl.replace(/\/+$/, '')}/runbooks` }),
    ...(slack && { [ENV.slackMode]: slack.mode, [ENV.slackSecretArn]: toSecretArn(slack.secret) }),
    ...(slack?.mode === 'bot' && { [ENV.slackChannel]: slack.channel }),
    ...props.checks?.environment,
    ...props.incidents?.environment,
    POWERTOOLS_SERVICE_NAME: SERVICE_NAME,
    POWERTOOLS_METRICS_NAMESPACE: METRIC_NAMESPACE,
  };
}
