import { refuseContent, refuseForeign } from '../../../cli/run/request-guard';

describe('refuseForeign', () => {
  it.each(['localhost', 'localhost:8080', '127.0.0.1:8080', '127.0.0.1', '[::1]:80', 'LOCALHOST:1'])(
    'lets the loopback name %s in',
    (host) => {
      expect(refuseForeign({ host }, false)).toBeUndefined();
      expect(refuseForeign({ host, origin: `http://${host.toLowerCase()}` }, false)).toBeUndefined();
    },
  );

  it.each([
    'evil.example',
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'localhost:8080@evil.example',
    '0.0.0.0:8080',
    '192.168.0.2',
    '',
  ])('refuses the host %j', (host) => {
    expect(refuseForeign({ host }, true)).toMatchObject({ status: 403 });
  });

  it('refuses a request without any host', () => {
    expect(refuseForeign({}, true)).toMatchObject({ status: 403 });
  });

  it.each([
    'https://evil.example',
    'null',
    'http://localhost:9999',
    'https://localhost:8080',
    'http://127.0.0.1:8080',
    '',
  ])('refuses the origin %j at localhost:8080', (origin) => {
    expect(refuseForeign({ host: 'localhost:8080', origin }, false)).toMatchObject({ status: 403 });
  });

  it.each(['cross-site', 'same-site'])('refuses what a browser calls %s', (site) => {
    const headers = { host: 'localhost', 'sec-fetch-site': site };
    expect(refuseForeign(headers, false)).toMatchObject({ status: 403 });
    expect(refuseForeign({ ...headers, 'sec-fetch-mode': 'no-cors' }, true)).toMatchObject({ status: 403 });
  });

  it('lets somebody follow a link to the page', () => {
    const headers = { host: 'localhost', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(refuseForeign(headers, true)).toBeUndefined();
    expect(refuseForeign(headers, false)).toMatchObject({ status: 403 });
  });
});

describe('refuseContent', () => {
  it.each(['application/json', 'Application/JSON; charset=utf-8', 'text/plain; charset=UTF-8'])(
    'takes %s',
    (type) => {
      expect(refuseContent({ 'content-type': type })).toBeUndefined();
    },
  );

  it.each([
    undefined,
    '',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json5',
  ])('refuses %s', (type) => {
    expect(refuseContent(type === undefined ? {} : { 'content-type': type })).toMatchObject({ status: 415 });
  });

  it('refuses a compressed body', () => {
    expect(refuseContent({ 'content-type': 'application/json', 'content-encoding': 'gzip' })).toMatchObject({
      status: 415,
    });
  });
});
