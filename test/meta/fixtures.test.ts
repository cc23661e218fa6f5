import { listEventFixtureFiles, listEventFixtures, readEventFixture } from '../fixtures/event-fixtures';

const fixtures = listEventFixtures();

test('the manifest names every event fixture, each once, and no other', () => {
  expect(fixtures.length).toBeGreaterThan(40);
  expect(fixtures.map(({ file }) => file).sort()).toEqual([...listEventFixtureFiles()].sort());
});

test.each(fixtures)(
  '$file says what it is and where it comes from',
  ({ provenance, source, description }) => {
    expect(['captured', 'documented', 'synthetic']).toContain(provenance);
    expect(description).toMatch(/\.$/);
    expect(description).not.toContain('\n');
    if (provenance === 'documented') expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
    else expect(source).toBeUndefined();
  },
);

test.each(fixtures)('$file expects something to come of it', ({ expected, messages }) => {
  const { events, problems, ignored } = expected;
  const outcomes = events.length + problems.length + ignored.testEvents + ignored.otherEvents;
  expect(outcomes).toBeGreaterThanOrEqual(messages);
});

test('fixtures name no account but the two examples of this project', () => {
  for (const file of listEventFixtureFiles()) {
    for (const [account] of readEventFixture(file).matchAll(/(?<![\w.-])\d{12}(?![\w.-])/g)) {
      expect(['111111111111', '222222222222']).toContain(account);
    }
  }
});
