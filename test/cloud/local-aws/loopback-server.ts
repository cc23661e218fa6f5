import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import type { Server } from 'node:http';

/** Listens on a free port of 127.0.0.1. `stop` also ends connections that are still open. */
export async function listenOnLoopback(
  server: Server,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, stop };
}

/** A port that was free a moment ago, for a program that cannot pick one itself. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createTcpServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
