import { NotFoundError } from '../../../../src/command-handling/errors.js';
import {
  integrationsDecider,
  MAX_INTEGRATIONS,
  MAX_LIVE_SECRETS,
} from '../../../../src/webhooks/inbound/integrations/integration.decider.js';
import type {
  IntegrationCreated,
  IntegrationEvent,
} from '../../../../src/webhooks/inbound/integrations/integration.events.js';
import {
  holdOf,
  type Integration,
  REDACTED_MAPPING,
} from '../../../../src/webhooks/inbound/integrations/integration.state.js';
import { fold, given } from '../../../support/given-when-then.js';

const sealed = (box: string) => ({ key: '0123456789ab', box });
const data: IntegrationCreated = {
  integration: 'desk',
  name: 'Desk',
  verification: 'github',
  mapping: { kind: 'commands' },
  scopes: ['record'],
  secret: sealed('MQ=='),
};
const created: IntegrationEvent = { type: 'IntegrationCreated', data };
const paused: IntegrationEvent = { type: 'IntegrationPaused', data: { integration: 'desk' } };
const resumed: IntegrationEvent = { type: 'IntegrationResumed', data: { integration: 'desk' } };
const removed: IntegrationEvent = { type: 'IntegrationRemoved', data: { integration: 'desk' } };
const rotation = (box: string, previousUntil: string) => ({ integration: 'desk', secret: sealed(box), previousUntil });
const rotated = (box: string, previousUntil: string): IntegrationEvent => ({
  type: 'IntegrationSecretRotated',
  data: rotation(box, previousUntil),
});
const after = (...events: readonly IntegrationEvent[]) => fold(integrationsDecider, events).integrations.get('desk');
const create = { command: 'create', ...data } as const;

describe('integrationsDecider: creation and removal', () => {
  it('creates an integration', () => {
    given(integrationsDecider, []).when(create).then([created]);
    expect(after(created)).toMatchObject({ createdBy: 'somebody', secrets: [{ secret: sealed('MQ==') }] });
  });
  it('uses no id twice', () => {
    for (const events of [[created], [created, removed]]) {
      given(integrationsDecider, events)
        .when(create)
        .thenRejects([{ pointer: '/id', code: 'id-taken' }]);
    }
  });
  it('has a maximum number of integrations', () => {
    const many = Array.from({ length: MAX_INTEGRATIONS }, (_, n): IntegrationEvent => ({
      type: 'IntegrationCreated',
      data: { ...data, integration: `i${n}` },
    }));
    given(integrationsDecider, many)
      .when(create)
      .thenRejects([{ pointer: '', code: 'too-many-integrations' }]);
  });
  it('removes one, and knows nothing of it afterwards', () => {
    const remove = { command: 'remove', integration: 'desk' } as const;
    given(integrationsDecider, [created]).when(remove).then([removed]);
    given(integrationsDecider, [created, removed]).when(remove).thenThrows(NotFoundError);
  });
});

describe('integrationsDecider: changes', () => {
  const change = (changes: object) => ({ command: 'change', integration: 'desk', changes }) as const;
  it('records only what changes', () => {
    given(integrationsDecider, [created])
      .when(change({ mapping: { kind: 'commands' }, name: 'Desk' }))
      .thenNothing();
    const event = { type: 'IntegrationChanged', data: { integration: 'desk', changes: { scopes: ['rate'] } } } as const;
    given(integrationsDecider, [created])
      .when(change({ scopes: ['rate'] }))
      .then([event]);
    expect(after(created, event)?.settings).toEqual({ name: 'Desk', mapping: { kind: 'commands' }, scopes: ['rate'] });
  });
  it('pauses and resumes once', () => {
    const pause = { command: 'pause', integration: 'desk' } as const;
    const resume = { command: 'resume', integration: 'desk' } as const;
    given(integrationsDecider, [created]).when(pause).then([paused]);
    given(integrationsDecider, [created, paused]).when(pause).thenNothing();
    given(integrationsDecider, [created, paused]).when(resume).then([resumed]);
    given(integrationsDecider, [created, paused, resumed]).when(resume).thenNothing();
  });
});

describe('integrationsDecider: a mapping of which something was redacted', () => {
  const before: IntegrationEvent = {
    type: 'IntegrationCreated',
    data: { ...data, mapping: { kind: 'expression', expression: '[redacted]' } },
  };
  const tables = { kind: 'claimreview', actors: { '[redacted]': '[redacted]' } } as const;
  const resume = { command: 'resume', integration: 'desk' } as const;
  it('keeps what comes in waiting, and is not resumed without another one', () => {
    const change: IntegrationEvent = {
      type: 'IntegrationChanged',
      data: { integration: 'desk', changes: { mapping: tables } },
    };
    for (const events of [[before], [before, paused], [created, change]]) {
      expect(holdOf(after(...events) as Integration)).toEqual({ reason: REDACTED_MAPPING });
      given(integrationsDecider, events)
        .when(resume)
        .thenRejects([{ pointer: '', code: 'redacted-mapping' }]);
    }
  });
  it('ends with another mapping, unless somebody has paused it', () => {
    const change: IntegrationEvent = {
      type: 'IntegrationChanged',
      data: { integration: 'desk', changes: { mapping: { kind: 'commands' } } },
    };
    expect(holdOf(after(before, change) as Integration)).toBeUndefined();
    expect(holdOf(after(before, paused, change) as Integration)).toEqual({});
    given(integrationsDecider, [before, paused, change]).when(resume).then([resumed]);
  });
});

describe('integrationsDecider: secrets', () => {
  // Facts are recorded at the beginning of 2024.
  const [past, soon, later] = ['2023-12-31T00:00:00.000Z', '2024-01-02T00:00:00.000Z', '2024-01-03T00:00:00.000Z'];
  const rotate = { command: 'rotate-secret', ...rotation('Mg==', soon), now: '2024-01-01T00:00:00.000Z' } as const;
  it('accepts the secret before until an instant, and no older one longer than before', () => {
    given(integrationsDecider, [created])
      .when(rotate)
      .then([rotated('Mg==', soon)]);
    expect(after(created, rotated('Mg==', soon), rotated('Mw==', later))?.secrets).toEqual([
      { secret: sealed('Mw==') },
      { secret: sealed('Mg=='), until: later },
      { secret: sealed('MQ=='), until: soon },
    ]);
    expect(after(created, rotated('Mg==', past), rotated('Mw==', later))?.secrets).toHaveLength(2);
  });
  it('has a maximum number of secrets that are accepted', () => {
    const many = Array.from({ length: MAX_LIVE_SECRETS - 1 }, () => rotated('Mg==', later));
    given(integrationsDecider, [created, ...many])
      .when(rotate)
      .thenRejects([{ pointer: '', code: 'too-many-secrets' }]);
    given(integrationsDecider, [created, ...many])
      .when({ ...rotate, now: '2024-01-04T00:00:00.000Z' })
      .thenAccepted();
  });
  it('encrypts secrets again unless they have changed meanwhile', () => {
    const again = { command: 'reencrypt', integration: 'desk', secrets: [sealed('NA==')] } as const;
    const event: IntegrationEvent = {
      type: 'IntegrationReencrypted',
      data: { integration: 'desk', secrets: [sealed('NA==')] },
    };
    given(integrationsDecider, [created])
      .when({ ...again, before: [data.secret] })
      .then([event]);
    given(integrationsDecider, [created, rotated('Mg==', soon)])
      .when({ ...again, before: [data.secret] })
      .thenNothing();
    expect(after(created, event)?.secrets).toEqual([{ secret: sealed('NA==') }]);
  });
});
