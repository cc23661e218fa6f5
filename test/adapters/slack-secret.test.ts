import { readSlackSecret } from '../../lambda/adapters/slack-secret';

describe('readSlackSecret', () => {
  test.each([
    ['the bare value', 'hook-value', 'webhookUrl'],
    ['the bare value with a newline at its end', ' hook-value\n', 'webhookUrl'],
    ['JSON', '{"webhookUrl": "hook-value", "note": "by ops"}', 'webhookUrl'],
    ['JSON for the bot', '{"botToken": " hook-value "}', 'botToken'],
  ] as const)('reads %s', (_name, content, field) => {
    expect(readSlackSecret(content, field)).toBe('hook-value');
  });

  test.each([
    ['', 'empty', 'got nothing'],
    [' \n', 'empty', 'got nothing'],
    ['{"webhookUrl": "topsecret"', 'not-json', 'got text that begins like JSON and is none'],
    ['{"url": "topsecret"}', 'wrong-shape', 'got JSON whose "webhookUrl" is missing'],
    ['{"webhookUrl": ""}', 'wrong-shape', 'got JSON whose "webhookUrl" is empty'],
    ['{"webhookUrl": null, "x": "topsecret"}', 'wrong-shape', 'got JSON whose "webhookUrl" is null'],
    ['{"webhookUrl": ["topsecret"]}', 'wrong-shape', 'got JSON whose "webhookUrl" is a list'],
    ['{"webhookUrl": {"a": "topsecret"}}', 'wrong-shape', 'got JSON whose "webhookUrl" is of type object'],
    ['{"webhookUrl": 7}', 'wrong-shape', 'got JSON whose "webhookUrl" is of type number'],
  ])('of %j it says what is wrong and not what is in it', (content, code, got) => {
    const attempt = (): string => readSlackSecret(content, 'webhookUrl');
    expect(attempt).toThrow(
      expect.objectContaining({ name: 'SecretError', code, retryable: false }) as Error,
    );
    expect(attempt).toThrow(got);
    expect(attempt).toThrow('JSON {"webhookUrl": "…"}');
    expect(attempt).not.toThrow('topsecret');
  });
});
