import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { asText, TestLedger } from './test-ledger.js';

it('GET /v1/export disconnects stalled clients and leaves some places for exports to others', async () => {
  const large = await TestLedger.start({ CLAIM_LEDGER_LIVE_DRAIN_MS: '3000' });
  const unread: IncomingMessage[] = [];
  try {
    // Far more than the buffers between client and server hold.
    const quote = '\u{1f5de}'.repeat(5_000);
    const reports = await large.import([
      { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' },
      { type: 'ClaimRegistered', claim: 'rain', text: 'It rains.', language: 'en', kind: 'factual' },
      ...Array.from({ length: 900 }, () => ({
        ...{ type: 'ClaimReported', claim: 'rain', by: ['tass'], basis: 'none-given' },
        quote: { text: quote },
      })),
    ]);
    expect(reports.at(-1)).toMatchObject({ summary: { recorded: 902, refused: 0 } });
    const opened = async (path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> => {
      const call = get(large.url + path, { headers, agent: false });
      const [response] = (await once(call, 'response')) as [IncomingMessage];
      return response;
    };
    // On a busy machine the first may be disconnected before the third starts.
    const untilRejected = async (path: string, headers?: Record<string, string>): Promise<void> => {
      const before = unread.length;
      let response = await opened(path, headers);
      for (; response.statusCode === 200 && unread.length < 100; response = await opened(path, headers))
        unread.push(response);
      expect(response.statusCode).toBe(503);
      expect(unread.length).toBeGreaterThanOrEqual(before + 2);
      expect(await json(response)).toMatchObject({
        type: 'urn:claim-ledger:problem:too-many-exports',
        detail: expect.stringContaining('of yours') as unknown,
      });
      expect(response.headers['retry-after']).toMatch(/^\d+$/);
    };
    // Who has no key takes no place from those who export.
    await untilRejected('/v1/entries?format=csv');
    await untilRejected('/v1/export', { authorization: `Bearer ${large.key}` });
    const again = () => asText(large.write('get', '/v1/export'));
    for (let tries = 0; tries < 300 && (await again()).status === 503; tries += 1) await pause(50);
    expect((await again().expect(200)).body).toMatch(/\n$/);
    for (const response of unread) {
      await expect(finished(response.resume())).rejects.toThrow('aborted');
      expect(response.complete).toBe(false);
    }
  } finally {
    for (const response of unread) response.destroy();
    await large.stop();
  }
});
