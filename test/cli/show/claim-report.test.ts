import type { Rule } from '../../../src/verification/standard/rule-names.js';
import pc from 'picocolors';
import type { Printing } from '../../../src/cli/terminal/print-options.js';
import { formatClaimReport } from '../../../src/cli/show/claim-report.js';
import { actor, answers, claim, document, entry, RECORDED, step } from './support.js';

const PLAIN: Printing = { width: 80, colors: pc.createColors(false), recorded: false };

const NATO = actor('nato', 'NATO', 'organization');
const DENIAL = { basis: 'none-given', extent: 'whole' } as const;
const TASS = actor('tass', 'TASS');
const REPUBBLICA = actor('la-repubblica', 'La Repubblica');
const registered = entry(
  'registered',
  'ClaimRegistered',
  { text: 'NATO talks of land.', language: 'en', kind: 'factual', about: ['nato'], topics: [] },
  { changed: { status: 'unverified', rule: 'unverified/none' } },
);

/** Returns the lines of a report below a heading, up to the next one. */
function section(text: string, title: string): string {
  const after = text.split(`\n${title}\n`)[1] ?? '';
  return (after.split('\n\n')[0] ?? '').trimEnd();
}

test('formatClaimReport() shows who says so on whose word, how the status changed, and what else is on record', () => {
  const view = claim(
    { narratives: [{ id: 'territory', title: 'Territory for membership' }] },
    {
      status: 'unsubstantiated',
      rule: 'unsubstantiated/found-nothing',
      because: [{ entry: 'ceding/search' }],
      origins: [{ nature: 'unsourced', actors: ['la-repubblica'], entries: ['ceding/first'] }],
    },
  );
  const history = [
    registered,
    entry('first', 'ClaimReported', {
      by: ['la-repubblica'],
      occurredAt: '../2024-04-04',
      basis: 'none-given',
      document: 'assessment',
    }),
    entry('tass-report', 'ClaimReported', {
      by: ['tass'],
      occurredAt: '2024-04-04',
      after: ['first'],
      cites: [{ entry: 'first', use: 'credits' }],
      basis: 'named-source',
      document: 'assessment',
      quote: { text: 'NATO representatives are discussing the option of Kiev ceding territories to Russia' },
    }),
    entry(
      'search',
      'ConfirmationSought',
      { by: ['checker'], where: "NATO's official channels", outcome: 'found-nothing' },
      { changed: { status: 'unsubstantiated', rule: 'unsubstantiated/found-nothing' } },
    ),
  ];
  const report = formatClaimReport(
    answers(view, history, {
      actors: [NATO, TASS, REPUBBLICA, actor('checker', 'The Checker')],
      documents: [document('assessment', 'checker', { title: 'Alleged Talks', publishedAt: '2024-04-04' })],
      steps: [
        step('unverified/none', 'The claim was registered: its status is unverified.', {
          counts: { ClaimReported: 2 },
          entries: ['ceding/first', 'ceding/tass-report'],
          summary: { text: 'Nobody says so.', language: 'en', parts: [] },
          until: RECORDED,
        }),
        step('unsubstantiated/found-nothing', 'The Checker looked for a confirmation and found nothing.', {
          entry: {
            entry: 'ceding/search',
            type: 'ConfirmationSought',
            by: [{ id: 'checker', name: 'The Checker' }],
            recordedAt: RECORDED,
            recordedBy: 'admin',
          },
        }),
      ],
    }),
    PLAIN,
  );
  expect(report).toBe(`NATO representatives are discussing that Ukraine cede land to Russia.
factual · about NATO  [ceding]

Only TASS says so, and gives no basis.

unsubstantiated (unsubstantiated/found-nothing): because the latest searches for
  a confirmation found nothing
  decided by The Checker (searched) [search], under the policy standard/1

Who says so, on whose word
  reported by La Repubblica  [first]
  │ by 4 April 2024 · no basis given · in document 1
  └─ reported by TASS, citing La Repubblica  [tass-report]
       4 April 2024 · on a named source · in document 1
       “NATO representatives are discussing the option of Kiev ceding
       territories to Russia”

How its status changed, in the order of recording
  unverified (unverified/none)
    The claim was registered: its status is unverified.
    recorded 6 May 2024
    then 2 reported: [first] and [tass-report]
    → Nobody says so.
  unsubstantiated (unsubstantiated/found-nothing)
    The Checker looked for a confirmation and found nothing.  [search]
    undated · recorded 6 May 2024

Also on record
  The Checker looked for a confirmation in NATO's official channels: found
    nothing  [search]
    undated

Narratives
  Territory for membership  territory

The record
  topics: ukraine, territory
  registered  [registered]
    “NATO talks of land.”

Documents
  1  “Alleged Talks”, The Checker, 4 April 2024  assessment
`);
});

test('formatClaimReport() shows the extent of each retraction, and each clerical change', () => {
  const history = [
    entry('jenssen', 'ClaimAsserted', { by: ['jenssen'], onBehalfOf: ['nato'], basis: 'none-given' }),
    entry('sorry', 'ApologyIssued', { by: ['jenssen'], of: 'jenssen', takesBack: 'nothing' }),
    entry('back', 'StatementRetracted', { by: ['jenssen'], of: 'jenssen', takesBack: 'whole' }),
    entry('other-words', 'StatementReworded', {
      by: ['jenssen'],
      of: 'jenssen',
      takesBack: 'part',
      wording: { text: 'Land is talked about.', language: 'en' },
      replacementClaim: 'talked-about',
    }),
    entry('amended', 'ClaimAmended', { topics: ['nato', 'land'], due: null }),
    entry('linked', 'ClaimLinked', { relation: 'derives-from', other: 'older' }),
  ];
  const report = formatClaimReport(
    answers(claim(), history, { actors: [NATO, actor('jenssen', 'Stian Jenssen')] }),
    PLAIN,
  );
  expect(section(report, 'Who says so, on whose word').split('\n')).toEqual([
    '  asserted by Stian Jenssen, on behalf of NATO  [jenssen]',
    '    undated · no basis given',
  ]);
  expect(section(report, 'What opposes it').split('\n')).toEqual([
    '  undated, in no order of time:',
    '    retracted by Stian Jenssen, taking back [jenssen]  [back]',
    '    reworded by Stian Jenssen, taking back a part of [jenssen]  [other-words]',
    '      worded (en): Land is talked about.',
    '      replaced by the claim talked-about',
    '    apology by Stian Jenssen, about [jenssen], taking nothing back  [sorry]',
  ]);
  expect(section(report, 'The record').split('\n')).toEqual([
    '  topics: ukraine, territory',
    '  amended: topics “nato, land” and no due  [amended]',
    '  linked: derives from older  [linked]',
  ]);
});

test('formatClaimReport() orders dated acts by the latest moment, then by the earliest, and undated ones apart', () => {
  const dated = (id: string, occurredAt: string | undefined, from?: string, to?: string) =>
    entry(
      id,
      'ReactionRecorded',
      { by: ['tass'], reaction: 'commented', ...(occurredAt !== undefined && { occurredAt }) },
      { occurred: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } },
    );
  const history = [
    dated('unknown', undefined),
    dated('since', '2024-04-01/..', '2024-04-01T00:00:00.000Z'),
    dated('month', '2024-04', '2024-04-01T00:00:00.000Z', '2024-04-30T23:59:59.999Z'),
    dated('also-unknown', undefined),
    dated('day', '2024-04-30', '2024-04-30T00:00:00.000Z', '2024-04-30T23:59:59.999Z'),
    dated('before', '../2024-04-30', undefined, '2024-04-30T23:59:59.999Z'),
    dated('earlier', '2024-04-02', '2024-04-02T00:00:00.000Z', '2024-04-02T23:59:59.999Z'),
  ];
  const report = formatClaimReport(answers(claim(), history, { actors: [TASS] }), PLAIN);
  expect(section(report, 'Also on record').split('\n')).toEqual([
    '  commented by TASS  [earlier]',
    '    2 April 2024',
    '  commented by TASS  [before]',
    '    by 30 April 2024',
    '  commented by TASS  [month]',
    '    April 2024',
    '  commented by TASS  [day]',
    '    30 April 2024',
    '  commented by TASS  [since]',
    '    1 April 2024 or later',
    '  undated, in no order of time:',
    '    commented by TASS  [also-unknown]',
    '    commented by TASS  [unknown]',
  ]);
});

test('formatClaimReport() shows acts on merged claims with the others', () => {
  const merged = [entry('other/denial', 'ClaimDenied', { by: ['nato'], ...DENIAL })];
  const view = claim({ sameAs: ['other'] }, { because: [{ entry: 'other/denial' }, { passed: '2024-06-30' }] });
  const report = formatClaimReport(answers(view, [registered], { actors: [NATO], merged }), PLAIN);
  expect(section(report, 'What opposes it')).toBe('  denied by NATO  [other/denial]\n    undated · no basis given');
  expect(report).toContain(
    '  decided by NATO (denied) [other/denial], under the policy standard/1\n  30 June 2024 has passed\n',
  );
  expect(report).toContain('  the same as other\n');
});

test('formatClaimReport() names what still opposes a retracted claim apart from what decided', () => {
  const history = [
    entry('remark', 'ClaimAsserted', { by: ['tass'], basis: 'none-given' }),
    entry('denial', 'ClaimDenied', { by: ['nato'], ...DENIAL }),
    entry('back', 'StatementRetracted', { by: ['tass'], of: 'remark', takesBack: 'whole' }),
  ];
  const because = ['remark', 'back', 'denial'].map((id) => ({ entry: `ceding/${id}` }));
  const view = claim({}, { status: 'retracted', rule: 'retracted/taken-back', because });
  const report = formatClaimReport(answers(view, history, { actors: [NATO, TASS] }), PLAIN);
  expect(report.replace(/\s+/g, ' ')).toContain(
    'decided by TASS (asserted) [remark] and TASS (retracted) [back], still opposed by NATO (denied) [denial], under the policy',
  );
});

test('formatClaimReport() shows evidence, verdicts and outcomes with what they speak for', () => {
  const evidence = { by: ['checker'], document: 'd', primary: true, authenticity: 'genuine' } as const;
  const history = [
    entry('for', 'EvidenceAttached', { ...evidence, bearing: 'supports' }),
    entry('against', 'EvidenceAttached', { ...evidence, bearing: 'refutes' }),
    entry('context', 'EvidenceAttached', { ...evidence, bearing: 'context' }),
    entry('false', 'VerdictIssued', { by: ['checker'], rating: 'mostly-false' }),
    entry('mixed', 'VerdictIssued', { by: ['checker'], rating: 'mixture' }),
    entry('came', 'ForecastResolved', { by: ['checker'], outcome: 'came-true', document: 'd' }),
    entry('no', 'ClaimDenied', { by: ['nato'], ...DENIAL }),
    entry('no-more', 'StatementRetracted', { by: ['nato'], of: 'no', takesBack: 'whole' }),
  ];
  const report = formatClaimReport(answers(claim(), history), PLAIN);
  const idsOf = (title: string) => section(report, title).match(/(?<= {2}\[)[a-z-]+(?=\])/g);
  expect(idsOf('What else supports it')).toEqual(['came', 'for']);
  expect(idsOf('What opposes it')).toEqual(['against', 'false', 'no']);
  expect(idsOf('Also on record')).toEqual(['context', 'mixed', 'no-more']);
});

test('formatClaimReport() shows voided entries with the reason', () => {
  const voided = {
    by: 'ceding/v1',
    reason: 'wrong outlet',
    replacement: 'ceding/second',
    recordedAt: '2024-05-06T07:08:09.010Z',
  };
  const history = [
    entry('first', 'ClaimRepeated', { by: ['tass'] }, { voided }),
    entry('v1', 'EntryVoided', { voids: 'first', reason: 'wrong outlet', replacement: 'second' }),
  ];
  const view = claim({}, { withoutEffect: [{ entry: 'ceding/first', reason: 'voided' }] });
  const plain = formatClaimReport(answers(view, history, { actors: [TASS] }), PLAIN);
  expect(section(plain, 'Recorded by mistake')).toBe(
    '  repeated by TASS  [first]\n    undated\n    voided by [v1]: wrong outlet; replaced by [second]',
  );
  expect(section(plain, 'The record')).toBe(
    '  topics: ukraine, territory\n  voided [first], recorded by mistake: wrong outlet  [v1]\n    replaced by [second]',
  );
  expect(plain).not.toContain('Who says so');
  const coloured = formatClaimReport(answers(view, history, { actors: [TASS] }), {
    ...PLAIN,
    colors: pc.createColors(true),
  });
  expect(coloured).toContain('\u001B[9mrepeated by TASS\u001B[29m');
});

test('formatClaimReport() shows the direction of links, and the number of omitted items', () => {
  const links = [
    { relation: 'contradicts', direction: 'from', claim: 'older', entry: 'older/x', recordedAt: '' },
    { relation: 'part-of', direction: 'to', claim: 'whole', entry: 'ceding/y', recordedAt: '' },
  ] as const;
  const view = claim({ links }, { totals: { because: 0, possibly: 0, origins: 3, withoutEffect: 0 } });
  const report = formatClaimReport(answers(view, [registered], { claims: { older: 'Nothing is discussed.' } }), PLAIN);
  expect(section(report, 'Links')).toBe('  contradicted by older\n    Nothing is discussed.\n  part of whole');
  expect(section(report, 'Who says so, on whose word')).toBe('  and 3 more origins');
});

test('formatClaimReport() says by when an act may have happened: by now, or by the moment that it is about', () => {
  const acts = [entry('first', 'ClaimReported', { by: ['tass'], basis: 'none-given' })];
  const given = answers(claim({}, { possibly: ['ceding/first'] }), acts, { actors: [TASS] });
  expect(formatClaimReport(given, PLAIN)).toContain(
    'possibly also TASS (reported) [first], which may have happened by now',
  );
  for (const moment of [{ asOf: '2024-04-03' }, { validAt: '2024-04-03' }]) {
    expect(formatClaimReport(given, PLAIN, moment)).toContain('which may have happened by then');
  }
});

test('formatClaimReport() shows recorded times only with `recorded`', () => {
  const given = answers(claim(), [registered]);
  expect(formatClaimReport(given, PLAIN)).not.toMatch(/2024-05-06|by admin/);
  expect(formatClaimReport(given, { ...PLAIN, recorded: true })).toContain(
    'recorded 2024-05-06T07:08:09.010Z by admin',
  );
});

test('formatClaimReport() prints unknown terms of a newer server unchanged', () => {
  const unknown: object = {
    rule: 'confirmed/by-oracle',
    withoutEffect: [{ entry: 'ceding/first', reason: 'too-loud' }],
  };
  const view = claim({}, unknown);
  const report = formatClaimReport(answers(view, [entry('first', 'ClaimRepeated', { by: ['tass'] })]), {
    ...PLAIN,
    width: 200,
  });
  expect(report).toContain('by the rule confirmed/by-oracle');
  expect(report).toContain('    without effect: too-loud\n');
});

test('formatClaimReport() removes control characters from recorded text', () => {
  const hostile = '\u001B[2Jgone\u0007 \u202Edesrever';
  const view = claim({ text: hostile, topics: [hostile], links: [], about: [hostile] });
  const history = [
    entry('first', 'ClaimAsserted', {
      by: [hostile],
      occurredAt: hostile,
      quote: { text: hostile },
      basis: 'none-given',
    }),
  ];
  const steps = [step(hostile as Rule, hostile)];
  const report = formatClaimReport(answers(view, history, { steps }), PLAIN);
  expect(report.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u);
  expect(report).toContain('\uFFFD[2Jgone\uFFFD desrever');
});

test('formatClaimReport() says that a mandate covers only a part of the time', () => {
  const mandate = { mandate: 'm', speaker: 'spokesman', principal: 'nato', until: '2024-06', recordedAt: '' };
  const history = [
    entry('no', 'ClaimDenied', { by: ['spokesman'], onBehalfOf: ['nato'], occurredAt: '2024', ...DENIAL }),
  ];
  const because = [{ entry: 'ceding/no' }, { actor: 'spokesman', mandate: 'm', overlap: true }] as const;
  const view = claim({}, { status: 'denied', rule: 'denied/first-hand', because });
  const actors = [NATO, actor('spokesman', 'A. Spokesman', 'person', { speaksFor: [mandate] })];
  expect(formatClaimReport(answers(view, history, { actors }), { ...PLAIN, width: 120 })).toContain(
    '\n  by the mandate m of A. Spokesman to speak for NATO, which covers a part of that time\n',
  );
});

test('formatClaimReport() folds long lists, and keeps what decides the status', () => {
  const history = Array.from({ length: 1_000 }, (_, n) =>
    entry(`no-${String(n).padStart(4, '0')}`, 'ClaimDenied', { by: ['nato'], ...DENIAL }),
  );
  const steps = Array.from({ length: 30 }, (_, n) => step('unverified/none', `Change ${n}.`));
  const view = claim({}, { because: [{ entry: 'ceding/no-0500' }] });
  const given = answers(view, history, { actors: [NATO], steps });
  const opposing = section(formatClaimReport(given, PLAIN), 'What opposes it');
  expect(opposing).toContain('[no-0009]');
  expect(opposing).not.toContain('[no-0010]');
  expect(opposing).toContain('[no-0500]');
  expect(opposing).toContain('\n  and 989 more');
  const changes = section(formatClaimReport(given, PLAIN), 'How its status changed, in the order of recording');
  expect(changes).toMatch(/^ {2}20 earlier changes: claim-ledger story ceding\n/);
  expect(changes).toContain('Change 20.');
  const all = formatClaimReport(given, PLAIN, { all: true });
  expect(all.match(/\[no-\d{4}\]/g)).toHaveLength(1_001);
  expect(all).toContain('Change 0.');
});

test('formatClaimReport() shortens a long quote at a word, unless all is wanted', () => {
  const quote = { text: 'land and more '.repeat(40).trim() };
  const history = [entry('first', 'ClaimReported', { by: ['tass'], basis: 'none-given', quote })];
  const wide = { ...PLAIN, width: 1_000 };
  const report = formatClaimReport(answers(claim(), history, { actors: [TASS] }), wide);
  expect(report).toMatch(/\n {4}“(?:land and more )+(?:land )?(?:and )?…”\n/);
  expect(formatClaimReport(answers(claim(), history), wide, { all: true })).toContain(`“${quote.text}”`);
});

test('formatClaimReport() numbers documents in the order in which it names them', () => {
  const report = (id: string, document: string) =>
    entry(id, 'ClaimReported', { by: ['tass'], basis: 'none-given', document });
  const documents = ['a', 'b'].map((id) => document(id, 'tass', { title: `Text ${id}`, url: `https://tass/${id}` }));
  const given = answers(claim(), [report('x', 'b'), report('y', 'a'), report('z', 'b')], { actors: [TASS], documents });
  const printed = formatClaimReport(given, PLAIN);
  expect(printed.match(/in document \d/g)).toEqual(['in document 1', 'in document 2', 'in document 1']);
  expect(section(printed, 'Documents')).toBe(
    '  1  “Text b”, TASS, undated  b\n     https://tass/b\n  2  “Text a”, TASS, undated  a\n     https://tass/a',
  );
});

test.each([
  [1, '1 more entry is without effect than are marked below'],
  [2, '2 more entries are without effect than are marked below'],
])('formatClaimReport() counts what is without effect and is not marked: %d', (withoutEffect, text) => {
  const view = claim({}, { totals: { because: 0, possibly: 0, origins: 0, withoutEffect } });
  expect(formatClaimReport(answers(view, [registered]), PLAIN)).toContain(text);
});
