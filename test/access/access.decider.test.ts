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
  secretHash: `hash of ${key}`,
  ...(expiresAt !== undefined && { expiresAt }),
});
const created = (data: KeyCreated): AccessEvent => ({ type: 'KeyCreated', data });
const revoked = (key: string): AccessEvent => ({ type: 'KeyRevoked', data: { key } });
const used = (key: string, on: string): AccessEvent => ({ type: 'KeyUsed', data: { key, on } });

const admin = [principal('admin', 'Administrator'), created(keyOf('admin', 'first', ['admin', 'record']))];
const desk = keyOf('desk', 'k1', ['record']);

describe('the first key', () => {
  const make = {
    command: 'make-first-key' as const,
    principal: { principal: 'admin', name: 'Administrator' },
    key: keyOf('admin', 'first', ['admin', 'record']),
  };
  it('is made where there is nobody', () => {
    given(accessDecider, []).when(make).then(admin);
  });
  it('is made once, also when it was revoked since', () => {
    given(accessDecider, admin).when(make).thenNothing();
    given(accessDecider, [...admin, revoked('first')])
      .when(make)
      .thenNothing();
  });
});

describe('creating a key', () => {
  const creating = (key: KeyCreated, name?: string) => ({ command: 'create-key' as const, key, name, now: NOW });

  it('registers a principal that is new, by its id if it has no name', () => {
    given(accessDecider, admin)
      .when(creating(desk, 'News desk'))
      .then([principal('desk', 'News desk'), created(desk)]);
    given(accessDecider, admin)
      .when(creating(desk))
      .then([principal('desk', 'desk'), created(desk)]);
  });
  it('gives a principal that is known another key', () => {
    const known = [...admin, principal('desk', 'News desk')];
    given(accessDecider, known)
      .when(creating(desk))
      .then([created(desk)]);
    given(accessDecider, known)
      .when(creating(desk, 'News desk'))
      .then([created(desk)]);
  });
  it('takes nobody for somebody else', () => {
    given(accessDecider, [...admin, principal('desk', 'News desk')])
      .when(creating(desk, 'Front desk'))
      .thenRejects([{ pointer: '/name', code: 'another-name' }]);
  });
  it('goes by the name that was put right', () => {
    const known = [
      ...admin,
      principal('desk', 'News desk'),
      { type: 'PrincipalAmended', data: { principal: 'desk', name: 'Front desk' } } as const,
    ];
    given(accessDecider, known)
      .when(creating(desk, 'Front desk'))
      .then([created(desk)]);
  });
  it('takes no key that is expired from the start', () => {
    const until = (expiresAt: string) => given(accessDecider, admin).when(creating({ ...desk, expiresAt }));
    until(EARLIER).thenRejects([{ pointer: '/expiresAt', code: 'in-the-past' }]);
    until(NOW).thenRejects([{ pointer: '/expiresAt', code: 'in-the-past' }]);
    until(LATER).thenAccepted();
  });
});

describe('revoking a key', () => {
  const revoking = (key: string, reason?: string) => ({ command: 'revoke-key' as const, key, reason, now: NOW });
  const known = [...admin, principal('desk', 'News desk'), created(desk)];

  it('keeps the reason', () => {
    given(accessDecider, known)
      .when(revoking('k1', 'Leaked.'))
      .then([{ type: 'KeyRevoked', data: { key: 'k1', reason: 'Leaked.' } }]);
    given(accessDecider, known)
      .when(revoking('k1'))
      .then([revoked('k1')]);
  });
  it('happens once', () => {
    given(accessDecider, [...known, revoked('k1')])
      .when(revoking('k1', 'Again.'))
      .thenNothing();
  });
  it('takes a key that is there', () => {
    given(accessDecider, known).when(revoking('k2')).thenThrows(NotFoundError);
  });
  it('keeps the last good key that can make others', () => {
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
  it('takes an expired admin key, which opens nothing any more', () => {
    given(accessDecider, [...known, created(keyOf('admin', 'old', ['admin'], EARLIER))])
      .when(revoking('old'))
      .then([revoked('old')]);
  });
});

describe('the use of a key', () => {
  const noting = (on: string, key = 'k1') => ({ command: 'note-use' as const, key, on });
  const known = [...admin, principal('desk', 'News desk'), created(desk)];

  it('is noted once a day', () => {
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
  it('is never noted backwards, nor of a key that is not there', () => {
    given(accessDecider, [...known, used('k1', '2024-04-09')])
      .when(noting('2024-04-08'))
      .thenNothing();
    given(accessDecider, known).when(noting('2024-04-09', 'k2')).thenNothing();
  });
});

describe("a principal's name", () => {
  const naming = (id: string, name: string) => ({ command: 'amend-principal' as const, principal: id, name });

  it('can be put right', () => {
    given(accessDecider, admin)
      .when(naming('admin', 'Chief'))
      .then([{ type: 'PrincipalAmended', data: { principal: 'admin', name: 'Chief' } }]);
    given(accessDecider, admin).when(naming('admin', 'Administrator')).thenNothing();
    given(accessDecider, admin).when(naming('nobody', 'Chief')).thenThrows(NotFoundError);
  });
});

describe('what is known of a key', () => {
  const key = (...events: readonly AccessEvent[]) => {
    const found = fold(accessDecider, [...admin, principal('desk', 'News desk'), ...events]).keys.get('k1');
    if (!found) throw new Error('It is not there.');
    return found;
  };
  it('comes from its events', () => {
    const leaked: AccessEvent = { type: 'KeyRevoked', data: { key: 'k1', reason: 'Leaked.' } };
    expect(key(created({ ...desk, label: 'import' }), used('k1', '2024-04-09'), leaked)).toEqual({
      ...desk,
      label: 'import',
      createdAt: '2024-01-01T00:00:00.000Z',
      createdBy: 'somebody',
      lastUsedOn: '2024-04-09',
      revoked: { at: '2024-01-01T00:00:00.000Z', by: 'somebody', reason: 'Leaked.' },
    });
  });
  it('says whether it is good', () => {
    const until = (expiresAt: string) => key(created({ ...desk, expiresAt }));
    expect(keyStatusOf(key(created(desk)), NOW)).toBe('active');
    expect(keyStatusOf(until(LATER), NOW)).toBe('active');
    expect(keyStatusOf(until(NOW), NOW)).toBe('expired');
    expect(keyStatusOf(key(created({ ...desk, expiresAt: EARLIER }), revoked('k1')), NOW)).toBe('revoked');
    // The same instant in another form, as text it would come first.
    expect(keyStatusOf(until('2024-04-09T12:00:00.5Z'), NOW)).toBe('active');
  });
});
