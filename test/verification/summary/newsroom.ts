import type { NamedActor } from '../../../src/verification/summary/english-names.js';
import { summaryInEnglish } from '../../../src/verification/summary/english.js';
import type { ClaimFacts, Policy } from '../../../src/verification/policy.js';
import { standard } from '../../../src/verification/standard/standard-policy.js';
import { PolicyInputBuilder } from '../policy-input.builder.js';

const ACTORS: Readonly<Record<string, NamedActor>> = {
  ap: { name: 'AP', kind: 'outlet' },
  reuters: { name: 'Reuters', kind: 'outlet' },
  tass: { name: 'TASS', kind: 'outlet' },
  ria: { name: 'RIA', kind: 'outlet' },
  repubblica: { name: 'La Repubblica', kind: 'outlet' },
  hill: { name: 'The Hill', kind: 'outlet' },
  post: { name: 'The Post', kind: 'outlet' },
  blog: { name: 'Publisher of “What nobody knows”', kind: 'outlet' },
  site: { name: 'https://example.com/news', kind: 'outlet' },
  snopes: { name: 'Snopes', kind: 'outlet' },
  politifact: { name: 'PolitiFact', kind: 'outlet' },
  afp: { name: 'AFP', kind: 'outlet' },
  nato: { name: 'NATO', kind: 'organization' },
  ukraine: { name: 'Ukraine', kind: 'organization' },
  russia: { name: 'Russia', kind: 'organization' },
  kremlin: { name: 'The Kremlin', kind: 'organization' },
  'united-states': { name: 'The United States', kind: 'organization' },
  allies: { name: 'NATO members', kind: 'group' },
  stoltenberg: { name: 'Jens Stoltenberg', kind: 'person' },
  jenssen: { name: 'Stian Jenssen', kind: 'person' },
  kirby: { name: 'John Kirby', kind: 'person' },
  putin: { name: 'Vladimir Putin', kind: 'person' },
  peskov: { name: 'Dmitry Peskov', kind: 'person' },
  witness: { name: 'Ana Lima', kind: 'person' },
  diplomat: { name: 'A senior NATO diplomat', kind: 'unnamed', description: 'a senior NATO diplomat' },
  machines: { name: 'Russian propaganda machines', kind: 'unnamed', description: 'Russian propaganda machines' },
  army: { name: 'The Armed Forces of Ukraine', kind: 'organization' },
  officials: { name: 'Officials in four capitals', kind: 'unnamed', description: 'officials in four capitals' },
};

/** A claim in which the actors of this newsroom may speak. */
export function claim(facts: Partial<ClaimFacts> = {}): PolicyInputBuilder {
  const given = new PolicyInputBuilder(facts);
  for (const [id, { kind }] of Object.entries(ACTORS)) given.actor(kind, id);
  return given.unnamed('diplomat', 'post').unnamed('officials', 'reuters').unnamed('machines', 'site');
}

/** A claim about these actors. */
export const about = (...actors: string[]): PolicyInputBuilder => claim({ about: actors });

/** A position of this actor. */
export const positionOf = (holder: string): PolicyInputBuilder => claim({ kind: 'position', holder, about: [holder] });

export const forecast = (due?: string): PolicyInputBuilder =>
  claim({ kind: 'forecast', about: ['nato'], ...(due === undefined ? {} : { due }) });

const summaryOf = (given: PolicyInputBuilder, policy: Policy): string =>
  summaryInEnglish(policy.evaluate(given.build()).summary, {
    actor: (id) => ACTORS[id] ?? { name: id, kind: 'organization' },
    document: (id) => `“${id}”`,
  });

/** What is recorded in words, the exact summary, and what is recorded. */
export type SummaryExample = readonly [string, string, () => PolicyInputBuilder];

/** Tests the exact summary of each example, whatever the order of recording, and its length. */
export function describeSummaries(examples: readonly SummaryExample[], policy: Policy = standard): void {
  it.each(examples)('summarizes %s: %s', (_, sentence, given) => {
    expect(summaryOf(given(), policy)).toBe(sentence);
    expect(summaryOf(given().reversed(), policy)).toBe(sentence);
    expect(sentence.split(' ').length).toBeLessThanOrEqual(35);
  });
}
