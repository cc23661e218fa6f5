import { respondToMessages } from '../lambda/core/respond/respond-to-messages';
import { type BenchRow, toMedian, toRow } from './bench-row';
import { FULL_BATCH, makeFailureBodies } from './failure-bodies';
import { makeInProcessPorts, toMessages } from './in-process-ports';

const ROUNDS = 30;

interface PeerBody {
  readonly Records: readonly {
    readonly awsRegion: string;
    readonly s3: { readonly bucket: { readonly name: string }; readonly object: { readonly key: string } };
    readonly replicationEventData: { readonly failureReason: string; readonly destinationBucket: string };
  }[];
}

/**
 * CPU of our full batch over that of the usual function: parse each event, format one line for it, make one SNS
 * request. Neither sends anything. Informs only: the peer does far less for each alert, and sends 4,500 of them.
 */
export async function benchPeerCpu(): Promise<readonly BenchRow[]> {
  const bodies = makeFailureBodies(FULL_BATCH, 1);
  const messages = toMessages(bodies);
  const ports = makeInProcessPorts({ rendersForSns: true });
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const beforePeer = process.cpuUsage();
    const requests = bodies.map(alertOnce);
    const peer = process.cpuUsage(beforePeer);
    const beforeOwn = process.cpuUsage();
    await respondToMessages(messages, ports);
    const own = process.cpuUsage(beforeOwn);
    if (requests.length !== FULL_BATCH) throw new Error('the peer lost an event');
    if (round >= ROUNDS / 2) ratios.push((own.user + own.system) / (peer.user + peer.system));
  }
  return [toRow({ id: 'peer-cpu', value: toMedian(ratios), unit: '× the CPU of one alert per event' })];
}

function alertOnce(body: string): string {
  return (JSON.parse(body) as PeerBody).Records.map(({ s3, replicationEventData: data, awsRegion }) => {
    const Message = `Replication of ${s3.object.key} from ${s3.bucket.name} (${awsRegion}) to ${data.destinationBucket} failed: ${data.failureReason}`;
    return JSON.stringify({
      TopicArn: 'arn:aws:sns:eu-central-1:111111111111:alerts',
      Subject: 'Replication failed',
      Message,
    });
  }).join('\n');
}
