import { Log } from './histories-log.js';
import { naive } from './naive.js';
import { caseOf } from './naive-case.js';
import { standard } from '../../src/verification/standard-policy.js';
import { ROSTER } from './histories-world.js';
const T = Date.UTC(2024, 5, 1);
type Ev = [string, Record<string, unknown>];
function run(
  name: string,
  facts: {
    kind?: string;
    about?: string[];
    holder?: string;
    mandates?: [string, string][];
    docs?: Record<string, string>;
  },
  evs: Ev[],
) {
  const log = new Log();
  for (const { id, kind, outlet } of ROSTER)
    log.append(
      'actor',
      id,
      { type: 'ActorRegistered', data: { kind, name: id, aliases: [], ...(outlet ? { outlet } : {}) } } as never,
      T,
    );
  for (const [d, p] of Object.entries(facts.docs ?? {}))
    log.append('document', d, { type: 'DocumentRegistered', data: { publisher: p, title: d } } as never, T);
  (facts.mandates ?? []).forEach(([s, p], i) =>
    log.append('actor', s, { type: 'MandateRecorded', data: { mandate: `m${i}`, speaksFor: p } } as never, T),
  );
  log.append(
    'claim',
    'c1',
    {
      type: 'ClaimRegistered',
      data: {
        id: 'reg',
        text: 'x',
        language: 'en',
        topics: [],
        kind: facts.kind ?? 'factual',
        about: facts.about ?? ['kyiv'],
        ...(facts.holder ? { holder: facts.holder } : {}),
      },
    } as never,
    T,
  );
  evs.forEach(([type, data], i) => log.append('claim', 'c1', { type, data: { id: `e${i + 1}`, ...data } } as never, T));
  const q = { now: new Date(T).toISOString() };
  const a = naive(log.facts, 'c1', q)!;
  const b = standard.evaluate(caseOf(log.facts, 'c1', q)!);
  const short = (v: typeof a) =>
    `${v.rule} ${v.rating ?? ''} ${v.origins.map((o) => `${o.nature}:${o.actors.join('+')}[${o.entries.map((e) => e.slice(3)).join(' ')}]`).join(' ')}`;
  process.stdout.write(`${name}\n   naive ${short(a)}\n   real  ${short(b)}   ${JSON.stringify(b.withoutEffect)}\n`);
}
it('probes', () => {
  const rep = (by: string[], on: string, more = {}): Ev => [
    'ClaimReported',
    { by, basis: 'witnessed', occurredAt: on, ...more },
  ];
  run('joint unnamed shares outlet', {}, [rep(['diplomat', 'vg'], '2024-01-01'), rep(['tass'], '2024-01-02')]);
  run('joint unnamed, outlet speaks for other', { mandates: [['tass', 'nato']] }, [
    rep(['diplomat', 'vg'], '2024-01-01'),
    rep(['nato'], '2024-01-02'),
  ]);
  run('withdraw v2, v1 back?', {}, [
    ['VerdictIssued', { by: ['vg'], rating: 'false', occurredAt: '2024-01-01' }],
    ['VerdictIssued', { by: ['vg'], rating: 'true', occurredAt: '2024-02-01' }],
    ['VerdictWithdrawn', { by: ['vg'], of: 'e2', occurredAt: '2024-03-01' }],
  ]);
  run('withdraw v2 false, v1 false back?', {}, [
    ['VerdictIssued', { by: ['vg'], rating: 'false', occurredAt: '2024-01-01' }],
    ['VerdictIssued', { by: ['vg'], rating: 'false', occurredAt: '2024-02-01' }],
    ['VerdictWithdrawn', { by: ['vg'], of: 'e2', occurredAt: '2024-03-01' }],
  ]);
  run('withdraw v2 false, v1 mostly-false back?', {}, [
    ['VerdictIssued', { by: ['vg'], rating: 'mostly-false', occurredAt: '2024-01-01' }],
    ['VerdictIssued', { by: ['vg'], rating: 'false', occurredAt: '2024-02-01' }],
    ['VerdictWithdrawn', { by: ['vg'], of: 'e2', occurredAt: '2024-03-01' }],
  ]);
  run('retract v2, v1 back?', {}, [
    ['VerdictIssued', { by: ['vg'], rating: 'false', occurredAt: '2024-01-01' }],
    ['VerdictIssued', { by: ['vg'], rating: 'true', occurredAt: '2024-02-01' }],
    ['StatementRetracted', { by: ['vg'], of: 'e2', takesBack: 'whole', occurredAt: '2024-03-01' }],
  ]);
  run('assertion taken back, own evidence', { docs: { d1: 'nato' } }, [
    [
      'EvidenceAttached',
      {
        by: ['vg'],
        document: 'd1',
        primary: true,
        authenticity: 'genuine',
        bearing: 'supports',
        occurredAt: '2024-01-01',
      },
    ],
    rep(['vg'], '2024-02-01'),
    ['StatementRetracted', { by: ['vg'], of: 'e2', takesBack: 'whole', occurredAt: '2024-03-01' }],
  ]);
  run('publisher itself takes back evidence', { docs: { d1: 'nato' } }, [
    [
      'EvidenceAttached',
      {
        by: ['vg'],
        document: 'd1',
        primary: true,
        authenticity: 'genuine',
        bearing: 'supports',
        occurredAt: '2024-01-01',
      },
    ],
    ['StatementRetracted', { by: ['nato'], of: 'e1', takesBack: 'whole', occurredAt: '2024-03-01' }],
  ]);
  run('publisher takes back report', { docs: { d1: 'nato' } }, [
    rep(['vg'], '2024-01-01', { document: 'd1' }),
    ['StatementRetracted', { by: ['nato'], of: 'e1', takesBack: 'whole', occurredAt: '2024-03-01' }],
  ]);
  run('speaker of publisher takes back report', { docs: { d1: 'nato' }, mandates: [['kyiv', 'nato']] }, [
    rep(['vg'], '2024-01-01', { document: 'd1' }),
    [
      'StatementRetracted',
      { by: ['kyiv'], onBehalfOf: ['nato'], of: 'e1', takesBack: 'whole', occurredAt: '2024-03-01' },
    ],
  ]);
  run('group speaks', { about: ['allies'] }, [
    ['ClaimDenied', { by: ['allies'], basis: 'none-given', extent: 'whole' }],
    rep(['allies'], '2024-01-01'),
  ]);
  run('nato obo; nato denies entry of jenssen', { mandates: [['jenssen', 'nato']] }, [
    rep(['jenssen'], '2024-01-01', { onBehalfOf: ['nato'] }),
    ['ClaimDenied', { by: ['nato'], basis: 'none-given', extent: 'whole', of: 'e1' }],
  ]);
});
