import { toInboundMessages } from '../../../lambda/core/events/inbound-messages';
import { parseBody } from '../../../lambda/core/events/parse-body';
import { listEventFixtures, loadEventFixture } from '../../fixtures/event-fixtures';

test.each(listEventFixtures())('$file: $description', ({ file, messages, expected }) => {
  const inbound = toInboundMessages(loadEventFixture(file));
  const parsed = inbound.map(({ body }) => parseBody(body));
  expect(inbound).toHaveLength(messages);
  expect({
    events: parsed.flatMap(({ events }) => events),
    problems: parsed.flatMap(({ problems }) => problems.map(({ code, path }) => ({ code, path }))),
    ignored: {
      testEvents: parsed.reduce((sum, { ignored }) => sum + ignored.testEvents, 0),
      otherEvents: parsed.reduce((sum, { ignored }) => sum + ignored.otherEvents, 0),
    },
  }).toStrictEqual(expected);
});
