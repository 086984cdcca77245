import type { TestLedger } from '../api/test-ledger.js';
import { seededLedger, ServedDocument } from '../../support/openapi-document.js';

type Json = Record<string, unknown>;

describe('OpenAPI: responses for the seeds', () => {
  let ledger: TestLedger;
  let served: ServedDocument;
  beforeAll(async () => {
    ledger = await seededLedger();
    served = await ServedDocument.of(ledger);
  });
  afterAll(() => ledger.stop());

  /** Returns a response after checking it against the document. */
  async function answer(pattern: string, address: string): Promise<Json> {
    const { status, headers, text } = await ledger.write('get', address);
    const body = JSON.parse(text) as Json;
    const wrong = served.at(pattern, 'get').responseErrors(status, headers['content-type'] ?? '', body);
    expect([address, status, wrong]).toEqual([address, 200, []]);
    return body;
  }

  async function* itemsOf(list: string, limit = 200): AsyncGenerator<Json & { readonly id: string }> {
    let cursor: string | undefined;
    do {
      const more = cursor === undefined ? '' : `&cursor=${cursor}`;
      const page = await answer(list, `${list}?limit=${limit}${more}`);
      yield* page['items'] as (Json & { id: string })[];
      cursor = page['next'] as string | undefined;
    } while (cursor !== undefined);
  }

  it('match the document for claims, their histories and provenances', async () => {
    let claims = 0;
    for await (const { id } of itemsOf('/v1/claims', 20)) {
      claims += 1;
      for (const view of ['', '/history', '/moments', '/story', '/wordings', '/provenance'])
        await answer(`/v1/claims/{id}${view}`, `/v1/claims/${id}${view}`);
      const { items } = (await answer('/v1/entries', `/v1/entries?claim=${id}&limit=3`)) as {
        items: { entry: string }[];
      };
      for (const { entry } of items)
        await answer('/v1/claims/{id}/entries/{entry}', `/v1/claims/${entry.replace('/', '/entries/')}`);
    }
    expect(claims).toBeGreaterThan(50);
  });

  it.each(['actors', 'documents', 'narratives'])(
    'match the document for %s',
    async (noun) => {
      let count = 0;
      for await (const { id } of itemsOf(`/v1/${noun}`)) {
        count += 1;
        await answer(`/v1/${noun}/{id}`, `/v1/${noun}/${id}`);
        if (noun !== 'narratives') continue;
        for (const sort of ['recorded', 'occurred'])
          await answer('/v1/narratives/{id}/timeline', `/v1/narratives/${id}/timeline?sort=${sort}&limit=200`);
      }
      expect(count).toBeGreaterThan(2);
    },
    60_000,
  );

  it('match the document for policies', async () => {
    const { items } = (await answer('/v1/policies', '/v1/policies')) as { items: { name: string }[] };
    expect(items.map(({ name }) => name)).toEqual(['standard/1', 'strict/1']);
    for (const { name } of items) await answer('/v1/policies/{id}/{version}', `/v1/policies/${name}`);
  });

  it('match the document for entries and feeds', async () => {
    for await (const { type } of itemsOf('/v1/entries')) expect(type).toEqual(expect.any(String));
    for (const feed of ['/v1/events', '/v1/changes']) await answer(feed, `${feed}?limit=200`);
  });

  it('match the document for who relies on whom', async () => {
    for (const list of ['/v1/reliances', '/v1/reaches'])
      for await (const item of itemsOf(list)) expect(item).toBeDefined();
    for (const id of ['jenssen', 'la-repubblica']) {
      await answer('/v1/actors/{id}/reach', `/v1/actors/${id}/reach`);
      await answer('/v1/actors/{id}/reach/claims', `/v1/actors/${id}/reach/claims`);
    }
  });

  it('no longer match with a missing or misspelled field', async () => {
    const { operation: _operation, ...claim } = served.at('/v1/claims/{id}', 'get');
    const id = 'nato-discusses-territory-for-membership';
    const views = [
      [claim, await answer('/v1/claims/{id}', `/v1/claims/${id}`)],
      [
        served.at('/v1/claims/{id}/history', 'get'),
        await answer('/v1/claims/{id}/history', `/v1/claims/${id}/history`),
      ],
    ] as const;
    for (const [described, view] of views) {
      const places = objectsIn(view);
      expect(places.length).toBeGreaterThan(5);
      for (const path of places) {
        const misspelt = changed(view, path, (object) => ({ ...object, mispelt: 1 }));
        expect([path, described.responseErrors(200, 'application/json', misspelt)]).not.toEqual([path, []]);
      }
    }
    const [, history] = views[1];
    const items = history['items'] as { readonly type: string; readonly data: Json }[];
    const denied = items.findIndex(({ type }) => type === 'ClaimDenied');
    const without = changed(history, ['items', denied, 'data'], ({ basis: _basis, ...rest }) => rest);
    expect(views[1][0].responseErrors(200, 'application/json', without)).not.toEqual([]);
  });
});

type Path = readonly (string | number)[];

function objectsIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => objectsIn(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return [path, ...Object.entries(value).flatMap(([name, member]) => objectsIn(member, [...path, name]))];
}

function changed(value: unknown, [name, ...rest]: Path, change: (object: Json) => Json): unknown {
  if (name === undefined) return change(value as Json);
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Json) }) as Json;
  copy[name] = changed(copy[name], rest, change);
  return copy;
}
