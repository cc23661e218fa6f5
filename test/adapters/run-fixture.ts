import { request } from 'node:http';
import type { StoryFailure } from '../../cli/demo/failure-notification';
import { toNotification } from '../../cli/demo/failure-notification';
import { type Responder, type ResponderOptions, startResponder } from '../../cli/run/responder';
import type { Alert } from '../../lambda/core/alerts/alert.schema';

export const FAILURE: StoryFailure = {
  time: new Date('2026-01-01T09:59:00.000Z'),
  region: 'eu-west-1',
  sourceBucket: 'media-prod',
  destinationBucket: 'media-dr',
  ruleId: 'all-media',
  key: 'video/a.mp4',
  sizeBytes: 1_000,
  failureReason: 'DstPutObjectNotPermitted',
  serial: 1,
};

export function toBody(changes: Partial<StoryFailure> = {}): string {
  return JSON.stringify(toNotification({ ...FAILURE, ...changes }));
}

export interface RunningResponder extends Responder {
  readonly alerts: Alert[];
  readonly warnings: string[];
}

/** A responder on a free port that responds when it is flushed. */
export async function startTestResponder(options: Partial<ResponderOptions> = {}): Promise<RunningResponder> {
  const alerts: Alert[] = [];
  const warnings: string[] = [];
  const responder = await startResponder({
    port: 0,
    groupWaitSeconds: 60,
    now: () => new Date('2026-01-01T10:01:00.000Z'),
    reporter: {
      alert: (alert) => void alerts.push(alert),
      batch: () => undefined,
      warn: (line) => void warnings.push(line),
    },
    ...options,
  });
  return { ...responder, alerts, warnings };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A request with exactly these headers: `fetch` would not send a Host or an Origin of our choice. */
export async function ask(url: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}

export async function post(
  url: string,
  body: string | Buffer,
  contentType = 'application/json',
): Promise<Answer> {
  return ask(`${url}/events`, { method: 'POST', headers: { 'content-type': contentType }, body });
}

export interface StreamedEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

export interface OpenStream {
  readonly status: number;
  readonly events: StreamedEvent[];
  readonly text: () => string;
  /** Resolves when so many events have come. */
  waitFor(count: number): Promise<readonly StreamedEvent[]>;
  /** Resolves when the server has ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens `GET /stream` and reads its events as a browser does. */
export async function openStream(url: string, lastEventId?: string): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
    const call = request(`${url}/stream`, { headers, agent: false }, (response) => {
      let text = '';
      const events: StreamedEvent[] = [];
      const waiters = new Set<() => void>();
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        events.splice(0, events.length, ...parseEvents(text));
        waiters.forEach((check) => check());
      });
      response.on('error', () => undefined);
      resolve({
        status: response.statusCode ?? 0,
        events,
        text: () => text,
        ended: new Promise((end) => response.on('close', end)),
        close: () => call.destroy(),
        waitFor: (count) =>
          new Promise((done) => {
            const check = (): void => {
              if (events.length < count) return;
              waiters.delete(check);
              done(events);
            };
            waiters.add(check);
            check();
          }),
      });
    });
    call.on('error', reject);
    call.end();
  });
}

function parseEvents(text: string): readonly StreamedEvent[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .flatMap((frame) => {
      const fields = new Map(
        frame.split('\n').map((line): [string, string] => {
          const at = line.indexOf(': ');
          return [line.slice(0, at), line.slice(at + 2)];
        }),
      );
      const [event, data, id] = [fields.get('event'), fields.get('data'), fields.get('id')];
      if (event === undefined || data === undefined) return [];
      return [{ event, data: JSON.parse(data) as unknown, ...(id !== undefined && { id }) }];
    });
}
