import { accessDecider } from '../../src/access/access.decider.js';
import type { AccessEvent, KeyCreated, Scope } from '../../src/access/access.events.js';
import { keyStatusOf } from '../../src/access/access.state.js';
import { NotFoundError } from '../../src/command-handling/errors.js';
import { fold, given } from '../support/given-when-then.js';

const NOW = '2024-04-09T12:00:00.000Z';
const EARLIER = '2024-04-09T11:59:59.999Z';
const LATER = '2024-04-09T12:00:00.001Z';

const principal = (id: string, name: string): AccessEvent => ({
  type: 'PrincipalRegistered',
  data: { principal: id, name },
});
const keyOf = (id: string, key: string, scopes: readonly Scope[], expiresAt?: string): KeyCreated => ({
  key,
  principal: id,
  scopes,
  scopesVersion: 2,
  secretHash: `hash of ${key}`,
  ...(expiresAt !== undefined && { expiresAt }),
});
const created = (data: KeyCreated): AccessEvent => ({ type: 'KeyCreated', data });
const revoked = (key: string): AccessEvent => ({ type: 'KeyRevoked', data: { key } });
const used = (key: string, on: string): AccessEvent => ({ type: 'KeyUsed', data: { key, on } });

const admin = [principal('admin', 'Administrator'), created(keyOf('admin', 'first', ['admin', 'record']))];
const desk = keyOf('desk', 'k1', ['record']);

describe('accessDecider: first key', () => {
  const make = {
    command: 'make-first-key' as const,
    principal: { principal: 'admin', name: 'Administrator' },
    key: keyOf('admin', 'first', ['admin', 'record']),
  };
  it('creates an administrator with a key in an empty ledger', () => {
    given(accessDecider, []).when(make).then(admin);
  });
  it('creates it once, even if it has been revoked', () => {
    given(accessDecider, admin).when(make).thenNothing();
    given(accessDecider, [...admin, revoked('first')])
      .when(make)
      .thenNothing();
  });
});

describe('accessDecider: creation of keys', () => {
  const creating = (key: KeyCreated, name?: string) => ({ command: 'create-key' as const, key, name, now: NOW });

  it('registers a new principal, with its id as the default name', () => {
    given(accessDecider, admin)
      .when(creating(desk, 'News desk'))
      .then([principal('desk', 'News desk'), created(desk)]);
    given(accessDecider, admin)
      .when(creating(desk))
      .then([principal('desk', 'desk'), created(desk)]);
  });
  it('creates another key for a known principal', () => {
    const known = [...admin, principal('desk', 'News desk')];
    given(accessDecider, known)
      .when(creating(desk))
      .then([created(desk)]);
    given(accessDecider, known)
      .when(creating(desk, 'News desk'))
      .then([created(desk)]);
  });
  it('rejects another name for a known principal', () => {
    given(accessDecider, [...admin, principal('desk', 'News desk')])
      .when(creating(desk, 'Front desk'))
      .thenRejects([{ pointer: '/name', code: 'another-name' }]);
  });
  it('accepts the amended name of a principal', () => {
    const known = [
      ...admin,
      principal('desk', 'News desk'),
      { type: 'PrincipalAmended', data: { principal: 'desk', name: 'Front desk' } } as const,
    ];
    given(accessDecider, known)
      .when(creating(desk, 'Front desk'))
      .then([created(desk)]);
  });
  it('rejects a key that has already expired', () => {
    const until = (expiresAt: string) => given(accessDecider, admin).when(creating({ ...desk, expiresAt }));
    until(EARLIER).thenRejects([{ pointer: '/expiresAt', code: 'in-the-past' }]);
    until(NOW).thenRejects([{ pointer: '/expiresAt', code: 'in-the-past' }]);
    until(LATER).thenAccepted();
  });
});

describe('accessDecider: revocation of keys', () => {
  const revoking = (key: string, reason?: string) => ({ command: 'revoke-key' as const, key, reason, now: NOW });
  const known = [...admin, principal('desk', 'News desk'), created(desk)];

  it('records the reason', () => {
    given(accessDecider, known)
      .when(revoking('k1', 'Leaked.'))
      .then([{ type: 'KeyRevoked', data: { key: 'k1', reason: 'Leaked.' } }]);
    given(accessDecider, known)
      .when(revoking('k1'))
      .then([revoked('k1')]);
  });
  it('revokes a key once', () => {
    given(accessDecider, [...known, revoked('k1')])
      .when(revoking('k1', 'Again.'))
      .thenNothing();
  });
  it('rejects an unknown key', () => {
    given(accessDecider, known).when(revoking('k2')).thenThrows(NotFoundError);
  });
  it('rejects the revocation of the last active admin key', () => {
    const last = [{ pointer: '', code: 'last-admin-key' }];
    const withSecond = (expiresAt?: string) => [...known, created(keyOf('admin', 'second', ['admin'], expiresAt))];
    given(accessDecider, known).when(revoking('first')).thenRejects(last);
    given(accessDecider, withSecond())
      .when(revoking('first'))
      .then([revoked('first')]);
    given(accessDecider, withSecond(LATER))
      .when(revoking('first'))
      .then([revoked('first')]);
    given(accessDecider, withSecond(NOW)).when(revoking('first')).thenRejects(last);
    given(accessDecider, [...withSecond(), revoked('second')])
      .when(revoking('first'))
      .thenRejects(last);
    given(accessDecider, [...withSecond(), revoked('first')])
      .when(revoking('second'))
      .thenRejects(last);
  });
  it('revokes an expired admin key', () => {
    given(accessDecider, [...known, created(keyOf('admin', 'old', ['admin'], EARLIER))])
      .when(revoking('old'))
      .then([revoked('old')]);
  });
});

describe('accessDecider: use of keys', () => {
  const noting = (on: string, key = 'k1') => ({ command: 'note-use' as const, key, on });
  const known = [...admin, principal('desk', 'News desk'), created(desk)];

  it('records the use of a key once a day', () => {
    given(accessDecider, known)
      .when(noting('2024-04-09'))
      .then([used('k1', '2024-04-09')]);
    const noted = [...known, used('k1', '2024-04-09')];
    given(accessDecider, noted).when(noting('2024-04-09')).thenNothing();
    given(accessDecider, noted)
      .when(noting('2024-04-10'))
      .then([used('k1', '2024-04-10')]);
    given(accessDecider, noted)
      .when(noting('2024-04-09', 'first'))
      .then([used('first', '2024-04-09')]);
  });
  it('ignores an earlier day and an unknown key', () => {
    given(accessDecider, [...known, used('k1', '2024-04-09')])
      .when(noting('2024-04-08'))
      .thenNothing();
    given(accessDecider, known).when(noting('2024-04-09', 'k2')).thenNothing();
  });
});

describe('accessDecider: amendment of principals', () => {
  const naming = (id: string, name: string) => ({ command: 'amend-principal' as const, principal: id, name });

  it('changes the name of a known principal', () => {
    given(accessDecider, admin)
      .when(naming('admin', 'Chief'))
      .then([{ type: 'PrincipalAmended', data: { principal: 'admin', name: 'Chief' } }]);
    given(accessDecider, admin).when(naming('admin', 'Administrator')).thenNothing();
    given(accessDecider, admin).when(naming('nobody', 'Chief')).thenThrows(NotFoundError);
  });
});

describe('state of a key', () => {
  const key = (...events: readonly AccessEvent[]) => {
    const found = fold(accessDecider, [...admin, principal('desk', 'News desk'), ...events]).keys.get('k1');
    if (!found) throw new Error('There is no such key.');
    return found;
  };
  it('contains the fields of its events', () => {
    const leaked: AccessEvent = { type: 'KeyRevoked', data: { key: 'k1', reason: 'Leaked.' } };
    const { scopesVersion: _version, ...fields } = desk;
    expect(key(created({ ...desk, label: 'import' }), used('k1', '2024-04-09'), leaked)).toEqual({
      ...fields,
      label: 'import',
      createdAt: '2024-01-01T00:00:00.000Z',
      createdBy: 'somebody',
      lastUsedOn: '2024-04-09',
      revoked: { at: '2024-01-01T00:00:00.000Z', by: 'somebody', reason: 'Leaked.' },
    });
  });
  it('keeps what its scopes allowed before there were "replays" and "integrations"', () => {
    const { scopesVersion: _version, ...older } = desk;
    const before = (...scopes: readonly Scope[]) => key(created({ ...older, scopes })).scopes;
    expect(before('webhooks', 'record')).toEqual(['record', 'replays', 'webhooks', 'integrations']);
    expect(before('read')).toEqual(['read', 'replays']);
    expect(before('admin', 'replays')).toEqual(['replays', 'admin']);
    const today = (...scopes: readonly Scope[]) => key(created({ ...desk, scopes })).scopes;
    expect(today('webhooks', 'record')).toEqual(['webhooks', 'record']);
    expect(today('read')).toEqual(['read']);
  });
  it('keyStatusOf() returns active, expired or revoked', () => {
    const until = (expiresAt: string) => key(created({ ...desk, expiresAt }));
    expect(keyStatusOf(key(created(desk)), NOW)).toBe('active');
    expect(keyStatusOf(until(LATER), NOW)).toBe('active');
    expect(keyStatusOf(until(NOW), NOW)).toBe('expired');
    expect(keyStatusOf(key(created({ ...desk, expiresAt: EARLIER }), revoked('k1')), NOW)).toBe('revoked');
    // A later instant that sorts first as text.
    expect(keyStatusOf(until('2024-04-09T12:00:00.5Z'), NOW)).toBe('active');
  });
});
