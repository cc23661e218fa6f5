import { toApiUrl, toBotToken, toWebhookUrl } from '../../lambda/adapters/slack-target';

const LOCAL = 'http://127.0.0.1:8080';

describe('toWebhookUrl', () => {
  test.each([
    'https://hooks.slack.com/services/T0/B0/xyz',
    'https://hooks.slack-gov.com/services/T0/B0/xyz',
    'https://HOOKS.slack.com:443/services/T0/B0/xyz',
  ])('accepts %s', (url) => {
    expect(toWebhookUrl(url).pathname).toBe('/services/T0/B0/xyz');
  });

  test.each([
    ['http://hooks.slack.com/services/T0/B0/secretvalue', 'a URL that is not https'],
    ['https://hooks.slack.com.evil.example/services/T0/B0/secretvalue', 'a URL of another host'],
    ['https://evil.example/hooks.slack.com/services/T0/B0/secretvalue', 'a URL of another host'],
    ['https://hooks.evilslack.com/services/T0/B0/secretvalue', 'a URL of another host'],
    ['https://hooks.slack.com:8443/services/T0/B0/secretvalue', 'a URL of another host'],
    ['https://hooks.slack.com@evil.example/services/T0/B0/secretvalue', 'a URL with a user name in it'],
    ['https://slack.com/services/T0/B0/secretvalue', 'a URL of another host'],
    ['https://hooks.slack.com/triggers/T0/1/secretvalue', 'a URL of Slack that is no incoming webhook'],
    [
      'https://hooks.slack.com/services/../triggers/secretvalue',
      'a URL of Slack that is no incoming webhook',
    ],
    ['http://169.254.169.254/latest/meta-data/secretvalue', 'a URL that is not https'],
    ['file:///etc/secretvalue', 'a URL that is not https'],
    ['xoxb-secretvalue', 'text that is no URL'],
  ])('refuses %s as %s, without quoting it', (url, got) => {
    const attempt = (): URL => toWebhookUrl(url);
    expect(attempt).toThrow(got);
    expect(attempt).toThrow(expect.objectContaining({ code: 'wrong-shape', retryable: false }) as Error);
    expect(attempt).not.toThrow('secretvalue');
  });

  test('accepts the one origin that was allowed, and no other', () => {
    expect(toWebhookUrl(`${LOCAL}/hook`, LOCAL).href).toBe(`${LOCAL}/hook`);
    expect(() => toWebhookUrl('http://127.0.0.1:8081/hook', LOCAL)).toThrow('a URL that is not https');
  });

  test.each(['http://collector.example', 'http://127.0.0.1:8080/path', 'ftp://127.0.0.1', 'nonsense', ''])(
    'refuses %j as an allowed origin: the secret would travel in the clear, or it is none',
    (origin) => {
      expect(() => toWebhookUrl('http://collector.example/hook', origin)).toThrow(/allowedOrigin/);
    },
  );

  test('still accepts Slack while another origin is allowed', () => {
    expect(toWebhookUrl('https://hooks.slack.com/services/T/B/x', LOCAL).host).toBe('hooks.slack.com');
  });
});

describe('toApiUrl', () => {
  test('is Slack, Slack for government, or the allowed origin', () => {
    expect(toApiUrl('chat.postMessage', {}).href).toBe('https://slack.com/api/chat.postMessage');
    expect(toApiUrl('chat.postMessage', { apiOrigin: 'https://slack-gov.com' }).host).toBe('slack-gov.com');
    expect(toApiUrl('chat.postMessage', { allowedOrigin: LOCAL }).href).toBe(`${LOCAL}/api/chat.postMessage`);
  });

  test('is nothing else', () => {
    expect(() =>
      toApiUrl('chat.postMessage', { apiOrigin: 'https://evil.example' as 'https://slack.com' }),
    ).toThrow(/apiOrigin/);
  });
});

describe('toBotToken', () => {
  test('accepts a token', () => {
    expect(toBotToken('xoxb-1-a')).toBe('xoxb-1-a');
  });

  test.each(['xoxb-1\r\nx-evil: 1', 'xoxb 1', 'xoxb-é', '\u0000', 'https://hooks.slack.com/services/T/B/x'])(
    'refuses %j before fetch could quote it in an error',
    (text) => {
      expect(() => toBotToken(text)).toThrow(
        expect.objectContaining({ name: 'SecretError', code: 'wrong-shape' }) as Error,
      );
      expect(() => toBotToken(text)).not.toThrow(text.slice(0, 6));
    },
  );
});
