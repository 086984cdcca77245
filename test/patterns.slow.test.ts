import Fastify from 'fastify';
import { check, type Diagnostics } from 'recheck';
import { type Pattern, patternsBuiltBy, patternsOf } from './support/patterns.js';

/** Runs everything that builds a regular expression, when it is loaded or when it is called. */
async function buildAll(files: readonly string[]): Promise<void> {
  await import('../src/app/start-server.js');
  for (const file of files) await import(`../${file.replace(/\.tsx?$/, '.js')}`);
  const { idInAddress } = await import('../src/explorer/pickers/find/typed-text.js');
  idInAddress('/v1/claims/talks', 'claims');
  const { findPage } = await import('../src/explorer/pages.js');
  // It tries the pattern of every page.
  findPage('/nowhere');
  const { registerMethodNotAllowed } = await import('../src/http/method-not-allowed.js');
  const fastify = Fastify();
  registerMethodNotAllowed(fastify);
  fastify.get('/v1/claims/:id', () => '');
  await fastify.ready();
}

function faultOf({ at, source, flags }: Pattern, found: Diagnostics): string[] {
  if (found.status === 'safe') return [];
  const why = found.status === 'vulnerable' ? found.complexity.summary : found.error.kind;
  return [`${at} /${source}/${flags} is ${found.status}: ${why}`];
}

const checked = ({ source, flags }: Pattern, randomSeed: number): Promise<Diagnostics> =>
  check(source, flags, { timeout: 60_000, randomSeed });

/** What is too large to be proved is tried with random texts: it is slow if it is so with all of several seeds. */
async function diagnosed(pattern: Pattern): Promise<Diagnostics> {
  let found = await checked(pattern, 0);
  for (let seed = 1; seed <= 2 && found.status === 'vulnerable' && found.checker === 'fuzz'; seed++) {
    found = await checked(pattern, seed);
  }
  return found;
}

/** Those that take more than linear time for some text, or that can't be decided. */
async function faults(patterns: readonly Pattern[]): Promise<string[]> {
  const distinct = new Map(patterns.map((pattern) => [`${pattern.source}/${pattern.flags}`, pattern]));
  const found: string[] = [];
  for (const pattern of distinct.values()) {
    found.push(...faultOf(pattern, await diagnosed(pattern)));
  }
  return found;
}

describe('regular expressions', () => {
  it('take linear time for every text, if they are literals of the source', async () => {
    const { literals } = patternsOf();
    expect(literals.length).toBeGreaterThan(200);
    expect(await faults(literals)).toEqual([]);
  });

  it('take linear time for every text, if the program builds them', async () => {
    const { built } = patternsOf();
    const patterns = await patternsBuiltBy(() => buildAll([...new Set(built.map((at) => at.replace(/:\d+$/, '')))]));
    // Otherwise, add to buildAll() what builds them.
    expect(built.filter((at) => !patterns.some((pattern) => pattern.at === at))).toEqual([]);
    expect(await faults(patterns)).toEqual([]);
  });

  it('are found to be slow where they are', async () => {
    const { literals, built } = patternsOf([
      ['src/x.ts', 'const trailing = /\\s+$/;\nconst words = /^(a+)+$/u;\nconst fine = /^a+$/;'],
      ['src/y.tsx', 'const slow = <p>{new RegExp(`${SLUG}+`).source}</p>;\nconst same = RegExp(a);'],
    ]);
    expect(await faults(literals)).toEqual([
      'src/x.ts:1 /\\s+$/ is vulnerable: 2nd degree polynomial',
      'src/x.ts:2 /^(a+)+$/u is vulnerable: exponential',
    ]);
    expect(built).toEqual(['src/y.tsx:1', 'src/y.tsx:2']);
  });
});
