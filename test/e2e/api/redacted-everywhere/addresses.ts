import { PAGES } from '../../../../src/explorer/pages.js';
import { ServedDocument } from '../../../support/openapi-document.js';
import type { TestLedger } from '../test-ledger.js';
import { WORD } from './words.js';

/** A ledger that can be read. */
export interface ReadLedger {
  readonly ledger: TestLedger;
  /** The items of a list. */
  items(path: string): Promise<Record<string, unknown>[]>;
}

/** Every address of the API and of the pages that can be read, with the ids that there are, now and as of a moment. */
export async function addressesOf(of: ReadLedger, asOf: string): Promise<string[]> {
  const { operations } = await ServedDocument.of(of.ledger);
  const found: string[] = [];
  const moment = `asOf=${encodeURIComponent(asOf)}`;
  const add = async (path: string, queries: readonly string[]): Promise<void> => {
    const names = await namesIn(of, path);
    const filledIn = names.map((name) =>
      path.replace(/\{(\w+)\}/g, (_whole, part: string) => encodeURIComponent(name[part] ?? '')),
    );
    found.push(...filledIn.flatMap((address) => queries.map((query) => address + query)));
  };
  for (const { path, method, operation } of operations) {
    if (method !== 'get') continue;
    const parameters = JSON.stringify(operation.parameters);
    const has = (name: string): boolean => parameters.includes(`"${name}"`) || parameters.includes(`/${name}"`);
    const required: Record<string, string> = {
      '/v1/comparisons': `?from=${encodeURIComponent(asOf)}`,
      '/v1/similar-claims': `?text=${WORD}`,
      '/v1/similar-actors': `?name=${WORD}`,
      '/v1/reliance-entries': '?carrier=tass&carried=el-pais',
    };
    const first = required[path] ?? '';
    const more = (query: string): string => (first === '' ? `?${query}` : `${first}&${query}`);
    await add(path, [
      first,
      ...(has('asOf') ? [more(moment)] : []),
      ...(has('format') ? [more('format=csv')] : []),
      ...(has('q') ? [more(`q=${WORD}`), more(`q=${WORD}&${moment}`)] : []),
      ...(has('policy') && !has('q') ? [more('policy=strict/1')] : []),
    ]);
  }
  for (const { pattern } of PAGES) {
    const path = pattern.replace(/:(\w+)/g, '{$1}');
    await add(path === '/' ? '/?' : path, ['', `?${moment}`]);
  }
  return found;
}

/** What is at a name in braces of a path, and at a part of the address of a page. */
async function namesIn(of: ReadLedger, path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const by = (name: string, values: readonly string[]) => values.map((value) => ({ [name]: value }));
  const ids = async (list: string) => (await of.items(list)).map(({ id }) => id as string);
  if (path.includes('{delivery}')) {
    const integrations = await ids('/v1/integrations');
    const all = integrations.map(async (id) =>
      (await ids(`/v1/integrations/${id}/deliveries`)).map((delivery) => ({ id, delivery })),
    );
    return (await Promise.all(all)).flat();
  }
  if (path.includes('{entry}')) {
    const entries = (await of.items('/v1/entries?limit=200')).map(({ entry }) => (entry as string).split('/'));
    return entries.map(([id = '', entry = '']) => ({ id, entry }));
  }
  if (path.includes('{position}')) {
    const { body } = await of.ledger.write('get', '/v1/events?limit=200').expect(200);
    return by(
      'position',
      (body as { sequence: string }[]).map(({ sequence }) => sequence),
    );
  }
  const noun = /^\/(?:v1\/)?([\w-]+)\/\{id\}/.exec(path)?.[1];
  // Each of them takes a thread a second.
  if (/\/(?:reach|reliance)/.test(path) && path.includes('{id}')) {
    return by(
      'id',
      (await ids('/v1/actors')).filter((id) => id === 'diplomat' || id === 'tass'),
    );
  }
  if (path.includes('{version}')) return [{ id: 'standard', version: '1' }];
  if (path.includes('{type}')) return [{ type: 'claim-ledger.claim.denied.v1' }];
  if (path.includes('{file}')) return [];
  if (noun === undefined) return path.includes('{') ? [] : [{}];
  return by('id', await ids(`/v1/${noun}?limit=200`.replace(/(replays|webhooks|integrations|redactions)\?.*/, '$1')));
}
