import type { LookupAddress } from 'node:dns';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { NameLookup, type NameLookupOptions } from '../../../src/webhooks/delivery/name-lookup.js';
import { failureOf } from '../../../src/webhooks/delivery/failure-reason.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { closeNameServers, nameServer } from './name-server.js';
import { closeAll, deliveryClient, receiver } from './receiver.js';

const LOOPBACK = { address: '127.0.0.1', family: 4 };
const FOUND = { address: '192.0.2.7', family: 4 };
const noSystem = (hostname: string): Promise<never> => Promise.reject(new Error(`The system looked up ${hostname}.`));
const codeOf = (found: Promise<unknown>): Promise<unknown> =>
  found.then(
    () => 'found',
    (error: unknown) => (error as NodeJS.ErrnoException).code,
  );

const lookups: NameLookup[] = [];
function lookupWith(options: NameLookupOptions): NameLookup {
  const lookup = new NameLookup({ firstAttemptMs: 60_000, ...options });
  lookups.push(lookup);
  return lookup;
}

afterEach(async () => {
  for (const lookup of lookups.splice(0)) lookup.close();
  closeNameServers();
  await closeAll();
});

it('takes the addresses that DNS has, without the system, and asks once for those who want the same at a time', async () => {
  const { address, queries } = await nameServer({ 'hooks.example': FOUND.address });
  const { resolve } = lookupWith({ servers: [address], system: noSystem });
  const [one, other] = await Promise.all([resolve('hooks.example'), resolve('hooks.example')]);
  expect([one, other]).toEqual([[FOUND], [FOUND]]);
  // One query for each kind of address.
  expect(queries).toEqual(['hooks.example', 'hooks.example']);
  await resolve('hooks.example');
  expect(queries).toHaveLength(4);
});

it('lets a name without an answer hold up no other one, and take no thread', async () => {
  const { address, queries } = await nameServer({ 'hooks.example': FOUND.address });
  const lookup = lookupWith({ servers: [address], system: noSystem });
  const hanging = Array.from({ length: 50 }, (_, n) => codeOf(lookup.resolve(`n${n}.silent.example`)));
  while (queries.length < 50) await new Promise(setImmediate);
  expect(await lookup.resolve('hooks.example')).toEqual([FOUND]);
  expect(await Promise.race([...hanging, Promise.resolve('all are waiting')])).toBe('all are waiting');
  lookup.close();
  expect(new Set(await Promise.all(hanging))).toEqual(new Set(['ECANCELLED']));
});

it('gives up a name without an answer, and says that it is the name', async () => {
  const { address } = await nameServer({});
  const { resolve } = lookupWith({ servers: [address], system: noSystem, firstAttemptMs: 20 });
  expect(await codeOf(resolve('silent.example'))).toBe('ETIMEOUT');
  const outcome = await deliveryClient({ resolve }).send({ url: 'https://silent.example/', headers: {} });
  expect(outcome).toMatchObject({
    reason: 'dns',
    message: 'The name of the host could not be resolved. (ETIMEOUT)',
  });
  expect(failureOf(Object.assign(new Error(), { code: 'ECANCELLED' })).reason).toBe('dns');
});

it('takes an IPv6 address that DNS has, as one', async () => {
  const { address } = await nameServer({ 'six.example': '2001:db8::7' });
  const { resolve } = lookupWith({ servers: [address], system: noSystem });
  expect(await resolve('six.example')).toEqual([{ address: '2001:db8::7', family: 6 }]);
});

it('asks the system for no name of which DNS said only half', async () => {
  const { address } = await nameServer({ 'half.example': undefined }, { aboutIPv6: true });
  const { resolve } = lookupWith({ servers: [address], system: noSystem, firstAttemptMs: 20 });
  expect(await codeOf(resolve('half.example'))).toBe('ETIMEOUT');
});

it('delivers to others while many names have no answer', async () => {
  const { port } = await receiver();
  const { address, queries } = await nameServer({ 'hooks.internal': LOOPBACK.address });
  const { resolve } = lookupWith({ servers: [address], system: noSystem });
  const client = deliveryClient({ allowedHosts: ['hooks.internal'], resolve, timeoutMs: 60_000 });
  const hanging = Array.from({ length: 30 }, (_, n) =>
    client.send({ url: `https://n${n}.silent.example/`, headers: {} }),
  );
  while (queries.length < 30) await new Promise(setImmediate);
  expect(await client.send({ url: `http://hooks.internal:${port}/`, headers: {} })).toMatchObject({ status: 204 });
  await client.close();
  expect(new Set((await Promise.all(hanging)).map((each) => each.kind))).toEqual(new Set(['failed']));
});

describe('what the system looks up', () => {
  const known = (asked: string[]) => (hostname: string) => {
    asked.push(hostname);
    return Promise.resolve([LOOPBACK]);
  };

  it('is this machine, a name of one word or of the file of hosts, and what DNS does not have', async () => {
    const { address, queries } = await nameServer({ 'printer.local': undefined, 'hooks.example': FOUND.address });
    const asked: string[] = [];
    const { path: folder, remove } = temporaryFolder();
    const hostsFile = join(folder, 'hosts');
    writeFileSync(hostsFile, '# 10.0.0.1 hooks.example\n10.0.0.7\tdesk desk.Example # of the newsroom\n');
    const { resolve } = lookupWith({ servers: [address], system: known(asked), hostsFile });
    const names = ['localhost', 'receiver', 'desk.example', 'printer.local'];
    for (const name of names) expect(await resolve(name)).toEqual([LOOPBACK]);
    expect(await resolve('hooks.example')).toEqual([FOUND]);
    expect(asked).toEqual(names);
    expect(new Set(queries)).toEqual(new Set(['printer.local', 'hooks.example']));
    remove();
  });

  it('is one name at a time, except this machine, which is not looked up far away', async () => {
    const asked: string[] = [];
    let found: (addresses: readonly LookupAddress[]) => void = () => undefined;
    const system = (hostname: string) => {
      asked.push(hostname);
      if (hostname !== 'slow') return Promise.resolve([LOOPBACK]);
      return new Promise<readonly LookupAddress[]>((resolve) => (found = resolve));
    };
    // This machine is in most files of hosts, and must not need to be.
    const { resolve } = lookupWith({ servers: ['127.0.0.1:9'], system, hostsFile: import.meta.dirname });
    const slow = resolve('slow');
    while (asked.length === 0) await new Promise(setImmediate);
    const next = resolve('next');
    expect(await resolve('localhost')).toEqual([LOOPBACK]);
    expect(asked).toEqual(['slow', 'localhost']);
    found([FOUND]);
    expect([await slow, await next]).toEqual([[FOUND], [LOOPBACK]]);
    expect(asked).toEqual(['slow', 'localhost', 'next']);
  });

  it('is nothing that has waited longer than an attempt takes', async () => {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    let fail: (error: Error) => void = () => undefined;
    const asked: string[] = [];
    const system = (hostname: string) => {
      asked.push(hostname);
      return new Promise<never>((_, reject) => (fail = reject));
    };
    const { resolve } = lookupWith({ servers: ['127.0.0.1:9'], system });
    const slow = codeOf(resolve('slow'));
    while (asked.length === 0) await new Promise(setImmediate);
    const next = codeOf(resolve('next'));
    // Two readings for the first one, and one when the next begins to wait.
    while (clock.mock.calls.length < 3) await new Promise(setImmediate);
    now = 15_001;
    fail(Object.assign(new Error(), { code: 'EAI_AGAIN' }));
    expect([await slow, await next, asked]).toEqual(['EAI_AGAIN', 'ETIMEOUT', ['slow']]);
    clock.mockRestore();
  });
});
