import type { IncomingHttpHeaders } from 'node:http';

/** An answer that refuses a request. */
export interface Refusal {
  readonly status: 403 | 404 | 405 | 413 | 415 | 500 | 503;
  readonly error: string;
  readonly allow?: string;
}

/** SNS posts its notifications as `text/plain`: https://docs.aws.amazon.com/sns/latest/dg/http-header.html */
const EVENT_CONTENT_TYPES: readonly string[] = ['application/json', 'text/plain'];

/** Names that reach this machine only. The port is free, so that a forwarded port (`ssh -L`) works. */
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Refuses what a foreign web page can make a browser send to a process on loopback: a request under the page's own
 * host name that was rebound to 127.0.0.1, and a request whose origin is another site.
 */
export function refuseForeign(headers: IncomingHttpHeaders, isNavigation: boolean): Refusal | undefined {
  const { host = '', origin } = headers;
  if (!LOOPBACK_HOST.test(host)) {
    return { status: 403, error: 'this host is refused; use 127.0.0.1, localhost or [::1]' };
  }
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return { status: 403, error: 'requests from another origin are refused' };
  }
  const site = headers['sec-fetch-site'];
  const isForeignSite = site === 'cross-site' || site === 'same-site';
  // Following a link to the page is harmless: nothing of the answer reaches the site that holds the link.
  if (isForeignSite && !(isNavigation && headers['sec-fetch-mode'] === 'navigate')) {
    return { status: 403, error: 'requests from another site are refused' };
  }
  return undefined;
}

/** Refuses bodies that are declared as something else than events. */
export function refuseContent(headers: IncomingHttpHeaders): Refusal | undefined {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === undefined || !EVENT_CONTENT_TYPES.includes(type)) {
    return { status: 415, error: `content-type must be ${EVENT_CONTENT_TYPES.join(' or ')}` };
  }
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    return { status: 415, error: 'content-encoding is not supported; send the body as it is' };
  }
  return undefined;
}
