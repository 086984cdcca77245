import pc from 'picocolors';
import type { EntryDetails, EntryEffect } from '../../../src/claims/queries/entry-details.views.js';
import { formatEntryReport } from '../../../src/cli/show/entry-report.js';
import { actor, answers, claim, entry } from './support.js';

describe('formatEntryReport()', () => {
  const report = entry('report', 'ClaimReported', { by: ['tass'], basis: 'none-given' });
  const data = answers(claim(), [report], { actors: [actor('tass', 'TASS')] });
  const { id, text, kind, status, rule, since } = { ...data.claim, ...data.claim.verification };
  const summary = { id, text, kind, status, rule, since };
  const printed = (
    effect: EntryEffect,
    moment?: Parameters<typeof formatEntryReport>[3],
    other: Partial<Pick<EntryDetails, 'type' | 'claim'>> = {},
  ) => {
    const details: EntryDetails = {
      ...report,
      claim: summary,
      effect,
      refersTo: [],
      referredToBy: [],
      ...other,
    };
    return formatEntryReport(details, data, { width: 80, colors: pc.createColors(false), recorded: false }, moment);
  };

  it('says whether an entry decides the status', () => {
    expect(printed({ on: 'decides' })).toContain('decides the status');
    expect(printed({ on: 'counts' })).toContain('counts, and does not decide the status');
  });

  it('says of a denial among the reasons of a retraction that it opposes the claim', () => {
    const effect = { on: 'decides' } as const;
    const retracted = { ...summary, status: 'retracted', rule: 'retracted/taken-back' } as const;
    const text = printed(effect, undefined, { type: 'ClaimDenied', claim: retracted });
    expect(text).toContain('still opposes the claim; the status follows from its retraction');
    expect(text).not.toContain('decides the status');
    expect(printed(effect, undefined, { claim: retracted })).toContain('decides the status');
  });

  it('says by when an entry may have happened', () => {
    const effect = { on: 'possibly' } as const;
    expect(printed(effect)).toContain('may have happened by now');
    expect(printed(effect, { asOf: '2024-04-03' })).toContain('may have happened by then');
    expect(printed(effect, { validAt: '2024-04-03' })).toContain('may have happened by then');
  });
});
