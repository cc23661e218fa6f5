import { KEPT_ALERTS, KEPT_INCIDENTS } from '../../../cli/page/page-messages';
import { toHtml } from '../../../cli/page/page-node';
import { EMPTY_STATE, type PageState, toNextState, toSelected } from '../../../cli/page/page-state';
import { toPageView } from '../../../cli/page/page-view';
import { toSampleEvent } from '../../../cli/page/sample-event';
import { parseBody } from '../../../lambda/core/events/parse-body';
import { NOW } from './fake-io';
import { makeAlertView, makeUnreadableView, ROW } from './page-fixture';

const CONTEXT = { origin: 'http://127.0.0.1:8080', openedAt: NOW };
const html = (state: PageState): string => toPageView(state, CONTEXT).map(toHtml).join('');

const LIVE: PageState = { ...EMPTY_STATE, connection: 'live' };

describe('the empty page', () => {
  it('says what it waits for and how to give it something', () => {
    expect(html(LIVE)).toContain('Waiting for events');
    expect(html(LIVE)).toContain('No message has arrived since the responder started.');
    expect(html(LIVE)).toContain('curl http://127.0.0.1:8080/events');
  });

  it('says that a message is in the group wait', () => {
    expect(html({ ...LIVE, waiting: { messages: 1, dueInMs: 1_000 } })).toContain(
      '1 message in the group wait.',
    );
  });

  it('does not pretend to be connected', () => {
    expect(html(EMPTY_STATE)).toContain('Not connected to the responder yet.');
  });

  it('says that messages came, when none of them told of a failure', () => {
    const state = { ...LIVE, counters: { ...LIVE.counters, messages: 2, ignored: 2 } };
    expect(html(state)).toContain('2 messages arrived, and none told of a failure.');
  });

  it('shows a sample that the responder reads as one failure', () => {
    const { events, problems } = parseBody(JSON.stringify(toSampleEvent(NOW)));
    expect(problems).toEqual([]);
    expect(events).toMatchObject([{ kind: 'OperationFailedReplication', key: 'video/2026/intro.mp4' }]);
  });

  it('shows the same sample in the command, as JSON that can be read', () => {
    const command = /<code>curl .* -d '([^']*)'<\/code>/s.exec(html(LIVE))?.[1]?.replaceAll('&quot;', '"');
    expect(JSON.parse(command ?? '')).toEqual(toSampleEvent(NOW));
  });
});

describe('the page with alerts', () => {
  it('shows alerts, the newest as Slack shows it, incidents and counters', () => {
    const view = makeAlertView({}, 3);
    const state: PageState = {
      ...LIVE,
      alerts: [view],
      incidents: [ROW],
      counters: { messages: 3, failures: 5_047, alerts: 1, benign: 0, unreadable: 0, ignored: 0 },
    };
    const shown = html(state);
    expect(shown).toContain('<dd>5,047</dd>');
    expect(shown).toContain('DstPutObjectNotPermitted');
    expect(shown).toContain('3 failures');
    expect(shown).toContain('<h3 class="slack-header">');
    expect(shown).toContain('<td data-label="Failures" class="number">12,431</td>');
    expect(shown).toContain('<td data-label="Size" class="number">1.2 TB</td>');
    expect(shown).toContain('media-prod → media-dr');
    expect(shown).toMatch(
      /<time datetime="2026-01-01T09:59:00.000Z" title="2026-01-01 09:59:00 UTC">09:59:00<\/time>/,
    );
  });

  it('lets no hostile key, rule or bucket become markup or reorder the page', () => {
    const hostile = '</script><img src=x onerror=alert(1)>\u202e';
    const view = makeAlertView({ key: hostile, ruleId: hostile, sourceBucket: hostile });
    const shown = html({
      ...LIVE,
      alerts: [view, makeUnreadableView()],
      incidents: [{ ...ROW, ruleId: hostile, sourceBucket: hostile, failureReason: hostile }],
    });
    expect(shown).not.toMatch(/<(img|script)/);
    expect(shown).not.toContain('\u202e');
    expect(shown).toContain('&lt;/script&gt;');
  });

  it('shows an unreadable message as an alert of its own', () => {
    expect(html({ ...LIVE, alerts: [makeUnreadableView()] })).toContain('Could not be read');
  });

  it('says that what failed so far needs nobody', () => {
    const benign = { ...ROW, status: 'benign' as const, severity: 'info' as const, lastAlertId: null };
    const shown = html({ ...LIVE, incidents: [benign] });
    expect(shown).toContain('None. What failed so far needs nobody.');
    expect(shown).not.toContain('data-action="select-alert"');
  });

  it('draws a hundred incidents and counts the rest', () => {
    const incidents = Array.from({ length: 250 }, (_, index) => ({ ...ROW, id: `i${index}` }));
    const shown = html({ ...LIVE, incidents });
    expect(shown.match(/<tr class="row-open/g)).toHaveLength(100);
    expect(shown).toContain('+150 more');
  });

  it('says that the connection is lost', () => {
    expect(html({ ...LIVE, connection: 'lost' })).toContain('Connection lost, trying again');
  });

  it('counts down to the end of the group wait', () => {
    expect(html({ ...LIVE, waiting: { messages: 1, dueInMs: 3_200 } })).toContain(
      '1 message collecting for 4 s',
    );
  });
});

describe('the state of the page', () => {
  const [first, second] = [makeAlertView({ ruleId: 'one' }), makeAlertView({ ruleId: 'two' })];

  it('shows the newest alert until the reader picks one, and that one from then on', () => {
    const one = toNextState(LIVE, { type: 'alert', payload: first });
    const two = toNextState(one, { type: 'alert', payload: second });
    expect(toSelected(two)).toBe(second);
    const picked = toNextState(two, { type: 'selected', alertId: first.alert.id });
    expect(
      toSelected(toNextState(picked, { type: 'alert', payload: makeAlertView({ ruleId: 'three' }) })),
    ).toBe(first);
  });

  it('shows the newest again when the picked alert is no longer kept', () => {
    const picked = { ...LIVE, alerts: [second], selectedId: first.alert.id };
    expect(toSelected(picked)).toBe(second);
  });

  it('puts the incidents of a batch in front, the one touched last first, each once', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ ...ROW, id }));
    const state = { ...LIVE, incidents: [a!, b!] };
    const grown = { ...b!, failures: 99 };
    const next = toNextState(state, {
      type: 'batch',
      payload: { counters: LIVE.counters, incidents: [grown, c!] },
    });
    expect(next.incidents).toEqual([c, grown, a]);
  });

  it('keeps a bounded number of alerts and incidents', () => {
    let state = LIVE;
    for (let count = 0; count < KEPT_ALERTS + 5; count += 1) {
      state = toNextState(state, { type: 'alert', payload: first });
    }
    const incidents = Array.from({ length: KEPT_INCIDENTS + 5 }, (_, index) => ({ ...ROW, id: `${index}` }));
    state = toNextState(state, { type: 'batch', payload: { counters: LIVE.counters, incidents } });
    expect([state.alerts.length, state.incidents.length]).toEqual([KEPT_ALERTS, KEPT_INCIDENTS]);
  });

  it('takes a snapshot as the whole truth, and keeps what the reader picked', () => {
    const state = toNextState(
      { ...LIVE, selectedId: 'x', alerts: [first], incidents: [ROW] },
      {
        type: 'snapshot',
        payload: { counters: LIVE.counters, incidents: [], alerts: [second], waiting: LIVE.waiting },
      },
    );
    expect(state).toMatchObject({ alerts: [second], incidents: [], selectedId: 'x', connection: 'live' });
  });

  it('announces a new alert rather than the answer to an earlier click', () => {
    const noted = toNextState(LIVE, { type: 'noted', note: 'Copied' });
    const next = toNextState(noted, { type: 'alert', payload: first });
    expect(html(noted)).toContain('aria-live="polite">Copied<');
    expect(html(next)).toContain(`aria-live="polite">${first.alert.summary}<`);
  });

  it('calls a connection lost only after it was there', () => {
    expect(toNextState(EMPTY_STATE, { type: 'disconnected' }).connection).toBe('first');
    expect(toNextState(LIVE, { type: 'disconnected' }).connection).toBe('lost');
  });
});
