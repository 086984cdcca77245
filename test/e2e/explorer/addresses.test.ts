import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { renewExplorerFiles } from '../../support/explorer-files.js';
import { recordSmallLedger, TestLedger } from '../api/test-ledger.js';

describe('pages at unusual addresses', () => {
  let ledger: TestLedger;
  beforeAll(async () => {
    renewExplorerFiles();
    ledger = await TestLedger.start();
    await recordSmallLedger(ledger);
  });
  afterAll(() => ledger.stop());

  /** Asks for a path as it is: clients for tests would normalise it. */
  const open = async (path: string) => {
    const { hostname, port } = new URL(ledger.url);
    return new Promise<{ status: number | undefined; html: string }>((resolve, reject) => {
      request({ hostname, port, path, headers: { accept: 'text/html' } }, (response) => {
        text(response).then((html) => {
          resolve({ status: response.statusCode, html });
        }, reject);
      })
        .on('error', reject)
        .end();
    });
  };

  it.each([
    ['//', 200],
    ['///', 404],
    ['//[', 404],
    ['//:x/', 404],
    ['//a:99999/', 404],
  ])('are shown or not found at %s', async (path, expected) => {
    const { status, html } = await open(path);
    expect(status).toBe(expected);
    expect(html).toContain('<!doctype html>');
  });

  it.each(['//evil.example/', '/.//evil.example/x', '/..//evil.example', '/.\\\\evil.example'])(
    'link to nothing of another host at %s',
    async (path) => {
      const { status, html } = await open(`${path}?asOf=2024-01-01`);
      expect(status).toBe(404);
      expect(html).toContain('evil.example');
      expect(html).not.toMatch(/(?:href|action)="(?:https?:)?\/\//);
    },
  );

  it('have queries of 4,000 characters at most, since their links repeat them', async () => {
    const query = (length: number) => `?${'a=1&'.repeat(1_000).slice(0, length - 1)}1`;
    expect((await open(`/claims/talks${query(4_000)}`)).status).toBe(200);
    for (const path of ['/', '/claims', '/claims/talks', '/claims/talks/origins']) {
      const { status, html } = await open(path + query(4_001).replace(/1$/, 'b=c'));
      expect(status).toBe(414);
      expect(html).toContain('The query of a page may have at most 4000 characters.');
      expect(html).not.toContain('a=1&amp;');
    }
    const { status, html } = await open(`/no-such-page${query(4_001)}`);
    expect(status).toBe(404);
    expect(html).not.toContain('name="a"');
  });
});
