import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type BundlingOptions, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENV } from '../lambda/core/env-names';
import { METRIC_NAMESPACE, SERVICE_NAME } from '../lambda/core/metric-names';
import { checkEnvironmentSize } from './check-environment-size';
import type { ChecksAccess } from './checks-access';
import type { SlackChannel } from './replication-failure-responder-props';
import { grantSlackSecret, toSecretArn } from './slack-secret';

/** Long enough for a full batch and for channels that answer slowly; six of them fit the visibility timeout. */
export const RESPOND_TIMEOUT = Duration.seconds(60);

/** A batch adds at most 100 MB to the runtime; the rest buys CPU, which shortens the cold start. */
const MEMORY_MIB = 1024;

/** The most that SQS hands over at once; Lambda stops earlier when a batch reaches 6 MB. */
const BATCH_SIZE = 10_000;

/** Without a batching window Lambda takes no larger batches. */
const BATCH_SIZE_WITHOUT_WINDOW = 10;

const REPOSITORY = join(__dirname, '..');

/** Bundled beside the handler and loaded with the first incident: most of the code, and nothing of it in a cold start. */
const LATE_MODULE = 'investigator';

const BUNDLED = { format: OutputFormat.CJS, mainFields: ['module', 'main'], target: 'node24' } as const;

/**
 * How the function is bundled. The SDK goes in: the one in the runtime changes under our feet. No source map: it
 * would be most of the package, and names are kept, so that stack traces and error names stay readable. The packages'
 * ES modules let esbuild drop what is not used.
 */
export const RESPOND_BUNDLING = {
  ...BUNDLED,
  mainFields: [...BUNDLED.mainFields],
  minify: true,
  keepNames: true,
  sourceMap: false,
  bundleAwsSDK: true,
  externalModules: [`./${LATE_MODULE}.js`],
  commandHooks: {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (inputDir, outputDir) => [toLateBundling(inputDir, outputDir)],
  },
} satisfies BundlingOptions;

function toLateBundling(inputDir: string, outputDir: string): string {
  return [
    `npx --no-install esbuild "${join(inputDir, 'lambda', 'handlers', `${LATE_MODULE}.ts`)}"`,
    '--bundle --platform=node --minify --keep-names --log-level=error',
    `--target=${BUNDLED.target} --format=${BUNDLED.format} --main-fields=${BUNDLED.mainFields.join(',')}`,
    `--outfile="${join(outputDir, `${LATE_MODULE}.js`)}"`,
  ].join(' ');
}

export interface RespondFunctionProps {
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  readonly alertTopic: ITopic;
  readonly groupWait: Duration;
  readonly maxConcurrency: number;
  readonly logRetention: RetentionDays;
  readonly tracing: boolean;
  readonly dashboardUrl: string;
  readonly slack?: SlackChannel;
  readonly docsBaseUrl?: string;
  /** Default: the function looks at nothing. */
  readonly checks?: ChecksAccess;
}

/** The function between queue and alert topic, with exactly the permissions it uses. */
export class RespondFunction extends Construct {
  readonly function: NodejsFunction;
  readonly logGroup: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: RespondFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = this.createRole(props);
    const environment = toEnvironment(props);
    checkEnvironmentSize(this, environment);
    this.function = new NodejsFunction(this, 'Function', {
      description: 'Turns S3 replication failure events into alerts.',
      entry: join(REPOSITORY, 'lambda', 'handlers', 'respond.handler.ts'),
      projectRoot: REPOSITORY,
      depsLockFilePath: join(REPOSITORY, 'package-lock.json'),
      bundling: RESPOND_BUNDLING,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: MEMORY_MIB,
      timeout: RESPOND_TIMEOUT,
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Metrics are INFO lines (embedded metric format): a higher level would switch them off.
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.INFO,
      tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment,
    });
    this.function.addEventSource(
      new SqsEventSource(props.queue, {
        batchSize: props.groupWait.toSeconds() === 0 ? BATCH_SIZE_WITHOUT_WINDOW : BATCH_SIZE,
        maxBatchingWindow: props.groupWait,
        maxConcurrency: props.maxConcurrency,
        reportBatchItemFailures: true,
      }),
    );
  }

  /** A role of our own: the managed policy that CDK attaches by default may write to every log group. */
  private createRole({ alertTopic, deadLetterQueue, slack, checks }: RespondFunctionProps): Role {
    const role = new Role(this, 'Role', {
      description: 'Reads replication events, publishes alerts.',
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      ...(checks?.roleName !== undefined && { roleName: checks.roleName }),
    });
    this.logGroup.grantWrite(role);
    alertTopic.grantPublish(role);
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [deadLetterQueue.queueArn],
      }),
    );
    const key = deadLetterQueue.encryptionMasterKey;
    if (key) {
      // What a sender needs, and no more; what a reader needs comes with the event source.
      role.addToPrincipalPolicy(
        new PolicyStatement({ actions: ['kms:GenerateDataKey', 'kms:Decrypt'], resources: [key.keyArn] }),
      );
    }
    if (slack) grantSlackSecret(role, slack);
    for (const statement of checks?.statements ?? []) role.addToPrincipalPolicy(statement);
    return role;
  }
}

function toEnvironment(props: RespondFunctionProps): Record<string, string> {
  const { slack, docsBaseUrl } = props;
  return {
    [ENV.alertTopicArn]: props.alertTopic.topicArn,
    [ENV.deadLetterQueueUrl]: props.deadLetterQueue.queueUrl,
    [ENV.dashboardUrl]: props.dashboardUrl,
    ...(docsBaseUrl !== undefined && { [ENV.runbookBaseUrl]: `${docsBaseUrl.replace(/\/+$/, '')}/runbooks` }),
    ...(slack && { [ENV.slackMode]: slack.mode, [ENV.slackSecretArn]: toSecretArn(slack.secret) }),
    ...(slack?.mode === 'bot' && { [ENV.slackChannel]: slack.channel }),
    ...props.checks?.environment,
    POWERTOOLS_SERVICE_NAME: SERVICE_NAME,
    POWERTOOLS_METRICS_NAMESPACE: METRIC_NAMESPACE,
  };
}
