import { CHANGE_CODES, type ChangeCode, type ChangePart } from '../../../src/claims/story/change-part.js';
import { changeInEnglish } from '../../../src/claims/story/change-in-english.js';

const names = {
  actor: (id: string) => ({ name: id, kind: 'person' as const }),
  document: (id: string) => `“${id}”`,
  claim: (id: string) => `“${id}”`,
};
const english = (...parts: ChangePart[]) => changeInEnglish(parts, names);

describe('changeInEnglish()', () => {
  it.each<[ChangePart, string]>([
    [{ code: 'denied', actors: ['NATO'], subject: 'about' }, 'NATO, whom it is about, denied it.'],
    [
      { code: 'confirmed', actors: ['NATO'], subject: 'about', through: ['Oana'], extent: 'part' },
      'NATO, whom it is about, confirmed a part of it through Oana.',
    ],
    [{ code: 'said', actors: ['Kirby'], behalf: ['NATO'] }, 'Kirby, for NATO, said so.'],
    [{ code: 'denied', actors: ['Kirby'], of: ['TASS'] }, 'Kirby denied what TASS had said.'],
    [
      { code: 'reported', actors: ['A', 'B'], others: 3, credited: ['TASS'] },
      'A, B and three others reported it, citing TASS.',
    ],
    [{ code: 'read-into', actors: ['A'], document: 'Talks' }, 'A read it into “Talks”.'],
    [{ code: 'retracted', actors: ['A'], takesBack: 'whole' }, 'A took it back whole.'],
    [{ code: 'retracted', actors: ['A'], takesBack: 'part' }, 'A took back a part of it.'],
    [{ code: 'retracted', actors: ['A'], takesBack: 'whole', of: ['B'] }, 'A took back what B had said.'],
    [{ code: 'reworded', actors: ['A'], takesBack: 'whole' }, 'A reworded it, and took it back whole.'],
    [{ code: 'searched', actors: ['A'], found: 'found-nothing' }, 'A looked for a confirmation and found nothing.'],
    [{ code: 'searched', actors: ['A'], found: 'declined', of: ['B'] }, 'A asked B, who declined to answer.'],
    [
      { code: 'evidence', actors: ['A'], document: 'Photo', bearing: 'refutes', authenticity: 'genuine' },
      'A attached “Photo” as evidence that refutes it, found genuine.',
    ],
    [{ code: 'rated', actors: ['A'], rating: 'mostly-false' }, 'A rated it mostly false.'],
    [{ code: 'resolved', actors: ['A'], outcome: 'did-not' }, 'It did not come true, according to A.'],
    [{ code: 'voided', of: ['A'] }, 'An act of A, recorded by mistake, was voided.'],
    [{ code: 'due-passed', date: '2024-04-04' }, 'It was due before 4 April 2024.'],
    [{ code: 'became', status: 'open' }, 'Its status is open.'],
    [
      { code: 'became', status: 'rated', rating: 'mostly-true', statusBefore: 'partly-fulfilled' },
      'Its status changed from partly fulfilled to rated mostly true.',
    ],
    [{ code: 'became', status: 'open', statusBefore: 'open' }, 'It is still open, by another rule.'],
  ])('says %j', (part, text) => {
    expect(english(part)).toBe(text);
  });

  it('joins the clauses of a merged claim, the act and the outcome', () => {
    expect(
      english(
        { code: 'on-merged-claim', claim: 'land' },
        { code: 'said', actors: ['A'] },
        { code: 'became', status: 'stated', statusBefore: 'open' },
      ),
    ).toBe('On the claim “land”, which is merged with it: A said so: its status changed from open to stated.');
  });

  it('has a clause for every code', () => {
    for (const code of Object.keys(CHANGE_CODES) as ChangeCode[]) {
      expect(english({ code, actors: ['A'], date: '2024' })).not.toContain('undefined');
    }
  });
});
