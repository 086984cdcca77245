import {
  NotFoundError,
  RevisionMismatchError,
  type RevisionPrecondition,
} from '../../../../src/command-handling/errors.js';
import {
  MAX_LIVE_SECRETS,
  MAX_REPLAYS,
  MAX_WEBHOOKS,
  webhooksDecider,
} from '../../../../src/webhooks/outbound/subscriptions/subscription.decider.js';
import type {
  WebhookCreated,
  WebhookEvent,
} from '../../../../src/webhooks/outbound/subscriptions/subscription.events.js';
import { holdReason } from '../../../../src/webhooks/outbound/subscriptions/redacted-settings.js';
import type { Webhook } from '../../../../src/webhooks/outbound/subscriptions/subscription.state.js';
import { fold, given } from '../../../support/given-when-then.js';

const LOG = '00000000-0000-4000-8000-000000000001';
const sealed = (box: string) => ({ key: '0123456789ab', box });
const data: WebhookCreated = {
  webhook: 'desk',
  log: LOG,
  url: sealed('dXJs'),
  filter: {},
  order: 'parallel',
  payload: 'full',
  format: 'cloudevents',
  handshake: 'options',
  signature: 'hmac',
  secret: sealed('MQ=='),
};
const created: WebhookEvent = { type: 'WebhookCreated', data };
const passed: WebhookEvent = { type: 'WebhookHandshakePassed', data: { webhook: 'desk' } };
const paused: WebhookEvent = { type: 'WebhookPaused', data: { webhook: 'desk' } };
const removed: WebhookEvent = { type: 'WebhookRemoved', data: { webhook: 'desk' } };
const resumed: WebhookEvent = { type: 'WebhookResumed', data: { webhook: 'desk', log: LOG } };
const disabled: WebhookEvent = {
  type: 'WebhookDisabled',
  data: { webhook: 'desk', because: 'gone', detail: 'The receiver answered 410.' },
};
const seen = { resumed: 0, url: data.url };
const webhookAfter = (...events: readonly WebhookEvent[]) => fold(webhooksDecider, events).webhooks.get('desk');

describe('webhooksDecider: a filter or a template of which something was redacted', () => {
  const redacted = { filter: { topics: ['land', '[redacted]'] }, template: '[redacted]' };
  const before: WebhookEvent = { type: 'WebhookCreated', data: { ...data, format: 'template', ...redacted } };
  const change = (changes: object): WebhookEvent => ({ type: 'WebhookChanged', data: { webhook: 'desk', changes } });
  const others = [change({ filter: { topics: ['land'] } }), change({ template: '{}' })] as const;
  const replay = { replay: 'r', from: '0'.repeat(20), until: '9'.repeat(20), perSecond: 1 };
  const reasonAfter = (...events: readonly WebhookEvent[]) => holdReason(webhookAfter(...events) as Webhook);
  it('keeps it on hold until it has others', () => {
    expect(reasonAfter(before)).toMatch(/^Its filter and template were redacted\./);
    expect(reasonAfter(before, others[0])).toMatch(/^Its template was redacted\./);
    expect(reasonAfter(before, ...others)).toBeUndefined();
    expect(reasonAfter(created, change(redacted), change({ filter: {}, template: null }))).toBeUndefined();
  });
  it('lets nobody resume it or send history', () => {
    for (const events of [[before], [before, paused], [before, others[0]]]) {
      for (const command of [
        { command: 'resume', webhook: 'desk', log: LOG },
        { command: 'start-replay', webhook: 'desk', ...replay },
      ] as const) {
        given(webhooksDecider, events)
          .when(command)
          .thenRejects([{ pointer: '', code: 'redacted-settings' }]);
      }
    }
    given(webhooksDecider, [before, paused, ...others])
      .when({ command: 'resume', webhook: 'desk', log: LOG })
      .then([resumed]);
  });
});

describe('webhooksDecider: creation and removal', () => {
  const create = { command: 'create' as const, ...data };
  it('creates a webhook, whose receiver has to agree', () => {
    given(webhooksDecider, []).when(create).then([created]);
    expect(webhookAfter(created)?.agreement).toBe('pending');
    expect(webhookAfter({ type: 'WebhookCreated', data: { ...data, handshake: 'none' } })?.agreement).toBe(
      'not-required',
    );
  });
  it('uses no id twice', () => {
    given(webhooksDecider, [created])
      .when(create)
      .thenRejects([{ pointer: '/id', code: 'id-taken' }]);
    given(webhooksDecider, [created, removed])
      .when(create)
      .thenRejects([{ pointer: '/id', code: 'id-taken' }]);
  });
  it('has a maximum number of webhooks', () => {
    const many = Array.from({ length: MAX_WEBHOOKS }, (_, n): WebhookEvent => ({
      type: 'WebhookCreated',
      data: { ...data, webhook: `w${n}` },
    }));
    given(webhooksDecider, many)
      .when(create)
      .thenRejects([{ pointer: '', code: 'too-many-webhooks' }]);
    given(webhooksDecider, many.slice(1)).when(create).then([created]);
  });
  it('changes nothing that does not exist or was removed', () => {
    given(webhooksDecider, [created, removed]).when({ command: 'pause', webhook: 'desk' }).thenThrows(NotFoundError);
    given(webhooksDecider, []).when({ command: 'remove', webhook: 'desk' }).thenThrows(NotFoundError);
  });
});

describe('webhooksDecider: preconditions', () => {
  const other: WebhookEvent = { type: 'WebhookCreated', data: { ...data, webhook: 'other' } };
  const abandoned: WebhookEvent = {
    type: 'WebhookDeliveryAbandoned',
    data: { webhook: 'desk', delivery: '00000000-0000-4000-8000-000000000002', detail: 'It failed.' },
  };
  const pause = (expected: RevisionPrecondition) => ({ command: 'pause' as const, webhook: 'desk', expected });
  it('compare the revision of the webhook, not that of all, and not what its caller did not see', () => {
    given(webhooksDecider, [created, other, abandoned])
      .when(pause([0]))
      .then([paused]);
    given(webhooksDecider, [created, other, abandoned]).when(pause('existing')).then([paused]);
  });
  it('reject what is based on another revision', () => {
    given(webhooksDecider, [created, passed])
      .when(pause([0]))
      .thenThrows(RevisionMismatchError);
    given(webhooksDecider, [created]).when(pause([])).thenThrows(RevisionMismatchError);
    given(webhooksDecider, [created]).when(pause(-1)).thenThrows(RevisionMismatchError);
  });
  it('require of a new webhook that there is none yet', () => {
    const create = (expected: RevisionPrecondition) => ({ command: 'create' as const, ...data, expected });
    given(webhooksDecider, [other]).when(create(-1)).then([created]);
    given(webhooksDecider, [created]).when(create(-1)).thenThrows(RevisionMismatchError);
    given(webhooksDecider, []).when(create('existing')).thenThrows(RevisionMismatchError);
  });
});

describe('webhooksDecider: changes', () => {
  it('records only what differs', () => {
    const change = (changes: object) => ({ command: 'change' as const, webhook: 'desk', changes });
    given(webhooksDecider, [created])
      .when(change({ order: 'parallel' }))
      .thenNothing();
    given(webhooksDecider, [created])
      .when(change({ order: 'ordered-per-claim' }))
      .then([{ type: 'WebhookChanged', data: { webhook: 'desk', changes: { order: 'ordered-per-claim' } } }]);
  });
  it('has another URL agree again, but not another filter', () => {
    const changed = (changes: object): WebhookEvent => ({ type: 'WebhookChanged', data: { webhook: 'desk', changes } });
    expect(webhookAfter(created, passed)?.agreement).toBe('passed');
    expect(webhookAfter(created, passed, changed({ filter: { to: ['denied'] } }))?.agreement).toBe('passed');
    expect(webhookAfter(created, passed, changed({ url: sealed('b3RoZXI=') }))?.agreement).toBe('pending');
    expect(webhookAfter(created, passed, changed({ handshake: 'challenge' }))?.agreement).toBe('pending');
  });
  it('pauses and resumes once', () => {
    given(webhooksDecider, [created]).when({ command: 'pause', webhook: 'desk' }).then([paused]);
    given(webhooksDecider, [created, paused]).when({ command: 'pause', webhook: 'desk' }).thenNothing();
    const resume = { command: 'resume' as const, webhook: 'desk', log: LOG };
    given(webhooksDecider, [created, paused]).when(resume).then([resumed]);
    given(webhooksDecider, [created, disabled]).when(resume).then([resumed]);
    given(webhooksDecider, [created]).when(resume).thenNothing();
    expect(webhookAfter(created, paused, disabled, resumed)).not.toHaveProperty('disabled');
  });
  it('begins at the present when it is resumed in another log', () => {
    const other = '00000000-0000-4000-8000-000000000002';
    const resume = { command: 'resume' as const, webhook: 'desk', log: other };
    const event: WebhookEvent = { type: 'WebhookResumed', data: { webhook: 'desk', log: other } };
    given(webhooksDecider, [created]).when(resume).then([event]);
    expect(webhookAfter(created)?.start.position).toBe('00000000000000000001');
    expect(webhookAfter(created, paused, resumed)?.start.position).toBe('00000000000000000001');
    expect(webhookAfter(created, event)).toMatchObject({ log: other, start: { position: '00000000000000000002' } });
  });
});

describe('webhooksDecider: secrets', () => {
  const rotation = (box: string, previousUntil: string): WebhookEvent => ({
    type: 'WebhookSecretRotated',
    data: { webhook: 'desk', secret: sealed(box), previousUntil },
  });
  const rotate = {
    command: 'rotate-secret' as const,
    webhook: 'desk',
    secret: sealed('OQ=='),
    previousUntil: '2999-01-02T00:00:00.000Z',
    now: '2999-01-01T00:00:00.000Z',
  };
  it('keeps the secret before until its time has passed', () => {
    const [newest, before] = webhookAfter(created, rotation('Mg==', '2999-01-01T00:00:00.000Z'))?.secrets ?? [];
    expect(newest).toEqual({ secret: sealed('Mg==') });
    expect(before).toEqual({ secret: sealed('MQ=='), until: '2999-01-01T00:00:00.000Z' });
  });
  it('never prolongs an older secret', () => {
    const secrets = webhookAfter(
      created,
      rotation('Mg==', '2999-01-01T00:00:00.000Z'),
      rotation('Mw==', '2999-01-05T00:00:00.000Z'),
    )?.secrets;
    expect(secrets?.map(({ until }) => until)).toEqual([
      undefined,
      '2999-01-05T00:00:00.000Z',
      '2999-01-01T00:00:00.000Z',
    ]);
  });
  it('has a maximum number of secrets that sign', () => {
    const many = Array.from({ length: MAX_LIVE_SECRETS - 1 }, (_, n) => rotation(`${n}==`, '2999-06-01T00:00:00.000Z'));
    given(webhooksDecider, [created, ...many])
      .when(rotate)
      .thenRejects([{ pointer: '', code: 'too-many-secrets' }]);
    given(webhooksDecider, [created, ...many.slice(1)])
      .when(rotate)
      .thenAccepted();
    given(webhooksDecider, [created, ...many])
      .when({ ...rotate, now: '2999-07-01T00:00:00.000Z' })
      .thenAccepted();
  });
  it('encrypts again only what nobody rotated meanwhile', () => {
    const again = { command: 'reencrypt' as const, webhook: 'desk', url: sealed('eA=='), secrets: [sealed('eQ==')] };
    given(webhooksDecider, [created])
      .when({ ...again, before: [sealed('MQ==')] })
      .then([{ type: 'WebhookReencrypted', data: { webhook: 'desk', url: again.url, secrets: again.secrets } }]);
    given(webhooksDecider, [created, rotation('Mg==', '2999-01-01T00:00:00.000Z')])
      .when({ ...again, before: [sealed('MQ==')] })
      .thenNothing();
  });
});

describe('webhooksDecider: what the dispatcher finds', () => {
  const disable = {
    command: 'disable' as const,
    webhook: 'desk',
    because: 'gone' as const,
    detail: 'The receiver answered 410.',
    seen,
  };
  it('is recorded once', () => {
    given(webhooksDecider, [created]).when(disable).then([disabled]);
    given(webhooksDecider, [created, disabled]).when(disable).thenNothing();
    const pass = { command: 'handshake-passed' as const, webhook: 'desk', seen };
    given(webhooksDecider, [created]).when(pass).then([passed]);
    given(webhooksDecider, [created, passed]).when(pass).thenNothing();
  });
  it('is not recorded of an endpoint that was resumed, changed or removed meanwhile', () => {
    given(webhooksDecider, [created, paused, resumed]).when(disable).thenNothing();
    const moved: WebhookEvent = { type: 'WebhookChanged', data: { webhook: 'desk', changes: { url: sealed('eA==') } } };
    given(webhooksDecider, [created, moved]).when(disable).thenNothing();
    given(webhooksDecider, [created, moved])
      .when({ command: 'handshake-failed', webhook: 'desk', reason: 'It refused.', seen })
      .thenNothing();
    given(webhooksDecider, [created, removed]).when(disable).thenNothing();
  });
});

describe('webhooksDecider: replays', () => {
  const span = { from: '0'.repeat(20), until: '0'.repeat(19) + '9', perSecond: 10 };
  const started = (replay: string): WebhookEvent => ({
    type: 'WebhookReplayStarted',
    data: { webhook: 'desk', replay, ...span },
  });
  it('run until they end, a few at a time', () => {
    const start = { command: 'start-replay' as const, webhook: 'desk', replay: 'r9', ...span };
    given(webhooksDecider, [created])
      .when(start)
      .then([started('r9')]);
    const full = Array.from({ length: MAX_REPLAYS }, (_, n) => started(`r${n}`));
    given(webhooksDecider, [created, ...full])
      .when(start)
      .thenRejects([{ pointer: '', code: 'too-many-replays' }]);
    const ended: WebhookEvent = {
      type: 'WebhookReplayEnded',
      data: { webhook: 'desk', replay: 'r0', outcome: 'finished' },
    };
    given(webhooksDecider, [created, ...full])
      .when({ command: 'end-replay', webhook: 'desk', replay: 'r0', outcome: 'finished' })
      .then([ended]);
    given(webhooksDecider, [created, ...full, ended])
      .when({ command: 'end-replay', webhook: 'desk', replay: 'r0', outcome: 'finished' })
      .thenNothing();
  });
});
