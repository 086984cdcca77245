import { HEADINGS, type SummaryCode, type SummaryPart } from '../../summary/summary-part.js';
import type { ActNode } from '../act-node.js';
import type { Analysis } from '../analysis.js';
import { EarlierActs } from '../chronology.js';
import type { Decision } from '../decision.js';
import { assertionsAgainstDenials } from '../decision-rules.js';
import type { Rule } from '../rule-names.js';
import type { Expiry } from '../searches.js';
import { objectionsIn, searchesIn, silenceIn } from './further.js';
import type { Material } from './material.js';
import { listed, speakersIn } from './speakers.js';
import { Support } from './support.js';
import { verdictsIn } from './verdicts.js';

/** What there is on a claim, the most important first: the parts of one sentence. Independent of the order of recording. */
export function summarize(
  analysis: Analysis,
  material: Material,
  decision: Decision,
  expiry: Expiry,
): readonly SummaryPart[] {
  return new Summarizer(analysis, material, decision, expiry).summary();
}

/** Picks the parts for the rule that decided. */
class Summarizer {
  private readonly support: Support;
  private readonly decisive: ReadonlySet<string>;

  constructor(
    private readonly analysis: Analysis,
    private readonly material: Material,
    private readonly decision: Decision,
    private readonly expiry: Expiry,
  ) {
    this.support = new Support(analysis, material);
    this.decisive = new Set(decision.because.flatMap((reason) => ('entry' in reason ? reason.entry : [])));
  }

  summary(): readonly SummaryPart[] {
    const { rule } = this.decision;
    return shortened(this.byRule[rule](), rule === 'rated/verdict' ? MAX_PARTS + 1 : MAX_PARTS);
  }

  private readonly byRule: Readonly<Record<Rule, () => readonly SummaryPart[]>> = {
    'disputed/verdicts': () => [{ code: 'disputed' }, ...this.verdicts()],
    'rated/verdict': () => {
      const [voice] = this.voicesHeard();
      return [
        ...this.verdicts(),
        ...(voice === undefined ? [] : [voice]),
        ...this.parts('denied', this.analysis.denials),
        ...this.objections(),
      ];
    },
    'disputed/verdict-and-later': () => [
      { code: 'disputed' },
      ...this.verdicts(),
      this.part('confirmed-later', this.decidingAmong(this.analysis.confirmations)),
    ],
    'disputed/outcomes': () => [
      { code: 'disputed' },
      ...this.outcome('came-true', 'came-true'),
      ...this.outcome('did-not-come-true', 'did-not'),
    ],
    'fulfilled/came-true': () => [...this.outcome('came-true', 'came-true'), ...this.forecasters()],
    'unfulfilled/did-not': () => [...this.outcome('did-not-come-true', 'did-not'), ...this.forecasters()],
    'partly-fulfilled/in-part': () => [...this.outcome('came-true-in-part', 'in-part'), ...this.forecasters()],
    'lapsed/lapsed': () => [...this.outcome('lapsed', 'lapsed'), ...this.forecasters()],
    'retracted/taken-back': () => this.retraction(),
    'disputed/support-and-opposition': () => [{ code: 'disputed' }, ...this.opposition(), ...this.strongSupport()],
    'stated/holder': () => [this.position(), ...this.objections()],
    'confirmed/first-hand': () => [
      this.part('confirmed', this.decidingAmong(this.analysis.confirmations)),
      ...this.weakDenials(),
      ...this.thirdParties(),
    ],
    'confirmed/evidence': () => [
      ...this.evidence('evidence-for', this.analysis.evidenceFor),
      ...this.weakDenials(),
      ...this.voicesHeard(),
    ],
    'refuted/evidence': () => [
      ...this.evidence('evidence-against', this.analysis.evidenceAgainst),
      ...this.parts('denied', this.analysis.denials),
      ...this.weakDenials(),
      ...this.voicesHeard(),
    ],
    'denied/holder': () => [this.part('denied', this.analysis.denials), ...this.support.parts],
    'denied/first-hand': () => [this.part('denied', this.analysis.denials), ...this.support.parts],
    'corroborated/independent-origins': () => [
      ...this.support.independent(this.analysis.origins.independent()),
      ...this.undecided(),
    ],
    'open/awaiting-outcome': () => [...this.support.parts, ...this.due(), ...this.undecided()],
    'open/overdue': () => [{ code: 'overdue', ...this.dueDate() }, ...this.support.parts, ...this.undecided()],
    'unsubstantiated/found-nothing': () => [
      ...this.support.parts,
      ...this.weakDenials(),
      ...searchesIn(this.analysis, this.expiry),
    ],
    'unverified/search-expired': () => [
      ...this.support.parts,
      ...this.weakDenials(),
      ...searchesIn(this.analysis, this.expiry),
      ...silenceIn(this.material, this.analysis),
    ],
    'unverified/none': () => [...this.support.parts, ...this.undecided()],
  };

  /** Those who speak in these acts. */
  private part(code: SummaryCode, acts: readonly ActNode[]): SummaryPart {
    return speakersIn(acts, this.analysis).part(code);
  }

  /** The same; nothing if there are no acts. */
  private parts(code: SummaryCode, acts: readonly ActNode[]): readonly SummaryPart[] {
    return speakersIn(acts, this.analysis).parts(code);
  }

  private decidingAmong(acts: readonly ActNode[]): readonly ActNode[] {
    return sorted(acts.filter(({ ref }) => this.decisive.has(ref)));
  }

  /** What else there is while nothing decides. */
  private undecided(): readonly SummaryPart[] {
    const [first] = this.support.parts;
    const isHeard = first?.code === 'only-cited' && first.subject !== undefined;
    const isIdle =
      first?.code === 'read-into' || (this.analysis.actGraph.acts.length === 0 && this.analysis.kind !== 'forecast');
    return [
      ...this.objections(),
      ...searchesIn(this.analysis, this.expiry),
      ...(isHeard || isIdle ? [] : silenceIn(this.material, this.analysis)),
    ];
  }

  /** Opposition that decides nothing, and that isn't what is left of the support. */
  private objections(): readonly SummaryPart[] {
    const said = new Set(this.support.parts.map(({ code }) => code));
    return [
      ...this.weakDenials(),
      ...this.shownVerdicts(),
      ...objectionsIn(this.material).filter(({ code }) => !said.has(code)),
    ];
  }

  /** Denials with standing that don't count under the policy. */
  private weakDenials(): readonly SummaryPart[] {
    return this.parts('denied-on-weak-basis', this.analysis.weakDenials);
  }

  /** Who says so, if anybody does. */
  private voicesHeard(): readonly SummaryPart[] {
    return this.support.parts.filter(({ code }) => code !== 'nobody-says');
  }

  private verdicts(): readonly SummaryPart[] {
    return verdictsIn(this.decidingAmong(this.analysis.verdicts), 'rated', this.decision.rating, this.analysis);
  }

  /** Verdicts that the policy doesn't let decide. */
  private shownVerdicts(): readonly SummaryPart[] {
    return verdictsIn(sorted(this.analysis.shownVerdicts), 'verdict-shown', undefined, this.analysis);
  }

  private outcome(code: SummaryCode, outcome: string): readonly SummaryPart[] {
    const acts = this.analysis.outcomes.filter(
      ({ entry }) => entry.type === 'ForecastResolved' && entry.data.outcome === outcome,
    );
    return this.parts(code, acts);
  }

  private forecasters(): readonly SummaryPart[] {
    const { all } = this.material.forward;
    return all.length === 0 ? [] : [{ code: 'forecast-by', ...listed(all) }];
  }

  private dueDate(): Pick<SummaryPart, 'date'> {
    const { due } = this.analysis;
    return due === undefined ? {} : { date: due.date };
  }

  private due(): readonly SummaryPart[] {
    return [this.analysis.due === undefined ? { code: 'no-outcome' } : { code: 'due', ...this.dueDate() }];
  }

  private retraction(): readonly SummaryPart[] {
    const { effectiveActs, denials } = this.analysis;
    const retracted = [...effectiveActs.retractions].filter(([act]) => act.putsForward);
    const acts = retracted.map(([act]) => act);
    const retractions = retracted.flatMap(([, by]) => by);
    const said = new Set(acts.flatMap(({ by }) => by).sort());
    const isOwn = retractions.every(({ by }) => by.some((maker) => said.has(maker)));
    const left = this.analysis.origins.list().origins.length > 0;
    const others = this.analysis.actGraph.acts.some((act) => act.supports && !effectiveActs.retractions.has(act));
    const parts: SummaryPart[] = [{ code: 'retracted' }];
    if (!isOwn) parts.push({ ...this.part('taken-back-for', retractions), of: listed(said).actors ?? [] });
    else parts.push(this.part(left || others ? 'took-back' : 'only-one-took-back', acts));
    const earlier = new EarlierActs();
    for (const retraction of retractions) earlier.add(retraction);
    const isLater = (denial: ActNode) => earlier.someIsFollowedBy(denial);
    return [
      ...parts,
      ...this.parts(
        'had-denied',
        denials.filter((denial) => !isLater(denial)),
      ),
      ...this.parts('denied', denials.filter(isLater)),
      ...this.weakDenials(),
      ...(left ? this.support.parts : []),
    ];
  }

  private opposition(): readonly SummaryPart[] {
    const { denials, evidenceAgainst } = this.analysis;
    return [
      ...this.parts('denied', denials),
      ...this.evidence('evidence-against', evidenceAgainst),
      ...this.weakDenials(),
    ];
  }

  private strongSupport(): readonly SummaryPart[] {
    const { confirmations, evidenceFor, origins, kind } = this.analysis;
    const assertions = assertionsAgainstDenials(this.analysis);
    const named = this.decidingAmong([...origins.named]);
    const isStated = kind === 'position' && confirmations.length > 0;
    return [
      ...(isStated ? [this.position()] : this.parts('confirmed', confirmations)),
      ...this.parts('says', assertions),
      ...this.evidence('evidence-for', evidenceFor),
      ...(named.length > 0 ? [this.support.eyewitnesses(named)] : []),
    ];
  }

  /** The holder's own word, and who reports it. */
  private position(): SummaryPart {
    const { representation, confirmations: acts } = this.analysis;
    const speakers = new Set(acts.flatMap((act) => representation.representedActors(act)));
    const reporters = acts
      .flatMap(({ entry }) => entry.data.document ?? [])
      .flatMap((document) => representation.publisherOf(document) ?? [])
      .filter((publisher) => !speakers.has(publisher))
      .sort();
    const quoted = acts.some(({ entry }) => entry.data.quote !== undefined);
    return {
      ...this.part('stated', acts),
      ...(reporters.length > 0 && { of: listed(reporters).actors ?? [] }),
      quoted,
    };
  }

  private thirdParties(): readonly SummaryPart[] {
    const { confirmations, representation } = this.analysis;
    const own = new Set(confirmations.flatMap((act) => representation.representedActors(act)));
    const others = this.material.forward.all.filter((actor) => !own.has(actor));
    return others.length === 0 ? [] : [{ code: 'put-forward', ...listed(others) }];
  }

  private evidence(code: SummaryCode, acts: readonly ActNode[]): readonly SummaryPart[] {
    const documents = [...new Set(acts.flatMap(({ entry }) => entry.data.document ?? []))].sort();
    const [document] = documents;
    return document === undefined ? [] : [{ ...this.part(code, acts), document, count: documents.length }];
  }
}

/** The most parts of a summary, headings not counted, and one more after a verdict: the rest is in the answer's other fields. */
const MAX_PARTS = 3;

function shortened(parts: readonly SummaryPart[], most: number): readonly SummaryPart[] {
  const headings = parts.filter(({ code }) => HEADINGS.has(code));
  return [...headings, ...parts.filter(({ code }) => !HEADINGS.has(code)).slice(0, most)];
}

const sorted = (acts: readonly ActNode[]): readonly ActNode[] => acts.toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
