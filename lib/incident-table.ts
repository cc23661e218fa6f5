import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TABLE } from '../lambda/core/incidents/table-layout';

export interface IncidentTableProps {
  /**
   * Customer managed key. Whoever uses the table needs it, too, and while it is disabled nothing is counted. Default: a
   * key that AWS owns, which costs nothing.
   */
  readonly encryptionKey?: IKey;
  /** Refuse to delete the table by any means until this is taken back. Default: false. */
  readonly deletionProtection?: boolean;
}

/** What counting and telling need. */
const USE_ACTIONS = ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Query'];

/** Besides, what a person with the command line needs: silences can be taken back. */
const OPERATE_ACTIONS = [...USE_ACTIONS, 'dynamodb:DeleteItem'];

/**
 * DynamoDB uses a customer managed key in the name of whoever calls it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/**
 * The table of incidents, receipts and silences, as `lambda/core/incidents/table-layout.ts` lays it out. On demand:
 * between outages it costs what it stores. It stays when the stack goes, and any second of the last 35 days can be
 * restored: the story of an outage is worth more than the stack that wrote it.
 */
export class IncidentTable extends Construct {
  readonly table: TableV2;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: IncidentTableProps = {},
  ) {
    super(scope, id);
    const { encryptionKey, deletionProtection = false } = props;
    const { index } = TABLE;
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: TABLE.partitionKey, type: AttributeType.STRING },
      sortKey: { name: TABLE.sortKey, type: AttributeType.STRING },
      globalSecondaryIndexes: [
        {
          indexName: index.name,
          partitionKey: { name: index.partitionKey, type: AttributeType.STRING },
          sortKey: { name: index.sortKey, type: AttributeType.STRING },
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: [...index.projected],
        },
      ],
      timeToLiveAttribute: TABLE.timeToLive,
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: encryptionKey
        ? TableEncryptionV2.customerManagedKey(encryptionKey)
        : TableEncryptionV2.dynamoOwnedKey(),
      deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** Lets a function count and tell: read, list and write, never delete or scan. */
  grantUse(grantee: IGrantable): Grant {
    return this.grant(grantee, USE_ACTIONS);
  }

  /** The same, and taking silences back: for people with the command line. */
  grantOperate(grantee: IGrantable): Grant {
    return this.grant(grantee, OPERATE_ACTIONS);
  }

  private grant(grantee: IGrantable, actions: string[]): Grant {
    const { tableArn } = this.table;
    const resourceArns = [tableArn, `${tableArn}/index/${TABLE.index.name}`];
    const grant = Grant.addToPrincipal({ grantee, actions, resourceArns });
    const { encryptionKey } = this.props;
    return encryptionKey ? grant.combine(encryptionKey.grant(grantee, ...KEY_ACTIONS)) : grant;
  }
}
