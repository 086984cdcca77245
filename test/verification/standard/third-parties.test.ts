import { buildActGraph } from '../../../src/verification/standard/act-graph.js';
import { Analysis } from '../../../src/verification/standard/analysis.js';
import type { ActNode } from '../../../src/verification/standard/act-node.js';
import { OriginalCitations } from '../../../src/verification/standard/citation-graph.js';
import { Representation } from '../../../src/verification/standard/representation.js';
import { ThirdPartySupport } from '../../../src/verification/standard/third-parties.js';
import { STANDARD_PARAMETERS } from '../../../src/verification/policy-parameters.js';
import { decisionOf, PolicyInputBuilder } from '../policy-input.builder.js';

const COUNT = 300;

/** Counts the questions of whom an act speaks for: one for each act that a side is compared with. */
class CountingRepresentation extends Representation {
  asked = 0;

  override representedActors(act: ActNode, makers?: readonly string[]): readonly string[] {
    this.asked += 1;
    return super.representedActors(act, makers);
  }
}

function confirmedBySpokespersons(): PolicyInputBuilder {
  const given = new PolicyInputBuilder({ about: ['nato'] }).actor('organization', 'nato');
  for (let n = 0; n < COUNT; n += 1) {
    given.actor('person', `speaker-${n}`).speaksFor(`speaker-${n}`, 'nato');
    given.confirmed(`c${n}`, `speaker-${n}`, { onBehalfOf: ['nato'] });
  }
  return given;
}

function comparisons(given: PolicyInputBuilder) {
  const input = given.build();
  const graph = buildActGraph(input);
  const { confirmations, effectiveActs, principals } = new Analysis(input, graph, STANDARD_PARAMETERS);
  const representation = new CountingRepresentation(input);
  const citations = new OriginalCitations(graph, effectiveActs, new Representation(input));
  const support = new ThirdPartySupport(
    graph,
    citations,
    representation,
    principals,
    confirmations,
    STANDARD_PARAMETERS,
  );
  const supported = confirmations.filter((act) => support.existsFor(act));
  return { supported: supported.length, perAct: representation.asked / graph.acts.length };
}

describe('ThirdPartySupport', () => {
  it('compares few acts with thousands of sides that differ in a spokesperson', () => {
    const given = confirmedBySpokespersons();
    const alone = comparisons(given);
    expect(alone.supported).toBe(0);
    expect(alone.perAct).toBeLessThan(5);
    given
      .actor('outlet', 'vg')
      .repeated('repetition', 'vg')
      .reported('report', 'vg', { cites: ['c1'] });
    const cited = comparisons(given);
    expect(cited.supported).toBe(0);
    expect(cited.perAct).toBeLessThan(10);
    const supported = comparisons(given.reported('of-its-own', 'vg'));
    expect(supported.supported).toBe(COUNT);
    expect(supported.perAct).toBeLessThan(20);
  });

  it('compares few acts with sides that all include others for whom the spokespersons speak', () => {
    const given = confirmedBySpokespersons().actor('organization', 'office');
    for (let n = 0; n < COUNT; n += 1) given.speaksFor(`speaker-${n}`, 'office').reported(`r${n}`, 'office');
    const { supported, perAct } = comparisons(given);
    expect(supported).toBe(0);
    expect(perAct).toBeLessThan(10);
  });

  it('leaves out the confirmation of the one person who put the claim forward before speaking for its subject', () => {
    const given = new PolicyInputBuilder({ about: ['nato'] })
      .actor('organization', 'nato')
      .actor('person', 'jens', 'stian')
      .speaksFor('jens', 'nato', '2023')
      .speaksFor('stian', 'nato', '2023')
      .asserted('word', 'stian', { on: '2020' })
      .confirmed('by-jens', 'jens', { onBehalfOf: ['nato'], on: '2024' });
    const confirmed = { rule: 'confirmed/first-hand', because: ['by-jens', 'jens-for-nato'] };
    expect(decisionOf(given)).toEqual(confirmed);
    expect(decisionOf(given.confirmed('by-stian', 'stian', { onBehalfOf: ['nato'], on: '2024' }))).toEqual(confirmed);
  });
});
