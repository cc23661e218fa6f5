import { toAwsFailure } from '../../lambda/adapters/aws-failure';
import { withinTimeout } from '../../lambda/adapters/within-timeout';

/** Who this process is in AWS, or why it is nobody. */
export type AwsIdentity =
  | { readonly account: string; readonly region: string }
  /** One line, fit to be printed. */
  | { readonly problem: string };

/** STS answers everywhere; this is where it is asked when nothing says where we are. */
const FALLBACK_REGION = 'us-east-1';

const TIMEOUT_MS = 5_000;

/** Asks STS with the credentials of the usual places: environment, profile, container, instance. Never throws. */
export async function findAwsIdentity(): Promise<AwsIdentity> {
  const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
  const region = await findRegion(async () => new STSClient({}).config.region());
  const client = new STSClient({ region, maxAttempts: 2 });
  try {
    await withinTimeout(TIMEOUT_MS, async () => client.config.credentials());
  } catch {
    return { problem: 'no AWS credentials were found' };
  }
  try {
    const { Account } = await withinTimeout(TIMEOUT_MS, (abortSignal) =>
      client.send(new GetCallerIdentityCommand({}), { abortSignal }),
    );
    if (Account === undefined) return { problem: 'AWS did not say which account this is' };
    return { account: Account, region };
  } catch (error) {
    const { reason } = toAwsFailure(error, new Date());
    return { problem: `the AWS credentials do not work (${reason})` };
  }
}

/** The SDK throws when neither environment nor profile has a Region. */
async function findRegion(find: () => Promise<string>): Promise<string> {
  try {
    return await find();
  } catch {
    return FALLBACK_REGION;
  }
}
