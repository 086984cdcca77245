import pc from 'picocolors';
import type { EntryDetails, EntryEffect } from '../../../src/claims/queries/entry-details.views.js';
import { formatEntryReport } from '../../../src/cli/show/entry-report.js';
import { actor, answers, claim, entry } from './support.js';

describe('formatEntryReport()', () => {
  const report = entry('report', 'ClaimReported', { by: ['tass'], basis: 'none-given' });
  const data = answers(claim(), [report], { actors: [actor('tass', 'TASS')] });
  const printed = (effect: EntryEffect, moment?: Parameters<typeof formatEntryReport>[3]) => {
    const { id, text, kind, status, rule, since } = { ...data.claim, ...data.claim.verification };
    const details: EntryDetails = {
      ...report,
      claim: { id, text, kind, status, rule, since },
      effect,
      refersTo: [],
      referredToBy: [],
    };
    return formatEntryReport(details, data, { width: 80, colors: pc.createColors(false), recorded: false }, moment);
  };

  it('says of an entry among the reasons no more than that', () => {
    expect(printed({ on: 'decides' })).toContain('is among the reasons for the status');
    expect(printed({ on: 'counts' })).toContain('counts, and is not among the reasons for the status');
  });

  it('says by when an entry may have happened', () => {
    const effect = { on: 'possibly' } as const;
    expect(printed(effect)).toContain('may have happened by now');
    expect(printed(effect, { asOf: '2024-04-03' })).toContain('may have happened by then');
    expect(printed(effect, { validAt: '2024-04-03' })).toContain('may have happened by then');
  });
});
