import type { Rule } from '../../../src/verification/standard/rule-names.js';
import pc from 'picocolors';
import type { ClaimView } from '../../../src/claims/queries/views.js';
import { ApiClient } from '../../../src/cli/ledger/api-client.js';
import { type Act, findAct } from '../../../src/cli/record/acts.js';
import { EntryNames } from '../../../src/cli/record/entry-names.js';
import type { EntryBody } from '../../../src/cli/record/entry-body.js';
import { draftLines, recordedLines } from '../../../src/cli/record/record-report.js';
import { claim } from '../show/support.js';

const printing = { width: 120, colors: pc.createColors(false), recorded: false };
const client = new ApiClient('http://127.0.0.1:1', undefined, new AbortController().signal);

const answered = (recorded: readonly string[]) => ({
  id: 'ceding',
  revision: 1,
  position: null,
  projected: true,
  recorded: recorded.map((id) => ({ id, type: 'ClaimDenied', revision: 1 })),
});

const stated = (status: ClaimView['verification']['status'], rule: Rule, more = {}): ClaimView =>
  claim({}, { status, rule, ...more });

describe('draftLines', () => {
  const lines = (word: string, body: EntryBody) => {
    const names = new EntryNames(client, { claim: claim(), history: [] });
    names.taken.push({ label: 'by', name: 'NATO', id: 'nato' }, { label: 'by', name: 'NATO', id: 'nato' });
    return draftLines(findAct(word) as Act, body, names, printing);
  };

  it('puts an entry in words, with the ids that its names were found to mean', () => {
    const body = {
      type: 'ClaimDenied',
      by: ['nato'],
      occurredAt: '2023-08',
      quote: { text: 'No.' },
      basis: 'document',
    } as const;
    expect(lines('denied', body)).toEqual([
      '  claim        NATO representatives are discussing that Ukraine cede land to Russia.  [ceding]',
      '  entry        denied by nato',
      '  happened     2023-08',
      '               “No.”',
      '               on a document',
      '  by           NATO  [nato]',
    ]);
  });

  it('puts a change of a narrative in words', () => {
    expect(lines('grouped', { type: 'NarrativeClaimAdded', claim: 'ceding' })[1]).toBe(
      '  entry        added to the narrative',
    );
  });
});

describe('recordedLines', () => {
  it('shows which entries have no effect any longer', () => {
    const old = { entry: 'ceding/old', reason: 'taken-back' };
    const before = stated('unverified', 'unverified/none', { withoutEffect: [old] });
    const after = stated('unverified', 'unverified/none', {
      withoutEffect: [old, { entry: 'ceding/interview', reason: 'attribution-denied' }],
    });
    expect(recordedLines({ answer: answered(['no']), before, after }, printing)).toContain(
      '  no effect    [interview] any longer: the actor quoted, or their spokesperson, denies having said so',
    );
  });

  it('shows why the word of those whom the claim is about does not decide it', () => {
    const summary = {
      text: 'Only NATO, whom it is about, says so.',
      language: 'en',
      parts: [{ code: 'only-says', actors: [{ id: 'nato', name: 'NATO', kind: 'organization' }], subject: 'about' }],
    };
    const view = stated('unverified', 'unverified/none', { summary });
    expect(
      recordedLines({ answer: answered(['yes']), before: view, after: view }, { ...printing, width: 200 }).at(-1),
    ).toBe(
      '  still        unverified (unverified/none): because nothing on record decides it: what its subject says counts once others have put it forward too',
    );
  });

  it('shows the state before and after, each with its reason', () => {
    const before = stated('unverified', 'unverified/none');
    const after = stated('denied', 'denied/holder');
    expect(recordedLines({ answer: answered(['no']), before, after }, printing)).toEqual([
      'Recorded ceding/no',
      expect.stringMatching(/^ {2}before {7}unverified \(unverified\/none\): because/),
      expect.stringMatching(/^ {2}after {8}denied \(denied\/holder\): because/),
    ]);
  });

  it('says that the state is the same, and why the entry has no effect', () => {
    const before = stated('denied', 'denied/holder');
    const after = stated('denied', 'denied/holder', {
      withoutEffect: [{ entry: 'ceding/no', reason: 'takes-back-nothing' }],
    });
    const lines = recordedLines({ answer: answered(['no']), before, after }, printing);
    expect(lines[1]).toBe('  no effect    retracts nothing');
    expect(lines[2]).toMatch(/^ {2}still {8}denied/);
  });

  it('says that nothing was recorded', () => {
    const before = stated('denied', 'denied/holder');
    expect(recordedLines({ answer: answered([]), before, after: before }, printing)).toEqual([
      'Nothing was recorded: the ledger holds this already. To record it a second time, give it another --id.',
    ]);
  });
});
