import { gzipSync, brotliCompressSync } from 'node:zlib';
import { TestLedger } from './test-ledger.js';

describe('compressed request bodies', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    ledger = await TestLedger.start();
  });
  afterAll(() => ledger.stop());

  /** Not by supertest, which would serialize a buffer as JSON. */
  const send = async (path: string, body: Buffer, headers: Record<string, string>) => {
    const answer = await fetch(`${ledger.url}${path}`, {
      method: 'PUT',
      body: new Uint8Array(body),
      headers: { Authorization: `Bearer ${ledger.key}`, 'Content-Type': 'application/json', ...headers },
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { detail?: string } };
  };
  const actor = { kind: 'outlet', name: 'TASS' };
  const json = Buffer.from(JSON.stringify(actor));

  it.each(['GZip', 'x-gzip'])('are read with Content-Encoding: %s', async (encoding) => {
    const path = `/v1/actors/tass-${encoding.toLowerCase()}`;
    expect(
      await send(path, gzipSync(json), { 'Content-Encoding': encoding, 'Idempotency-Key': encoding }),
    ).toMatchObject({ status: 201 });
    expect((await ledger.get(path).expect(200)).body).toMatchObject(actor);
    // The key knows the body, however it was encoded.
    expect(await send(path, json, { 'Idempotency-Key': encoding, 'Content-Encoding': 'identity' })).toMatchObject({
      status: 201,
    });
  });

  it.each<[string, Buffer]>([
    ['br', brotliCompressSync(json)],
    ['deflate', json],
    ['gzip, gzip', gzipSync(gzipSync(json))],
  ])('are rejected with Content-Encoding: %s', async (encoding, body) => {
    const answer = await send('/v1/actors/ria', body, { 'Content-Encoding': encoding });
    expect(answer.status).toBe(415);
    expect(answer.headers.get('accept-encoding')).toBe('gzip, identity');
    expect(answer.body).toMatchObject({ detail: expect.stringContaining(`"${encoding}"`) as unknown });
  });

  it('are limited after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20));
    const began = process.cpuUsage();
    const answer = await send('/v1/actors/ria', bomb, { 'Content-Encoding': 'gzip' });
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({
      type: 'urn:claim-ledger:problem:content-too-large',
      detail: 'A compressed body may have at most 1048576 bytes after decompression.',
    });
    // Inflating all of it takes many times as long.
    expect(process.cpuUsage(began).user).toBeLessThan(150_000);
  });

  it('are rejected if they are damaged', async () => {
    for (const body of [json, gzipSync(json).subarray(0, 20)]) {
      const answer = await send('/v1/actors/ria', body, { 'Content-Encoding': 'gzip' });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ detail: 'The gzip data is damaged or incomplete. Compress it again.' });
    }
  });

  it('need a key before they are decompressed', async () => {
    const headers = { 'Content-Encoding': 'br', Authorization: 'Bearer x' };
    expect(await send('/v1/actors/ria', Buffer.from('x'), headers)).toMatchObject({ status: 401 });
  });

  it.each([
    ['text/xml', '"text/xml"'],
    ['application/x-www-form-urlencoded', '"application/x-www-form-urlencoded"'],
  ])('of another type are answered with the types that are read: %s', async (type, named) => {
    const { status, body } = await send('/v1/actors/ria', json, { 'Content-Type': type });
    expect(status).toBe(415);
    const { detail } = body;
    expect(detail).toContain(named);
    expect(detail).toContain('application/json');
    expect(detail).toContain('application/x-ndjson');
  });
});
