import pc from 'picocolors';
import type { Printing } from '../../../src/cli/terminal/print-options.js';
import { formatClaimReport } from '../../../src/cli/show/claim-report.js';
import { actor, answers, change, claim, document, entry } from './support.js';

const PLAIN: Printing = { width: 80, colors: pc.createColors(false), recorded: false };

const NATO = actor('nato', 'NATO', 'organization');
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

test('formatClaimReport() shows a report with its citation, and a search that found nothing', () => {
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
    }),
    PLAIN,
  );
  expect(report).toBe(`NATO representatives are discussing that Ukraine cede land to Russia.

Only TASS says so, and gives no basis.

  claim       ceding
  kind        factual
  about       NATO
  topics      ukraine, territory
  narratives  Territory for membership  territory
  status      unsubstantiated (unsubstantiated/found-nothing): because the
              latest searches for a confirmation found nothing
              - The Checker looked for a confirmation in NATO's official
                channels: found nothing  [search]
  policy      standard/1

Statuses, in the order of recording
  unverified (unverified/none): because nothing on record decides it
    after [registered]
  unsubstantiated (unsubstantiated/found-nothing): because the latest searches
    for a confirmation found nothing
    after [search]

Dated entries, in the order of their dates
  by 4 April 2024  reported by La Repubblica  [first]
                   in “Alleged Talks” · no basis given
  4 April 2024     reported by TASS, citing La Repubblica  [tass-report]
                   “NATO representatives are discussing the option of Kiev
                   ceding territories to Russia”
                   in “Alleged Talks” · on a named source · after [first]

Undated entries, in the order of recording
  The Checker looked for a confirmation in NATO's official channels: found
    nothing  [search]

Origins
  La Repubblica: gives no basis, or is only cited
  └─ by way of TASS

Documents
  “Alleged Talks”, The Checker, 4 April 2024  assessment

Changes of the record
  registered  [registered]
    “NATO talks of land.”
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
  expect(section(report, 'Undated entries, in the order of recording').split('\n')).toEqual([
    '  asserted by Stian Jenssen, on behalf of NATO  [jenssen]',
    '    no basis given',
    '  apology by Stian Jenssen, about [jenssen], taking nothing back  [sorry]',
    '  retracted by Stian Jenssen, taking back [jenssen]  [back]',
    '  reworded by Stian Jenssen, taking back a part of [jenssen]  [other-words]',
    '    worded (en): Land is talked about.',
    '    replaced by the claim talked-about',
  ]);
  expect(section(report, 'Changes of the record').split('\n')).toEqual([
    '  amended: topics “nato, land” and no due  [amended]',
    '  linked: derives from older  [linked]',
  ]);
});

test('formatClaimReport() orders dated entries by the latest moment, then by the earliest', () => {
  const dated = (id: string, occurredAt: string, from?: string, to?: string) =>
    entry(
      id,
      'ClaimRepeated',
      { by: ['tass'], occurredAt },
      { occurred: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } },
    );
  const history = [
    dated('since', '2024-04-01/..', '2024-04-01T00:00:00.000Z'),
    dated('month', '2024-04', '2024-04-01T00:00:00.000Z', '2024-04-30T23:59:59.999Z'),
    dated('day', '2024-04-30', '2024-04-30T00:00:00.000Z', '2024-04-30T23:59:59.999Z'),
    dated('before', '../2024-04-30', undefined, '2024-04-30T23:59:59.999Z'),
    dated('earlier', '2024-04-02', '2024-04-02T00:00:00.000Z', '2024-04-02T23:59:59.999Z'),
  ];
  const report = formatClaimReport(answers(claim(), history, { actors: [TASS] }), PLAIN);
  expect(section(report, 'Dated entries, in the order of their dates').split('\n')).toEqual([
    '  2 April 2024           repeated by TASS  [earlier]',
    '  by 30 April 2024       repeated by TASS  [before]',
    '  April 2024             repeated by TASS  [month]',
    '  30 April 2024          repeated by TASS  [day]',
    '  1 April 2024 or later  repeated by TASS  [since]',
  ]);
});

test('formatClaimReport() shows the cause of a status change without an entry', () => {
  const history = [
    registered,
    change({ entry: 'other/denial' }, { status: 'denied', rule: 'denied/first-hand' }),
    change({ actor: 'spokesman', mandate: 'm-1' }, { status: 'disputed', rule: 'disputed/support-and-opposition' }),
    change({ passed: '2024-06-30' }, { status: 'unverified', rule: 'unverified/search-expired' }),
  ];
  const report = formatClaimReport(
    answers(claim({ sameAs: ['other'] }), history, {
      actors: [NATO, actor('spokesman', 'A. Spokesman', 'person')],
      otherEntries: [entry('other/denial', 'ClaimDenied', { by: ['nato'], extent: 'whole', basis: 'none-given' })],
    }),
    { ...PLAIN, width: 200 },
  );
  expect(section(report, 'Statuses, in the order of recording').split('\n').slice(2)).toEqual([
    "  denied (denied/first-hand): because its subject, or the subject's spokesperson, denied it",
    '    after [other/denial]: denied by NATO',
    '  disputed (disputed/support-and-opposition): because there is strong support for it, and strong opposition to it',
    '    after the mandate m-1 of A. Spokesman',
    '  unverified (unverified/search-expired): because the latest searches found nothing, and have expired',
    '    after 30 June 2024 had passed',
  ]);
  expect(report).toContain('  same as     other\n');
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
  expect(section(plain, 'Undated entries, in the order of recording')).toBe(
    '  repeated by TASS (voided)  [first]\n    voided by [v1]: wrong outlet; replaced by [second]',
  );
  expect(section(plain, 'Changes of the record')).toBe(
    '  voided [first], recorded by mistake: wrong outlet  [v1]\n    replaced by [second]',
  );
  expect(section(plain, 'Without effect')).toBe('  repeated by TASS  [first]\n    voided: recorded by mistake');
  const coloured = formatClaimReport(answers(view, history, { actors: [TASS] }), {
    ...PLAIN,
    colors: pc.createColors(true),
  });
  expect(coloured).toContain('\u001B[9mrepeated by TASS\u001B[29m (voided)');
});

test('formatClaimReport() shows the direction of links, and the number of omitted items', () => {
  const links = [
    { relation: 'contradicts', direction: 'from', claim: 'older', entry: 'older/x', recordedAt: '' },
    { relation: 'part-of', direction: 'to', claim: 'whole', entry: 'ceding/y', recordedAt: '' },
  ] as const;
  const view = claim({ links }, { totals: { because: 0, possibly: 0, origins: 3, withoutEffect: 0 } });
  const report = formatClaimReport(answers(view, [registered], { claims: { older: 'Nothing is discussed.' } }), PLAIN);
  expect(section(report, 'Links')).toBe('  contradicted by older\n    Nothing is discussed.\n  part of whole');
  expect(section(report, 'Origins')).toBe('  and 3 more');
});

test('formatClaimReport() shows recorded times only with `recorded`', () => {
  const given = answers(claim(), [registered]);
  expect(formatClaimReport(given, PLAIN)).not.toContain('2024-05-06');
  expect(formatClaimReport(given, { ...PLAIN, recorded: true })).toContain(
    'recorded 2024-05-06T07:08:09.010Z by admin',
  );
});

test('formatClaimReport() prints unknown terms of a newer server unchanged', () => {
  const view = claim(
    {},
    { rule: 'confirmed/by-oracle', withoutEffect: [{ entry: 'ceding/first', reason: 'too-loud' }] },
  );
  const report = formatClaimReport(answers(view, [entry('first', 'ClaimRepeated', { by: ['tass'] })]), {
    ...PLAIN,
    width: 200,
  });
  expect(report).toContain('by the rule confirmed/by-oracle');
  expect(report).toContain('    too-loud\n');
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
    change({ passed: hostile }, { status: 'open', rule: hostile }),
  ];
  const report = formatClaimReport(answers(view, history), PLAIN);
  expect(report.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202E]/u);
  expect(report).toContain('\uFFFD[2Jgone\uFFFD desrever');
});

const DENIAL = { basis: 'none-given', extent: 'whole' } as const;

test('formatClaimReport() says that a mandate covers only a part of the time', () => {
  const mandate = { mandate: 'm', speaker: 'spokesman', principal: 'nato', until: '2024-06', recordedAt: '' };
  const history = [
    entry('no', 'ClaimDenied', { by: ['spokesman'], onBehalfOf: ['nato'], occurredAt: '2024', ...DENIAL }),
  ];
  const because = [{ entry: 'ceding/no' }, { actor: 'spokesman', mandate: 'm', overlap: true }] as const;
  const view = claim({}, { status: 'denied', rule: 'denied/first-hand', because });
  const actors = [NATO, actor('spokesman', 'A. Spokesman', 'person', { speaksFor: [mandate] })];
  expect(formatClaimReport(answers(view, history, { actors }), { ...PLAIN, width: 120 })).toContain(
    '- A. Spokesman speaks for NATO (mandate m), which covers a part of that time\n',
  );
});
