import pc from 'picocolors';
import { searchReport } from '../../../src/cli/search/search-report.js';

const RECORDED = '2024-05-06T07:08:09.010Z';
const stored = { revision: 0, registeredAt: RECORDED, lastRecordedAt: RECORDED };
const none = { items: [], hasMore: false, isIncomplete: false };

it('has a heading for each kind that was found, and the command that lists the rest', () => {
  const nato = { ...stored, id: 'nato', kind: 'organization', name: 'NATO', aliases: [] } as const;
  const document = { ...stored, id: 'statement', publisher: 'nato', title: 'Statement', position: '1' };
  const report = searchReport(
    {
      claims: none,
      actors: { items: [nato], hasMore: true, isIncomplete: false },
      documents: { items: [document], hasMore: true, isIncomplete: false },
      narratives: none,
    },
    { text: 'na', words: 'na*' },
    { width: 80, colors: pc.createColors(false), recorded: false },
  );
  expect(report).toBe(
    'Actors\norganization  nato  NATO\nThere are more: claim-ledger actors --search "na*"\n\n' +
      'Documents\nnato  statement  Statement\nThere are more: claim-ledger documents --search "na"\n',
  );
});
